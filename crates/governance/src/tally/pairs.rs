//! The pairwise matrix of ranked ballots, row by row: `m[a × n + b]` is the power of ballots
//! ranking a above b (tally.md 14).
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

/// Adds (or subtracts) a ranking. Unranked choices share the last place.
pub fn change(matrix: &mut [i128], n: usize, ranks: &[Vec<usize>], power: i128) {
    let mut below = vec![true; n];
    for rank in ranks {
        for choice in rank {
            below[choice - 1] = false;
        }
        for choice in rank {
            for (other, _) in below.iter().enumerate().filter(|(_, is_below)| **is_below) {
                matrix[(choice - 1) * n + other] += power;
            }
        }
    }
}

/// Points of a duel: 2 for a win, 1 for a draw.
pub fn duel(with: i128, against: i128) -> i128 {
    match with.cmp(&against) {
        Ordering::Greater => 2,
        Ordering::Equal => 1,
        Ordering::Less => 0,
    }
}

/// Writes `matrix`, `condorcet_winner` and `smith_set`.
pub fn report(matrix: &[i128], n: usize, out: &mut Map<String, Value>) {
    let rows: Vec<Value> = matrix.chunks(n).map(super::numbers).collect();
    out.insert("matrix".into(), Value::Array(rows));
    let beats = |a: usize, b: usize| matrix[a * n + b] > matrix[b * n + a];
    let winner = (0..n).find(|a| (0..n).all(|b| b == *a || beats(*a, b)));
    out.insert(
        "condorcet_winner".into(),
        winner.map_or(Value::Null, |w| json!(w + 1)),
    );
    out.insert("smith_set".into(), json!(smith_set(n, beats)));
}

/// The smallest set whose members all beat every outsider.
fn smith_set(n: usize, beats: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    // By Copeland wins the set is a prefix: grow it until nobody outside is unbeaten by it.
    let wins = |a: usize| (0..n).filter(|b| beats(a, *b)).count();
    let mut inside = vec![false; n];
    if let Some(first) = (0..n).max_by_key(|a| (wins(*a), n - a)) {
        inside[first] = true;
    }
    loop {
        let missing: Vec<usize> = (0..n)
            .filter(|b| !inside[*b] && (0..n).any(|a| inside[a] && !beats(a, *b)))
            .collect();
        if missing.is_empty() {
            break;
        }
        for b in missing {
            inside[b] = true;
        }
    }
    (0..n).filter(|a| inside[*a]).map(|a| a + 1).collect()
}
