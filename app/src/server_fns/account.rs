//! Account.
