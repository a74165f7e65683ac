//! Schulze: the widest paths (tally.md 15).
use crate::choice::{RuleSet, Strength};
use crate::tally::pairs;
use serde_json::{Map, Value, json};

/// Counts, writes matrix, paths and order, and gives the leaders.
pub fn count(rules: &RuleSet, matrix: &[i128], out: &mut Map<String, Value>) -> Vec<usize> {
    let n = rules.count();
    pairs::report(matrix, n, out);
    let paths = widest_paths(matrix, n, rules.strength);
    let rows: Vec<Value> = paths.chunks(n).map(super::numbers).collect();
    out.insert("paths".into(), Value::Array(rows));
    let mut rest: Vec<usize> = (0..n).collect();
    let mut order: Vec<Vec<usize>> = Vec::new();
    while !rest.is_empty() {
        let best: Vec<usize> = rest
            .iter()
            .copied()
            .filter(|a| rest.iter().all(|b| paths[a * n + b] >= paths[b * n + a]))
            .collect();
        rest.retain(|a| !best.contains(a));
        order.push(best.iter().map(|a| a + 1).collect());
    }
    let leaders = order.first().cloned().unwrap_or_default();
    out.insert("order".into(), json!(order));
    leaders
}

/// Floyd–Warshall on (max, min).
fn widest_paths(matrix: &[i128], n: usize, strength: Strength) -> Vec<i128> {
    let mut paths = vec![0; n * n];
    for a in 0..n {
        for b in 0..n {
            let (for_a, for_b) = (matrix[a * n + b], matrix[b * n + a]);
            if a != b && for_a > for_b {
                paths[a * n + b] = match strength {
                    Strength::WinningVotes => for_a,
                    Strength::Margins => for_a - for_b,
                };
            }
        }
    }
    for k in 0..n {
        for a in 0..n {
            for b in 0..n {
                if a != b && a != k && b != k {
                    let through = paths[a * n + k].min(paths[k * n + b]);
                    paths[a * n + b] = paths[a * n + b].max(through);
                }
            }
        }
    }
    paths
}
