//! Use cases: the only place where load → decide → save is written.
//!
//! Every change goes through the one writer task ([`writer::Writer`]): it gathers [`UseCase`]s,
//! runs each against a [`desk::Desk`] inside one transaction, appends their acts to the logs,
//! signs the new checkpoints, commits, and only then answers, with receipts. Rows are made from
//! acts by [`project`] alone, so `psephos audit` can rebuild and compare them.
//!
//! This crate sees no SQL and no HTTP. To add an act: a kind in `act`, a check in the file of its
//! noun, a projection under `project/`.
pub mod accounts;
pub mod acts;
pub mod answers;
pub mod audit;
pub mod ballots;
pub mod clock;
pub mod closing;
pub mod daos;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod export;
pub mod fields;
pub mod import;
pub mod instance;
pub mod invites;
pub mod log;
pub mod members;
pub mod points;
pub mod policy;
pub mod power;
pub mod project;
pub mod proposals;
pub mod random;
pub mod schedule;
pub mod service;
pub mod sessions;
pub mod signer;
pub mod writer;

pub use clock::Clock;
pub use error::{Error, Result};
pub use random::Random;
pub use service::Service;
pub use writer::UseCase;
