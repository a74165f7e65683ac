//! A log read as governance: members, points, keys, proposals, and the power that follows.
//!
//! Pure and shared: the server computes powers and roots with these functions, and a recount
//! computes them again from the leaves.
use crate::evidence::Event;
use crate::{Error, Hash, fields};
use act::signature::KeyEvidence;
use act::{Actor, Leaf, kinds};
use governance::points::{self, Entry, Kind, Ledger};
use governance::power::Formula;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// When an actor was a member, by log index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The member.
    pub actor: Actor,
    /// Index of the act that let him in.
    pub joined_index: u64,
    /// Index of the act by which he left.
    pub left_index: Option<u64>,
}

impl Membership {
    /// Whether he was a member as of the leaves [0, `index`).
    pub fn holds_at(&self, index: u64) -> bool {
        self.joined_index < index && self.left_index.is_none_or(|left| left >= index)
    }
}

/// An entry of the points ledger (points.md 2), as far as balances need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointEntry {
    /// Log index.
    pub index: u64,
    /// Log time, milliseconds UTC.
    pub time_ms: i64,
    /// Beneficiary.
    pub member: Actor,
    /// `contribution` or `reputation`.
    pub kind: String,
    /// Base units; negative for a deduction.
    pub amount: i64,
}

/// Half-lives of both kinds of points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HalfLives(pub points::HalfLives);

impl HalfLives {
    /// Reads `{"contribution": days, "reputation": days}`; an absent or null member, and a null
    /// in the place of the object, mean no decay.
    ///
    /// # Errors
    /// `not_an_object`, `unknown_field`, `half_life_out_of_range`, and those of integers.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        if value.is_null() {
            return Ok(Self::default());
        }
        let map = value.as_object().ok_or(Error::new("not_an_object"))?;
        if map
            .keys()
            .any(|name| !["contribution", "reputation"].contains(&name.as_str()))
        {
            return Err(Error::new("unknown_field"));
        }
        let days = |name: &str| {
            governance::case::balance::half_life(map.get(name).unwrap_or(&Value::Null))
        };
        Ok(Self(points::HalfLives {
            contribution: days("contribution")?,
            reputation: days("reputation")?,
        }))
    }

    /// Days of a kind.
    pub fn of(&self, kind: Kind) -> Option<u16> {
        self.0.of(kind)
    }
}

/// Balance of one member and kind as of the leaves [0, `index`) at `time_ms`, base units.
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
    let kind = Kind::parse(kind)?;
    let own: Vec<(i64, i64)> = before(entries, index, time_ms)?
        .filter(|entry| entry.member == *member && entry.kind == kind.name())
        .map(|entry| (entry.time_ms, entry.amount))
        .collect();
    Ok(points::replay(
        own.into_iter(),
        half_lives.of(kind),
        time_ms,
        0,
    ))
}

/// Entries of the snapshot (points.md 9).
fn before(
    entries: &[PointEntry],
    index: u64,
    time_ms: i64,
) -> Result<impl Iterator<Item = &PointEntry>, Error> {
    let before = entries.iter().filter(move |entry| entry.index < index);
    if before.clone().any(|entry| entry.time_ms > time_ms) {
        return Err(Error::new("snapshot_time_before_entry"));
    }
    Ok(before)
}

/// May this entry be logged after these (points.md 7)? `entries` are those of its member, in log
/// order; `reviewer` is who grants it. Budgets are not looked at.
///
/// # Errors
/// `unknown_kind`, `amount_zero`, `amount_out_of_range`, `self_review`, `insufficient_balance`,
/// `balance_overflow`.
pub fn check_entry(
    entries: &[PointEntry],
    new: &PointEntry,
    reviewer: &Actor,
    half_lives: &HalfLives,
) -> Result<(), Error> {
    let rules = points::Rules {
        half_lives: half_lives.0,
        budgets: Vec::new(),
    };
    let mut ledger = Ledger::new(rules);
    for entry in entries.iter().filter(|entry| entry.member == new.member) {
        // Who granted the earlier ones was checked when they were logged.
        ledger.append(ledger_entry(entry, String::new())?)?;
    }
    Ok(ledger.append(ledger_entry(new, reviewer.to_string())?)?)
}

