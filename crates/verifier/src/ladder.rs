//! The ladder: rung by rung, stopping at the first fault (receipt.md).
use crate::receipt::Receipt;
use crate::trust::{self, Trust};
use crate::{Error, id};
use act::payload::{self, Field};
use act::signature::{self, KeyEvidence, State};
use act::{Actor, Leaf, kinds, summary};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use tlog::checkpoint::Checkpoint;
use tlog::merkle;
use tlog::note::Note;

/// Names of the rungs, from the ground up.
pub const RUNGS: [&str; 10] = [
    "format", "leaf", "fields", "summary", "signature", "checkpoint", "inclusion", "witnesses",
    "anchors", "pin",
];

/// One rung as it was climbed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Name.
    pub name: &'static str,
    /// State (`ok`, `all`, `direct`, …), error code, or `not_reached`.
    pub state: String,
    /// Whether it broke here.
    pub broken: bool,
}

/// The whole climb.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Rungs in order.
    pub rungs: Vec<Rung>,
    /// The fault, if there is one.
    pub error: Option<&'static str>,
    /// The leaf, as far as it could be read.
    pub leaf: Option<Leaf>,
    /// Disclosed fields, as far as they were checked.
    pub fields: Vec<Field>,
    /// The checkpoint, if its signature holds.
    pub checkpoint: Option<Checkpoint>,
    /// Index and path as they stand in the receipt.
    pub path: Option<(u64, Vec<[u8; 32]>)>,
}

impl Verdict {
    /// The `expect` object of the receipt vectors.
    pub fn to_expect(&self) -> Value {
        let rungs: Map<String, Value> =
            self.rungs.iter().map(|r| (r.name.to_owned(), r.state.clone().into())).collect();
        match self.error {
            None => json!({"ok": true, "rungs": rungs}),
            Some(error) => json!({"error": error, "rungs": rungs}),
        }
    }
}

/// A registered key's evidence with its leaf hash and place.
struct Evidence {
    key: KeyEvidence,
    leaf_hash: [u8; 32],
    index: u64,
    path: Vec<[u8; 32]>,
}

/// Climbs.
pub fn climb(bytes: &[u8], trust: &Trust) -> Verdict {
    let mut verdict = Verdict {
        rungs: Vec::new(),
        error: None,
        leaf: None,
        fields: Vec::new(),
        checkpoint: None,
        path: None,
    };
    let mut states = Vec::new();
    let outcome = walk(bytes, trust, &mut verdict, &mut states);
    verdict.error = outcome.err().map(|error| error.code());
    for (i, name) in RUNGS.into_iter().enumerate() {
        let (state, broken) = match (states.get(i), verdict.error) {
            (Some(state), _) => (String::clone(state), false),
            (None, Some(code)) if i == states.len() => (code.to_owned(), true),
            _ => ("not_reached".to_owned(), false),
        };
        verdict.rungs.push(Rung { name, state, broken });
    }
    verdict
}

fn walk(
    bytes: &[u8],
    trust: &Trust,
    verdict: &mut Verdict,
    states: &mut Vec<String>,
) -> Result<(), Error> {
    let receipt = Receipt::parse(bytes)?;
    verdict.path = Some((receipt.proof.index, receipt.proof.hashes.clone()));
    states.push("ok".into());

    let leaf = Leaf::decode(&receipt.leaf)?;
    // The genesis act has no DAO in its body: it is the DAO.
    let dao = if leaf.body.kind == kinds::DAO { leaf.body.id() } else { leaf.body.dao };
    verdict.leaf = Some(leaf.clone());
    if dao != trust.dao {
        return Err(Error::new("dao_mismatch"));
    }
    states.push("ok".into());

    let fields = match receipt.extra.get("fields") {
        None => Vec::new(),
        Some(list) => payload::check_disclosed(list, leaf.body.fields, &leaf.body.payload)?,
    };
    let all = !fields.is_empty() && fields.iter().all(|field| field.path.is_none());
    verdict.fields = fields.clone();
    states.push(if fields.is_empty() { "none" } else if all { "all" } else { "some" }.into());

    if all {
        let map = fields.iter().map(|f| (f.name.clone(), f.value.clone())).collect();
        summary::check(leaf.body.kind, &map)?;
        states.push("ok".into());
    } else {
        if kinds::find(leaf.body.kind).is_none() {
            return Err(Error::new("kind_unknown"));
        }
        states.push("not_checked".into());
    }

    let evidence = evidence(&receipt.extra, &leaf, receipt.proof.index, trust)?;
    let keys: Vec<KeyEvidence> = evidence.iter().map(|e| e.key.clone()).collect();
    let auth = receipt.extra.get("auth");
    let sealed_shut = leaf.alg & act::leaf::SEALED != 0 && auth.is_none();
    let state = if sealed_shut {
        State::NotChecked
    } else {
        signature::verify(&leaf, &fields, auth, &keys, &trust.context)?
    };
    states.push(state.name().into());

    let checkpoint =
        Checkpoint::open(receipt.proof.checkpoint.as_bytes(), &trust.origin, &trust.keys)?;
    verdict.checkpoint = Some(checkpoint.clone());
    states.push("ok".into());

    let included = |index: u64, hash: &[u8; 32], path: &[[u8; 32]]| {
        merkle::verify_inclusion(index, checkpoint.size, hash, path, &checkpoint.root)
    };
    let hash = merkle::leaf_hash(&receipt.leaf);
    included(receipt.proof.index, &hash, &receipt.proof.hashes)?;
    for e in &evidence {
        included(e.index, &e.leaf_hash, &e.path)?;
    }
    states.push("ok".into());

    match trust.policy()? {
        None => states.push("not_checked".into()),
        Some(policy) => {
            let note = Note::parse(receipt.proof.checkpoint.as_bytes())?;
            let signed = policy.check(&note)?.len();
            states.push(if signed == 0 { "none".into() } else { format!("ok {signed}") });
        }
    }

    let anchors = anchors(&receipt.extra, &checkpoint)?;
    states.push(if anchors == 0 { "none".into() } else { format!("claimed {anchors}") });

    match &trust.pin {
        None => states.push("not_checked".into()),
        Some(pin) => {
            linked(pin.size, &pin.root, &pin.proof, &checkpoint)
                .map_err(|_| Error::new("pin_conflict"))?;
            states.push("ok".into());
        }
    }
    Ok(())
}

