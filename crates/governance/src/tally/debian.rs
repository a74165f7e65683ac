//! The Debian constitution's count, A.5 (formerly A.6): quorum and majorities against the
//! default option, then defeats, then the Schwartz set (tally.md 16).
use crate::choice::RuleSet;
use crate::tally::pairs;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;

/// Counts, writes what was dropped, and gives the leaders.
pub fn count(rules: &RuleSet, matrix: &[i128], out: &mut Map<String, Value>) -> Vec<usize> {
    let n = rules.count();
    pairs::report(matrix, n, out);
    let m = |a: usize, b: usize| matrix[a * n + b];
    let default = rules.default - 1;
    let others: Vec<usize> = (0..n).filter(|a| *a != default).collect();
    let below_quorum: Vec<usize> = others
        .iter()
        .copied()
        .filter(|a| m(*a, default) < rules.quorum)
        .collect();
    let below_majority: Vec<usize> = others
        .iter()
        .copied()
        .filter(|a| !below_quorum.contains(a))
        .filter(|a| {
            let named = rules
                .majorities
                .iter()
                .find(|majority| majority.choice == a + 1);
            let (num, den) = named.map_or((1, 1), |majority| (majority.num, majority.den));
            let (with, against) = (m(*a, default), m(default, *a));
            !(with * den >= num * against && with > against)
        })
        .collect();
    let stays = |a: &usize| !below_quorum.contains(a) && !below_majority.contains(a);
    let rest: Vec<usize> = (0..n).filter(stays).collect();
    let mut defeats: Vec<(usize, usize)> = Vec::new();
    for a in &rest {
        for b in &rest {
            if m(*a, *b) > m(*b, *a) {
                defeats.push((*a, *b));
            }
        }
    }
    let mut dropped: Vec<Vec<[usize; 2]>> = Vec::new();
    let leaders = loop {
        let schwartz = schwartz_set(&rest, &defeats);
        let inner: Vec<(usize, usize)> = defeats
            .iter()
            .copied()
            .filter(|(a, b)| schwartz.contains(a) && schwartz.contains(b))
            .collect();
        let weight = |(a, b): &(usize, usize)| (m(*a, *b), Reverse(m(*b, *a)));
        let Some(weakest) = inner.iter().map(weight).min() else {
            break schwartz;
        };
        let drop: Vec<(usize, usize)> = inner
            .into_iter()
            .filter(|defeat| weight(defeat) == weakest)
            .collect();
        defeats.retain(|defeat| !drop.contains(defeat));
        dropped.push(drop.into_iter().map(|(a, b)| [a + 1, b + 1]).collect());
    };
    let numbered = |list: Vec<usize>| list.into_iter().map(|a| a + 1).collect::<Vec<_>>();
    out.insert("below_quorum".into(), json!(numbered(below_quorum)));
    out.insert("below_majority".into(), json!(numbered(below_majority)));
    out.insert("dropped_defeats".into(), json!(dropped));
    numbered(leaders)
}

/// Those whom every option that reaches them over defeats is reached by in turn.
fn schwartz_set(options: &[usize], defeats: &[(usize, usize)]) -> Vec<usize> {
    let reached_by = |start: usize| {
        let mut found = vec![start];
        let mut next = 0;
        while let Some(at) = found.get(next).copied() {
            for (_, b) in defeats.iter().filter(|(a, _)| *a == at) {
                if !found.contains(b) {
                    found.push(*b);
                }
            }
            next += 1;
        }
        found
    };
    let reach: Vec<(usize, Vec<usize>)> = options.iter().map(|a| (*a, reached_by(*a))).collect();
    let reaches = |a: usize, b: usize| reach.iter().any(|(at, to)| *at == a && to.contains(&b));
    options
        .iter()
        .copied()
        .filter(|a| options.iter().all(|b| !reaches(*b, *a) || reaches(*a, *b)))
        .collect()
}
