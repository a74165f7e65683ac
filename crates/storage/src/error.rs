//! What can go wrong below the port.

/// A storage failure. "Not found" is never an error: look-ups answer `Option`.
#[derive(Debug)]
pub enum Error {
    /// A unique key is already taken; `what` names the constraint or column.
    Conflict {
        /// Constraint or column as the database names it; for logs, not for people.
        what: String,
    },
    /// A stored value can't be read back: the database was edited or damaged.
    Corrupt {
        /// Table and column.
        what: String,
    },
    /// The database is gone, full, locked too long or refused the statement.
    Unavailable {
        /// The driver's message; for logs, not for people.
        message: String,
    },
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Conflict { what } => write!(f, "unique key taken: {what}"),
            Self::Corrupt { what } => write!(f, "stored value can't be read: {what}"),
            Self::Unavailable { message } => write!(f, "database unavailable: {message}"),
        }
    }
}

impl std::error::Error for Error {}
