//! Delegation: who votes with whose power on one proposal (power-and-delegation.md).
mod components;
mod resolve;

pub use resolve::{Flow, Ignored, Resolved, Standing, resolve};

use crate::Error;

/// One whole, in millionths: what a delegator has to give on one topic.
pub const WHOLE_PPM: i64 = 1_000_000;
/// The topic that stands for all topics.
pub const EVERY_TOPIC: &str = "*";
/// Most hops that a rule set may allow.
pub const DEPTH_MAX: i64 = 8;

/// One delegation, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge<M> {
    /// Log index of the act.
    pub index: u64,
    /// Delegator.
    pub from: M,
    /// Delegate.
    pub to: M,
    /// A topic, or [`EVERY_TOPIC`].
    pub topic: String,
    /// Part of the delegator's power, 0…1,000,000; 0 revokes.
    pub share_ppm: i64,
    /// At most so many base units, at least 1.
    pub cap: Option<i64>,
    /// From this time on it counts no longer, Unix milliseconds.
    pub expires_ms: Option<i64>,
}

impl<M: Eq> Edge<M> {
    /// Whether it may be written (power-and-delegation.md 4), as far as it alone can tell.
    ///
    /// # Errors
    /// `self_delegation`, `share_out_of_range`, `cap_out_of_range`.
    pub fn check(&self) -> Result<(), Error> {
        if self.from == self.to {
            return Err(Error::new("self_delegation"));
        }
        if !(0..=WHOLE_PPM).contains(&self.share_ppm) {
            return Err(Error::new("share_out_of_range"));
        }
        if self.cap.is_some_and(|cap| cap < 1) {
            return Err(Error::new("cap_out_of_range"));
        }
        Ok(())
    }
}

/// Delegation rules of a DAO (power-and-delegation.md 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    max_depth: usize,
    min_delegation: i64,
    max_inbound: usize,
}

impl Rules {
    /// `max_depth` hops, 1…8; edges that would move less than `min_delegation` base units are left
    /// out; at most `max_inbound` edges into one delegate.
    ///
    /// # Errors
    /// `depth_out_of_range`; `integer_out_of_range` when one of the others is negative.
    pub fn new(max_depth: i64, min_delegation: i64, max_inbound: i64) -> Result<Self, Error> {
        if !(1..=DEPTH_MAX).contains(&max_depth) {
            return Err(Error::new("depth_out_of_range"));
        }
        let range = Error::new("integer_out_of_range");
        if min_delegation < 0 {
            return Err(range);
        }
        Ok(Self {
            max_depth: usize::try_from(max_depth).map_err(|_| range)?,
            min_delegation,
            max_inbound: usize::try_from(max_inbound).map_err(|_| range)?,
        })
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            max_depth: 1,
            min_delegation: 1_000_000,
            max_inbound: 1_000,
        }
    }
}

/// Where a resolution stands: the proposal's snapshot and topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// Only edges with a smaller log index count.
    pub snapshot_index: u64,
    /// Time of the snapshot, Unix milliseconds.
    pub snapshot_ms: i64,
    /// The proposal's topic; not [`EVERY_TOPIC`].
    pub topic: &'a str,
}

/// Why an edge moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Written after the snapshot.
    AfterSnapshot,
    /// A later edge has the same ends and topic.
    Replaced,
    /// Its share is 0.
    Revoked,
    /// Expired at the snapshot.
    Expired,
    /// About another topic.
    OtherTopic,
    /// About all topics, while its delegator has one about this topic.
    TopicPrecedence,
    /// Too little to move.
    BelowMinimum,
    /// Its delegate has enough of them.
    InboundLimit,
    /// Its delegator voted.
    DirectBallot,
    /// Both ends delegate to each other, by whatever way.
    Cycle,
}

impl Reason {
    /// Its name in case files.
    pub fn name(self) -> &'static str {
        match self {
            Self::AfterSnapshot => "after_snapshot",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::OtherTopic => "other_topic",
            Self::TopicPrecedence => "topic_precedence",
            Self::BelowMinimum => "below_minimum",
            Self::InboundLimit => "inbound_limit",
            Self::DirectBallot => "direct_ballot",
            Self::Cycle => "cycle",
        }
    }
}
