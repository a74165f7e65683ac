//! The port's contract on SQLite, and what only SQLite promises.
#![expect(
    clippy::unwrap_used,
    reason = "a failing test may panic; the lint doesn't see helpers as tests"
)]
mod contract;
mod file;
mod plans;
