//! Verdicts and reports as JSON with words, for pages and command lines.
use crate::ladder::{Read, Verdict};
use crate::recount::{Fault, Found, STEPS};
use crate::words::{self, Tone};
use crate::{Error, Hash, fields};
use act::leaf::SEALED;
use act::{Leaf, kinds};
use governance::sentence::Lang;
use serde_json::{Value, json};
use tlog::merkle;

/// Language by its tag; Chinese unless it is English.
pub fn lang(tag: &str) -> Lang {
    if tag.starts_with("en") {
        Lang::En
    } else {
        Lang::Zh
    }
}

/// A verdict: `ok`, `error`, `sentence`, `rungs` (name, title, state, tone, error, meaning),
/// `act`, `checkpoint`, `path`. Parts that were not reached are null.
pub fn verdict(verdict: &Verdict, lang: Lang) -> Value {
    let rungs: Vec<Value> = verdict
        .rungs
        .iter()
        .map(|rung| {
            json!({
                "name": rung.name,
                "title": words::title(rung.name, lang),
                "state": rung.state,
                "tone": Tone::of(rung).name(),
                "error": rung.error.map(|error| error.code()),
                "meaning": words::meaning(rung.name, &rung.state, lang),
            })
        })
        .collect();
    let read = &verdict.read;
    json!({
        "ok": verdict.ok,
        "error": verdict.error.map(|error| error.code()),
        "sentence": words::verdict(verdict, lang),
        "rungs": rungs,
        "act": act(read),
        "checkpoint": read.checkpoint.as_ref().map(|checkpoint| json!({
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": hex::encode(checkpoint.root),
            "witnesses": read.witnesses,
        })),
        "path": path_of(read),
    })
}

/// A failure before anything was verified, in the shape of a verdict.
pub fn failure(error: Error, lang: Lang) -> Value {
    json!({
        "ok": false,
        "error": error.code(),
        "sentence": words::reason(error.code(), lang),
        "rungs": [],
        "act": null,
        "checkpoint": null,
        "path": null,
    })
}

/// The act as it was read; sentence and choice only from fields that the leaf commits to.
fn act(read: &Read) -> Value {
    let (Some(leaf), Some(receipt)) = (&read.leaf, &read.receipt) else {
        return Value::Null;
    };
    let names = fields::map(&read.fields);
    let Leaf {
        body,
        logged_ms,
        alg,
        ..
    } = leaf;
    json!({
        "id": hex::encode(body.id()),
        "kind": body.kind,
        "kind_name": kinds::name(body.kind),
        "index": receipt.index,
        "logged_ms": logged_ms,
        "seq": body.seq,
        "actor_kind": body.actor.kind.code(),
        "actor": hex::encode(body.actor.id),
        "subject": hex::encode(body.subject),
        "alg": alg & !SEALED,
        "sealed": alg & SEALED != 0,
        "summary": names.get("summary"),
        "choice": names.get("choice"),
        "leaf": hex::encode(&receipt.leaf),
        "leaf_hash": hex::encode(merkle::leaf_hash(&receipt.leaf)),
        "fields": names,
    })
}

fn path_of(read: &Read) -> Option<Value> {
    let (receipt, checkpoint) = (read.receipt.as_ref()?, read.checkpoint.as_ref()?);
    let leaf = merkle::leaf_hash(&receipt.leaf);
    let path = path(receipt.index, checkpoint.size, leaf, &receipt.proof);
    Some(path.into_iter().map(Branch::to_value).collect())
}

/// One level of a Merkle path that is climbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// Height of the sibling above the leaves.
    pub level: u32,
    /// Whether the sibling stands on the left.
    pub left: bool,
    /// Leaves below the sibling.
    pub leaves: u64,
    /// The sibling, as supplied.
    pub sibling: Hash,
    /// The node above both, as computed.
    pub node: Hash,
}

impl Branch {
    fn to_value(self) -> Value {
        json!({
            "level": self.level,
            "side": if self.left { "left" } else { "right" },
            "leaves": self.leaves,
            "sibling": hex::encode(self.sibling),
            "node": hex::encode(self.node),
        })
    }
}

