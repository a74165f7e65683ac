//! What stands around every page: who reads, which DAO, which checkpoint.
use serde::{Deserialize, Serialize};

/// A page's own view with its frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Framed<T> {
    /// The reader.
    pub site: Site,
    /// The DAO the page belongs to.
    pub dao: Option<DaoHead>,
    /// The page's own view.
    pub view: T,
}

/// The reader and what the instance says to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Site {
    /// Who is signed in.
    pub account: Option<AccountHead>,
    /// `light` or `dark`; `None` follows the system.
    pub theme: Option<String>,
    /// Whether sample accounts are shown.
    pub demo: bool,
    /// The server's clock when the page was made, Unix milliseconds.
    pub now_ms: i64,
}

/// The signed-in account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountHead {
    /// Name of the account.
    pub name: String,
    /// Whether it acts by wallet signatures.
    pub is_wallet: bool,
    /// `0x…` of a wallet account; empty otherwise.
    pub address: String,
    /// `kind:hex` of the actor.
    pub actor: String,
}

/// A role within a DAO, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Role {
    /// Anyone else.
    #[default]
    Guest,
    /// Joined.
    Member,
    /// Runs the daily business.
    Admin,
    /// Answers for the DAO.
    Owner,
}

/// The DAO of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaoHead {
    /// Short name in addresses.
    pub slug: String,
    /// Display name.
    pub name: String,
    /// The reader's role in it.
    pub role: Role,
    /// Whether the reader is signed in.
    pub signed_in: bool,
    /// The reader's handle in this DAO, else the name of the account; empty for strangers.
    pub account_name: String,
    /// Whether the reader acts by wallet signatures.
    pub is_wallet: bool,
    /// The checkpoint this page was drawn from.
    pub checkpoint: Checkpoint,
    /// Source line of imported data; empty otherwise.
    pub source: String,
}

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Number of leaves.
    pub size: u64,
    /// Root, 64 hex digits.
    pub root_hex: String,
    /// When it was signed, Unix milliseconds.
    pub signed_ms: i64,
    /// Origin line of the log.
    pub origin: String,
}
