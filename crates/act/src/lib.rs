//! One governance act: its bytes, its payload, its sentence, its signature.
//! Specification pages: act, signatures. Pure: no clock, no I/O, no randomness of its own.
//!
//! To add a kind: an entry in `kinds.json` and a constant in [`kinds`].
pub mod actor;
pub mod body;
pub mod eip712;
pub mod error;
pub mod json;
pub mod kinds;
pub mod leaf;
pub mod payload;
pub mod signature;
pub mod siwe;
pub mod summary;

pub use actor::{Actor, ActorKind};
pub use body::Body;
pub use error::Error;
pub use leaf::Leaf;
