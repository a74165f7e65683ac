//! Members and their roles, derived from `member` and `role` acts.
use crate::Id;
use act::Actor;

/// One membership; a member who left keeps the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The DAO.
    pub dao: Id,
    /// Who.
    pub actor: Actor,
    /// Name inside the DAO, unique there among present members.
    pub handle: String,
    /// `owner`, `admin` or `member`.
    pub role: String,
    /// Index of the act that made the membership.
    pub joined_index: u64,
    /// Its log time.
    pub joined_ms: i64,
    /// Index of the act that ended it.
    pub left_index: Option<u64>,
}
