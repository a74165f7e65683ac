//! Plain rows, grouped by noun. Times are `i64` milliseconds UTC, points `i64` base units of 10⁻⁶.
pub mod ballots;
pub mod daos;
pub mod log;
pub mod members;
pub mod points;
pub mod private;
pub mod proposals;
