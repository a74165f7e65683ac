//! Times of a vote as pages show them: moments, and how far their organiser's clock is ahead.
use serde::{Deserialize, Serialize};

/// A moment, and the organiser's clock at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetTime {
    /// Unix milliseconds.
    pub ms: i64,
    /// Seconds that the organiser's zone is ahead of UTC at this moment.
    pub ahead_s: i32,
}

/// Start and end of a vote in the zone they were set in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// The organiser's time zone (IANA name).
    pub zone: String,
    /// Voting opens.
    pub start: SetTime,
    /// Voting ends (half-open).
    pub end: SetTime,
}

/// What a draft says about times, and what would come of it if it was published now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// If published now.
    pub times: Times,
    /// Whether the start waits for the publication.
    pub opens_at_publication: bool,
    /// Days after the start; `None` where an end was chosen.
    pub days: Option<i64>,
    /// Whether the DAO's notice moves the chosen start.
    pub is_moved: bool,
}
