//! The `service` crate.
