//! Pages of verify.
mod read;

pub use read::Read;
