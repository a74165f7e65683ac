//! Invitation links: private until somebody joins with one.
use crate::desk::Desk;
use crate::policy::{self, Permission};
use crate::{Error, Result, Service, UseCase, members};
use act::Actor;
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use storage::Id;
use storage::records::private::InviteRow;

/// How long a link lives: 14 days.
const LIFE_MS: i64 = 14 * 86_400_000;
/// How often it can be used.
const USES: i64 = 50;

/// Use case: an admin makes a link. Gives the token for it.
pub struct Make {
    /// The DAO.
    pub dao: Id,
    /// Who invites.
    pub by: Actor,
}

#[async_trait]
impl UseCase for Make {
    type Output = String;

    async fn run(self, desk: &mut Desk) -> Result<String> {
        let role = members::role(desk.tx.as_mut(), &self.dao, Some(&self.by)).await?;
        policy::require(role, Permission::Invite)?;
        let token = hex::encode(desk.random());
        let row = InviteRow {
            token_hash: hash(&token),
            dao: self.dao,
            inviter: self.by,
            expires_ms: desk.now_ms() + LIFE_MS,
            uses_left: USES,
        };
        desk.tx.invite_insert(&row).await?;
        Ok(token)
    }
}

/// What is stored of a token.
pub fn hash(token: &str) -> Id {
    Sha256::digest(token.as_bytes()).into()
}

/// Uses an invitation inside the transaction that joins.
pub async fn spend(desk: &mut Desk, dao: &Id, token_hash: &Id) -> Result<()> {
    let now = desk.now_ms();
    let row = desk
        .tx
        .invite(token_hash, now)
        .await?
        .filter(|row| row.dao == *dao && row.uses_left > 0)
        .ok_or(Error::Refused("invite_invalid"))?;
    Ok(desk.tx.invite_use(&row.token_hash).await?)
}

/// Whether a token would be accepted now.
pub async fn is_valid(service: &Service, dao: &Id, token: &str) -> Result<bool> {
    let mut tx = service.read().await?;
    let row = tx.invite(&hash(token), service.now_ms()).await?;
    Ok(row.is_some_and(|row| row.dao == *dao && row.uses_left > 0))
}
