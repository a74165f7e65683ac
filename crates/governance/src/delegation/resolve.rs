//! The resolution for one proposal (power-and-delegation.md 6–10).
use super::components::components;
use super::{EVERY_TOPIC, Edge, Question, Reason, Rules, WHOLE_PPM};
use crate::Error;
use crate::tally::POWER_MAX;
use std::collections::{BTreeMap, BTreeSet};

/// A member after the resolution, in base units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// What remains of the member's own power.
    pub own: i128,
    /// Power of others that rests with the member.
    pub received: i128,
}

impl Standing {
    /// What a ballot of the member counts.
    pub fn power(self) -> i128 {
        self.own + self.received
    }
}

/// What an edge in force moved over all hops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow<M> {
    /// Log index of the edge.
    pub index: u64,
    /// Delegator.
    pub from: M,
    /// Delegate.
    pub to: M,
    /// Base units, at most the edge's cap; 0 if its delegator had nothing to move.
    pub amount: i128,
}

/// An edge that moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ignored {
    /// Log index of the edge.
    pub index: u64,
    /// Why.
    pub reason: Reason,
}

/// Everybody's power on one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved<M> {
    /// All members; their powers sum to the eligible power.
    pub members: BTreeMap<M, Standing>,
    /// The edges in force, by log index. Every edge is either here or in `ignored`.
    pub flows: Vec<Flow<M>>,
    /// The edges that left, by log index.
    pub ignored: Vec<Ignored>,
    /// Members who delegate to each other, sorted, the components by their first member.
    pub cycles: Vec<Vec<M>>,
}

/// Resolves all edges of a DAO for one proposal.
///
/// `power` is the own power of all members, each 0…2⁶³−1; `edges` are in log order; `direct` are
/// the members whose own ballot on the proposal counts.
///
/// # Errors
/// `topic_reserved`, `power_out_of_range`, `total_power_out_of_range` (eligible power above 10²⁴),
/// `unknown_member`, those of [`Edge::check`], `index_not_increasing`, `shares_exceed_whole`.
pub fn resolve<M: Ord + Clone>(
    question: Question<'_>,
    rules: Rules,
    power: &BTreeMap<M, i64>,
    edges: &[Edge<M>],
    direct: &BTreeSet<M>,
) -> Result<Resolved<M>, Error> {
    if question.topic == EVERY_TOPIC {
        return Err(Error::new("topic_reserved"));
    }
    if power.values().any(|own| *own < 0) {
        return Err(Error::new("power_out_of_range"));
    }
    // Checked here once: no sum or product below can leave i128 after that, since power only moves.
    let eligible = power
        .values()
        .try_fold(0_i128, |sum, own| sum.checked_add(i128::from(*own)));
    if eligible.is_none_or(|sum| sum > POWER_MAX) {
        return Err(Error::new("total_power_out_of_range"));
    }
    check(power, edges, direct)?;
    let mut ignored = Vec::new();
    let live = snapshot_edges(question, rules, power, edges, &mut ignored)?;
    let live = leave(live, &mut ignored, Reason::DirectBallot, |edge| {
        direct.contains(&edge.from)
    });
    let (live, cycles) = without_cycles(rules, power, live, &mut ignored);
    let (members, flows) = move_power(rules, power, &live);
    ignored.sort_by_key(|ignored: &Ignored| ignored.index);
    Ok(Resolved {
        members,
        flows,
        ignored,
        cycles,
    })
}

fn check<M: Ord>(
    power: &BTreeMap<M, i64>,
    edges: &[Edge<M>],
    direct: &BTreeSet<M>,
) -> Result<(), Error> {
    let mut last = None;
    for edge in edges {
        if last.is_some_and(|last| edge.index <= last) {
            return Err(Error::new("index_not_increasing"));
        }
        last = Some(edge.index);
        if !power.contains_key(&edge.from) || !power.contains_key(&edge.to) {
            return Err(Error::new("unknown_member"));
        }
        edge.check()?;
    }
    if direct.iter().any(|member| !power.contains_key(member)) {
        return Err(Error::new("unknown_member"));
    }
    Ok(())
}

/// Drops the edges for which `goes` holds, with the reason.
fn leave<'a, M>(
    edges: Vec<&'a Edge<M>>,
    ignored: &mut Vec<Ignored>,
    reason: Reason,
    mut goes: impl FnMut(&Edge<M>) -> bool,
) -> Vec<&'a Edge<M>> {
    let (gone, kept): (Vec<_>, Vec<_>) = edges.into_iter().partition(|edge| goes(edge));
    ignored.extend(gone.into_iter().map(|edge| Ignored {
        index: edge.index,
        reason,
    }));
    kept
}

