//! Proposals as pages show them. Amounts are text, made on the server; shares are
//! millionths; times are Unix milliseconds.
use crate::types::ballots::BallotBox;
use crate::types::schedule::{Plan, Times};
use serde::{Deserialize, Serialize};

/// Where a proposal stands by the log's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Published; voting has not opened.
    Scheduled,
    /// Ballots are taken.
    Active,
    /// The end has passed; the certificate is not in the log yet.
    Counting,
    /// It has a result.
    Decided,
    /// Cancelled or taken back.
    Withdrawn,
}

/// The filters of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListQuery {
    /// `active`, `scheduled`, `counting`, `ended`; empty lists all.
    pub phase: String,
    /// Name of a system; empty lists all.
    pub system: String,
    /// Part of the title.
    pub q: String,
    /// Only numbers below this one.
    pub before: Option<i64>,
    /// Why a form came back; empty otherwise.
    pub error: String,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// The list of proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// The filters it was made with.
    pub query: ListQuery,
    /// One page, newest number first.
    pub rows: Vec<Row>,
    /// `before` of the next page.
    pub next: Option<i64>,
    /// Proposals published so far.
    pub total: i64,
    /// Drafts of the reader.
    pub mine: Vec<DraftLine>,
    /// Drafts in review, for those who may publish.
    pub review: Vec<DraftLine>,
    /// Whether the reader may write one.
    pub may_propose: bool,
    /// Why a form came back.
    pub notice: Option<String>,
}

/// One proposal in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is.
    pub head: Head,
    /// Shares; empty where a leader must not show yet.
    pub bars: Vec<Share>,
    /// Live ballots.
    pub ballots: i64,
    /// Number of options.
    pub options: usize,
    /// Power cast of all power.
    pub turnout: u32,
    /// Power needed of all power; `None` without a quorum.
    pub needed: Option<u32>,
    /// What the reader voted.
    pub mine: Option<String>,
    /// Whether the reader may vote from the list (a member without a wallet, basic, active).
    pub one_click: bool,
    /// Result in a word, when decided.
    pub outcome: String,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Id, hex.
    pub id: String,
    /// Title.
    pub title: String,
    /// `draft` or `review`.
    pub state: String,
    /// Last change.
    pub updated_ms: i64,
}

/// What a proposal is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number within the DAO.
    pub number: i64,
    /// Act id of the publication, hex.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version, from 1.
    pub version: i64,
    /// Handle of the author.
    pub author: String,
    /// Name of the voting system.
    pub system: String,
    /// Where it stands.
    pub phase: Phase,
    /// Stored status (`published`, `passed`, …).
    pub status: String,
    /// Status in words.
    pub status_word: String,
    /// Reason of a cancellation.
    pub reason: String,
    /// Publication, log time.
    pub published_ms: i64,
    /// Leaf of the publication.
    pub published_index: u64,
    /// Voting opens.
    pub start_ms: i64,
    /// Voting ends (half-open).
    pub end_ms: i64,
    /// Where imported data comes from; empty otherwise.
    pub source: String,
}

/// An option's part of the power cast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Number of the option, from 1 (`basic`: 1 for, 2 against, 3 abstain).
    pub number: usize,
    /// Its name.
    pub label: String,
    /// Power, as text.
    pub power: String,
    /// Of the power cast.
    pub share: u32,
}

/// A proposal's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadView {
    /// What it is.
    pub head: Head,
    /// The rule in one sentence.
    pub rule: String,
    /// Start and end as the organiser set them; `None` where the zone is not kept.
    pub times: Option<Times>,
    /// Moment of the snapshot.
    pub snapshot_ms: i64,
    /// Power at the snapshot, as text.
    pub eligible: String,
    /// Members with power at the snapshot.
    pub eligible_members: i64,
    /// The text as safe HTML.
    pub body_html: String,
    /// The vote box.
    pub ballot: BallotBox,
    /// The count so far.
    pub live: Live,
    /// The receipt just given.
    pub receipt: Option<Receipt>,
    /// Whether the reader may cancel.
    pub may_cancel: bool,
    /// Whether the reader may take it back.
    pub may_unpublish: bool,
    /// Leaf of the certificate.
    pub certificate: Option<u64>,
    /// Log time of the certificate.
    pub closed_ms: Option<i64>,
    /// Why a form came back.
    pub notice: Option<String>,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// The count so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// Live ballots.
    pub ballots: i64,
    /// Shares; empty where a leader must not show yet.
    pub bars: Vec<Share>,
    /// Power cast of all power.
    pub turnout: u32,
    /// Power needed of all power; `None` without a quorum.
    pub needed: Option<u32>,
    /// Power needed, as text.
    pub needed_power: String,
    /// Whether the quorum is met.
    pub met: bool,
    /// Status if the vote ended now, in words; empty where it must not show yet.
    pub if_now: String,
}

/// What a voter gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whether it is a revocation.
    pub revoked: bool,
    /// What the ballot says.
    pub words: String,
    /// Its power, as text.
    pub power: String,
    /// Leaf.
    pub index: u64,
    /// Act id, hex.
    pub act: String,
    /// Log time.
    pub logged_ms: i64,
    /// `0x…` of the wallet that signed; empty when the server attested it.
    pub signer: String,
}

