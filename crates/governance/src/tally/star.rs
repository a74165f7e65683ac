//! STAR: score, then an automatic runoff of the two best (tally.md 13).
//!
//! Running sums: n scores, n powers of ballots with the top mark, n × n powers of ballots that
//! mark a above b.
use crate::Error;
use crate::choice::RuleSet;
use crate::tally::{Lot, numbers, order, pairs};
use serde_json::{Map, Value, json};
use std::cmp::{Ordering, Reverse};

/// Number of running sums for n choices.
pub fn width(n: usize) -> usize {
    2 * n + n * n
}

/// Adds (or subtracts) marks.
pub fn change(rules: &RuleSet, sums: &mut [i128], marks: &[(usize, i64)], power: i128) {
    let n = rules.count();
    let mut all = vec![0; n];
    for (choice, mark) in marks {
        all[choice - 1] = *mark;
        sums[choice - 1] += power * i128::from(*mark);
        if *mark == rules.max_score {
            sums[n + choice - 1] += power;
        }
    }
    for (choice, mark) in marks {
        for (other, _) in all.iter().enumerate().filter(|(_, m)| mark > m) {
            sums[2 * n + (choice - 1) * n + other] += power;
        }
    }
}

/// Counts, writes finalists and runoff, and gives the leaders.
///
/// # Errors
/// `lot_required`.
pub fn count(
    rules: &RuleSet,
    sums: &[i128],
    lot: Option<&Lot>,
    out: &mut Map<String, Value>,
) -> Result<Vec<usize>, Error> {
    let n = rules.count();
    let (scores, rest) = sums.split_at(n);
    let (tops, matrix) = rest.split_at(n);
    let prefer = |a: usize, b: usize| matrix[(a - 1) * n + b - 1];
    let order = order(scores);
    let mut finalists: Vec<usize> = Vec::new();
    for group in &order {
        let open = 2 - finalists.len();
        if open == 0 {
            break;
        }
        if group.len() <= open {
            finalists.extend(group);
            continue;
        }
        out.insert("finalist_tie".into(), json!(group));
        let duels = |a: usize| -> i128 {
            let others = group.iter().filter(|b| **b != a);
            others
                .map(|b| pairs::duel(prefer(a, *b), prefer(*b, a)))
                .sum()
        };
        let mut ranked: Vec<_> = group
            .iter()
            .map(|a| (Reverse((duels(*a), tops[a - 1])), *a))
            .collect();
        ranked.sort_unstable();
        let edge = ranked[open - 1].0;
        let (sure, equal): (Vec<_>, Vec<_>) = ranked
            .into_iter()
            .filter(|(key, _)| *key <= edge)
            .partition(|(key, _)| *key < edge);
        finalists.extend(sure.into_iter().map(|(_, a)| a));
        let mut equal: Vec<usize> = equal.into_iter().map(|(_, a)| a).collect();
        let open = 2 - finalists.len();
        if equal.len() > open {
            let lot = lot.ok_or(Error::new("lot_required"))?;
            equal.sort_by_cached_key(|a| lot.key(&rules.labels()[a - 1]));
        }
        finalists.extend(equal.into_iter().take(open));
    }
    finalists.sort_unstable();
    let (a, b) = (finalists[0], finalists[1]);
    out.insert("scores".into(), numbers(scores));
    out.insert("order".into(), json!(order));
    out.insert("finalists".into(), json!(finalists));
    out.insert("runoff".into(), numbers(&[prefer(a, b), prefer(b, a)]));
    let key = |a: usize, b: usize| (prefer(a, b), scores[a - 1], tops[a - 1]);
    Ok(match key(a, b).cmp(&key(b, a)) {
        Ordering::Greater => vec![a],
        Ordering::Less => vec![b],
        Ordering::Equal => vec![a, b],
    })
}
