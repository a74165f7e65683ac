//! The `act` crate.
