//! Pages of members.
mod list;

pub use list::List;
