//! The log read as facts: members, points, power at a snapshot. Used by the recount and by the
//! server alike, so that both can't differ.
use crate::Error;
use act::Actor;
use governance::half_life::HALF_LIFE_MAX;
use governance::points::{self, Kind};
use governance::power::Formula;
use serde_json::Value;
use std::collections::BTreeMap;

/// Half-lives of a DAO as they stand in its configuration: an absent member is "none".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HalfLives(pub points::HalfLives);

impl HalfLives {
    /// Reads `{"contribution": days, "reputation": days}`; absent or null is no decay.
    ///
    /// # Errors
    /// `half_life_out_of_range`, `not_an_object`.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        if value.is_null() {
            return Ok(Self::default());
        }
        let map = value.as_object().ok_or(Error::new("not_an_object"))?;
        let days = |name: &str| match map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(days) => days
                .as_u64()
                .and_then(|days| u16::try_from(days).ok())
                .filter(|days| (1..=HALF_LIFE_MAX).contains(days))
                .map(Some)
                .ok_or(Error::new("half_life_out_of_range")),
        };
        Ok(Self(points::HalfLives {
            contribution: days("contribution")?,
            reputation: days("reputation")?,
        }))
    }
}

/// A membership by log indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub actor: Actor,
    /// Index of the act that made it.
    pub joined_index: u64,
    /// Index of the act that ended it.
    pub left_index: Option<u64>,
}

impl Membership {
    /// Whether it holds at a snapshot of the first `index` leaves.
    pub fn holds_at(&self, index: u64) -> bool {
        self.joined_index < index && self.left_index.is_none_or(|left| left >= index)
    }
}

/// An entry of the points ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointEntry {
    /// Log index.
    pub index: u64,
    /// Log time.
    pub time_ms: i64,
    /// Beneficiary.
    pub member: Actor,
    /// `contribution` or `reputation`.
    pub kind: String,
    /// Base units; negative for a deduction.
    pub amount: i64,
}

/// Power > 0 of every member at the snapshot (S, T) (points.md 11).
///
/// # Errors
/// `snapshot_time_before_entry`, `power_overflow`.
pub fn powers(
    members: &[Membership],
    entries: &[PointEntry],
    formula: &Formula,
    half_lives: &HalfLives,
    index: u64,
    time_ms: i64,
) -> Result<BTreeMap<Actor, i64>, Error> {
    let mut ledgers: BTreeMap<(Actor, &str), Vec<(i64, i64)>> = BTreeMap::new();
    if formula.needs_points() {
        for entry in entries.iter().filter(|entry| entry.index < index) {
            if entry.time_ms > time_ms {
                return Err(Error::new("snapshot_time_before_entry"));
            }
            let key = (entry.member, entry.kind.as_str());
            ledgers.entry(key).or_default().push((entry.time_ms, entry.amount));
        }
    }
    let balance = |actor: &Actor, kind: Kind| {
        let entries = ledgers.get(&(*actor, kind.name())).map_or(&[][..], Vec::as_slice);
        let entries = entries.iter().copied();
        points::replay(entries, half_lives.0.of(kind), time_ms, formula.min_age_days())
    };
    let mut table = BTreeMap::new();
    for member in members.iter().filter(|member| member.holds_at(index)) {
        let actor = &member.actor;
        let power =
            formula.power(balance(actor, Kind::Contribution), balance(actor, Kind::Reputation))?;
        if power > 0 {
            table.insert(*actor, power);
        }
    }
    Ok(table)
}

/// Balance of one kind as of (`index`, `time_ms`), base units.
///
/// # Errors
/// `unknown_kind`, `snapshot_time_before_entry`.
pub fn balance(
    entries: &[PointEntry],
    member: &Actor,
    kind: &str,
    half_lives: &HalfLives,
    index: u64,
    time_ms: i64,
) -> Result<i64, Error> {
    let parsed = Kind::parse(kind)?;
    let own = entries.iter().filter(|e| e.index < index && e.member == *member && e.kind == kind);
    if own.clone().any(|entry| entry.time_ms > time_ms) {
        return Err(Error::new("snapshot_time_before_entry"));
    }
    let own = own.map(|entry| (entry.time_ms, entry.amount));
    Ok(points::replay(own, half_lives.0.of(parsed), time_ms, 0))
}

/// May this entry follow the member's earlier ones (points.md 7, without budgets)?
///
/// # Errors
/// `amount_zero`, `amount_out_of_range`, `self_review`, `insufficient_balance`,
/// `balance_overflow`.
pub fn check_entry(
    earlier: &[PointEntry],
    new: &PointEntry,
    reviewer: &Actor,
    half_lives: &HalfLives,
) -> Result<(), Error> {
    if new.amount == 0 {
        return Err(Error::new("amount_zero"));
    }
    if new.amount.unsigned_abs() > points::AMOUNT_MAX.unsigned_abs() {
        return Err(Error::new("amount_out_of_range"));
    }
    if *reviewer == new.member {
        return Err(Error::new("self_review"));
    }
    let held = balance(earlier, &new.member, &new.kind, half_lives, new.index, new.time_ms)?;
    match held.checked_add(new.amount) {
        None => Err(Error::new("balance_overflow")),
        Some(sum) if sum < 0 => Err(Error::new("insufficient_balance")),
        Some(_) => Ok(()),
    }
}
