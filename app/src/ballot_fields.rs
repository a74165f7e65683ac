//! The ballot that a form's fields say: one reading for the server, which takes the form, and for
//! the page, which lets a wallet sign it. The rules judge the ballot afterwards.
//!
//! | system | fields |
//! |---|---|
//! | `basic`, `single_choice` | `choice` |
//! | `approval` | `approve`, any number of times |
//! | `weighted`, `quadratic` | `weight_<option>`, parts of any whole |
//! | `quadratic_credits` | `votes_<option>` |
//! | `score`, `star` | `score_<option>` |
//! | ranked systems | `rank_<option>` = place; equal places are a tie, empty ones are unranked |
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The whole that weights are parts of (ballots.md 3).
const WHOLE: u64 = 1_000_000;
/// The largest part that a form may name.
const PART_MAX: u64 = 1_000_000;
/// Fields of one kind that are read; a proposal has at most as many options.
const FIELDS_MAX: usize = 1_000;

/// The ballot body of a form.
///
/// # Errors
/// `ballot_malformed` when a field is no number, `weight_out_of_range` for a part above 1,000,000,
/// `empty_ballot` when nothing was filled in where something must be.
pub fn body(system: &str, fields: &[(String, String)]) -> Result<Value, &'static str> {
    match system {
        "basic" => match only(fields, "choice").as_slice() {
            [word] => Ok(json!({"choice": word})),
            _ => Err("empty_ballot"),
        },
        "single_choice" => match only(fields, "choice").as_slice() {
            [number] => {
                Ok(json!({"choice": number.parse::<u32>().map_err(|_| "ballot_malformed")?}))
            }
            _ => Err("empty_ballot"),
        },
        "approval" => {
            let mut numbers: Vec<u32> = only(fields, "approve")
                .into_iter()
                .map(|number| number.parse().map_err(|_| "ballot_malformed"))
                .collect::<Result<_, _>>()?;
            numbers.sort_unstable();
            numbers.dedup();
            Ok(json!({"approve": numbers}))
        }
        "weighted" | "quadratic" => {
            let parts = numbered(fields, "weight_")?;
            Ok(json!({"weights": millionths(&parts)?}))
        }
        "quadratic_credits" => {
            let votes: Vec<(u32, i64)> = numbered(fields, "votes_")?
                .into_iter()
                .filter(|(_, votes)| *votes != 0)
                .collect();
            if votes.is_empty() {
                return Err("empty_ballot");
            }
            Ok(json!({"votes": votes}))
        }
        "score" | "star" => {
            // Zero is written by leaving out; leaving out all is a ballot that names nobody.
            let scores: Vec<(u32, i64)> = numbered(fields, "score_")?
                .into_iter()
                .filter(|(_, score)| *score != 0)
                .collect();
            Ok(json!({"scores": scores}))
        }
        _ => ranking(fields),
    }
}

/// Values of a field that may stand several times.
fn only<'a>(fields: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let named = fields.iter().filter(|(key, _)| key == name);
    named.map(|(_, value)| value.trim()).collect()
}

/// Filled fields `<prefix><option>` as option and number, by option.
fn numbered(fields: &[(String, String)], prefix: &str) -> Result<Vec<(u32, i64)>, &'static str> {
    let mut out = BTreeMap::new();
    for (key, value) in fields {
        let Some(option) = key.strip_prefix(prefix) else {
            continue;
        };
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let option: u32 = option.parse().map_err(|_| "ballot_malformed")?;
        let number: i64 = value.parse().map_err(|_| "ballot_malformed")?;
        let earlier = out.insert(option, number);
        if earlier.is_some() || out.len() > FIELDS_MAX {
            return Err("ballot_malformed");
        }
    }
    Ok(out.into_iter().collect())
}

/// Parts of any whole as millionths that sum to one million: everyone gets what falls out whole,
/// and the rest goes to the largest remainders, the first option first.
///
/// # Errors
/// `weight_out_of_range` for a part below 0 or above 1,000,000, `empty_ballot` when all are 0.
pub fn millionths(parts: &[(u32, i64)]) -> Result<Vec<(u32, u64)>, &'static str> {
    let mut named = Vec::with_capacity(parts.len());
    for (option, part) in parts {
        let part = u64::try_from(*part).ok().filter(|part| *part <= PART_MAX);
        named.push((*option, part.ok_or("weight_out_of_range")?));
    }
    let whole: u64 = named.iter().map(|(_, part)| part).sum();
    if whole == 0 {
        return Err("empty_ballot");
    }
    // At most 1,000 parts of 10^6: products stay below 10^12, sums below 10^9.
    let mut shares: Vec<(u32, u64, u64)> = named
        .into_iter()
        .map(|(option, part)| (option, part * WHOLE / whole, part * WHOLE % whole))
        .collect();
    let left = WHOLE - shares.iter().map(|(_, share, _)| share).sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|at| (std::cmp::Reverse(shares[*at].2), shares[*at].0));
    for at in by_remainder
        .into_iter()
        .take(usize::try_from(left).unwrap_or(0))
    {
        shares[at].1 += 1;
    }
    let kept = shares.into_iter().filter(|(_, share, _)| *share > 0);
    Ok(kept.map(|(option, share, _)| (option, share)).collect())
}

