//! What the vote box shows.
use serde::{Deserialize, Serialize};

/// What the vote box says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoteState {
    /// Nobody is signed in.
    SignIn,
    /// Signed in, but no member.
    Join,
    /// A member without power at the snapshot.
    NoPower,
    /// Not yet.
    Scheduled,
    /// A ballot can be cast, changed or revoked.
    Open,
    /// Voted, and ballots are final.
    Final,
    /// Over; not counted yet.
    Counting,
    /// Over, cancelled or taken back.
    Closed,
}

/// The vote box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotBox {
    /// What it says.
    pub state: VoteState,
    /// Name of the voting system.
    pub system: String,
    /// Options in the order of the proposal.
    pub options: Vec<Choice>,
    /// What a ballot may say.
    pub limits: Limits,
    /// The reader's power, as text; empty for strangers.
    pub power: String,
    /// Contribution and reputation at the snapshot, where points matter.
    pub points: Option<(String, String)>,
    /// The reader's live ballot.
    pub mine: Option<Mine>,
    /// Whether a ballot can't be changed once cast.
    pub is_final: bool,
    /// Voting opens.
    pub opens_ms: i64,
}

/// What a ballot may say, as far as its system has a say in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Limits {
    /// Most options of an approval ballot.
    pub max_approvals: usize,
    /// Highest mark, 1…100.
    pub max_score: i64,
    /// Credits of each voter.
    pub credits: i64,
    /// Whether votes may be negative.
    pub signed: bool,
    /// Whether places may be shared.
    pub ties: bool,
    /// Whether every option must be ranked.
    pub full: bool,
}

/// An option on the ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// From 1.
    pub number: usize,
    /// Value of its field.
    pub value: String,
    /// Its name.
    pub label: String,
    /// What the reader gave it: a place, a part, votes or a score; empty if nothing.
    pub mark: String,
}

/// A live ballot of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// What it says.
    pub words: String,
    /// Its leaf.
    pub index: u64,
    /// Log time.
    pub logged_ms: i64,
}
