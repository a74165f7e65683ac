//! What a stranger runs: the ladder of a receipt, and the recount of a whole proposal.
//! The same code in the browser (WASM) and in `psephos verify`. Pure: no clock, no I/O.
//!
//! Specification pages: receipt, tally-certificate, log (order rules).
pub mod certificate;
pub mod error;
pub mod facts;
pub mod ladder;
pub mod monitor;
pub mod receipt;
pub mod recount;
pub mod trust;
pub mod words;

pub use error::Error;
pub use trust::Trust;

impl From<act::Error> for Error {
    fn from(error: act::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<tlog::Error> for Error {
    fn from(error: tlog::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<governance::Error> for Error {
    fn from(error: governance::Error) -> Self {
        Self::new(error.code())
    }
}

/// 64 lower-case hexadecimal digits as 32 bytes.
pub(crate) fn id(text: &str) -> Option<[u8; 32]> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    hex::decode(text).ok()?.try_into().ok()
}
