//! Published proposals and their results, derived from `proposal`, `proposal_version`,
//! `proposal_event` and `tally` acts. Drafts are private (`records::private`).
use crate::Id;
use act::Actor;

/// One published proposal, with the rules frozen at publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// Act id of the publishing act (kind 32 or 33): the "proposal hash". Ballots bind to it.
    pub id: Id,
    /// The DAO.
    pub dao: Id,
    /// Number within the DAO, from 1; a new version keeps it.
    pub number: i64,
    /// Version, from 1.
    pub version: i64,
    /// Title.
    pub title: String,
    /// Text in Markdown.
    pub body: String,
    /// Who wrote it.
    pub author: Actor,
    /// The author's handle at publication.
    pub author_handle: String,
    /// Name of the voting system (`governance::choice::System`).
    pub system: String,
    /// Canonical JSON of the frozen rules (tally-certificate.md `rules`).
    pub rules: String,
    /// Voting opens at this log time.
    pub start_ms: i64,
    /// Voting is closed from this log time on (half-open).
    pub end_ms: i64,
    /// Snapshot S: acts with a smaller index count for power.
    pub snapshot_index: u64,
    /// Snapshot T.
    pub snapshot_ms: i64,
    /// Eligible power E at the snapshot, decimal (`i128`).
    pub eligible: String,
    /// Members with power at the snapshot.
    pub eligible_members: i64,
    /// Log index of the publishing act.
    pub published_index: u64,
    /// Its log time.
    pub published_ms: i64,
    /// Stored status: `published` (scheduled, active or counting by the clock), `unpublished`,
    /// `cancelled`, or the decided status (`passed`, `rejected`, `no_quorum`, `tied`, `void`).
    pub status: String,
    /// Why it has this status, in machine form; empty while published.
    pub status_reason: String,
    /// Source line when imported; empty otherwise.
    pub source: String,
}

/// Running tally of a proposal: exact, updated by each ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// The proposal.
    pub proposal: Id,
    /// `governance::tally::Tally::state` as JSON text.
    pub state: String,
    /// Live ballots.
    pub counted: i64,
    /// Live ballots that rest on the server's word alone (alg 0).
    pub attested: i64,
    /// Ballot acts that the rules refused (logged by nobody in normal operation).
    pub refused: i64,
}

/// The certificate of a closed proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// The proposal.
    pub proposal: Id,
    /// Log index of the tally act.
    pub index: u64,
    /// Act id of the tally act.
    pub act: Id,
    /// Payload of the tally act as canonical JSON (all fields).
    pub payload: String,
    /// Log time.
    pub closed_ms: i64,
}

/// Which proposals to list, newest number first.
#[derive(Debug, Clone, Default)]
pub struct ProposalFilter {
    /// `scheduled`, `active`, `counting` or `ended`, judged at `now_ms`; `None` lists all.
    pub phase: Option<String>,
    /// Only this system.
    pub system: Option<String>,
    /// Substring of the title.
    pub text: Option<String>,
    /// The clock for `phase`.
    pub now_ms: i64,
    /// Keyset: only numbers below this.
    pub before: Option<i64>,
    /// At most this many rows (1…200).
    pub limit: i64,
}
