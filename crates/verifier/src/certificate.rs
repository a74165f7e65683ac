//! The tally certificate: hashes that bind a result to its ballots (tally-certificate.md).
use crate::{Error, id};
use act::{Actor, Leaf, kinds};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tlog::merkle::{self, Frontier};

/// SHA-256("psephos-rule-v1" ‖ 00 ‖ canonical rules).
///
/// # Errors
/// `json_…`.
pub fn rule_hash(rules: &Value) -> Result<[u8; 32], Error> {
    labelled(b"psephos-rule-v1\0", rules)
}

/// SHA-256("psephos-result-v1" ‖ 00 ‖ result).
///
/// # Errors
/// `json_…`.
pub fn result_hash(result: &Value) -> Result<[u8; 32], Error> {
    labelled(b"psephos-result-v1\0", result)
}

fn labelled(label: &[u8], value: &Value) -> Result<[u8; 32], Error> {
    let mut hash = Sha256::new();
    hash.update(label);
    hash.update(act::json::encode(value)?);
    Ok(hash.finalize().into())
}

/// Root over everybody's power, sorted by actor; zero powers are left out.
pub fn power_root(table: &BTreeMap<Actor, i64>) -> [u8; 32] {
    let mut frontier = Frontier::default();
    for (actor, power) in table.iter().filter(|(_, power)| **power > 0) {
        let mut leaf = b"psephos-power-v1".to_vec();
        leaf.push(actor.kind.code());
        leaf.extend_from_slice(&actor.id);
        leaf.extend_from_slice(&power.unsigned_abs().to_be_bytes());
        frontier.push(merkle::leaf_hash(&leaf));
    }
    frontier.root()
}

/// Root over the live ballots `(index, act id)`, by index.
pub fn ballot_root(live: &[(u64, [u8; 32])]) -> [u8; 32] {
    let mut frontier = Frontier::default();
    for (index, act) in live {
        let mut leaf = b"psephos-ballot-v1".to_vec();
        leaf.extend_from_slice(&index.to_be_bytes());
        leaf.extend_from_slice(act);
        frontier.push(merkle::leaf_hash(&leaf));
    }
    frontier.root()
}

/// Hash of a checkpoint, as lot beacon: SHA-256 of its text up to the third newline.
pub fn beacon(origin: &str, size: u64, root: &[u8; 32]) -> [u8; 32] {
    let checkpoint =
        tlog::checkpoint::Checkpoint { origin: origin.to_owned(), size, root: *root };
    Sha256::digest(checkpoint.text().as_bytes()).into()
}

/// Labels of a ballot body by its shape (act.md "Ballots"); works for every system's body.
///
/// # Errors
/// `choice_mismatch` for a number without a label or an unknown shape.
pub fn labels(body: &Value, options: &[String]) -> Result<Value, Error> {
    let wrong = Error::new("choice_mismatch");
    let label = |number: &Value| {
        let index = number.as_u64().and_then(|n| usize::try_from(n).ok()).ok_or(wrong)?;
        let at = index.checked_sub(1).ok_or(wrong)?;
        options.get(at).map(|label| Value::from(label.clone())).ok_or(wrong)
    };
    let map = body.as_object().filter(|map| map.len() == 1).ok_or(wrong)?;
    let (key, value) = map.iter().next().ok_or(wrong)?;
    let list = || value.as_array().ok_or(wrong);
    match key.as_str() {
        "choice" if value.is_string() => Ok(json!([value])),
        "choice" => Ok(json!([label(value)?])),
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
            .map(|pair| match pair.as_array().map(Vec::as_slice) {
                Some([number, weight]) => {
                    let weight = weight.as_i64().ok_or(wrong)?;
                    Ok(json!({"option": label(number)?, "weight": weight.to_string()}))
                }
                _ => Err(wrong),
            })
            .collect(),
        _ => Err(wrong),
    }
}

/// Live ballots of the reduced `single_choice` rules (version 1), for the vectors.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Index, act id, choice and power by voter.
    live: BTreeMap<Actor, (u64, [u8; 32], u64, i64)>,
    /// Ballots that the rules refused.
    pub refused: u64,
}

impl Selection {
    /// Live ballots by index.
    pub fn ballots(&self) -> Vec<(u64, [u8; 32])> {
        let mut live: Vec<_> = self.live.values().map(|(i, act, ..)| (*i, *act)).collect();
        live.sort_unstable();
        live
    }
}

