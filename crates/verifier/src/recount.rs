//! The recount of a proposal from nothing but the log: push every leaf with its payload, in
//! order, then compare with the certificate and a signed checkpoint.
use crate::certificate;
use crate::facts::{self, HalfLives, Membership, PointEntry};
use crate::monitor::Monitor;
use crate::trust::Trust;
use crate::{Error, id};
use act::payload::{self, Field};
use act::signature::{self, State};
use act::{Actor, Leaf, kinds, summary};
use governance::ballot::{self, Ballot};
use governance::choice::RuleSet;
use governance::decision::Decision;
use governance::power::Formula;
use governance::tally::{Lot, Tally};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tlog::checkpoint::Checkpoint;

/// Where a recount came to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Step: `leaf`, `payload`, `signature`, `rules`, `power`, `range`, `ballots`, `count`,
    /// `checkpoint`.
    pub step: &'static str,
    /// Code.
    pub code: &'static str,
    /// Leaf at which it showed, if at one.
    pub index: Option<u64>,
}

/// What a recount found, when everything agrees.
#[derive(Debug, Clone)]
pub struct Found {
    /// The result object of the certificate, counted again.
    pub result: Value,
    /// Live ballots.
    pub counted: u64,
    /// Those that rest on the server's word alone.
    pub attested: u64,
    /// Leaves read.
    pub leaves: u64,
    /// Signatures checked.
    pub signatures: u64,
}

/// The proposal that is recounted, as the log froze it.
struct Proposal {
    published_index: u64,
    title: String,
    start_ms: u64,
    end_ms: u64,
    rules: RuleSet,
    frozen: Value,
    snapshot_index: u64,
    power: BTreeMap<Actor, i64>,
    eligible: i128,
}

/// A live ballot.
struct Live {
    index: u64,
    act: [u8; 32],
    ballot: Ballot,
    power: i64,
    attested: bool,
}

/// A recount under way.
pub struct Recount {
    trust: Trust,
    target: [u8; 32],
    monitor: Monitor,
    members: BTreeMap<Actor, Membership>,
    entries: Vec<PointEntry>,
    proposal: Option<Proposal>,
    live: BTreeMap<Actor, Live>,
    replaced: u64,
    revoked: u64,
    refused: u64,
    signatures: u64,
    certificate: Option<(u64, Map<String, Value>, [u8; 32])>,
    last_root: [u8; 32],
}

impl Recount {
    /// A recount of the proposal published by the act `target`.
    pub fn new(trust: Trust, target: [u8; 32]) -> Self {
        Self {
            trust,
            target,
            monitor: Monitor::default(),
            members: BTreeMap::new(),
            entries: Vec::new(),
            proposal: None,
            live: BTreeMap::new(),
            replaced: 0,
            revoked: 0,
            refused: 0,
            signatures: 0,
            certificate: None,
            last_root: tlog::merkle::EMPTY_ROOT,
        }
    }

    /// Leaves read so far.
    pub fn size(&self) -> u64 {
        self.monitor.size()
    }

