//! The recount: reads a whole log, trusts nobody, and counts one vote again.
//!
//! A machine that is fed: every leaf in order with its payload, then [`Recount::finish`] with a
//! signed checkpoint of exactly these leaves. It stops at the first thing that does not hold and
//! says which step, which code, which leaf.
use crate::certificate::{self, Certificate};
use crate::facts::{self, Facts, HalfLives, Publication, time};
use crate::monitor::{LogOrder, Ordered};
use crate::urn::{Counting, Urn};
use crate::{Error, Hash, Trust, fields};
use act::leaf::SEALED;
use act::payload::{self, Field};
use act::signature::{self, State};
use act::{Actor, Leaf, kinds, summary};
use governance::power::Formula;
use governance::tally::Lot;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tlog::checkpoint::Checkpoint;

/// What a recount does, in order.
pub const STEPS: [&str; 11] = [
    "leaf",
    "payload",
    "signature",
    "checkpoint",
    "tree",
    "range",
    "rules",
    "power",
    "result_hash",
    "ballots",
    "count",
];

/// What does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Where the recount stopped, one of [`STEPS`].
    pub step: &'static str,
    /// Why.
    pub code: &'static str,
    /// The leaf it stopped at, if it was one.
    pub index: Option<u64>,
}

impl Fault {
    /// Makes faults of one step out of errors.
    fn at(step: &'static str, index: Option<u64>) -> impl Fn(Error) -> Self {
        move |error| Self {
            step,
            code: error.code(),
            index,
        }
    }

    fn new(step: &'static str, code: &'static str, index: Option<u64>) -> Self {
        Self { step, code, index }
    }
}

/// What a recount found, when everything agrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The result object of the certificate, counted again.
    pub result: Value,
    /// The option or word shown to people.
    pub outcome: String,
    /// Live ballots.
    pub counted: u64,
    /// Live ballots that rest on the server's word alone.
    pub attested: u64,
    /// Ballots that the rules refused.
    pub refused: u64,
    /// Members with power at the snapshot.
    pub eligible_members: u64,
    /// Their power, base units.
    pub eligible: i128,
    /// Leaves read.
    pub leaves: u64,
    /// Signatures checked: acts that their actors signed themselves, or by a registered key.
    pub signatures: u64,
    /// Acts by the state of their authorisation (`attested`, `direct`, …).
    pub states: BTreeMap<&'static str, u64>,
    /// Acts whose payload is private or erased and does not matter here.
    pub unread: u64,
    /// Index of the tally act.
    pub certificate_index: u64,
}

impl Found {
    /// As JSON.
    pub fn to_value(&self) -> Value {
        json!({
            "result": self.result,
            "outcome": self.outcome,
            "counted": self.counted,
            "attested": self.attested,
            "refused": self.refused,
            "eligible_members": self.eligible_members,
            "eligible": self.eligible.to_string(),
            "leaves": self.leaves,
            "signatures": self.signatures,
            "states": self.states,
            "unread": self.unread,
            "certificate_index": self.certificate_index,
        })
    }
}

/// A ballot, or a revocation, on the proposal.
struct Vote {
    index: u64,
    leaf: Leaf,
    payload: Option<Map<String, Value>>,
}

/// A tally act on the proposal.
struct Declared {
    index: u64,
    logged_ms: i64,
    payload: Map<String, Value>,
    /// Root over the leaves before it.
    root_before: Hash,
}

/// A recount under way.
pub struct Recount {
    trust: Trust,
    proposal: Hash,
    order: LogOrder,
    facts: Facts,
    votes: Vec<Vote>,
    declared: Option<Declared>,
    states: BTreeMap<&'static str, u64>,
    unread: u64,
    fault: Option<Fault>,
}

impl Recount {
    /// A recount of the proposal that was published by the act `proposal`.
    pub fn new(trust: Trust, proposal: Hash) -> Self {
        Self {
            trust,
            proposal,
            order: LogOrder::default(),
            facts: Facts::default(),
            votes: Vec::new(),
            declared: None,
            states: BTreeMap::new(),
            unread: 0,
            fault: None,
        }
    }

    /// Leaves read so far.
    pub fn size(&self) -> u64 {
        self.order.size()
    }

    /// Payload of the certificate that was read last, if one was.
    pub fn certificate(&self) -> Option<&Map<String, Value>> {
        self.declared.as_ref().map(|declared| &declared.payload)
    }

