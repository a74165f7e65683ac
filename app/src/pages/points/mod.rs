//! Pages of points.
mod read;

pub use read::Read;
