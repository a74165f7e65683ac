//! `tally.json`: hashes, labels, live ballots, certificates.
use super::{FORM, from_hex, hash, list, number};
use crate::certificate::{self, Certificate};
use crate::fields::hash_from_hex;
use crate::urn::{Counting, Urn};
use crate::{Error, Hash};
use act::{Actor, Leaf};
use governance::tally::Lot;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Runs a case; `all` are the cases of its file, because payloads stand in one of them.
pub(super) fn run(case: &Value, all: &[Value]) -> Result<Value, Error> {
    let rules = case.get("rules").unwrap_or(&Value::Null);
    if case.get("certificate").is_some() {
        check(case, all)
    } else if case.get("leaves").is_some() {
        select(case)
    } else if let Some(ballot) = case.get("ballot") {
        certificate::labels(ballot, &texts(list(case, "options")?)?)
    } else if let Some(rows) = case.get("rows") {
        let table = certificate::read_power(rows)?;
        Ok(hex::encode(certificate::power_root(&table)).into())
    } else {
        Ok(hex::encode(certificate::rule_hash(rules)?).into())
    }
}

fn texts(list: &[Value]) -> Result<Vec<String>, Error> {
    list.iter()
        .map(|item| item.as_str().map(str::to_owned).ok_or(FORM))
        .collect()
}

fn table(case: &Value) -> Result<BTreeMap<Actor, i64>, Error> {
    certificate::read_power(case.get("power").ok_or(FORM)?)
}

/// Live ballots of a list of leaves. A case without payloads asks only whose ballots are live:
/// every one of them is taken as valid.
fn select(case: &Value) -> Result<Value, Error> {
    let counting = Counting::read(case.get("rules").ok_or(FORM)?)?;
    let table = table(case)?;
    let mut urn = Urn::new(&counting, &table, hash(case, "proposal")?, None);
    let first = json!({"ballot": {"choice": 1}});
    let payloads = case.get("payloads");
    for (index, leaf) in (number(case, "from_index")?..).zip(list(case, "leaves")?) {
        let leaf = Leaf::decode(&from_hex(leaf)?)?;
        let payload = match payloads {
            Some(payloads) => payloads.get(hex::encode(leaf.body.id())),
            None => Some(&first),
        };
        urn.push(index, &leaf, payload.and_then(Value::as_object))?;
    }
    let roll = urn.roll();
    let indices: Vec<u64> = roll.iter().map(|(index, _)| *index).collect();
    Ok(json!({
        "indices": indices,
        "refused": urn.refused(),
        "ballot_root": hex::encode(certificate::ballot_root(&roll)),
    }))
}

/// A certificate against a recount, in the order of the page.
fn check(case: &Value, all: &[Value]) -> Result<Value, Error> {
    let object = |name: &str| case.get(name).and_then(Value::as_object).ok_or(FORM);
    let certificate = Certificate::read(object("certificate")?)?;
    let rules = case.get("rules").ok_or(FORM)?;
    certificate.check_rules(rules)?;
    let counting = Counting::read(rules)?;
    let table = table(case)?;
    certificate.check_power(&table)?;
    certificate.check_result_hash()?;
    let payloads = payloads(case, all)?;
    let leaves = object("leaves")?;
    let mut urn = Urn::new(&counting, &table, certificate.proposal, None);
    for index in certificate.from_index..certificate.to_index {
        let leaf = leaves
            .get(&index.to_string())
            .ok_or(Error::new("range_incomplete"))?;
        let leaf = Leaf::decode(&from_hex(leaf)?)?;
        urn.push(index, &leaf, payloads.get(&leaf.body.id()))?;
    }
    certificate.check_ballots(&urn)?;
    urn.check_labels()?;
    // The reduced form draws no lots and knows no quorum.
    let lot = Lot {
        proposal: certificate.proposal,
        beacon: [0; 32],
    };
    certificate.check_count(&urn, &lot, 0)
}

/// Payloads by act id: those of the case `selection`, with this case's change.
fn payloads(case: &Value, all: &[Value]) -> Result<BTreeMap<Hash, Map<String, Value>>, Error> {
    let named = case.get("payloads").ok_or(FORM)?;
    let source = match named.as_str() {
        Some(id) => all
            .iter()
            .find(|other| other.get("id").and_then(Value::as_str) == Some(id))
            .and_then(|other| other.get("payloads"))
            .ok_or(FORM)?,
        None => named,
    };
    let mut payloads: BTreeMap<Hash, Map<String, Value>> = source
        .as_object()
        .ok_or(FORM)?
        .iter()
        .map(|(act, fields)| Some((hash_from_hex(act)?, fields.as_object()?.clone())))
        .collect::<Option<_>>()
        .ok_or(FORM)?;
    if let Some(changed) = case.get("payload_changed").and_then(Value::as_object) {
        let act = changed
            .get("act")
            .and_then(Value::as_str)
            .and_then(hash_from_hex);
        let fields = act.and_then(|act| payloads.get_mut(&act)).ok_or(FORM)?;
        for (name, value) in changed.iter().filter(|(name, _)| *name != "act") {
            fields.insert(name.clone(), value.clone());
        }
    }
    Ok(payloads)
}
