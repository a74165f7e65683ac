//! Addresses of the site's files, with the build's version in them.
use std::sync::OnceLock;

static VERSION: OnceLock<String> = OnceLock::new();

/// Sets the version once, at start; later calls change nothing.
pub fn set_version(version: String) {
    // A second server in one process (tests) serves the same files.
    VERSION.get_or_init(|| version);
}

/// The version, `dev` before it is set.
pub fn version() -> &'static str {
    VERSION.get().map_or("dev", String::as_str)
}

/// `/pkg/<name>?v=<version>`.
pub fn package(name: &str) -> String {
    format!("/pkg/{name}?v={}", version())
}
