//! DAOs: the list, the home of one, the form for a new one.
use crate::types::proofs::LeafRow;
use crate::types::proposals::Row;
use serde::{Deserialize, Serialize};

/// All DAOs of the instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DaosView {
    /// Elections that were really held, imported with their ballots.
    pub elections: Vec<Election>,
    /// DAOs that live here.
    pub daos: Vec<DaoCard>,
}

/// An imported election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// Short name of its DAO.
    pub slug: String,
    /// Name of its DAO.
    pub name: String,
    /// Title of the proposal.
    pub title: String,
    /// Number of the proposal.
    pub number: i64,
    /// Ballots counted.
    pub ballots: i64,
    /// Name of the voting system.
    pub system: String,
    /// Outcome in a word: who was elected.
    pub outcome: String,
    /// Where the data comes from, Markdown.
    pub source: String,
    /// Leaves of the log.
    pub leaves: u64,
    /// Root of the log, hex.
    pub root_hex: String,
}

/// A DAO in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaoCard {
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// One or two sentences.
    pub about: String,
    /// Present members.
    pub members: i64,
    /// Proposals that are open now.
    pub active: u64,
    /// Leaves of the log.
    pub leaves: u64,
    /// Root of the log, hex.
    pub root_hex: String,
    /// Whether the reader is a member.
    pub mine: bool,
}

/// Home of a DAO.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomeView {
    /// One or two sentences.
    pub about: String,
    /// Charter as clean HTML.
    pub charter_html: String,
    /// Present members.
    pub members: i64,
    /// Proposals that are open now.
    pub active: u64,
    /// Proposals ever published.
    pub published: i64,
    /// Open, and the reader has not voted.
    pub waiting: Vec<Row>,
    /// Open, and nothing is asked of the reader.
    pub others: Vec<Row>,
    /// Ended most recently.
    pub ended: Vec<Row>,
    /// Newest leaves.
    pub acts: Vec<LeafRow>,
    /// The reader's points, when a member.
    pub points: Option<MyPoints>,
    /// The way in, when not a member.
    pub join: Option<Join>,
    /// Why a form came back.
    pub notice: Option<String>,
    /// What a form did: `joined`, `left`, `founded`; empty otherwise.
    pub done: String,
}

/// A member's points at the moment of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyPoints {
    /// Contribution points as text.
    pub balance: String,
    /// Voting power as text.
    pub power: String,
    /// Balance over the last weeks, base units, oldest first.
    pub curve: Vec<i64>,
    /// The curve in one sentence: first and last value.
    pub first: String,
    /// Entries in the ledger.
    pub entries: usize,
}

/// The form for joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// Whether anybody may join.
    pub open: bool,
    /// Token of the invitation that the reader came with; empty without one.
    pub token: String,
    /// Suggested handle.
    pub handle: String,
}

/// The form for a new DAO.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewView {
    /// Suggested handle of the founder.
    pub handle: String,
    /// Why the form came back.
    pub notice: Option<String>,
}
