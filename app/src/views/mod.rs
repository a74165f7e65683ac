//! Reading: from one read transaction to a view model. Server only, grouped by noun.
pub mod account;
pub mod daos;
pub mod frame;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
