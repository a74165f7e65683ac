//! The `storage-sql` crate.
