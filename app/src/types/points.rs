//! Points as pages show them. Amounts are text, made on the server.
use serde::{Deserialize, Serialize};

/// The filters of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PointsQuery {
    /// Handle of the member; empty for the reader's own, or everybody's for strangers.
    pub who: String,
    /// `all` for everybody's entries.
    pub scope: String,
    /// Only entries before this leaf.
    pub before: Option<u64>,
    /// Why a form came back; empty otherwise.
    pub error: String,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// The points page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsView {
    /// The filters it was made with.
    pub query: PointsQuery,
    /// Whose balance; `None` for a stranger who asked for nobody.
    pub balance: Option<Balance>,
    /// One page of the ledger, newest first.
    pub entries: Vec<Entry>,
    /// `before` of the next page.
    pub next: Option<u64>,
    /// Whether the reader may grant points.
    pub may_grant: bool,
    /// Handles to suggest in the form.
    pub handles: Vec<String>,
    /// Days after which half is left, by kind.
    pub half_lives: (Option<u16>, Option<u16>),
    /// Why a form came back.
    pub notice: Option<String>,
}

/// A member's balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Whose.
    pub handle: String,
    /// Whether it is the reader.
    pub own: bool,
    /// Contribution points now.
    pub contribution: String,
    /// Reputation points now.
    pub reputation: String,
    /// Credited in the last 30 days.
    pub credited: String,
    /// Change of the contribution balance in the last 30 days, with its sign.
    pub change: String,
    /// The last 12 weeks and the next 12.
    pub curve: Curve,
}

/// Balances by week, base units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// Moments of the past, oldest first; the last one is now.
    pub past_ms: Vec<i64>,
    /// Contribution at those moments.
    pub contribution: Vec<i64>,
    /// Reputation at those moments.
    pub reputation: Vec<i64>,
    /// Moments to come, from now on.
    pub future_ms: Vec<i64>,
    /// Contribution if nothing is added.
    pub idle: Vec<i64>,
    /// Contribution if points come in as in the last 12 weeks.
    pub pace: Vec<i64>,
    /// The same numbers as text: (contribution, reputation) by past moment.
    pub past_text: Vec<(String, String)>,
    /// (idle, pace) by moment to come.
    pub future_text: Vec<(String, String)>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Leaf.
    pub index: u64,
    /// Log time.
    pub time_ms: i64,
    /// Handle of the member.
    pub member: String,
    /// `contribution` or `reputation`.
    pub kind: String,
    /// Category.
    pub category: String,
    /// Amount with its sign.
    pub amount: String,
    /// Handle of whoever granted it.
    pub reviewer: String,
    /// Why.
    pub reason: String,
}
