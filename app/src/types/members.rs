//! Members as pages show them.
use crate::types::frame::Role;
use serde::{Deserialize, Serialize};

/// The filters of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MembersQuery {
    /// Part of the handle.
    pub q: String,
    /// Only members who joined after this leaf.
    pub after: Option<u64>,
    /// An invitation just made; empty otherwise.
    pub invite: String,
    /// Why a form came back; empty otherwise.
    pub error: String,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// The members of a DAO.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersView {
    /// The filters it was made with.
    pub query: MembersQuery,
    /// One page, by the order of joining.
    pub rows: Vec<MemberLine>,
    /// `after` of the next page.
    pub next: Option<u64>,
    /// Present members.
    pub total: i64,
    /// Whether the reader may invite.
    pub may_invite: bool,
    /// Whether the reader may change roles.
    pub may_assign: bool,
    /// Whether the reader may leave.
    pub may_leave: bool,
    /// The whole address of the invitation just made; empty otherwise.
    pub invite_link: String,
    /// Why a form came back.
    pub notice: Option<String>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLine {
    /// Name inside the DAO.
    pub handle: String,
    /// Role.
    pub role: Role,
    /// `kind:hex` of the actor.
    pub actor: String,
    /// Whether the member signs by wallet.
    pub is_wallet: bool,
    /// Leaf of joining.
    pub joined_index: u64,
    /// Its log time.
    pub joined_ms: i64,
    /// Whether it is the reader.
    pub own: bool,
}
