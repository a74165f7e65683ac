//! The `governance` crate.
