//! Systems whose result is a sum per choice (tally.md 7–9 and 11).
use crate::choice::{RuleSet, System};
use crate::tally::{display, numbers, order};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

/// Millionths of a base unit in `weighted` scores.
pub const WEIGHT_SCALE: i128 = 1_000_000;

/// Writes the scores and gives the leaders.
pub fn count(rules: &RuleSet, sums: &[i128], out: &mut Map<String, Value>) -> Vec<usize> {
    out.insert("scores".into(), numbers(sums));
    if rules.system() == System::Weighted {
        out.insert("scale".into(), json!(1_000_000));
    }
    if matches!(
        rules.system(),
        System::Basic | System::SingleChoice | System::Weighted
    ) {
        out.insert("display_bp".into(), json!(display::basis_points(sums)));
    }
    if rules.system() == System::Basic {
        // Abstentions take part, but lead nothing.
        return match sums[0].cmp(&sums[1]) {
            Ordering::Greater => vec![1],
            Ordering::Less => vec![2],
            Ordering::Equal => vec![1, 2],
        };
    }
    let order = order(sums);
    let leaders = order.first().cloned().unwrap_or_default();
    out.insert("order".into(), json!(order));
    leaders
}
