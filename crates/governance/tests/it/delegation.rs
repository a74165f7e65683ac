//! What holds of every resolution, on made-up communities.
use governance::delegation::{Edge, Question, Rules, resolve};
use std::collections::{BTreeMap, BTreeSet};

const QUESTION: Question<'static> = Question {
    snapshot_index: u64::MAX,
    snapshot_ms: 1_700_000_000_000,
    topic: "treasury",
};

/// Numbers that look like chance and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn edge(index: u64, from: u64, to: u64, share_ppm: i64) -> Edge<u64> {
    Edge {
        index,
        from,
        to,
        topic: "*".to_owned(),
        share_ppm,
        cap: None,
        expires_ms: None,
    }
}

/// A community of `members` in which most delegate, to one or two others.
fn community(seed: u64, members: u64) -> (BTreeMap<u64, i64>, Vec<Edge<u64>>, BTreeSet<u64>) {
    let mut numbers = Numbers(seed);
    let power = (0..members)
        .map(|member| (member, i64::try_from(numbers.below(1_000_000_000)).unwrap()))
        .collect();
    let mut edges = Vec::new();
    for from in 0..members {
        for share in [600_000, 400_000]
            .into_iter()
            .take(usize::try_from(numbers.below(3)).unwrap())
        {
            let to = numbers.below(members);
            if to != from {
                let mut edge = edge(edges.len() as u64 + 1, from, to, share);
                if numbers.below(4) == 0 {
                    edge.cap = Some(i64::try_from(1 + numbers.below(100_000_000)).unwrap());
                }
                if numbers.below(5) == 0 {
                    edge.topic = "treasury".to_owned();
                }
                edges.push(edge);
            }
        }
    }
    let direct = (0..members).filter(|_| numbers.below(3) == 0).collect();
    (power, edges, direct)
}

#[test]
fn power_is_neither_made_nor_lost() {
    for seed in 0..200 {
        let (power, edges, direct) = community(seed, 40);
        for depth in [1, 2, 5, 8] {
            let rules = Rules::new(depth, 0, 1_000).unwrap();
            let resolved = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
            let before: i128 = power.values().copied().map(i128::from).sum();
            let after: i128 = resolved
                .members
                .values()
                .map(|standing| standing.power())
                .sum();
            assert_eq!(before, after, "seed {seed}, depth {depth}");
            for (member, standing) in &resolved.members {
                assert!(standing.own >= 0 && standing.received >= 0);
                // Who votes votes with all of their own power.
                if direct.contains(member) {
                    assert_eq!(standing.own, i128::from(power[member]));
                }
            }
            for flow in &resolved.flows {
                let edge = edges.iter().find(|edge| edge.index == flow.index).unwrap();
                assert!(edge.cap.is_none_or(|cap| flow.amount <= i128::from(cap)));
            }
            // Each edge either moves, or is told why not, or its share comes to nothing.
            let told: BTreeSet<u64> = resolved
                .ignored
                .iter()
                .map(|ignored| ignored.index)
                .collect();
            assert!(
                resolved
                    .flows
                    .iter()
                    .all(|flow| !told.contains(&flow.index))
            );
        }
    }
}

#[test]
fn a_stranger_to_the_topic_changes_nothing() {
    let (mut power, mut edges, direct) = community(7, 30);
    let rules = Rules::new(4, 0, 1_000).unwrap();
    let before = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
    power.insert(1_000, 5);
    power.insert(1_001, 6);
    let mut other = edge(10_000, 1_000, 1_001, 1_000_000);
    other.topic = "garden".to_owned();
    edges.push(other);
    let after = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
    assert_eq!(before.flows, after.flows);
    for (member, standing) in before.members {
        assert_eq!(after.members[&member], standing);
    }
}

#[test]
fn twenty_thousand_in_a_chain_and_in_a_star() {
    const MEMBERS: u64 = 20_000;
    let power: BTreeMap<u64, i64> = (0..MEMBERS).map(|member| (member, 1_000_000)).collect();
    let nobody = BTreeSet::new();
    let chain: Vec<_> = (1..MEMBERS).map(|n| edge(n, n - 1, n, 1_000_000)).collect();
    let rules = Rules::new(8, 1, 1_000).unwrap();
    let resolved = resolve(QUESTION, rules, &power, &chain, &nobody).unwrap();
    assert_eq!(resolved.members[&(MEMBERS - 1)].power(), 9_000_000);
    let star: Vec<_> = (1..MEMBERS).map(|n| edge(n, n, 0, 1_000_000)).collect();
    let resolved = resolve(QUESTION, rules, &power, &star, &nobody).unwrap();
    assert_eq!(resolved.members[&0].power(), 1_001_000_000);
    assert_eq!(resolved.ignored.len(), 18_999);
}