    /// Takes the next leaf with its payload fields (`[{"i","name","salt","value"},…]`).
    ///
    /// # Errors
    /// The first fault found at this leaf.
    pub fn push(&mut self, bytes: &[u8], fields: &Value) -> Result<(), Fault> {
        let index = self.monitor.size();
        let at = |step: &'static str| {
            move |error: Error| Fault { step, code: error.code(), index: Some(index) }
        };
        self.last_root = self.monitor.root();
        let leaf = self.monitor.push(bytes).map_err(at("leaf"))?;
        let fields = payload::check_disclosed(fields, leaf.body.fields, &leaf.body.payload)
            .map_err(|e| at("payload")(e.into()))?;
        let map: Map<String, Value> =
            fields.iter().map(|f| (f.name.clone(), f.value.clone())).collect();
        summary::check(leaf.body.kind, &map).map_err(|e| at("payload")(e.into()))?;
        self.check_signature(&leaf, &fields).map_err(at("signature"))?;
        self.apply(index, &leaf, &map).map_err(at("payload"))
    }

    fn check_signature(&mut self, leaf: &Leaf, fields: &[Field]) -> Result<(), Error> {
        let state = signature::verify(leaf, fields, None, &[], &self.trust.context)?;
        if state == State::Direct {
            self.signatures += 1;
        }
        Ok(())
    }

    fn apply(&mut self, index: u64, leaf: &Leaf, map: &Map<String, Value>) -> Result<(), Error> {
        match leaf.body.kind {
            kinds::MEMBER => self.member(index, map),
            kinds::POINT_GRANT => self.points(index, leaf, map, 1),
            kinds::POINT_DEDUCT => self.points(index, leaf, map, -1),
            kinds::PROPOSAL | kinds::PROPOSAL_VERSION if leaf.body.id() == self.target => {
                self.proposal = Some(self.publish(index, leaf, map)?);
                Ok(())
            }
            kinds::BALLOT if leaf.body.subject == self.target => self.ballot(index, leaf, map),
            kinds::BALLOT_REVOKE if leaf.body.subject == self.target => {
                let open = self.proposal.as_ref().is_some_and(|p| {
                    p.start_ms <= leaf.logged_ms && leaf.logged_ms < p.end_ms
                });
                if open && self.live.remove(&leaf.body.actor).is_some() {
                    self.revoked += 1;
                }
                Ok(())
            }
            kinds::TALLY if leaf.body.subject == self.target => {
                // Only the operator itself declares; a later declaration holds.
                if leaf.body.actor == Actor::system() {
                    self.certificate = Some((index, map.clone(), self.last_root));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn member(&mut self, index: u64, map: &Map<String, Value>) -> Result<(), Error> {
        let actor = actor(map, "member")?;
        match text(map, "event")? {
            "join" | "admit" => {
                let joined = Membership { actor, joined_index: index, left_index: None };
                self.members.insert(actor, joined);
            }
            _ => {
                if let Some(member) = self.members.get_mut(&actor) {
                    member.left_index = Some(index);
                }
            }
        }
        Ok(())
    }

    fn points(
        &mut self,
        index: u64,
        leaf: &Leaf,
        map: &Map<String, Value>,
        sign: i64,
    ) -> Result<(), Error> {
        self.entries.push(PointEntry {
            index,
            time_ms: ms(leaf.logged_ms),
            member: actor(map, "member")?,
            kind: text(map, "kind")?.to_owned(),
            amount: sign * governance::points::parse_amount(text(map, "amount")?)?,
        });
        Ok(())
    }

    fn publish(
        &self,
        index: u64,
        leaf: &Leaf,
        map: &Map<String, Value>,
    ) -> Result<Proposal, Error> {
        let missing = Error::new("payload_missing_field");
        let frozen = map.get("rules").ok_or(missing)?.clone();
        let number = |name: &str| map.get(name).and_then(Value::as_u64).ok_or(missing);
        let null = Value::Null;
        let unit = frozen.get("unit").and_then(Value::as_i64).unwrap_or(1_000_000);
        let choices = frozen.get("choices").unwrap_or(&null);
        let rules = RuleSet::parse(choices, frozen.get("rules").unwrap_or(&null), unit)?;
        let formula = Formula::parse(frozen.get("formula").unwrap_or(&null))?;
        let half_lives = HalfLives::parse(frozen.get("half_life_days").unwrap_or(&null))?;
        let snapshot_index = number("snapshot_index")?;
        let snapshot_ms = number("snapshot_ms")?;
        if snapshot_index > index || snapshot_ms > leaf.logged_ms {
            return Err(Error::new("power_mismatch"));
        }
        let members: Vec<Membership> = self.members.values().copied().collect();
        let power = facts::powers(
            &members,
            &self.entries,
            &formula,
            &half_lives,
            snapshot_index,
            ms(snapshot_ms),
        )?;
        let eligible = power.values().map(|power| i128::from(*power)).sum();
        if map.get("eligible").and_then(Value::as_str) != Some(format!("{eligible}").as_str()) {
            return Err(Error::new("power_mismatch"));
        }
        Ok(Proposal {
            published_index: index,
            title: text(map, "title")?.to_owned(),
            start_ms: number("start_ms")?,
            end_ms: number("end_ms")?,
            rules,
            frozen,
            snapshot_index,
            power,
            eligible,
        })
    }

    fn ballot(
        &mut self,
        index: u64,
        leaf: &Leaf,
        map: &Map<String, Value>,
    ) -> Result<(), Error> {
        let Some(proposal) = &self.proposal else { return Ok(()) };
        if text(map, "proposal_title")? != proposal.title {
            return Err(Error::new("choice_mismatch"));
        }
        let open = proposal.start_ms <= leaf.logged_ms && leaf.logged_ms < proposal.end_ms;
        let power = proposal.power.get(&leaf.body.actor).copied().filter(|_| open);
        let body = map.get("ballot").ok_or(Error::new("payload_missing_field"))?;
        let parsed = Ballot::parse(&proposal.rules, body);
        let (Some(power), Ok(ballot)) = (power, parsed) else {
            self.refused += 1;
            return Ok(());
        };
        if map.get("choice") != Some(&ballot::labels(&proposal.rules, body)?) {
            self.refused += 1;
            return Ok(());
        }
        let attested = leaf.alg == 0;
        let live = Live { index, act: leaf.body.id(), ballot, power, attested };
        if self.live.insert(leaf.body.actor, live).is_some() {
            self.replaced += 1;
        }
        Ok(())
    }

    /// Compares with the certificate and with a signed checkpoint of exactly the leaves pushed.
    ///
    /// # Errors
    /// The first step that differs.
    pub fn finish(self, checkpoint: &str) -> Result<Found, Fault> {
        let fault = |step: &'static str, code: &'static str| Fault { step, code, index: None };
        let signed =
            Checkpoint::open(checkpoint.as_bytes(), &self.trust.origin, &self.trust.keys)
                .map_err(|error| fault("checkpoint", error.code()))?;
        if self.monitor.dao() != self.trust.dao {
            return Err(fault("checkpoint", "dao_mismatch"));
        }
        if signed.size != self.monitor.size() {
            return Err(fault("checkpoint", "range_incomplete"));
        }
        if signed.root != self.monitor.root() {
            return Err(fault("checkpoint", "root_mismatch"));
        }
        let proposal = self.proposal.as_ref().ok_or(fault("range", "range_incomplete"))?;
        let (index, certificate, root) =
            self.certificate.as_ref().ok_or(fault("range", "tally_form"))?;
        self.compare(proposal, *index, certificate, root).map_err(|(step, error)| Fault {
            step,
            code: error.code(),
            index: Some(*index),
        })
    }

    fn compare(
        &self,
        proposal: &Proposal,
        index: u64,
        certificate: &Map<String, Value>,
        root: &[u8; 32],
    ) -> Result<Found, (&'static str, Error)> {
        let form = ("range", Error::new("tally_form"));
        let hash = |name: &str| {
            certificate.get(name).and_then(Value::as_str).and_then(id).ok_or(form)
        };
        let number = |name: &str| certificate.get(name).and_then(Value::as_u64).ok_or(form);
        // The range must begin right after the publication and end at the tally act itself,
        // else early or late ballots could be cut off.
        let range = number("from_index")? == proposal.published_index + 1
            && number("to_index")? == index
            && number("power_index")? == proposal.snapshot_index;
        if !range {
            return Err(form);
        }
        let in_step = |step: &'static str| move |error: Error| (step, error);
        if certificate::rule_hash(&proposal.frozen).map_err(in_step("rules"))? != hash("rule_hash")? {
            return Err(("rules", Error::new("rule_mismatch")));
        }
        if certificate::power_root(&proposal.power) != hash("power_root")? {
            return Err(("power", Error::new("power_mismatch")));
        }
        let claimed = certificate.get("result").ok_or(form)?;
        if certificate::result_hash(claimed).map_err(in_step("count"))? != hash("result_hash")? {
            return Err(("count", Error::new("result_hash_mismatch")));
        }
        let mut live: Vec<(u64, [u8; 32])> =
            self.live.values().map(|live| (live.index, live.act)).collect();
        live.sort_unstable();
        if certificate::ballot_root(&live) != hash("ballot_root")? {
            return Err(("ballots", Error::new("ballot_set_mismatch")));
        }
        let result = self.count(proposal, index, root).map_err(in_step("count"))?;
        let counted = live.len() as u64;
        if result != *claimed
            || number("counted")? != counted
            || number("refused")? != self.refused
        {
            return Err(("count", Error::new("result_mismatch")));
        }
        Ok(Found {
            result,
            counted,
            attested: self.live.values().filter(|live| live.attested).count() as u64,
            leaves: self.monitor.size(),
            signatures: self.signatures,
        })
    }

    fn count(&self, proposal: &Proposal, index: u64, root: &[u8; 32]) -> Result<Value, Error> {
        let rules = &proposal.rules;
        let mut tally = Tally::new(rules);
        for live in self.live.values() {
            tally.add(rules, &live.ballot, live.power);
        }
        for _ in 0..self.replaced {
            tally.note_replaced();
        }
        for _ in 0..self.revoked {
            tally.note_revoked();
        }
        let beacon = certificate::beacon(&self.trust.origin, index, root);
        let result = tally.result(rules, Some(&Lot { proposal: self.target, beacon }))?;
        let null = Value::Null;
        let decision = proposal.frozen.get("decision").unwrap_or(&null);
        let period = proposal.end_ms.checked_sub(proposal.start_ms);
        let decision = Decision::parse(decision, rules, period)?;
        let decided = decision.decide(rules, &tally, &result, proposal.eligible)?;
        Ok(json!({"tally": result, "decision": decided.to_value()}))
    }
}

fn ms(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}

fn text<'a>(map: &'a Map<String, Value>, name: &str) -> Result<&'a str, Error> {
    map.get(name).and_then(Value::as_str).ok_or(Error::new("payload_missing_field"))
}

fn actor(map: &Map<String, Value>, name: &str) -> Result<Actor, Error> {
    let wrong = Error::new("payload_field_type");
    let kind = map.get(&format!("{name}_kind")).and_then(Value::as_u64).ok_or(wrong)?;
    let kind = u8::try_from(kind).map_err(|_| wrong)?;
    Ok(Actor::new(kind, id(text(map, name)?).ok_or(wrong)?)?)
}
