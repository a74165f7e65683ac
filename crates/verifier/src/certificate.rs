//! Tally certificates (tally-certificate.md): what is bound, and the checks of each bond.
use crate::fields::{self, hash_from_hex};
use crate::urn::{Counting, Urn};
use crate::{Error, Hash};
use act::Actor;
use governance::choice::{RuleSet, System};
use governance::sentence::{self, Lang};
use governance::tally::Lot;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tlog::checkpoint::Checkpoint;
use tlog::merkle;

/// Most leaves of a range.
pub const RANGE_MAX: u64 = 10_000_000;

/// SHA-256("psephos-rule-v1" ‖ 00 ‖ canonical rules).
///
/// # Errors
/// `json_…` when the rules have no canonical form.
pub fn rule_hash(rules: &Value) -> Result<Hash, Error> {
    labelled(b"psephos-rule-v1\0", rules)
}

/// SHA-256("psephos-result-v1" ‖ 00 ‖ canonical result).
///
/// # Errors
/// `json_…` when the result has no canonical form.
pub fn result_hash(result: &Value) -> Result<Hash, Error> {
    labelled(b"psephos-result-v1\0", result)
}

fn labelled(label: &[u8], value: &Value) -> Result<Hash, Error> {
    let mut hash = Sha256::new();
    hash.update(label);
    hash.update(act::json::encode(value)?);
    Ok(hash.finalize().into())
}

/// Root over everybody's power: leaves SHA-256(00 ‖ "psephos-power-v1" ‖ actor_kind ‖ actor ‖
/// power u64), sorted by (actor_kind, actor), power > 0, in base units.
pub fn power_root(table: &BTreeMap<Actor, i64>) -> Hash {
    let leaves: Vec<Hash> = table
        .iter()
        .filter_map(|(actor, power)| Some((actor, u64::try_from(*power).ok().filter(|p| *p > 0)?)))
        .map(|(actor, power)| {
            let mut hash = Sha256::new();
            hash.update([0]);
            hash.update(b"psephos-power-v1");
            hash.update([actor.kind.code()]);
            hash.update(actor.id);
            hash.update(power.to_be_bytes());
            hash.finalize().into()
        })
        .collect();
    merkle::root_of(&leaves)
}

/// Root over the live ballots `(index, act id)`, by index: leaves SHA-256(00 ‖
/// "psephos-ballot-v1" ‖ index u64 ‖ act id). The order given does not matter.
pub fn ballot_root(live: &[(u64, Hash)]) -> Hash {
    let mut sorted = live.to_vec();
    sorted.sort_unstable();
    let leaves: Vec<Hash> = sorted
        .iter()
        .map(|(index, act)| {
            let mut hash = Sha256::new();
            hash.update([0]);
            hash.update(b"psephos-ballot-v1");
            hash.update(index.to_be_bytes());
            hash.update(act);
            hash.finalize().into()
        })
        .collect();
    merkle::root_of(&leaves)
}

/// Lot beacon: SHA-256 of the checkpoint text "origin\nsize\nroot in base64\n" of the tree that
/// holds exactly the leaves before the tally act.
pub fn beacon(origin: &str, size: u64, root: &Hash) -> Hash {
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size,
        root: *root,
    };
    Sha256::digest(checkpoint.text()).into()
}

/// The `choice` beside a `ballot`: numbers replaced by labels, shape kept (act.md). Reads the
/// bodies of all systems by their shape.
///
/// # Errors
/// `choice_mismatch` for a number without a label, or an unknown shape.
pub fn labels(ballot: &Value, options: &[String]) -> Result<Value, Error> {
    labels_of(ballot, options).ok_or(Error::new("choice_mismatch"))
}

