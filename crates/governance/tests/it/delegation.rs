//! What holds of every resolution, on made-up communities.
use governance::delegation::{Edge, Flow, Question, Reason, Rules, resolve};
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
            let rules = Rules::new(depth, 0, 3).unwrap();
            let resolved = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
            let before: i128 = power.values().copied().map(i128::from).sum();
            let after: i128 = resolved.members.values().map(|m| m.power()).sum();
            assert_eq!(before, after, "seed {seed}, depth {depth}");
            let sum = |one: fn(&Flow<u64>) -> u64, member: u64| -> i128 {
                let flows = resolved.flows.iter().filter(|flow| one(flow) == member);
                flows.map(|flow| flow.amount).sum()
            };
            for (member, standing) in &resolved.members {
                assert!(standing.own >= 0 && standing.received >= 0);
                // What one has and is given is what one passes on and what rests with one.
                let comes = i128::from(power[member]) + sum(|flow| flow.to, *member);
                let goes = sum(|flow| flow.from, *member) + standing.power();
                assert_eq!(comes, goes, "seed {seed}, depth {depth}, member {member}");
                // Who votes votes with all of their own power.
                if direct.contains(member) {
                    assert_eq!(standing.own, i128::from(power[member]));
                }
            }
            for flow in &resolved.flows {
                let edge = edges.iter().find(|edge| edge.index == flow.index).unwrap();
                assert!(edge.cap.is_none_or(|cap| flow.amount <= i128::from(cap)));
            }
            // Every edge is told once: in force, or why not.
            let mut told: Vec<u64> = resolved.flows.iter().map(|flow| flow.index).collect();
            told.extend(resolved.ignored.iter().map(|ignored| ignored.index));
            told.sort_unstable();
            let all: Vec<u64> = edges.iter().map(|edge| edge.index).collect();
            assert_eq!(told, all, "seed {seed}, depth {depth}");
        }
    }
}

#[test]
fn only_what_leads_back_to_its_giver_is_a_cycle() {
    const MEMBERS: usize = 25;
    let index = |member: u64| usize::try_from(member).unwrap();
    let mut rings = 0;
    for seed in 0..200 {
        let (power, edges, direct) = community(seed, MEMBERS as u64);
        let rules = Rules::new(3, 0, 1_000).unwrap();
        let resolved = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
        let round: BTreeSet<u64> = resolved
            .ignored
            .iter()
            .filter(|ignored| ignored.reason == Reason::Cycle)
            .map(|ignored| ignored.index)
            .collect();
        let gone: BTreeSet<u64> = resolved.ignored.iter().map(|i| i.index).collect();
        let live: Vec<_> = edges
            .iter()
            .filter(|edge| round.contains(&edge.index) || !gone.contains(&edge.index))
            .collect();
        // Who is reached by whom, the slow way: a bit for each member.
        let mut reach = [0_u32; MEMBERS];
        for edge in &live {
            reach[index(edge.from)] |= 1 << edge.to;
        }
        for by in 0..MEMBERS {
            let further = reach[by];
            for row in reach.iter_mut().filter(|row| **row >> by & 1 == 1) {
                *row |= further;
            }
        }
        let leads = |from: u64, to: u64| reach[index(from)] >> to & 1 == 1;
        for edge in live {
            let back = leads(edge.to, edge.from);
            assert_eq!(back, round.contains(&edge.index), "seed {seed}: {edge:?}");
        }
        let mut within: Vec<u64> = resolved.cycles.iter().flatten().copied().collect();
        within.sort_unstable();
        let returning: Vec<u64> = (0..MEMBERS as u64)
            .filter(|member| leads(*member, *member))
            .collect();
        assert_eq!(within, returning, "seed {seed}");
        rings += resolved.cycles.len();
    }
    assert!(rings > 20, "the communities have too few rings: {rings}");
}

