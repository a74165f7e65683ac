//! SQL adapters of the storage port. This crate sees no rules and no HTTP.
//!
//! One file per noun, the same names as in `storage::records`. To add a method: its trait entry
//! in `storage`, its contract case, the statement here. Portable SQL where it costs nothing.
pub mod sqlite;

pub use sqlite::SqliteStore;