/// The form for a new proposal, or a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DraftView {
    /// Id, hex; empty for a new one.
    pub id: String,
    /// `draft`, `review`; empty for a new one.
    pub state: String,
    /// Title.
    pub title: String,
    /// Text in Markdown.
    pub body: String,
    /// Name of the system; empty when not chosen yet.
    pub system: String,
    /// Options, one a line.
    pub options: String,
    /// Quorum in per cent; empty without one.
    pub quorum_percent: String,
    /// Most approvals, highest mark or credits, as text; empty for the usual.
    pub limit: String,
    /// Days of voting.
    pub days: String,
    /// When voting opens, as the control has it; empty for at publication.
    pub starts: String,
    /// When voting ends, as the control has it; empty for `days` after the start.
    pub ends: String,
    /// The organiser's time zone.
    pub zone: String,
    /// Whether the zone is only proposed, so that the browser's own may stand there instead.
    pub zone_is_proposed: bool,
    /// What the times come to; `None` in a form, or where they come to nothing.
    pub plan: Option<Plan>,
    /// Why the times come to nothing; empty otherwise.
    pub plan_fault: String,
    /// The text as safe HTML.
    pub body_html: String,
    /// The rule in one sentence.
    pub rule: String,
    /// Options as voters will see them.
    pub labels: Vec<String>,
    /// Handle of the author.
    pub author: String,
    /// Last change that the form knows of; 0 for a new one.
    pub updated_ms: i64,
    /// Whether the reader wrote it (or may write one).
    pub mine: bool,
    /// Whether the reader may publish or return it.
    pub may_publish: bool,
    /// Why a form came back.
    pub notice: Option<String>,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// A result's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultView {
    /// What it is.
    pub head: Head,
    /// The rule in one sentence.
    pub rule: String,
    /// What is said about imported data, as safe HTML; empty for a vote that was held here.
    pub about_html: String,
    /// The count; `None` until the certificate is in the log.
    pub count: Option<Count>,
}

/// One round of a count that eliminates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What each option has, in the order of the proposal; `None` once it has left.
    pub bars: Vec<Option<Share>>,
    /// Options that leave after it, from 1.
    pub leaving: Vec<usize>,
    /// Options that are elected by it, from 1.
    pub elected: Vec<usize>,
    /// Ballots that name nobody who is left, as power.
    pub exhausted: String,
    /// Their part of the power, in millionths.
    pub exhausted_share: u32,
}

/// A certified count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Outcome in a word or a name.
    pub outcome: String,
    /// Whether a lot settled a tie.
    pub by_lot: bool,
    /// Names that tied.
    pub tied: Vec<String>,
    /// Whether the winner beats every other option.
    pub condorcet: bool,
    /// Options best first, ties together.
    pub order: Vec<Place>,
    /// Shares (systems without rankings).
    pub bars: Vec<Share>,
    /// Rounds in which the weakest leaves; empty for other systems.
    pub rounds: Vec<Round>,
    /// The last duel of two finalists, winner first.
    pub runoff: Option<Contest>,
    /// Whether options were compared in pairs.
    pub paired: bool,
    /// Options of a ranked count, in the order of the proposal.
    pub labels: Vec<String>,
    /// Pairwise counts, row against column; empty otherwise.
    pub matrix: Vec<Vec<Cell>>,
    /// Every pair, winner first.
    pub contests: Vec<Contest>,
    /// The closest pair of the winner.
    pub closest: Option<Contest>,
    /// Widest paths (Schulze), row to column; empty otherwise.
    pub paths: Vec<Vec<Cell>>,
    /// What Debian's rule left out.
    pub debian: Option<Debian>,
    /// Power cast of all power.
    pub turnout: u32,
    /// Power that took part, as text.
    pub participation: String,
    /// Power needed, as text.
    pub needed: String,
    /// Whether the quorum was met.
    pub met: bool,
    /// The certificate.
    pub certificate: Certificate,
}

/// An option's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From 1; equal for ties.
    pub place: usize,
    /// The option.
    pub label: String,
    /// Pairs it won.
    pub wins: usize,
}

/// A number that won, lost or tied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The number, as text; empty on the diagonal.
    pub text: String,
    /// Against its mirror.
    pub outcome: Outcome,
}

/// How a pair went for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// More.
    Win,
    /// Less.
    Loss,
    /// As much.
    Tie,
    /// The same option.
    Own,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Who has more.
    pub first: String,
    /// The other.
    pub second: String,
    /// Power of those who prefer the first, as text.
    pub with: String,
    /// Power of those who prefer the second, as text.
    pub against: String,
    /// Share of the first.
    pub with_share: u32,
    /// Share of the second.
    pub against_share: u32,
    /// Whether it is a tie.
    pub tied: bool,
}

/// What Debian's rule left out, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debian {
    /// The default option.
    pub default: String,
    /// Options below the quorum.
    pub below_quorum: Vec<String>,
    /// Options that did not beat the default by their majority.
    pub below_majority: Vec<String>,
    /// Defeats dropped, step by step: (winner, loser).
    pub dropped: Vec<Vec<(String, String)>>,
}

/// The certificate of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its leaf.
    pub index: u64,
    /// Its act id, hex.
    pub act: String,
    /// Log time.
    pub closed_ms: i64,
    /// Ballots counted.
    pub counted: u64,
    /// Of them, ballots that rest on the server's word.
    pub attested: u64,
    /// Ballot acts the rules refused.
    pub refused: u64,
    /// First leaf of the range.
    pub from_index: u64,
    /// End of the range (half-open).
    pub to_index: u64,
    /// Snapshot index.
    pub power_index: u64,
    /// Root over the powers, hex.
    pub power_root: String,
    /// Root over the live ballots, hex.
    pub ballot_root: String,
    /// Hash of the rules, hex.
    pub rule_hash: String,
    /// Hash of the result, hex.
    pub result_hash: String,
}
