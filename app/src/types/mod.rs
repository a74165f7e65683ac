//! View models: what pages get, the same on both sides. Grouped by noun.
pub mod account;
pub mod ballots;
pub mod daos;
pub mod frame;
pub mod members;
pub mod points;
pub mod problem;
pub mod proofs;
pub mod proposals;
pub mod schedule;
pub mod verify;