/// Walks leaves `from..` of a range in order, with payloads by act id.
///
/// # Errors
/// `range_incomplete` for a missing leaf or payload, `choice_mismatch`.
pub fn select(
    leaves: impl Iterator<Item = (u64, Option<Leaf>)>,
    payloads: &dyn Fn(&[u8; 32]) -> Option<Value>,
    proposal: &[u8; 32],
    options: &[String],
    power: &BTreeMap<Actor, i64>,
) -> Result<Selection, Error> {
    let mut selection = Selection::default();
    for (index, leaf) in leaves {
        let leaf = leaf.ok_or(Error::new("range_incomplete"))?;
        if leaf.body.subject != *proposal {
            continue;
        }
        match leaf.body.kind {
            kinds::BALLOT => {
                let act = leaf.body.id();
                let payload = payloads(&act).ok_or(Error::new("range_incomplete"))?;
                let body = &payload["ballot"];
                let choice = body.get("choice").and_then(Value::as_u64);
                let known = choice.filter(|n| *n >= 1 && *n <= options.len() as u64);
                let power = power.get(&leaf.body.actor).copied().filter(|p| *p > 0);
                match (known, power) {
                    (Some(choice), Some(power)) => {
                        if payload.get("choice") != Some(&labels(body, options)?) {
                            return Err(Error::new("choice_mismatch"));
                        }
                        selection.live.insert(leaf.body.actor, (index, act, choice, power));
                    }
                    _ => selection.refused += 1,
                }
            }
            kinds::BALLOT_REVOKE => {
                selection.live.remove(&leaf.body.actor);
            }
            _ => {}
        }
    }
    Ok(selection)
}

/// Checks a certificate with the reduced rules (version 1) against a recount; gives the result.
///
/// # Errors
/// In order: `tally_form`, `rule_mismatch`, `power_mismatch`, `result_hash_mismatch`,
/// `range_incomplete`, `ballot_set_mismatch`, `choice_mismatch`, `result_mismatch`.
pub fn check_reduced(
    certificate: &Map<String, Value>,
    rules: &Value,
    power: &BTreeMap<Actor, i64>,
    leaf: &dyn Fn(u64) -> Option<Leaf>,
    payloads: &dyn Fn(&[u8; 32]) -> Option<Value>,
) -> Result<Value, Error> {
    let form = Error::new("tally_form");
    let hash = |name: &str| certificate.get(name).and_then(Value::as_str).and_then(id).ok_or(form);
    let number = |name: &str| certificate.get(name).and_then(Value::as_u64).ok_or(form);
    let proposal = hash("proposal")?;
    let (from, to) = (number("from_index")?, number("to_index")?);
    let (claimed_rule, claimed_power) = (hash("rule_hash")?, hash("power_root")?);
    let (claimed_ballots, claimed_result) = (hash("ballot_root")?, hash("result_hash")?);
    number("power_index")?;
    let counted = number("counted")?;
    let result = certificate.get("result").ok_or(form)?;
    if from > to {
        return Err(form);
    }
    if rule_hash(rules)? != claimed_rule {
        return Err(Error::new("rule_mismatch"));
    }
    if power_root(power) != claimed_power {
        return Err(Error::new("power_mismatch"));
    }
    if result_hash(result)? != claimed_result {
        return Err(Error::new("result_hash_mismatch"));
    }
    let options: Vec<String> = rules
        .get("options")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|option| option.as_str().map(str::to_owned))
        .collect();
    let leaves = (from..to).map(|index| (index, leaf(index)));
    let selection = select(leaves, payloads, &proposal, &options, power)?;
    let live = selection.ballots();
    if ballot_root(&live) != claimed_ballots {
        return Err(Error::new("ballot_set_mismatch"));
    }
    let mut totals = vec![0i128; options.len()];
    for (.., choice, power) in selection.live.values() {
        let at = usize::try_from(*choice - 1).map_err(|_| form)?;
        totals[at] += i128::from(*power);
    }
    let totals: Vec<Value> = options
        .iter()
        .zip(&totals)
        .map(|(option, power)| json!({"option": option, "power": power.to_string()}))
        .collect();
    let found = json!({"counted": live.len(), "refused": selection.refused, "totals": totals});
    if found != *result || counted != live.len() as u64 {
        return Err(Error::new("result_mismatch"));
    }
    Ok(found)
}
