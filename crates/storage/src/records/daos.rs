//! DAOs, derived from their genesis and configuration acts.
use crate::Id;

/// One DAO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaoRow {
    /// Act id of the genesis act.
    pub id: Id,
    /// Short name in addresses, unique on the instance.
    pub slug: String,
    /// Display name (1…80 code points).
    pub name: String,
    /// Language of the DAO's own acts: `zh` or `en`.
    pub lang: String,
    /// One or two sentences about it.
    pub about: String,
    /// The charter in Markdown.
    pub charter: String,
    /// Signing chain of its EIP-712 domain.
    pub chain_id: u64,
    /// Canonical JSON of the configuration (formula, half-lives, lifecycle, joining).
    pub config: String,
    /// Log time of the genesis act.
    pub created_ms: i64,
    /// Where the data comes from, when imported (a source line in Markdown); empty otherwise.
    pub source: String,
}
