//! Quadratic voting in Snapshot's form: sums of square roots (tally.md 10).
use crate::tally::{display, numbers, order};
use crate::wide::{self, Wide};
use serde_json::{Map, Value, json};

/// Binary places that are kept under the root, so 22 after it.
const PLACES: u32 = 44;

/// The root that one ballot of this power adds to a choice with this weight.
pub fn root(power: i64, weight: i64) -> i128 {
    // 2^63 × 10^6 × 2^44 stays below 2^127.
    ((i128::from(power) * i128::from(weight)) << PLACES).isqrt()
}

/// Writes roots and scores and gives the leaders by root.
pub fn count(roots: &[i128], power: i128, out: &mut Map<String, Value>) -> Vec<usize> {
    let squares: Vec<Wide> = roots
        .iter()
        .map(|root| Wide::new(root.unsigned_abs()).times(root.unsigned_abs()))
        .collect();
    let (scores, residue) = wide::shares(power, &squares);
    let order = order(roots);
    let leaders = order.first().cloned().unwrap_or_default();
    out.insert("roots".into(), numbers(roots));
    out.insert("residue".into(), crate::integer::to_json(residue));
    out.insert("display_bp".into(), json!(display::basis_points(&scores)));
    out.insert("scores".into(), numbers(&scores));
    out.insert("order".into(), json!(order));
    leaders
}