fn ranking(fields: &[(String, String)]) -> Result<Value, &'static str> {
    let mut places: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for (option, place) in numbered(fields, "rank_")? {
        if place < 1 {
            return Err("ballot_malformed");
        }
        places.entry(place).or_default().push(option);
    }
    let ranks: Vec<Value> = places
        .into_values()
        .map(|rank| match rank[..] {
            [one] => json!(one),
            _ => json!(rank),
        })
        .collect();
    if ranks.is_empty() {
        return Err("empty_ballot");
    }
    Ok(json!({"ranking": ranks}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn each_form_is_read() {
        let cases = [
            ("basic", vec![("choice", "for")], json!({"choice": "for"})),
            ("single_choice", vec![("choice", "2")], json!({"choice": 2})),
            (
                "approval",
                vec![("approve", "3"), ("approve", "1")],
                json!({"approve": [1, 3]}),
            ),
            ("approval", vec![], json!({"approve": []})),
            (
                "weighted",
                vec![
                    ("weight_1", "1"),
                    ("weight_2", "1"),
                    ("weight_3", "1"),
                    ("weight_4", ""),
                ],
                json!({"weights": [[1, 333_334], [2, 333_333], [3, 333_333]]}),
            ),
            (
                "quadratic_credits",
                vec![("votes_1", "3"), ("votes_2", "-1"), ("votes_3", "0")],
                json!({"votes": [[1, 3], [2, -1]]}),
            ),
            (
                "star",
                vec![("score_2", "5"), ("score_1", "0")],
                json!({"scores": [[2, 5]]}),
            ),
            (
                "irv",
                vec![
                    ("rank_3", "1"),
                    ("rank_1", "2"),
                    ("rank_2", " 2 "),
                    ("rank_4", ""),
                ],
                json!({"ranking": [3, [1, 2]]}),
            ),
        ];
        for (system, pairs, expected) in cases {
            assert_eq!(body(system, &fields(&pairs)), Ok(expected), "{system}");
        }
    }

    #[test]
    fn what_is_no_ballot_is_refused() {
        let cases = [
            ("basic", vec![], "empty_ballot"),
            ("single_choice", vec![("choice", "two")], "ballot_malformed"),
            ("weighted", vec![("weight_1", "0")], "empty_ballot"),
            ("weighted", vec![("weight_1", "-1")], "weight_out_of_range"),
            (
                "weighted",
                vec![("weight_1", "1000001")],
                "weight_out_of_range",
            ),
            ("quadratic_credits", vec![], "empty_ballot"),
            (
                "score",
                vec![("score_1", "3"), ("score_1", "4")],
                "ballot_malformed",
            ),
            ("schulze", vec![("rank_1", "0")], "ballot_malformed"),
            ("schulze", vec![("rank_x", "1")], "ballot_malformed"),
            ("schulze", vec![("rank_1", "")], "empty_ballot"),
        ];
        for (system, pairs, code) in cases {
            assert_eq!(
                body(system, &fields(&pairs)),
                Err(code),
                "{system} {pairs:?}"
            );
        }
    }

    #[test]
    fn parts_always_make_a_million() {
        for whole in 1..200_i64 {
            let parts: Vec<(u32, i64)> =
                (1..=7).map(|n| (n, (i64::from(n) * whole) % 11)).collect();
            let Ok(shares) = millionths(&parts) else {
                continue;
            };
            assert_eq!(shares.iter().map(|(_, share)| share).sum::<u64>(), WHOLE);
            assert!(shares.iter().all(|(_, share)| *share > 0));
        }
        // A part too small for one millionth is left out, and the ballot still counts.
        assert_eq!(
            millionths(&[(1, 1_000_000), (2, 0)]),
            Ok(vec![(1, 1_000_000)])
        );
    }
}