fn ledger_entry(entry: &PointEntry, reviewer: String) -> Result<Entry, Error> {
    Ok(Entry {
        index: entry.index,
        time_ms: entry.time_ms,
        member: entry.member.to_string(),
        kind: Kind::parse(&entry.kind)?,
        category: String::new(),
        amount: entry.amount,
        reviewer,
    })
}

/// Everybody's power above zero as of the snapshot (`index`, `time_ms`) (points.md 11).
///
/// # Errors
/// `unknown_kind`, `snapshot_time_before_entry`, `power_overflow`.
pub fn powers(
    members: &[Membership],
    entries: &[PointEntry],
    formula: &Formula,
    half_lives: &HalfLives,
    index: u64,
    time_ms: i64,
) -> Result<BTreeMap<Actor, i64>, Error> {
    let mut ledgers: BTreeMap<(Actor, Kind), Vec<(i64, i64)>> = BTreeMap::new();
    for entry in before(entries, index, time_ms)? {
        let key = (entry.member, Kind::parse(&entry.kind)?);
        ledgers
            .entry(key)
            .or_default()
            .push((entry.time_ms, entry.amount));
    }
    let balance = |actor: Actor, kind: Kind| {
        let own = ledgers.get(&(actor, kind)).map_or(&[][..], Vec::as_slice);
        let (days, age) = (half_lives.of(kind), formula.min_age_days());
        points::replay(own.iter().copied(), days, time_ms, age)
    };
    let mut table = BTreeMap::new();
    for member in members.iter().filter(|member| member.holds_at(index)) {
        let actor = member.actor;
        let contribution = balance(actor, Kind::Contribution);
        let power = formula.power(contribution, balance(actor, Kind::Reputation))?;
        if power > 0 {
            table.insert(actor, power);
        }
    }
    Ok(table)
}

/// Eligible power: the exact sum.
pub fn eligible(table: &BTreeMap<Actor, i64>) -> i128 {
    table.values().map(|power| i128::from(*power)).sum()
}

/// A published version of a proposal, as far as counting needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// Act id of the publication; the proposal's name.
    pub act: Hash,
    /// Its log index.
    pub index: u64,
    /// Its log time, milliseconds.
    pub published_ms: i64,
    /// Title.
    pub title: String,
    /// Frozen rules (tally-certificate.md, rule_hash).
    pub rules: Value,
    /// First millisecond at which ballots are taken.
    pub start_ms: i64,
    /// First millisecond at which they are not.
    pub end_ms: i64,
    /// Snapshot: leaves [0, S) count.
    pub snapshot_index: u64,
    /// Snapshot: time T.
    pub snapshot_ms: i64,
    /// Power of all members at the snapshot, base units.
    pub eligible: i128,
    /// Index of the act that cancelled it or took it back.
    pub withdrawn_index: Option<u64>,
}

impl Publication {
    /// Reads the payload of a `proposal` or `proposal_version` act.
    ///
    /// # Errors
    /// `payload_missing_field`, `payload_field_type`.
    pub fn read(
        index: u64,
        leaf: &Leaf,
        act: Hash,
        names: &Map<String, Value>,
    ) -> Result<Self, Error> {
        Ok(Self {
            act,
            index,
            published_ms: time(leaf.logged_ms),
            title: fields::text(names, "title")?.to_owned(),
            rules: fields::value(names, "rules")?.clone(),
            start_ms: fields::integer(names, "start_ms")?,
            end_ms: fields::integer(names, "end_ms")?,
            snapshot_index: fields::integer(names, "snapshot_index")?,
            snapshot_ms: fields::integer(names, "snapshot_ms")?,
            eligible: fields::integer(names, "eligible")?,
            withdrawn_index: None,
        })
    }
}

/// What the acts of a log amount to.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Memberships in order of joining; one who came back has two.
    pub members: Vec<Membership>,
    /// Points entries in log order.
    pub entries: Vec<PointEntry>,
    /// Registered keys in order.
    pub keys: Vec<KeyEvidence>,
    /// Publications by act id; one that can't be read matters only to whoever counts it.
    pub publications: BTreeMap<Hash, Result<Publication, Error>>,
}

