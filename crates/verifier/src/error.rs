//! One error type: the code of the specification page.

/// Why bytes or a proof were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error {
    code: &'static str,
}

impl Error {
    /// An error with this code.
    pub const fn new(code: &'static str) -> Self {
        Self { code }
    }

    /// Snake_case code of the specification.
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Error {}

impl From<act::Error> for Error {
    fn from(error: act::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<tlog::Error> for Error {
    fn from(error: tlog::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<governance::Error> for Error {
    fn from(error: governance::Error) -> Self {
        Self::new(error.code())
    }
}
