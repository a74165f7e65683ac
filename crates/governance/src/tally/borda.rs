//! Borda: points for places, doubled so that averages stay whole (tally.md 12).
use crate::choice::{RuleSet, Unranked};
use crate::tally::{numbers, order};
use serde_json::{Map, Value, json};

/// Adds (or subtracts) a ranking.
pub fn change(rules: &RuleSet, scores: &mut [i128], ranks: &[Vec<usize>], power: i128) {
    let n = rules.count();
    let mut place = 0;
    let mut unranked = vec![true; n];
    for rank in ranks {
        for choice in rank {
            unranked[choice - 1] = false;
            scores[choice - 1] += power * doubled(rules, place, rank.len());
        }
        place += rank.len();
    }
    if place < n && rules.unranked == Unranked::Average {
        let marks = doubled(rules, place, n - place);
        for (score, _) in scores.iter_mut().zip(unranked).filter(|(_, is)| *is) {
            *score += power * marks;
        }
    }
}

/// Twice the average of the `size` ≥ 1 places from `place`: `n − 1 − p + base` for a place p.
fn doubled(rules: &RuleSet, place: usize, size: usize) -> i128 {
    let first_and_last = 2 * (rules.count() - place) - size - 1;
    i128::try_from(first_and_last).unwrap_or(0) + 2 * i128::from(rules.base)
}

/// Writes the scores and gives the leaders.
pub fn count(scores: &[i128], out: &mut Map<String, Value>) -> Vec<usize> {
    let order = order(scores);
    let leaders = order.first().cloned().unwrap_or_default();
    out.insert("scale".into(), json!(2));
    out.insert("scores".into(), numbers(scores));
    out.insert("order".into(), json!(order));
    leaders
}
