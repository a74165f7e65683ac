//! The account: entering and settings.
use serde::{Deserialize, Serialize};

/// Signing in or up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterView {
    /// Where to go afterwards, a path of this site.
    pub next: String,
    /// Why the form came back.
    pub notice: Option<String>,
}

/// Settings of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// E-mail address; empty for wallet accounts.
    pub email: String,
    /// Memberships: short name, name, handle, role.
    pub memberships: Vec<Membership>,
    /// Why the form came back.
    pub notice: Option<String>,
    /// What a form did; empty otherwise.
    pub done: String,
}

/// One membership of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Short name of the DAO.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Handle in it.
    pub handle: String,
    /// `member`, `admin` or `owner`.
    pub role: String,
}