/// Consistency between a tree and the checkpoint, whichever is smaller.
fn linked(
    size: u64,
    root: &[u8; 32],
    proof: &[[u8; 32]],
    checkpoint: &Checkpoint,
) -> Result<(), tlog::Error> {
    if size <= checkpoint.size {
        merkle::verify_consistency(size, checkpoint.size, root, &checkpoint.root, proof)
    } else {
        merkle::verify_consistency(checkpoint.size, size, &checkpoint.root, root, proof)
    }
}

/// Key evidence in `extra.keys` (receipt.md).
fn evidence(
    extra: &Value,
    act: &Leaf,
    act_index: u64,
    trust: &Trust,
) -> Result<Vec<Evidence>, Error> {
    let wrong = Error::new("key_evidence");
    let mut out = Vec::new();
    for item in extra.get("keys").and_then(Value::as_array).into_iter().flatten() {
        let map = item.as_object().filter(|map| map.len() == 4).ok_or(wrong)?;
        let bytes = map
            .get("leaf")
            .and_then(Value::as_str)
            .and_then(|leaf| STANDARD.decode(leaf).ok())
            .ok_or(wrong)?;
        let index = map.get("index").and_then(Value::as_u64).ok_or(wrong)?;
        let path = trust::hashes(map.get("path")).ok_or(wrong)?;
        let list = map.get("fields").ok_or(wrong)?;
        let leaf = Leaf::decode(&bytes)?;
        let fields = payload::check_disclosed(list, leaf.body.fields, &leaf.body.payload)?;
        let fits = leaf.body.kind == kinds::KEY_EVENT
            && leaf.body.actor == act.body.actor
            && leaf.body.dao == act.body.dao
            && index < act_index
            && fields.iter().all(|field| field.path.is_none());
        if !fits {
            return Err(wrong);
        }
        let state = signature::verify(&leaf, &fields, None, &[], &trust.context)?;
        if state != State::Direct {
            return Err(wrong);
        }
        let key = key_event(&fields, &leaf).ok_or(wrong)?;
        out.push(Evidence { key, leaf_hash: merkle::leaf_hash(&bytes), index, path });
    }
    Ok(out)
}

/// A `key_event` add as evidence.
fn key_event(fields: &[Field], leaf: &Leaf) -> Option<KeyEvidence> {
    let value = |name: &str| fields.iter().find(|f| f.name == name).map(|f| &f.value);
    if value("event")?.as_str()? != "add" {
        return None;
    }
    let kind = u8::try_from(value("key_kind")?.as_u64()?).ok().filter(|k| (1..=4).contains(k))?;
    let scope = value("scope")?.as_array()?;
    Some(KeyEvidence {
        actor: leaf.body.actor,
        key: Actor::new(kind, id(value("key_id")?.as_str()?)?).ok()?,
        scope: scope.iter().filter_map(|s| s.as_str().map(str::to_owned)).collect(),
        from_ms: leaf.logged_ms,
        expires_ms: value("expires_ms")?.as_u64()?,
        revoked_ms: None,
    })
}

/// Number of anchors, each linked to the checkpoint.
fn anchors(extra: &Value, checkpoint: &Checkpoint) -> Result<usize, Error> {
    let form = Error::new("anchor_form");
    let Some(list) = extra.get("anchors").and_then(Value::as_array) else { return Ok(0) };
    const MEMBERS: [&str; 9] =
        ["chain", "contract", "size", "root", "tx", "block", "block_hash", "finality", "proof"];
    for anchor in list {
        let map = anchor.as_object().ok_or(form)?;
        let known = |name: &String| MEMBERS.contains(&name.as_str()) || name == "storage";
        if !map.keys().all(known) || !MEMBERS.iter().all(|name| map.contains_key(*name)) {
            return Err(form);
        }
        let text = |name: &str| map[name].as_str().ok_or(form);
        let chain = text("chain")?;
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let known_chain = chain.strip_prefix("eip155:").is_some_and(digits)
            || chain.strip_prefix("fabric:").is_some_and(|name| !name.is_empty());
        let finality = matches!(text("finality")?, "included" | "safe" | "finalized");
        let size = map["size"].as_u64().filter(|size| *size > 0).ok_or(form)?;
        let root = id(text("root")?).ok_or(form)?;
        let proof = trust::hashes(map.get("proof")).ok_or(form)?;
        text("contract")?;
        text("tx")?;
        text("block_hash")?;
        if !known_chain || !finality || map["block"].as_u64().is_none() {
            return Err(form);
        }
        linked(size, &root, &proof, checkpoint).map_err(|error| match error.code() {
            "proof_length" => Error::new("anchor_proof"),
            _ => Error::new("anchor_mismatch"),
        })?;
    }
    Ok(list.len())
}
