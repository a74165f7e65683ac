//! Sessions: opaque tokens, stored as hashes, new at every sign-in.
use crate::desk::Desk;
use crate::{Result, Service, UseCase};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use storage::Id;
use storage::records::private::{AccountRow, SessionRow};

/// How long a session lives: 30 days.
pub const LIFE_MS: i64 = 30 * 86_400_000;

/// What is stored of a token.
pub fn hash(token: &str) -> Id {
    Sha256::digest(token.as_bytes()).into()
}

/// Opens a session inside a transaction; gives the token (256 random bits).
pub async fn open(desk: &mut Desk, account: &[u8; 16]) -> Result<String> {
    let token = hex::encode(desk.random());
    let now = desk.now_ms();
    let row = SessionRow {
        token_hash: hash(&token),
        account: *account,
        created_ms: now,
        expires_ms: now + LIFE_MS,
    };
    desk.tx.session_insert(&row).await?;
    Ok(token)
}

/// Who a token belongs to.
pub async fn account(service: &Service, token: &str) -> Result<Option<AccountRow>> {
    let mut tx = service.read().await?;
    let found = tx.session(&hash(token), service.now_ms()).await?;
    Ok(found.map(|(_, account)| account))
}

/// Use case: sign out.
pub struct Close {
    /// The token.
    pub token: String,
}

#[async_trait]
impl UseCase for Close {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        Ok(desk.tx.session_delete(&hash(&self.token)).await?)
    }
}

/// Use case: delete what has expired.
pub struct Sweep;

#[async_trait]
impl UseCase for Sweep {
    type Output = u64;

    async fn run(self, desk: &mut Desk) -> Result<u64> {
        let now = desk.now_ms();
        Ok(desk.tx.sweep(now).await?)
    }
}
