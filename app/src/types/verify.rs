//! What the verifier says, as it comes out of the worker: see `verifier::view`.
use serde::{Deserialize, Serialize};

/// The verdict on one receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether no rung broke. It says nothing of rungs that were not checked.
    pub ok: bool,
    /// Code of the first fault.
    pub error: Option<String>,
    /// The verdict in one sentence.
    pub sentence: String,
    /// Every rung, lowest first; empty when nothing could be read.
    pub rungs: Vec<Rung>,
    /// What was done, as far as it could be read.
    pub act: Option<Act>,
    /// The checkpoint in the receipt.
    pub checkpoint: Option<Checkpoint>,
    /// The levels of the Merkle path, leaf first.
    pub path: Option<Vec<Branch>>,
    /// How long it took in this browser, whole microseconds.
    #[serde(default)]
    pub micros: u64,
    /// Whether the site could be asked for its present log.
    #[serde(default)]
    pub online: bool,
}

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Name, as in the receipt page of the specification.
    pub name: String,
    /// Name in words.
    pub title: String,
    /// State, as in the specification.
    pub state: String,
    /// How it is drawn: `ok`, `wait`, `skip` or `broken`.
    pub tone: String,
    /// Code of the fault.
    pub error: Option<String>,
    /// What the state means, in words.
    pub meaning: String,
}

/// An act that was read out of a receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Act id, 64 hex digits.
    pub id: String,
    /// Kind, by number.
    pub kind: u16,
    /// Kind, by name; absent when it is newer than this verifier.
    pub kind_name: Option<String>,
    /// Index of the leaf.
    pub index: u64,
    /// Log time, Unix milliseconds.
    pub logged_ms: i64,
    /// The sentence, if it was shown.
    pub summary: Option<String>,
    /// Hash of the leaf, 64 hex digits.
    pub leaf_hash: String,
}

/// The checkpoint of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Origin line of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root, 64 hex digits.
    pub root: String,
}

/// One level of a Merkle path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Height of the sibling above the leaves.
    pub level: u32,
    /// Where the sibling stands: `left` or `right`.
    pub side: String,
    /// Leaves below the sibling.
    pub leaves: u64,
    /// The sibling as supplied, 64 hex digits.
    pub sibling: String,
    /// The node above both as computed, 64 hex digits.
    pub node: String,
}

/// How far a recount has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Leaves read.
    pub done: u64,
    /// Leaves to read.
    pub total: u64,
}

/// The end of a recount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Whether everything agrees.
    pub ok: bool,
    /// The outcome in one sentence.
    pub sentence: String,
    /// Every step, first to last.
    pub steps: Vec<Step>,
    /// What was found, when it agrees.
    pub found: Option<Found>,
    /// What does not hold.
    pub fault: Option<Fault>,
    /// How long it took in this browser, whole microseconds.
    #[serde(default)]
    pub micros: u64,
}

/// One step of a recount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Name of the step.
    pub name: String,
    /// Name in words.
    pub title: String,
    /// `ok`, `broken` or `skip`.
    pub state: String,
}

/// What a recount found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The option or word shown to people.
    pub outcome: String,
    /// Live ballots.
    pub counted: u64,
    /// Of them, those that rest on the server's word alone.
    pub attested: u64,
    /// Ballots that the rules refused.
    pub refused: u64,
    /// Members with power at the snapshot.
    pub eligible_members: u64,
    /// Leaves read.
    pub leaves: u64,
    /// Signatures checked.
    pub signatures: u64,
    /// Acts whose content is private and did not matter here.
    pub unread: u64,
    /// Index of the tally act.
    pub certificate_index: u64,
}

/// Where a recount stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Name of the step.
    pub step: String,
    /// Name of the step in words.
    pub title: String,
    /// Code of the fault.
    pub code: String,
    /// The leaf it stopped at.
    pub index: Option<u64>,
    /// What happened, in words.
    pub sentence: String,
}
