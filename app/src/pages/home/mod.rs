//! Pages of home.
mod read;

pub use read::Home;
