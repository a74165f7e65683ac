//! Pages of settings.
mod read;

pub use read::Settings;
