//! Pages: the same components on the server (feature `ssr`) and in the browser (`hydrate`).
//!
//! One noun per file: words in [`texts`], view models in [`types`], reading in `views` (server
//! only), thin server functions in [`server_fns`], markup in [`components`] and [`pages`].
//! Changes are plain HTML forms, handled by the server; nothing here writes.
//!
//! To add a page: a view model, a view, a server function, a page, and a line in [`routes`].
#![recursion_limit = "1024"]
pub mod ballot_fields;
pub mod components;
pub mod context;
pub mod i18n;
pub mod pages;
pub mod routes;
pub mod server_fns;
pub mod texts;
pub mod types;
pub mod verify;
#[cfg(feature = "hydrate")]
pub mod wallet;

#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod views;

pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
