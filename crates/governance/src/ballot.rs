//! Ballots: one opinion has exactly one spelling (ballots.md).
use crate::Error;
use crate::choice::{RuleSet, System};
use serde_json::{Value, json};

/// A valid ballot under a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ballot {
    /// One choice, from 1 (`basic`: 1 for, 2 against, 3 abstain).
    Choice(usize),
    /// Approved choices, ascending.
    Approve(Vec<usize>),
    /// Ranks, best first; a rank of two or more is a tie, ascending.
    Ranking(Vec<Vec<usize>>),
}

impl Ballot {
    /// Reads a body such as `{"ranking":[3,[1,2]]}`.
    ///
    /// # Errors
    /// The first fault from left to right: `ballot_malformed`, `choice_out_of_range`,
    /// `choice_repeated`, `not_ascending`, `too_many_approvals`, `equal_ranks_not_allowed`,
    /// `ranking_incomplete`, `empty_ballot`.
    pub fn parse(rules: &RuleSet, body: &Value) -> Result<Self, Error> {
        let malformed = Error::new("ballot_malformed");
        let map = body
            .as_object()
            .filter(|map| map.len() == 1)
            .ok_or(malformed)?;
        let value = |key: &str| map.get(key).ok_or(malformed);
        let list = |value: &'_ Value| value.as_array().cloned().ok_or(malformed);
        match rules.system() {
            System::Basic => {
                let word = value("choice")?.as_str().ok_or(malformed)?;
                let at = rules.labels().iter().position(|label| label == word);
                at.map(|at| Self::Choice(at + 1))
                    .ok_or(Error::new("choice_out_of_range"))
            }
            System::SingleChoice => number(rules, value("choice")?).map(Self::Choice),
            System::Approval => {
                let approved = ascending(rules, &list(value("approve")?)?, &mut Vec::new())?;
                if approved.len() > rules.max_approvals {
                    return Err(Error::new("too_many_approvals"));
                }
                if approved.is_empty() && !rules.allow_none {
                    return Err(Error::new("empty_ballot"));
                }
                Ok(Self::Approve(approved))
            }
            System::Schulze | System::Debian => ranking(rules, &list(value("ranking")?)?),
        }
    }

    /// The body that [`Ballot::parse`] reads.
    pub fn to_value(&self, rules: &RuleSet) -> Value {
        match self {
            Self::Choice(number) if rules.system() == System::Basic => {
                json!({"choice": rules.labels()[number - 1]})
            }
            Self::Choice(number) => json!({"choice": number}),
            Self::Approve(numbers) => json!({"approve": numbers}),
            Self::Ranking(ranks) => {
                let ranks: Vec<Value> = ranks
                    .iter()
                    .map(|rank| match rank.as_slice() {
                        [one] => json!(one),
                        tie => json!(tie),
                    })
                    .collect();
                json!({"ranking": ranks})
            }
        }
    }

    /// Whether the ballot names an option (not an abstention, not an empty list).
    pub fn names_option(&self, rules: &RuleSet) -> bool {
        match self {
            Self::Choice(number) => rules.system() != System::Basic || *number != 3,
            Self::Approve(numbers) => !numbers.is_empty(),
            Self::Ranking(ranks) => !ranks.is_empty(),
        }
    }
}

/// The `choice` beside a `ballot` in an act: numbers replaced by labels, shape kept (act.md).
///
/// # Errors
/// As [`Ballot::parse`].
pub fn labels(rules: &RuleSet, body: &Value) -> Result<Value, Error> {
    let label = |number: &usize| Value::from(rules.labels()[number - 1].clone());
    Ok(match Ballot::parse(rules, body)? {
        Ballot::Choice(number) => json!([label(&number)]),
        Ballot::Approve(numbers) => numbers.iter().map(label).collect(),
        Ballot::Ranking(ranks) => ranks
            .iter()
            .map(|rank| match rank.as_slice() {
                [one] => label(one),
                tie => tie.iter().map(label).collect(),
            })
            .collect(),
    })
}

fn number(rules: &RuleSet, value: &Value) -> Result<usize, Error> {
    let malformed = Error::new("ballot_malformed");
    if !value.is_i64() && !value.is_u64() {
        return Err(malformed);
    }
    value
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .filter(|n| (1..=rules.count()).contains(n))
        .ok_or(Error::new("choice_out_of_range"))
}

/// Numbers that rise; `seen` holds those of the whole ballot.
fn ascending(
    rules: &RuleSet,
    values: &[Value],
    seen: &mut Vec<usize>,
) -> Result<Vec<usize>, Error> {
    let mut numbers: Vec<usize> = Vec::with_capacity(values.len());
    for value in values {
        let number = number(rules, value)?;
        if seen.contains(&number) {
            return Err(Error::new("choice_repeated"));
        }
        if numbers.last().is_some_and(|last| *last > number) {
            return Err(Error::new("not_ascending"));
        }
        seen.push(number);
        numbers.push(number);
    }
    Ok(numbers)
}

fn ranking(rules: &RuleSet, values: &[Value]) -> Result<Ballot, Error> {
    let mut seen = Vec::new();
    let mut ranks = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::Array(tie) => {
                if tie.len() < 2 {
                    return Err(Error::new("ballot_malformed"));
                }
                let tie = ascending(rules, tie, &mut seen)?;
                if !rules.equal_ranks {
                    return Err(Error::new("equal_ranks_not_allowed"));
                }
                ranks.push(tie);
            }
            one => {
                let number = number(rules, one)?;
                if seen.contains(&number) {
                    return Err(Error::new("choice_repeated"));
                }
                seen.push(number);
                ranks.push(vec![number]);
            }
        }
    }
    if ranks.is_empty() {
        return Err(Error::new("empty_ballot"));
    }
    if rules.require_full && seen.len() < rules.count() {
        return Err(Error::new("ranking_incomplete"));
    }
    Ok(Ballot::Ranking(ranks))
}