impl Facts {
    /// Whether an act of this kind can't be left out without changing the facts.
    pub fn depend_on(kind: u16) -> bool {
        matches!(
            kind,
            kinds::MEMBER
                | kinds::KEY_EVENT
                | kinds::POINT_GRANT
                | kinds::POINT_DEDUCT
                | kinds::PROPOSAL
                | kinds::PROPOSAL_VERSION
                | kinds::PROPOSAL_EVENT
        )
    }

    /// Takes the next act of the log.
    ///
    /// # Errors
    /// `payload_missing_field`, `payload_field_type`, `payload_variant`, `actor_form`,
    /// `member_unknown`, `unknown_kind`, `amount_invalid`.
    pub fn read(
        &mut self,
        index: u64,
        leaf: &Leaf,
        act: Hash,
        names: &Map<String, Value>,
    ) -> Result<(), Error> {
        match leaf.body.kind {
            kinds::MEMBER => self.member(index, names),
            kinds::KEY_EVENT => self.key(leaf, names),
            kinds::POINT_GRANT => self.points(index, leaf, names, 1),
            kinds::POINT_DEDUCT => self.points(index, leaf, names, -1),
            kinds::PROPOSAL | kinds::PROPOSAL_VERSION => {
                let publication = Publication::read(index, leaf, act, names);
                self.publications.insert(act, publication);
                Ok(())
            }
            kinds::PROPOSAL_EVENT => {
                let known = self.publications.get_mut(&leaf.body.subject);
                if let Some(Ok(publication)) = known {
                    publication.withdrawn_index.get_or_insert(index);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn member(&mut self, index: u64, names: &Map<String, Value>) -> Result<(), Error> {
        let actor = fields::actor(names, "member")?;
        match fields::text(names, "event")? {
            "join" | "admit" => {
                let fresh = Membership {
                    actor,
                    joined_index: index,
                    left_index: None,
                };
                self.members.push(fresh);
                Ok(())
            }
            "leave" | "expel" => {
                let present = |m: &&mut Membership| m.actor == actor && m.left_index.is_none();
                let member = self.members.iter_mut().rev().find(present);
                member.ok_or(Error::new("member_unknown"))?.left_index = Some(index);
                Ok(())
            }
            _ => Err(Error::new("payload_variant")),
        }
    }

    fn points(
        &mut self,
        index: u64,
        leaf: &Leaf,
        names: &Map<String, Value>,
        sign: i64,
    ) -> Result<(), Error> {
        let kind = Kind::parse(fields::text(names, "kind")?)?;
        let amount = points::parse_amount(fields::text(names, "amount")?)?;
        self.entries.push(PointEntry {
            index,
            time_ms: time(leaf.logged_ms),
            member: fields::actor(names, "member")?,
            kind: kind.name().to_owned(),
            amount: sign * amount,
        });
        Ok(())
    }

    fn key(&mut self, leaf: &Leaf, names: &Map<String, Value>) -> Result<(), Error> {
        let actor = leaf.body.actor;
        match Event::read(names)? {
            Event::Add {
                key,
                scope,
                expires_ms,
            } => {
                let from_ms = leaf.logged_ms;
                let revoked_ms = None;
                let evidence = KeyEvidence {
                    actor,
                    key,
                    scope,
                    from_ms,
                    expires_ms,
                    revoked_ms,
                };
                self.keys.push(evidence);
            }
            Event::Revoke { key } => {
                let same = |k: &&mut KeyEvidence| k.actor == actor && k.key == key;
                if let Some(known) = self.keys.iter_mut().rev().find(same) {
                    known.revoked_ms.get_or_insert(leaf.logged_ms);
                }
            }
        }
        Ok(())
    }
}

/// A log time as a signed number; leaves keep it below 2⁵³.
pub fn time(logged_ms: u64) -> i64 {
    i64::try_from(logged_ms).unwrap_or(i64::MAX)
}