    /// Takes the next leaf with its payload as served: the list of all fields, or an object with
    /// `fields` and, for a sealed act, `auth`; null when it is private or erased. After a fault
    /// every call answers with that fault.
    ///
    /// # Errors
    /// Steps `leaf`, `payload`, `signature`.
    pub fn push(&mut self, bytes: &[u8], payload: &Value) -> Result<(), Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let taken = self.take(bytes, payload);
        self.fault = taken.err();
        taken
    }

    fn take(&mut self, bytes: &[u8], payload: &Value) -> Result<(), Fault> {
        let index = Some(self.order.size());
        let root_before = self.order.root();
        let ordered = self.order.push(bytes).map_err(Fault::at("leaf", index))?;
        if index == Some(0) && ordered.act != self.trust.dao {
            return Err(Fault::new("leaf", "dao_mismatch", index));
        }
        if payload.is_null() {
            return self.take_unread(ordered);
        }
        let list = payload.get("fields").unwrap_or(payload);
        let shown = disclosed(&ordered.leaf, list).map_err(Fault::at("payload", index))?;
        let state = self
            .signature(&ordered.leaf, &shown, payload.get("auth"))
            .map_err(Fault::at("signature", index))?;
        *self.states.entry(state.name()).or_default() += 1;
        let names = fields::map(&shown);
        self.facts
            .read(ordered.index, &ordered.leaf, ordered.act, &names)
            .map_err(Fault::at("payload", index))?;
        self.note(ordered, Some(names), root_before);
        Ok(())
    }

    /// A leaf without payload is a fault only if the facts or the count hang on it.
    fn take_unread(&mut self, ordered: Ordered) -> Result<(), Fault> {
        let kind = ordered.leaf.body.kind;
        let needed = Facts::depend_on(kind)
            || (kind == kinds::TALLY && ordered.leaf.body.subject == self.proposal);
        if needed {
            return Err(Fault::new("payload", "missing", Some(ordered.index)));
        }
        self.unread += 1;
        self.note(ordered, None, [0; 32]);
        Ok(())
    }

    fn signature(
        &self,
        leaf: &Leaf,
        shown: &[Field],
        auth: Option<&Value>,
    ) -> Result<State, Error> {
        if leaf.alg & SEALED != 0 && auth.is_none() {
            return Ok(State::NotChecked);
        }
        Ok(signature::verify(
            leaf,
            shown,
            auth,
            &self.facts.keys,
            &self.trust.context,
        )?)
    }

    /// Keeps what is about the proposal: ballots, revocations, tallies.
    fn note(&mut self, ordered: Ordered, payload: Option<Map<String, Value>>, root_before: Hash) {
        let Ordered { index, leaf, .. } = ordered;
        if leaf.body.subject != self.proposal {
            return;
        }
        match (leaf.body.kind, payload) {
            (kinds::BALLOT | kinds::BALLOT_REVOKE, payload) => {
                self.votes.push(Vote {
                    index,
                    leaf,
                    payload,
                });
            }
            // Only the operator itself declares; a later declaration holds.
            (kinds::TALLY, Some(payload)) if leaf.body.actor == Actor::system() => {
                let logged_ms = time(leaf.logged_ms);
                self.declared = Some(Declared {
                    index,
                    logged_ms,
                    payload,
                    root_before,
                });
            }
            _ => {}
        }
    }

    /// Compares with the certificate in the log and with a signed checkpoint of exactly the
    /// leaves pushed.
    ///
    /// # Errors
    /// The fault found before, or the first of the steps `checkpoint` … `count` that differs.
    pub fn finish(self, checkpoint: &str) -> Result<Found, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let trust = &self.trust;
        let signed = Checkpoint::open(checkpoint.as_bytes(), &trust.origin, &trust.keys)
            .map_err(|error| Fault::at("checkpoint", None)(error.into()))?;
        if signed.size != self.size() {
            return Err(Fault::new("tree", "range_incomplete", Some(self.size())));
        }
        if signed.root != self.order.root() {
            return Err(Fault::new("tree", "root_mismatch", None));
        }
        let publication = self
            .facts
            .publications
            .get(&self.proposal)
            .ok_or(Fault::new("range", "range_incomplete", None))?
            .as_ref()
            .map_err(|error| Fault::at("range", None)(*error))?;
        let declared = self
            .declared
            .as_ref()
            .ok_or(Fault::new("range", "tally_form", None))?;
        let certificate = Certificate::read(&declared.payload)
            .map_err(Fault::at("range", Some(declared.index)))?;
        self.check_range(&certificate, declared, publication)?;
        self.count(&certificate, declared, publication)
    }

    /// The range covers every ballot that could count: it begins right after the publication and
    /// ends at the tally act, which was logged after the end (log time never falls).
    fn check_range(
        &self,
        certificate: &Certificate,
        declared: &Declared,
        publication: &Publication,
    ) -> Result<(), Fault> {
        let fault = |code, index| Err(Fault::new("range", code, Some(index)));
        let whole = certificate.proposal == self.proposal
            && certificate.from_index == publication.index + 1
            && certificate.to_index == declared.index;
        if !whole || declared.logged_ms < publication.end_ms {
            return fault("tally_form", declared.index);
        }
        match publication.withdrawn_index {
            Some(index) if index < declared.index => fault("wrong_state", index),
            _ => Ok(()),
        }
    }

    fn count(
        &self,
        certificate: &Certificate,
        declared: &Declared,
        publication: &Publication,
    ) -> Result<Found, Fault> {
        let rules_fault = Fault::at("rules", Some(publication.index));
        certificate
            .check_rules(&publication.rules)
            .map_err(&rules_fault)?;
        let counting = Counting::read(&publication.rules).map_err(&rules_fault)?;
        let table = self
            .power(certificate, publication)
            .map_err(Fault::at("power", Some(publication.index)))?;
        let at = Some(declared.index);
        certificate
            .check_result_hash()
            .map_err(Fault::at("result_hash", at))?;
        let window = Some((publication.start_ms, publication.end_ms));
        let mut urn = Urn::new(&counting, &table, self.proposal, window);
        let range = certificate.from_index..certificate.to_index;
        for vote in self.votes.iter().filter(|vote| range.contains(&vote.index)) {
            urn.push(vote.index, &vote.leaf, vote.payload.as_ref())
                .map_err(Fault::at("ballots", Some(vote.index)))?;
        }
        certificate
            .check_ballots(&urn)
            .map_err(Fault::at("ballots", at))?;
        urn.check_labels().map_err(Fault::at("ballots", at))?;
        let size = certificate.to_index;
        let beacon = certificate::beacon(&self.trust.origin, size, &declared.root_before);
        let lot = Lot {
            proposal: self.proposal,
            beacon,
        };
        let result = certificate
            .check_count(&urn, &lot, publication.eligible)
            .map_err(Fault::at("count", at))?;
        let signed = |state: State| self.states.get(state.name()).copied().unwrap_or(0);
        Ok(Found {
            result,
            outcome: certificate.outcome.clone(),
            counted: urn.counted(),
            attested: urn.attested(),
            refused: urn.refused(),
            eligible_members: table.len() as u64,
            eligible: publication.eligible,
            leaves: self.size(),
            signatures: signed(State::Direct) + signed(State::Delegated),
            states: self.states.clone(),
            unread: self.unread,
            certificate_index: declared.index,
        })
    }

    /// Power at the snapshot, compared with the certificate and with what the proposal announced.
    fn power(
        &self,
        certificate: &Certificate,
        publication: &Publication,
    ) -> Result<BTreeMap<Actor, i64>, Error> {
        let mismatch = Error::new("power_mismatch");
        let (index, at_ms) = (publication.snapshot_index, publication.snapshot_ms);
        let placed = certificate.power_index == index && index <= publication.index;
        if !placed || at_ms > publication.published_ms {
            return Err(mismatch);
        }
        let table = power_table(&self.facts, &publication.rules, index, at_ms)?;
        certificate.check_power(&table)?;
        if facts::eligible(&table) == publication.eligible {
            Ok(table)
        } else {
            Err(mismatch)
        }
    }
}

/// Power table of frozen rules at a snapshot.
///
/// # Errors
/// `rule_unknown` for a formula that can't be read, and those of [`facts::powers`].
pub fn power_table(
    facts: &Facts,
    rules: &Value,
    index: u64,
    at_ms: i64,
) -> Result<BTreeMap<Actor, i64>, Error> {
    let unknown = Error::new("rule_unknown");
    let formula = rules.get("formula").ok_or(unknown)?;
    let formula = Formula::parse(formula).map_err(|_| unknown)?;
    let half_lives = HalfLives::parse(rules.get("half_life_days").unwrap_or(&Value::Null))?;
    facts::powers(
        &facts.members,
        &facts.entries,
        &formula,
        &half_lives,
        index,
        at_ms,
    )
}

/// All fields of a payload, checked against the leaf's commitment and sentence.
fn disclosed(leaf: &Leaf, list: &Value) -> Result<Vec<Field>, Error> {
    let shown = payload::check_disclosed(list, leaf.body.fields, &leaf.body.payload)?;
    if shown.iter().any(|field| field.path.is_some()) {
        return Err(Error::new("field_form"));
    }
    summary::check(leaf.body.kind, &fields::map(&shown))?;
    Ok(shown)
}
