//! Every word of the pages, in both languages, grouped by noun.
pub mod account;
pub mod daos;
pub mod errors;
pub mod frame;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod verify;
pub mod wallet;
