//! Server functions: how a page asks for its view, from either side. They only read.
#![expect(
    missing_docs,
    reason = "fields of the generated structs are the arguments"
)]
pub mod account;
pub mod daos;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod verify;
