//! PrefLib files of rankings: `.soc`, `.soi`, `.toc`, `.toi`.
use crate::Error;
use crate::ballot::Ballot;
use crate::choice::{RuleSet, System};
use crate::tally::{Lot, Tally};
use serde_json::{Map, Value, json};

/// An election as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// Title of the file, if it names one.
    pub title: String,
    /// Labels in order of their numbers; repeated names get ` #number`.
    pub labels: Vec<String>,
    /// How many voters cast which ranking (a ballot body).
    pub rows: Vec<(u64, Value)>,
}

/// Reads a file.
///
/// # Errors
/// `file_malformed`.
pub fn parse(text: &str) -> Result<Election, Error> {
    let malformed = Error::new("file_malformed");
    let mut title = String::new();
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix('#') {
            let Some((key, value)) = comment.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim(), value.trim());
            if key == "TITLE" {
                title = value.to_owned();
            } else if let Some(number) = key.strip_prefix("ALTERNATIVE NAME ") {
                names.push((
                    number.trim().parse().map_err(|_| malformed)?,
                    value.to_owned(),
                ));
            }
            continue;
        }
        let (count, ranking) = line.split_once(':').ok_or(malformed)?;
        let count = count.trim().parse().map_err(|_| malformed)?;
        rows.push((count, json!({"ranking": ranks(ranking)?})));
    }
    names.sort_unstable();
    if names
        .iter()
        .enumerate()
        .any(|(i, (number, _))| i + 1 != *number)
    {
        return Err(malformed);
    }
    let plain: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
    let labels = plain
        .iter()
        .enumerate()
        .map(|(i, name)| {
            if plain.iter().filter(|other| *other == name).count() > 1 {
                format!("{name} #{}", i + 1)
            } else {
                name.clone()
            }
        })
        .collect();
    Ok(Election {
        title,
        labels,
        rows,
    })
}

fn ranks(text: &str) -> Result<Vec<Value>, Error> {
    let malformed = Error::new("file_malformed");
    let mut ranks = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let after = match rest.strip_prefix('{') {
            Some(group) => {
                let (inside, after) = group.split_once('}').ok_or(malformed)?;
                let mut tie: Vec<u64> = inside
                    .split(',')
                    .filter(|n| !n.trim().is_empty())
                    .map(|n| n.trim().parse().map_err(|_| malformed))
                    .collect::<Result<_, _>>()?;
                tie.sort_unstable();
                match tie.as_slice() {
                    [] => {}
                    [one] => ranks.push(json!(one)),
                    many => ranks.push(json!(many)),
                }
                after
            }
            None => {
                let (number, after) = rest.split_once(',').unwrap_or((rest, ""));
                let number: u64 = number.trim().parse().map_err(|_| malformed)?;
                ranks.push(json!(number));
                rest = after.trim();
                continue;
            }
        };
        rest = after.trim_start().strip_prefix(',').unwrap_or(after).trim();
    }
    Ok(ranks)
}

/// The rule set of a file under a system, with options as `KEY=VALUE` (a JSON value or a word).
///
/// # Errors
/// Those of [`RuleSet::parse`].
pub fn rules(
    election: &Election,
    system: &str,
    options: &[(String, String)],
) -> Result<Value, Error> {
    let mut rules = Map::new();
    rules.insert("system".into(), system.into());
    // Files carry no rules; these are the readings the specification fixes for them.
    let reading: Option<(&str, Value)> = match System::parse(system)? {
        System::Debian => Some(("default", election.labels.len().into())),
        System::Irv => Some(("equal_ranks", "exhaust".into())),
        System::Copeland => Some(("require_full", false.into())),
        _ => None,
    };
    rules.extend(reading.map(|(key, value)| (key.to_owned(), value)));
    for (key, value) in options {
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value.clone()));
        rules.insert(key.clone(), value);
    }
    Ok(Value::Object(rules))
}

/// Counts a file: the output of `psephos tally FILE --system NAME --json`.
///
/// # Errors
/// Those of [`parse`], [`rules`], [`RuleSet::parse`] and [`Tally::result`].
pub fn run(text: &str, system: &str, options: &[(String, String)]) -> Result<Value, Error> {
    let election = parse(text)?;
    let choices = json!(election.labels);
    let rules = RuleSet::parse(&choices, &rules(&election, system, options)?, 1)?;
    let mut tally = Tally::new(&rules);
    for (row, (count, body)) in (1..).zip(&election.rows) {
        match Ballot::parse(&rules, body) {
            Ok(ballot) => tally.add_many(&rules, &ballot, 1, *count)?,
            Err(error) => tally.note_rejected(row, error.code()),
        }
    }
    tally.result(
        &rules,
        Some(&Lot {
            proposal: [0; 32],
            beacon: [0; 32],
        }),
    )
}