/// The levels of an inclusion proof, for drawing; empty when index or length do not fit.
pub fn path(index: u64, size: u64, leaf: Hash, proof: &[Hash]) -> Vec<Branch> {
    let length = merkle::inclusion_length(index, size).map(u64::from);
    if length != Some(proof.len() as u64) {
        return Vec::new();
    }
    let (mut at, mut last, mut level) = (index, size - 1, 0u32);
    let mut node = leaf;
    let mut path = Vec::with_capacity(proof.len());
    for sibling in proof {
        // A node without a right neighbour moves up as it is.
        while at & 1 == 0 && at == last && at != 0 {
            (at, last, level) = (at >> 1, last >> 1, level + 1);
        }
        let left = at & 1 == 1;
        let first = if left { at - 1 } else { at + 1 } << level;
        node = if left {
            merkle::node_hash(sibling, &node)
        } else {
            merkle::node_hash(&node, sibling)
        };
        let leaves = (1 << level).min(size - first);
        path.push(Branch {
            level,
            left,
            leaves,
            sibling: *sibling,
            node,
        });
        (at, last, level) = (at >> 1, last >> 1, level + 1);
    }
    path
}

/// A fault of a recount.
pub fn fault(fault: &Fault, lang: Lang) -> Value {
    json!({
        "step": fault.step,
        "title": words::step(fault.step, lang),
        "code": fault.code,
        "index": fault.index,
        "sentence": words::fault(fault, lang),
    })
}

/// The end of a recount: `ok`, `sentence`, `steps` (name, title, state), and `found` or `fault`.
pub fn report(outcome: &Result<Found, Fault>, lang: Lang) -> Value {
    let broken = outcome.as_ref().err().map(|fault| fault.step);
    let steps: Vec<Value> = STEPS
        .iter()
        .map(|step| {
            json!({
                "name": step,
                "title": words::step(step, lang),
                "state": step_state(step, broken),
            })
        })
        .collect();
    match outcome {
        Ok(found) => json!({
            "ok": true,
            "sentence": words::recounted(found, lang),
            "steps": steps,
            "found": found.to_value(),
        }),
        Err(error) => json!({
            "ok": false,
            "sentence": words::fault(error, lang),
            "steps": steps,
            "fault": fault(error, lang),
        }),
    }
}

/// The first three steps run leaf by leaf, side by side: none of them is done when one breaks.
fn step_state(step: &str, broken: Option<&str>) -> &'static str {
    let place = |step: &str| STEPS.iter().position(|known| *known == step);
    let Some(broken) = broken else { return "ok" };
    let (here, there) = (place(step), place(broken));
    if here == there {
        "broken"
    } else if here < there && there > place("signature") {
        "ok"
    } else {
        "skip"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Drawn paths end in the root, and their branches hold all other leaves.
    #[test]
    fn paths_lead_to_the_root() {
        for size in 1..40u8 {
            let leaves: Vec<Hash> = (0..size).map(|i| merkle::leaf_hash(&[i])).collect();
            let root = merkle::root_of(&leaves);
            for index in 0..size {
                let (proof, all) = audit(usize::from(index), &leaves);
                let path = path(
                    index.into(),
                    size.into(),
                    leaves[usize::from(index)],
                    &proof,
                );
                assert_eq!(path.len(), proof.len());
                assert_eq!(path.last().map_or(all, |branch| branch.node), root);
                let others: u64 = path.iter().map(|branch| branch.leaves).sum();
                assert_eq!(others + 1, u64::from(size));
            }
        }
    }

    /// RFC 6962 §2.1.1, by its definition: the proof and the root.
    fn audit(index: usize, leaves: &[Hash]) -> (Vec<Hash>, Hash) {
        if leaves.len() == 1 {
            return (Vec::new(), leaves[0]);
        }
        let split = 1 << (leaves.len() - 1).ilog2();
        let (left, right) = leaves.split_at(split);
        let (mut proof, other) = if index < split {
            (audit(index, left).0, merkle::root_of(right))
        } else {
            (audit(index - split, right).0, merkle::root_of(left))
        };
        proof.push(other);
        (proof, merkle::root_of(leaves))
    }
}
