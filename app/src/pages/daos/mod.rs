//! Pages of daos.
mod new;
mod read;

pub use new::New;
pub use read::Read;
