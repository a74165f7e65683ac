//! Why a page could not be shown.
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// A refusal with its words, as server functions answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Snake_case code (`service::error`), or `connection` when the server was not reached.
    pub code: String,
    /// One sentence in the reader's language; empty when it has to be looked up by code.
    pub message: String,
    /// HTTP status.
    pub status: u16,
}

impl Problem {
    /// A problem whose words are found by its code.
    pub fn new(code: &str, status: u16) -> Self {
        Self {
            code: code.to_owned(),
            message: String::new(),
            status,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code)
    }
}

impl std::error::Error for Problem {}

impl FromServerFnError for Problem {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) => Self::new("connection", 0),
            _ => Self::new("internal", 500),
        }
    }
}
