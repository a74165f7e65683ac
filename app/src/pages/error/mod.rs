//! Pages for what could not be shown.
mod fault;
mod not_found;

pub use fault::Fault;
pub use not_found::{Lost, NotFound};
