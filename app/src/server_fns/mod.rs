//! Server functions: how a page asks for its view, from either side. They only read.
pub mod account;
pub mod daos;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod verify;
