//! Pages of proposals.
mod draft;
pub(crate) mod list;
mod new;
pub(crate) mod read;
mod result;

pub use draft::Draft;
pub use list::List;
pub use new::New;
pub use read::Read;
pub use result::Result;
