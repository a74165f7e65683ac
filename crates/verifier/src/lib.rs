//! The `verifier` crate.
