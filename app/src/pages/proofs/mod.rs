//! Pages of proofs.
mod list;
mod read;

pub use list::List;
pub use read::Read;
