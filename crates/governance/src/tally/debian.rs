//! The Debian constitution's count, A.5 (formerly A.6): quorum and majorities against the
//! default option, then defeats, then the Schwartz set (tally.md 16).
use crate::choice::RuleSet;
use crate::tally::graph::Graph;
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
    let (leaders, dropped) = schwartz_set_by_dropping(n, &rest, m);
    let numbered = |list: Vec<usize>| list.into_iter().map(|a| a + 1).collect::<Vec<_>>();
    out.insert("below_quorum".into(), json!(numbered(below_quorum)));
    out.insert("below_majority".into(), json!(numbered(below_majority)));
    out.insert("dropped_defeats".into(), json!(dropped));
    numbered(leaders)
}

/// Drops the weakest defeats inside the Schwartz set until it has none: its members, and what
/// was dropped step by step, in numbers from 1.
fn schwartz_set_by_dropping(
    n: usize,
    rest: &[usize],
    m: impl Fn(usize, usize) -> i128,
) -> (Vec<usize>, Vec<Vec<[usize; 2]>>) {
    let mut graph = Graph::new(n);
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for a in rest {
        for b in rest.iter().filter(|b| m(*a, **b) > m(**b, *a)) {
            graph.toggle(*a, *b);
            inner.push((*a, *b));
        }
    }
    let weight = |(a, b): &(usize, usize)| (m(*a, *b), Reverse(m(*b, *a)));
    inner.sort_by_key(weight);
    let undominated = |graph: &Graph, among: &[usize]| -> Vec<usize> {
        let is = |a: &usize| graph.is_undominated(*a);
        among.iter().copied().filter(is).collect()
    };
    let within = |set: &[usize], inner: &mut Vec<(usize, usize)>| {
        let mut is_member = vec![false; n];
        for a in set {
            is_member[*a] = true;
        }
        inner.retain(|(a, b)| is_member[*a] && is_member[*b]);
    };
    let mut set = undominated(&graph, rest);
    within(&set, &mut inner);
    let mut dropped = Vec::new();
    let mut next = 0;
    while let Some(weakest) = inner.get(next).map(weight) {
        let end = next + inner[next..].partition_point(|defeat| weight(defeat) == weakest);
        let step = inner[next..end].to_vec();
        next = end;
        for (a, b) in &step {
            graph.toggle(*a, *b);
        }
        // As long as every dropped defeat has a way round, nobody's reach has changed. The set
        // can only shrink: whoever is outside is still reached from inside.
        if !step.iter().all(|(a, b)| graph.reaches(*a, *b)) {
            set = undominated(&graph, &set);
            inner.drain(..next);
            within(&set, &mut inner);
            next = 0;
        }
        dropped.push(step.into_iter().map(|(a, b)| [a + 1, b + 1]).collect());
    }
    (set, dropped)
}
