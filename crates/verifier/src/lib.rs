//! What a stranger does with a receipt or a log: climb the ladder, watch the order, count again.
//! The same code runs in the browser, in `psephos verify` and, for powers and roots, on the
//! server. Pure: no clock, no I/O, no randomness.
//!
//! Specification pages: receipt, tally-certificate, log ("Order rules").
//! Where to begin: [`ladder::climb`] for one receipt, [`recount::Recount`] for a whole vote.
pub mod anchor;
pub mod certificate;
pub mod error;
pub mod evidence;
pub mod facts;
pub mod fields;
pub mod ladder;
pub mod monitor;
pub mod receipt;
pub mod recount;
pub mod trust;
pub mod urn;
#[cfg(feature = "vectors")]
pub mod vectors;
pub mod view;
pub mod words;

pub use error::Error;
pub use trust::Trust;

/// A SHA-256 hash or an act id.
pub type Hash = [u8; 32];
