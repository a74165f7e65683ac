//! The log of a DAO as pages show it: a list of leaves, and one leaf with everything about it.
use super::verify::Rung;
use serde::{Deserialize, Serialize};

/// The explorer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// What was searched for, as it was written.
    pub query: String,
    /// Only acts of this kind.
    pub kind: Option<u16>,
    /// Leaves, newest first.
    pub rows: Vec<LeafRow>,
    /// Where the next page goes on: leaves with a smaller index.
    pub next: Option<u64>,
    /// Whether this is a later page.
    pub later: bool,
}

/// One leaf of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafRow {
    /// Index in the log.
    pub index: u64,
    /// Act id, 64 hex digits.
    pub act: String,
    /// Kind of the act.
    pub kind: u16,
    /// Who acted.
    pub actor: ActorView,
    /// What was done, in the reader's language; empty when the content is private or erased.
    pub sentence: String,
    /// Log time, Unix milliseconds.
    pub logged_ms: i64,
    /// Who vouches for it.
    pub voucher: Voucher,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorView {
    /// Handle in the DAO; empty for strangers and the log itself.
    pub handle: String,
    /// Actor kind (act.md).
    pub kind: u8,
    /// 64 hex digits, or `0x…` of a wallet.
    pub id: String,
}

/// What an act's authorisation is, before anybody has checked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voucher {
    /// The log's operator acted itself.
    Operator,
    /// A member acted; the server says so.
    Attested,
    /// A wallet's signature.
    Wallet,
    /// A contract wallet's signature, to be read from its chain.
    Contract,
    /// A passkey's signature.
    Passkey,
    /// A registered key's signature.
    Key,
}

/// One leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafView {
    /// The leaf as in lists.
    pub row: LeafRow,
    /// Number of the proposal it is about.
    pub proposal: Option<i64>,
    /// Disclosed fields, by name.
    pub fields: Vec<FieldView>,
    /// Whether the content is gone.
    pub erased: bool,
    /// The body, field by field.
    pub body: Vec<FieldView>,
    /// Length of the leaf in bytes.
    pub length: usize,
    /// The leaf in lines of 16 bytes.
    pub hex: String,
    /// The receipt's text.
    pub receipt: String,
    /// The checkpoint in it.
    pub checkpoint: String,
    /// Hashes from the leaf up to the root, 64 hex digits each.
    pub path: Vec<String>,
    /// Rungs that the reader's browser has yet to climb.
    pub rungs: Vec<Rung>,
    /// Link that carries the receipt in its fragment.
    pub link: String,
    /// The link as a picture, when it fits.
    pub qr: Option<Qr>,
    /// Leaves of the log.
    pub size: u64,
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// Name, as specified.
    pub name: String,
    /// Value as text.
    pub value: String,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Modules per side.
    pub side: usize,
    /// The dark modules as an SVG path.
    pub path: String,
}
