//! Pages of verify.
mod read;
pub mod verdict;

pub use read::Read;
