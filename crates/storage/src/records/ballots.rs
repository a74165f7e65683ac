//! Live ballots, derived from `ballot` and `ballot_revoke` acts.
use crate::Id;
use act::Actor;

/// The live ballot of one actor on one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotRow {
    /// The proposal.
    pub proposal: Id,
    /// The voter.
    pub actor: Actor,
    /// Log index of the ballot act.
    pub index: u64,
    /// Act id.
    pub act: Id,
    /// Voting power it counts with, base units.
    pub power: i64,
    /// Ballot body (numbers) as canonical JSON.
    pub body: String,
    /// Algorithm of the authorisation; 0 = attested by the server only.
    pub alg: u8,
    /// Log time.
    pub logged_ms: i64,
}