fn labels_of(ballot: &Value, options: &[String]) -> Option<Value> {
    let map = ballot.as_object().filter(|map| map.len() == 1)?;
    let (key, value) = map.iter().next()?;
    let label = |number: &Value| {
        let at = usize::try_from(number.as_u64()?).ok()?.checked_sub(1)?;
        options.get(at).map(|label| Value::from(label.clone()))
    };
    let list = || value.as_array().map(Vec::as_slice);
    match key.as_str() {
        "choice" if value.is_string() => Some(json!([value])),
        "choice" => Some(json!([label(value)?])),
        "approve" => list()?.iter().map(label).collect(),
        "ranking" => list()?
            .iter()
            .map(|rank| match rank {
                Value::Array(tie) => tie.iter().map(label).collect(),
                one => label(one),
            })
            .collect(),
        "weights" | "scores" | "votes" => list()?
            .iter()
            .map(|pair| match pair.as_array()?.as_slice() {
                [number, weight] if weight.is_i64() || weight.is_u64() => {
                    Some(json!({"option": label(number)?, "weight": weight}))
                }
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

/// The option or word shown to people: the winners' labels, or the status.
pub fn outcome(rules: &RuleSet, tally: &Value, status: &str, lang: Lang) -> String {
    let winners = tally.get("winners").and_then(Value::as_array);
    let named: Vec<&str> = winners
        .into_iter()
        .flatten()
        .filter_map(|number| usize::try_from(number.as_u64()?).ok())
        .filter_map(|number| rules.labels().get(number.checked_sub(1)?))
        .map(String::as_str)
        .collect();
    if !named.is_empty() && status == "passed" && rules.system() != System::Basic {
        named.join(if lang == Lang::Zh { "、" } else { ", " })
    } else {
        sentence::status(status, lang)
    }
}

/// The members of a certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// Act id of the proposal.
    pub proposal: Hash,
    /// First leaf of the range.
    pub from_index: u64,
    /// First leaf after the range.
    pub to_index: u64,
    /// Hash of the frozen rules.
    pub rule_hash: Hash,
    /// Points count as of the leaves [0, this).
    pub power_index: u64,
    /// Root of the power table.
    pub power_root: Hash,
    /// Root of the live ballots.
    pub ballot_root: Hash,
    /// Live ballots.
    pub counted: u64,
    /// Refused ballots, where the payload says so.
    pub refused: Option<u64>,
    /// Live ballots that the server alone vouches for, where the payload says so.
    pub attested: Option<u64>,
    /// The result.
    pub result: Value,
    /// Its hash.
    pub result_hash: Hash,
    /// The option or word shown to people.
    pub outcome: String,
    /// Language of the act.
    pub lang: Lang,
}

impl Certificate {
    /// Reads the payload of a tally act.
    ///
    /// # Errors
    /// `tally_form` for a member that is missing or malformed, or a range out of order.
    pub fn read(payload: &Map<String, Value>) -> Result<Self, Error> {
        Self::read_members(payload).map_err(|_| Error::new("tally_form"))
    }

    fn read_members(payload: &Map<String, Value>) -> Result<Self, Error> {
        let hash = |name: &str| fields::hash(payload, name);
        let optional = |name: &str| {
            payload
                .contains_key(name)
                .then(|| fields::integer(payload, name))
                .transpose()
        };
        let certificate = Self {
            proposal: hash("proposal")?,
            from_index: fields::integer(payload, "from_index")?,
            to_index: fields::integer(payload, "to_index")?,
            rule_hash: hash("rule_hash")?,
            power_index: fields::integer(payload, "power_index")?,
            power_root: hash("power_root")?,
            ballot_root: hash("ballot_root")?,
            counted: fields::integer(payload, "counted")?,
            refused: optional("refused")?,
            attested: optional("attested")?,
            result: fields::value(payload, "result")?.clone(),
            result_hash: hash("result_hash")?,
            outcome: fields::text(payload, "outcome")?.to_owned(),
            lang: match payload.get("lang").and_then(Value::as_str) {
                Some("en") => Lang::En,
                _ => Lang::Zh,
            },
        };
        let length = certificate.to_index.checked_sub(certificate.from_index);
        match length.filter(|length| *length <= RANGE_MAX && certificate.result.is_object()) {
            Some(_) => Ok(certificate),
            None => Err(Error::new("tally_form")),
        }
    }

    /// Step 4.
    ///
    /// # Errors
    /// `rule_mismatch`.
    pub fn check_rules(&self, rules: &Value) -> Result<(), Error> {
        same(
            rule_hash(rules).ok() == Some(self.rule_hash),
            "rule_mismatch",
        )
    }

    /// Step 5.
    ///
    /// # Errors
    /// `power_mismatch`.
    pub fn check_power(&self, table: &BTreeMap<Actor, i64>) -> Result<(), Error> {
        same(power_root(table) == self.power_root, "power_mismatch")
    }

    /// Step 6.
    ///
    /// # Errors
    /// `result_hash_mismatch`.
    pub fn check_result_hash(&self) -> Result<(), Error> {
        let found = result_hash(&self.result).ok();
        same(found == Some(self.result_hash), "result_hash_mismatch")
    }

    /// Step 7, after the range was walked.
    ///
    /// # Errors
    /// `ballot_set_mismatch`.
    pub fn check_ballots(&self, urn: &Urn<'_>) -> Result<(), Error> {
        same(
            ballot_root(&urn.roll()) == self.ballot_root,
            "ballot_set_mismatch",
        )
    }

    /// Step 9: counts and compares.
    ///
    /// # Errors
    /// `result_mismatch`, and those of the count itself.
    pub fn check_count(&self, urn: &Urn<'_>, lot: &Lot, eligible: i128) -> Result<Value, Error> {
        let result = urn.count(Some(lot), eligible)?;
        let counts = self.counted == urn.counted()
            && self.refused.is_none_or(|refused| refused == urn.refused())
            && self
                .attested
                .is_none_or(|attested| attested == urn.attested());
        let outcome = match urn.rules() {
            Counting::Reduced { .. } => true,
            Counting::Full { rules, .. } => {
                let status = result.pointer("/decision/status").and_then(Value::as_str);
                let tally = result.get("tally").unwrap_or(&Value::Null);
                let word = outcome(rules, tally, status.unwrap_or_default(), self.lang);
                word == self.outcome
            }
        };
        same(
            counts && outcome && result == self.result,
            "result_mismatch",
        )?;
        Ok(result)
    }
}

fn same(holds: bool, code: &'static str) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::new(code)) }
}

/// Reads a published power table: `[{"actor_kind","actor","power"}]`, power a decimal string.
///
/// # Errors
/// `power_form`.
pub fn read_power(rows: &Value) -> Result<BTreeMap<Actor, i64>, Error> {
    let read = |row: &Value| {
        let kind = u8::try_from(row.get("actor_kind")?.as_u64()?).ok()?;
        let id = hash_from_hex(row.get("actor")?.as_str()?)?;
        let power = row.get("power")?.as_str()?.parse().ok()?;
        Some((Actor::new(kind, id).ok()?, power))
    };
    rows.as_array()
        .and_then(|rows| rows.iter().map(read).collect())
        .ok_or(Error::new("power_form"))
}

/// Writes a power table as [`read_power`] reads it.
pub fn write_power(table: &BTreeMap<Actor, i64>) -> Value {
    let row = |(actor, power): (&Actor, &i64)| {
        json!({
            "actor_kind": actor.kind.code(),
            "actor": hex::encode(actor.id),
            "power": power.to_string(),
        })
    };
    table.iter().map(row).collect()
}
