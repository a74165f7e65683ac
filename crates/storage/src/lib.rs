//! Ports to the database: records, the [`Tx`] and [`Store`] traits, and the contract suite that
//! every adapter must pass. This crate sees no SQL and no HTTP.
//!
//! Two kinds of records are kept apart:
//!
//! * **truth**: leaves, payloads, tiles and log heads ([`records::log`]). Lost truth is lost.
//! * **derived**: daos, members, points, proposals, ballots… ([`records`]). Each row follows from
//!   the log; `psephos audit` rebuilds them and compares.
//! * **private**: accounts, sessions, drafts, invitations ([`records::private`]). Not in the log.
//!
//! To add a record: put the struct under `records/`, its methods into the trait of its noun, a
//! case into [`contract`], the SQL into each adapter, and a table into each migration folder.
pub mod error;
pub mod records;
pub mod store;

#[cfg(feature = "contract")]
pub mod contract;

pub use error::Error;
pub use store::{Store, Tx};

/// A 32-byte name: act ids, DAO ids, member ids, hashes.
pub type Id = [u8; 32];
