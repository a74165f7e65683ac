//! The points ledger, derived from `point_grant` and `point_deduct` acts.
use crate::Id;
use act::Actor;

/// One entry of the ledger (points.md 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRow {
    /// The DAO.
    pub dao: Id,
    /// Log index of the act.
    pub index: u64,
    /// Log time of the act.
    pub time_ms: i64,
    /// The beneficiary.
    pub member: Actor,
    /// `contribution` or `reputation`.
    pub kind: String,
    /// Category, free text.
    pub category: String,
    /// Base units of 10⁻⁶ points; negative for a deduction.
    pub amount: i64,
    /// Who granted it.
    pub reviewer: Actor,
    /// Why.
    pub reason: String,
    /// Act id.
    pub act: Id,
}
