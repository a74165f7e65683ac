//! Who may do what: one table, read by pages and API alike. What is not listed is denied.

/// A role within one DAO, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Anyone else, signed in or not.
    Guest,
    /// Joined or admitted.
    Member,
    /// Runs the daily business.
    Admin,
    /// Answers for the DAO.
    Owner,
}

impl Role {
    /// The role as it stands in acts and rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Member => "member",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Reads [`Role::name`].
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Guest, Self::Member, Self::Admin, Self::Owner]
            .into_iter()
            .find(|r| r.name() == name)
    }
}

/// Something that can be asked of a DAO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Read public pages, the log and receipts.
    Read,
    /// Join (by invitation where the DAO asks for one).
    Join,
    /// Cast, change and revoke a ballot (power is another question).
    Vote,
    /// Write drafts and hand them in for review.
    Propose,
    /// Publish or return a draft in review, unpublish or cancel before the vote.
    Moderate,
    /// Cancel an open vote with a public reason.
    Guard,
    /// Grant and deduct points.
    GrantPoints,
    /// Make invitation links and admit members.
    Invite,
    /// Change roles.
    AssignRoles,
}

/// Every permission, for golden lists.
pub const PERMISSIONS: [Permission; 9] = [
    Permission::Read,
    Permission::Join,
    Permission::Vote,
    Permission::Propose,
    Permission::Moderate,
    Permission::Guard,
    Permission::GrantPoints,
    Permission::Invite,
    Permission::AssignRoles,
];

/// The table.
pub fn allows(role: Role, permission: Permission) -> bool {
    match permission {
        Permission::Read => true,
        Permission::Join => role == Role::Guest,
        Permission::Vote | Permission::Propose => role >= Role::Member,
        Permission::Moderate | Permission::GrantPoints | Permission::Invite => role >= Role::Admin,
        Permission::Guard | Permission::AssignRoles => role >= Role::Owner,
    }
}

/// The table as a question with an error.
pub fn require(role: Role, permission: Permission) -> crate::Result<()> {
    if allows(role, permission) {
        Ok(())
    } else {
        Err(crate::Error::Forbidden)
    }
}