/// Steps 1–9, which depend on the snapshot alone.
fn snapshot_edges<'a, M: Ord>(
    question: Question<'_>,
    rules: Rules,
    power: &BTreeMap<M, i64>,
    edges: &'a [Edge<M>],
    ignored: &mut Vec<Ignored>,
) -> Result<Vec<&'a Edge<M>>, Error> {
    let live = leave(
        edges.iter().collect(),
        ignored,
        Reason::AfterSnapshot,
        |edge| edge.index >= question.snapshot_index,
    );
    let mut newest = BTreeMap::new();
    for edge in &live {
        newest.insert((&edge.from, &edge.to, edge.topic.as_str()), edge.index);
    }
    let live = leave(live, ignored, Reason::Replaced, |edge| {
        newest.get(&(&edge.from, &edge.to, edge.topic.as_str())) != Some(&edge.index)
    });
    let live = leave(live, ignored, Reason::Revoked, |edge| edge.share_ppm == 0);
    let live = leave(live, ignored, Reason::Expired, |edge| {
        edge.expires_ms.is_some_and(|at| at <= question.snapshot_ms)
    });
    let mut given: BTreeMap<(&M, &str), i64> = BTreeMap::new();
    for edge in &live {
        let sum = given.entry((&edge.from, &edge.topic)).or_default();
        // A share is at most a whole, and the sum stops above one: never more than two wholes.
        *sum += edge.share_ppm;
        if *sum > WHOLE_PPM {
            return Err(Error::new("shares_exceed_whole"));
        }
    }
    let live = leave(live, ignored, Reason::OtherTopic, |edge| {
        edge.topic != EVERY_TOPIC && edge.topic != question.topic
    });
    let on_topic: BTreeSet<&M> = live
        .iter()
        .filter(|edge| edge.topic == question.topic)
        .map(|edge| &edge.from)
        .collect();
    let live = leave(live, ignored, Reason::TopicPrecedence, |edge| {
        edge.topic == EVERY_TOPIC && on_topic.contains(&edge.from)
    });
    let live = leave(live, ignored, Reason::BelowMinimum, |edge| {
        let own = power.get(&edge.from).copied().unwrap_or(0);
        let moved = share_of(i128::from(own), edge.share_ppm);
        let moved = edge.cap.map_or(moved, |cap| moved.min(i128::from(cap)));
        moved < i128::from(rules.min_delegation)
    });
    let mut inbound: BTreeMap<&M, usize> = BTreeMap::new();
    let (mut kept, mut over) = (Vec::with_capacity(live.len()), Vec::new());
    // In log order, so that the oldest stay.
    for edge in live {
        let count = inbound.entry(&edge.to).or_default();
        *count += 1;
        if *count <= rules.max_inbound {
            kept.push(edge);
        } else {
            over.push(Ignored {
                index: edge.index,
                reason: Reason::InboundLimit,
            });
        }
    }
    ignored.extend(over);
    Ok(kept)
}

/// Step 11: what would run in a circle stays. One hop runs nowhere.
fn without_cycles<'a, M: Ord + Clone>(
    rules: Rules,
    power: &BTreeMap<M, i64>,
    live: Vec<&'a Edge<M>>,
    ignored: &mut Vec<Ignored>,
) -> (Vec<&'a Edge<M>>, Vec<Vec<M>>) {
    if rules.max_depth < 2 {
        return (live, Vec::new());
    }
    let number: BTreeMap<&M, usize> = power.keys().zip(0..).collect();
    let mut out = vec![Vec::new(); power.len()];
    for edge in &live {
        if let (Some(from), Some(to)) = (number.get(&edge.from), number.get(&edge.to)) {
            out[*from].push(*to);
        }
    }
    let component = components(&out);
    let of = |member: &M| number.get(member).map(|at| component[*at]);
    let live = leave(live, ignored, Reason::Cycle, |edge| {
        of(&edge.from) == of(&edge.to)
    });
    let mut groups: BTreeMap<usize, Vec<M>> = BTreeMap::new();
    for (member, at) in number {
        groups
            .entry(component[at])
            .or_default()
            .push(member.clone());
    }
    let mut cycles: Vec<Vec<M>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    cycles.sort();
    (live, cycles)
}

/// Moves power hop by hop (rule 7).
fn move_power<M: Ord + Clone>(
    rules: Rules,
    power: &BTreeMap<M, i64>,
    live: &[&Edge<M>],
) -> (BTreeMap<M, Standing>, Vec<Flow<M>>) {
    let number: BTreeMap<&M, usize> = power.keys().zip(0..).collect();
    let at = |member: &M| number.get(member).copied().unwrap_or(usize::MAX);
    let ends: Vec<(usize, usize)> = live.iter().map(|e| (at(&e.from), at(&e.to))).collect();
    let mut standing = vec![Standing::default(); power.len()];
    let mut moved = vec![0_i128; live.len()];
    let mut moving: Vec<i128> = power.values().copied().map(i128::from).collect();
    for hop in 0..rules.max_depth {
        let mut rest = moving.clone();
        let mut next = vec![0_i128; power.len()];
        for (n, (edge, (from, to))) in live.iter().zip(&ends).enumerate() {
            let mut amount = share_of(moving[*from], edge.share_ppm);
            if let Some(cap) = edge.cap {
                amount = amount.min(i128::from(cap) - moved[n]);
            }
            moved[n] += amount;
            rest[*from] -= amount;
            next[*to] += amount;
        }
        for (standing, rest) in standing.iter_mut().zip(rest) {
            if hop == 0 {
                standing.own = rest;
            } else {
                standing.received += rest;
            }
        }
        moving = next;
        if moving.iter().all(|amount| *amount == 0) {
            break;
        }
    }
    for (standing, arrived) in standing.iter_mut().zip(moving) {
        standing.received += arrived;
    }
    let flow = |(edge, amount): (&&Edge<M>, i128)| Flow {
        index: edge.index,
        from: edge.from.clone(),
        to: edge.to.clone(),
        amount,
    };
    let flows = live.iter().zip(moved).map(flow).collect();
    (power.keys().cloned().zip(standing).collect(), flows)
}

/// `floor(amount × share / 10⁶)`. Once power has moved, an amount can be all that there is: up to
/// 10²⁴ (2^80), times a share below 2^20.
fn share_of(amount: i128, share_ppm: i64) -> i128 {
    amount * i128::from(share_ppm) / i128::from(WHOLE_PPM)
}
