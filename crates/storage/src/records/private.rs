//! What is not in the log: accounts, sessions, challenges, drafts, invitations, repeated requests.
use crate::Id;
use act::Actor;

/// A person who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Random id.
    pub id: [u8; 16],
    /// Lower-cased e-mail address, unique; `None` for wallet accounts.
    pub email: Option<String>,
    /// Argon2id PHC string; `None` for wallet accounts.
    pub password_hash: Option<String>,
    /// Who this account acts as: a member id (kind 5) or a wallet (kind 1). Unique.
    pub actor: Actor,
    /// Suggested handle when joining.
    pub name: String,
    /// Preferred language: `zh` or `en`.
    pub lang: String,
    /// When it was made.
    pub created_ms: i64,
}

/// A signed-in browser. The token itself is never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the opaque token.
    pub token_hash: Id,
    /// Whose.
    pub account: [u8; 16],
    /// When it was made.
    pub created_ms: i64,
    /// When it ends.
    pub expires_ms: i64,
}

/// A single-use nonce for signing in by wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeRow {
    /// The nonce as it stands in the message.
    pub nonce: String,
    /// When it ends.
    pub expires_ms: i64,
}

/// A proposal before publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Random id.
    pub id: [u8; 16],
    /// The DAO.
    pub dao: Id,
    /// The author.
    pub author: Actor,
    /// `draft` or `review`.
    pub state: String,
    /// Title.
    pub title: String,
    /// Text in Markdown.
    pub body: String,
    /// Everything else (options, system, decision, times, zone) as JSON.
    pub settings: String,
    /// Number and id of the unpublished proposal this revises.
    pub revises: Option<Id>,
    /// Version it will have.
    pub version: i64,
    /// Last change.
    pub updated_ms: i64,
}

/// An invitation link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteRow {
    /// SHA-256 of the token in the link.
    pub token_hash: Id,
    /// The DAO.
    pub dao: Id,
    /// Who invited.
    pub inviter: Actor,
    /// When it ends.
    pub expires_ms: i64,
    /// How often it may still be used.
    pub uses_left: i64,
}

/// The answer to a request that carried an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// SHA-256 of account, route and key.
    pub key: Id,
    /// SHA-256 of the request body: the same key with another body is refused.
    pub request_hash: Id,
    /// The answer as JSON text.
    pub answer: String,
    /// When it was given.
    pub created_ms: i64,
}