/// The log decides which of two equal edges is newer and which are the oldest of too many; where
/// neither is asked, the order of writing means nothing.
#[test]
fn the_order_of_writing_changes_nothing() {
    for seed in 0..200 {
        let (power, mut edges, direct) = community(seed, 40);
        let mut ends = BTreeSet::new();
        edges.retain(|edge| ends.insert((edge.from, edge.to, edge.topic.clone())));
        let rules = Rules::new(4, 1_000, 1_000).unwrap();
        let before = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
        let mut numbers = Numbers(seed + 1_000);
        let mut other = edges.clone();
        for last in (1..other.len()).rev() {
            other.swap(
                last,
                usize::try_from(numbers.below(last as u64 + 1)).unwrap(),
            );
        }
        let mut was = BTreeMap::new();
        for (edge, index) in other.iter_mut().zip(1..) {
            was.insert(index, edge.index);
            edge.index = index;
        }
        let mut after = resolve(QUESTION, rules, &power, &other, &direct).unwrap();
        for flow in &mut after.flows {
            flow.index = was[&flow.index];
        }
        for ignored in &mut after.ignored {
            ignored.index = was[&ignored.index];
        }
        after.flows.sort_by_key(|flow| flow.index);
        after.ignored.sort_by_key(|ignored| ignored.index);
        assert_eq!(before, after, "seed {seed}");
    }
}

#[test]
fn a_delegation_elsewhere_changes_nothing() {
    for seed in 0..200 {
        let (mut power, mut edges, direct) = community(seed, 30);
        let rules = Rules::new(4, 0, 3).unwrap();
        let before = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
        // Between two strangers on this very topic, and between two of the community on another.
        power.insert(1_000, 5);
        power.insert(1_001, 6);
        edges.push(edge(10_000, 1_000, 1_001, 1_000_000));
        let mut garden = edge(10_001, 0, 1, 1_000_000);
        garden.topic = "garden".to_owned();
        edges.push(garden);
        let mut after = resolve(QUESTION, rules, &power, &edges, &direct).unwrap();
        assert_eq!(after.members.remove(&1_000).unwrap().power(), 0);
        assert_eq!(after.members.remove(&1_001).unwrap().received, 5);
        assert_eq!(after.flows.pop().unwrap().index, 10_000);
        assert_eq!(after.ignored.pop().unwrap().reason, Reason::OtherTopic);
        assert_eq!(before, after, "seed {seed}");
    }
}

#[test]
fn who_has_nothing_passes_on_what_comes() {
    let power = BTreeMap::from([(0, 9), (1, 0), (2, 0), (3, 0)]);
    let whole = |index, from, to| edge(index, from, to, 1_000_000);
    let edges = [whole(1, 0, 1), whole(2, 1, 2), whole(3, 3, 2)];
    let nobody = BTreeSet::new();
    let rules = Rules::new(2, 0, 1_000).unwrap();
    let resolved = resolve(QUESTION, rules, &power, &edges, &nobody).unwrap();
    assert_eq!(resolved.members[&2].received, 9);
    // The third edge is in force, but nothing came.
    let amounts: Vec<i128> = resolved.flows.iter().map(|flow| flow.amount).collect();
    assert_eq!(amounts, [9, 9, 0]);
    let rules = Rules::new(2, 1, 1_000).unwrap();
    let resolved = resolve(QUESTION, rules, &power, &edges, &nobody).unwrap();
    assert_eq!(resolved.members[&1].received, 9);
}

#[test]
fn the_total_has_a_bound() {
    // 10^24 / (2^63 − 1) is 108,420 and something.
    let most: BTreeMap<u64, i64> = (0..108_420).map(|member| (member, i64::MAX)).collect();
    let nobody = BTreeSet::new();
    let rules = Rules::new(2, 0, 200_000).unwrap();
    // Nearly all of it meets at one member and leaves by one edge: the widest product there is.
    let mut edges: Vec<_> = (2..108_420).map(|n| edge(n, n, 0, 1_000_000)).collect();
    edges.push(edge(108_420, 0, 1, 1_000_000));
    let resolved = resolve(QUESTION, rules, &most, &edges, &nobody).unwrap();
    let all = i128::from(i64::MAX) * 108_420;
    assert_eq!(resolved.members[&1].power(), all);
    let mut more = most;
    more.insert(108_420, i64::MAX);
    let refused = resolve(QUESTION, rules, &more, &edges, &nobody).unwrap_err();
    assert_eq!(refused.code(), "total_power_out_of_range");
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
    // A ring of all: everybody's power returns.
    let mut ring = chain;
    ring.push(edge(MEMBERS, MEMBERS - 1, 0, 1_000_000));
    let rules = Rules::new(8, 1, 1_000).unwrap();
    let resolved = resolve(QUESTION, rules, &power, &ring, &nobody).unwrap();
    assert_eq!(resolved.cycles.len(), 1);
    assert!(resolved.members.values().all(|m| m.own == 1_000_000));
}
