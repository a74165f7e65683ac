//! Truth: what the log is made of.
use crate::Id;
use act::Actor;

/// The head of one DAO's log. Its row is locked by whoever appends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// The DAO: act id of leaf 0.
    pub dao: Id,
    /// Short name in addresses, `[a-z0-9-]{1,40}`.
    pub slug: String,
    /// Origin line of the log (log.md).
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// RFC 6962 root of those leaves.
    pub root: Id,
    /// The signed checkpoint of exactly `size` leaves.
    pub checkpoint: String,
    /// When it was signed.
    pub checkpoint_ms: i64,
}

/// One leaf with the columns by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRow {
    /// The DAO whose log this is.
    pub dao: Id,
    /// Position in the log, from 0.
    pub index: u64,
    /// Act id (unique within the log).
    pub act: Id,
    /// Kind of the act (`act::kinds`).
    pub kind: u16,
    /// Who acted.
    pub actor: Actor,
    /// What was acted on; zeros if nothing.
    pub subject: Id,
    /// The actor's own counter.
    pub seq: u64,
    /// Server time when sequenced.
    pub logged_ms: i64,
    /// Algorithm of the authorisation (signatures.md).
    pub alg: u8,
    /// The leaf's bytes (200…16,384).
    pub leaf: Vec<u8>,
}

/// The next act an actor may append in a DAO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorHead {
    /// `seq` the next act must have.
    pub next_seq: u64,
    /// `prev` the next act must have: the last act's id.
    pub prev: Id,
}

/// A tile of hashes as stored; grows to 256 hashes, then never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileRow {
    /// The DAO whose log this is.
    pub dao: Id,
    /// Tile level, from 0.
    pub level: u8,
    /// Tile number within the level.
    pub number: u64,
    /// 1…256 hashes of 32 bytes, end to end.
    pub hashes: Vec<u8>,
}

/// Which leaves to list: all filters that are set must hold.
#[derive(Debug, Clone, Default)]
pub struct LeafFilter {
    /// Only leaves by this actor.
    pub actor: Option<Actor>,
    /// Only leaves about this subject.
    pub subject: Option<Id>,
    /// Only leaves of this kind.
    pub kind: Option<u16>,
}
