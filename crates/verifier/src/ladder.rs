//! The ladder (receipt.md): ten rungs in a fixed order, climbed until the first fault.
use crate::evidence::{self, RegisteredKey};
use crate::receipt::Receipt;
use crate::{Error, Hash, Trust, anchor, fields};
use act::leaf::SEALED;
use act::payload::{self, Field};
use act::signature::{self, KeyEvidence, State, seal};
use act::{Leaf, kinds, summary};
use serde_json::{Map, Value, json};
use tlog::checkpoint::Checkpoint;
use tlog::merkle;
use tlog::note::Note;
use tlog::policy::Policy;

/// Names of the rungs, lowest first.
pub const RUNGS: [&str; 10] = [
    "format",
    "leaf",
    "fields",
    "summary",
    "signature",
    "checkpoint",
    "inclusion",
    "witnesses",
    "anchors",
    "pin",
];

/// State of the rungs above a fault.
pub const NOT_REACHED: &str = "not_reached";

/// One rung of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Name, one of [`RUNGS`].
    pub name: &'static str,
    /// What was found, or the error's code, or [`NOT_REACHED`].
    pub state: String,
    /// Why it does not hold.
    pub error: Option<Error>,
}

/// What was read on the way up. Parts above a fault are absent; nothing here is to be shown as
/// true unless the rung that covers it holds.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// The receipt.
    pub receipt: Option<Receipt>,
    /// The leaf.
    pub leaf: Option<Leaf>,
    /// Disclosed fields.
    pub fields: Vec<Field>,
    /// The checkpoint.
    pub checkpoint: Option<Checkpoint>,
    /// Names of the witnesses that cosigned.
    pub witnesses: Vec<String>,
}

/// The outcome of a climb.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Whether no rung is broken. Not the same as "everything was checked": read the rungs.
    pub ok: bool,
    /// The first fault.
    pub error: Option<Error>,
    /// All ten rungs.
    pub rungs: Vec<Rung>,
    /// What was read.
    pub read: Read,
}

impl Verdict {
    /// The `expect` object of the receipt vectors.
    pub fn to_expect(&self) -> Value {
        let rungs: Map<String, Value> = self
            .rungs
            .iter()
            .map(|rung| (rung.name.to_owned(), rung.state.clone().into()))
            .collect();
        match self.error {
            None => json!({"ok": true, "rungs": rungs}),
            Some(error) => json!({"error": error.code(), "rungs": rungs}),
        }
    }
}

/// Climbs the ladder with a receipt's text.
pub fn climb(receipt: &[u8], trust: &Trust) -> Verdict {
    let rungs = Vec::with_capacity(RUNGS.len());
    let mut climb = Climb {
        trust,
        rungs,
        read: Read::default(),
    };
    let error = climb.run(receipt).err();
    let Climb {
        mut rungs, read, ..
    } = climb;
    for name in &RUNGS[rungs.len()..] {
        rungs.push(Rung {
            name,
            state: NOT_REACHED.to_owned(),
            error: None,
        });
    }
    Verdict {
        ok: error.is_none(),
        error,
        rungs,
        read,
    }
}

struct Climb<'a> {
    trust: &'a Trust,
    rungs: Vec<Rung>,
    read: Read,
}

impl Climb<'_> {
    fn run(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let trust = self.trust;
        let receipt = self.rung(Receipt::parse(bytes).map(ok))?;
        self.read.receipt = Some(receipt.clone());
        let leaf = self.rung(leaf(&receipt, &trust.dao).map(ok))?;
        self.read.leaf = Some(leaf.clone());
        let (shown, all) = self.rung(shown(&receipt, &leaf))?;
        self.read.fields.clone_from(&shown);
        self.rung(sentence(&leaf, &shown, all))?;
        let keys = self.rung(signer(&receipt, &leaf, &shown, trust))?;
        let text = receipt.checkpoint.as_bytes();
        let opened = Checkpoint::open(text, &trust.origin, &trust.keys);
        let checkpoint = self.rung(opened.map(ok).map_err(Error::from))?;
        self.read.checkpoint = Some(checkpoint.clone());
        self.rung(included(&receipt, &keys, &checkpoint).map(ok))?;
        self.read.witnesses = self.rung(witnesses(&receipt, trust))?;
        self.rung(anchors(&receipt, &checkpoint))?;
        self.rung(pinned(trust, &checkpoint))
    }

    /// Writes the next rung down.
    fn rung<T>(&mut self, found: Result<(T, String), Error>) -> Result<T, Error> {
        let name = RUNGS[self.rungs.len().min(RUNGS.len() - 1)];
        let (state, error) = match &found {
            Ok((_, state)) => (state.clone(), None),
            Err(error) => (error.code().to_owned(), Some(*error)),
        };
        self.rungs.push(Rung { name, state, error });
        found.map(|(value, _)| value)
    }
}

/// A value with the plain state "ok".
fn ok<T>(value: T) -> (T, String) {
    (value, "ok".to_owned())
}

