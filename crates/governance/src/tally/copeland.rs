//! Copeland: duels won, then support (tally.md 17).
use crate::choice::RuleSet;
use crate::tally::{numbers, order, pairs};
use crate::wide::{self, Wide};
use serde_json::{Map, Value, json};

/// Counts, writes matrix, points and support, and gives the leaders.
pub fn count(
    rules: &RuleSet,
    matrix: &[i128],
    power: i128,
    out: &mut Map<String, Value>,
) -> Vec<usize> {
    let n = rules.count();
    pairs::report(matrix, n, out);
    let points: Vec<i128> = (0..n)
        .map(|a| {
            let others = (0..n).filter(|b| *b != a);
            others
                .map(|b| pairs::duel(matrix[a * n + b], matrix[b * n + a]))
                .sum()
        })
        .collect();
    let support: Vec<i128> = matrix.chunks(n).map(|row| row.iter().sum()).collect();
    // Support is at most (n − 1) × T, so a point outweighs any difference of support.
    let opponents = i128::try_from(n - 1).unwrap_or(0);
    let values: Vec<i128> = points
        .iter()
        .zip(&support)
        .map(|(points, support)| 2 * points * opponents * power + support)
        .collect();
    let parts: Vec<Wide> = values.iter().map(|v| Wide::new(v.unsigned_abs())).collect();
    let (scores, residue) = wide::shares(power, &parts);
    let order = order(&values);
    let leaders = order.first().cloned().unwrap_or_default();
    out.insert("points".into(), numbers(&points));
    out.insert("support".into(), numbers(&support));
    out.insert("scores".into(), numbers(&scores));
    out.insert("residue".into(), crate::integer::to_json(residue));
    out.insert("order".into(), json!(order));
    leaders
}
