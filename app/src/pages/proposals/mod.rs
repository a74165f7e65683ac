//! Pages of proposals.
mod draft;
mod list;
mod new;
mod read;
mod result;

pub use draft::Draft;
pub use list::List;
pub use new::New;
pub use read::Read;
pub use result::Result;
