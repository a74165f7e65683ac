//! Transparency log mathematics: RFC 6962 trees and the C2SP formats on top of them (tiles,
//! signed notes, checkpoints, cosignatures, policies, tlog-proofs). Pure: no clock, no I/O.
//!
//! One file per format, named as its specification. Errors carry the code that the log's
//! specification page gives them.
pub mod checkpoint;
pub mod error;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod proof;
pub mod tile;

pub use error::Error;

/// A SHA-256 hash.
pub type Hash = [u8; 32];
