//! Reading: from one read transaction to a view model. Server only, grouped by noun.
pub mod account;
pub mod amount;
pub mod ballots;
pub mod daos;
pub mod drafts;
pub mod frame;
pub mod markdown;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod results;
pub mod rounds;
pub mod schedule;
pub mod verify;