fn leaf(receipt: &Receipt, dao: &Hash) -> Result<Leaf, Error> {
    let leaf = Leaf::decode(&receipt.leaf)?;
    // A genesis act names itself.
    let found = if leaf.body.kind == kinds::DAO {
        leaf.body.id()
    } else {
        leaf.body.dao
    };
    if found == *dao {
        Ok(leaf)
    } else {
        Err(Error::new("dao_mismatch"))
    }
}

/// Shown fields, and whether they are all of them.
type Shown = (Vec<Field>, bool);

fn shown(receipt: &Receipt, leaf: &Leaf) -> Result<(Shown, String), Error> {
    let Some(list) = receipt.fields() else {
        return Ok(((Vec::new(), false), "none".to_owned()));
    };
    let fields = payload::check_disclosed(list, leaf.body.fields, &leaf.body.payload)?;
    let all = fields.iter().all(|field| field.path.is_none());
    let state = if all { "all" } else { "some" };
    Ok(((fields, all), state.to_owned()))
}

fn sentence(leaf: &Leaf, shown: &[Field], all: bool) -> Result<((), String), Error> {
    if !all {
        return Ok(((), "not_checked".to_owned()));
    }
    summary::check(leaf.body.kind, &fields::map(shown))?;
    Ok(ok(()))
}

/// Checks the key evidence, then the authorisation.
fn signer(
    receipt: &Receipt,
    leaf: &Leaf,
    shown: &[Field],
    trust: &Trust,
) -> Result<(Vec<RegisteredKey>, String), Error> {
    let sealed = leaf.alg & SEALED != 0;
    // Behind a pseudonym the key belongs to the opened actor. A false opening is found below.
    let opened = receipt
        .auth()
        .filter(|_| sealed)
        .map(|auth| seal::open(leaf, Some(auth)));
    let actor = match opened {
        Some(Ok((_, _, actor))) => actor,
        _ => leaf.body.actor,
    };
    let (dao, index) = (&leaf.body.dao, receipt.index);
    let mut keys = receipt
        .keys()
        .iter()
        .map(|entry| evidence::check(entry, dao, &actor, index, &trust.context))
        .collect::<Result<Vec<_>, _>>()?;
    keys.sort_by_key(|key| key.index);
    if sealed && receipt.auth().is_none() {
        return Ok((keys, State::NotChecked.name().to_owned()));
    }
    let known: Vec<KeyEvidence> = keys.iter().map(|key| key.evidence.clone()).collect();
    let state = signature::verify(leaf, shown, receipt.auth(), &known, &trust.context)?;
    Ok((keys, state.name().to_owned()))
}

fn included(
    receipt: &Receipt,
    keys: &[RegisteredKey],
    checkpoint: &Checkpoint,
) -> Result<(), Error> {
    let check = |leaf: &[u8], index: u64, path: &[Hash]| {
        let hash = merkle::leaf_hash(leaf);
        merkle::verify_inclusion(index, checkpoint.size, &hash, path, &checkpoint.root)
    };
    check(&receipt.leaf, receipt.index, &receipt.proof)?;
    for key in keys {
        check(&key.leaf, key.index, &key.path)?;
    }
    Ok(())
}

fn witnesses(receipt: &Receipt, trust: &Trust) -> Result<(Vec<String>, String), Error> {
    let Some(policy) = &trust.policy else {
        return Ok((Vec::new(), "not_checked".to_owned()));
    };
    let policy = Policy::parse(policy)?;
    let signed = policy.check(&Note::parse(receipt.checkpoint.as_bytes())?)?;
    let state = match signed.len() {
        0 => "none".to_owned(),
        n => format!("ok {n}"),
    };
    Ok((signed, state))
}

fn anchors(receipt: &Receipt, checkpoint: &Checkpoint) -> Result<((), String), Error> {
    let anchors = receipt.anchors();
    for each in anchors {
        anchor::check(each, checkpoint)?;
    }
    let state = match anchors.len() {
        0 => "none".to_owned(),
        n => format!("claimed {n}"),
    };
    Ok(((), state))
}

fn pinned(trust: &Trust, checkpoint: &Checkpoint) -> Result<((), String), Error> {
    let not_checked = Ok(((), "not_checked".to_owned()));
    let Some(pin) = &trust.pin else {
        return not_checked;
    };
    let seen = (pin.size, pin.root);
    let here = (checkpoint.size, checkpoint.root);
    let proof = match &pin.proof {
        Some(proof) => proof.as_slice(),
        // Nothing is needed to compare a tree with itself or with the empty one.
        None if seen.0 == here.0 || seen.0 == 0 => &[],
        None => return not_checked,
    };
    let (old, new) = if seen.0 <= here.0 {
        (seen, here)
    } else {
        (here, seen)
    };
    merkle::verify_consistency(old.0, new.0, &old.1, &new.1, proof)
        .map_err(|_| Error::new("pin_conflict"))?;
    Ok(ok(()))
}
