//! Accounts: made by e-mail and password or by wallet. Nothing of them is in a log.
use crate::desk::Desk;
use crate::{Error, Result, Service, UseCase, sessions};
use act::{Actor, siwe};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use async_trait::async_trait;
use storage::records::private::{AccountRow, ChallengeRow};
use tokio::sync::Semaphore;

/// Shortest password in characters.
const PASSWORD_MIN: usize = 10;
/// Longest password in characters.
const PASSWORD_MAX: usize = 200;
/// How long a sign-in message may be signed.
const CHALLENGE_MS: i64 = 600_000;
/// How far a sign-in message's clock may be off.
const SKEW_MS: i64 = 300_000;

/// Password hashes computed at the same time: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Argon2id with the OWASP parameters (19 MiB, 2 passes, 1 lane).
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Runs password work off the async threads, a few at a time.
async fn hashing<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _permit = HASHING
        .acquire()
        .await
        .map_err(|_| Error::Internal("password hashing is closed".into()))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(format!("password hashing: {error}")))?
}

/// Checks and lower-cases an e-mail address: one @, a dot in the domain, no spaces.
fn email(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let (local, domain) = text
        .split_once('@')
        .ok_or(Error::Refused("email_invalid"))?;
    let plain = |s: &str| !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || c.is_control());
    let fits = plain(local)
        && plain(domain)
        && domain.contains('.')
        && !domain.contains('@')
        && text.len() <= 254;
    if fits {
        Ok(text)
    } else {
        Err(Error::Refused("email_invalid"))
    }
}

/// Makes an account by e-mail and password and signs it in. Gives account and session token.
pub async fn sign_up(
    service: &Service,
    address: &str,
    password: String,
    name: &str,
    lang: &str,
) -> Result<(AccountRow, String)> {
    let email = email(address)?;
    match password.chars().count() {
        n if n < PASSWORD_MIN => return Err(Error::Refused("password_short")),
        n if n > PASSWORD_MAX => return Err(Error::Refused("password_long")),
        _ => {}
    }
    crate::members::check_handle(name)?;
    let salt = service.parts().random.bytes16();
    let hash = hashing(move || {
        let salt = SaltString::encode_b64(&salt)
            .map_err(|error| Error::Internal(format!("salt: {error}")))?;
        let hash = argon2()
            .hash_password(password.as_bytes(), &salt)
            .map_err(|error| Error::Internal(format!("argon2: {error}")))?;
        Ok(hash.to_string())
    })
    .await?;
    let row = AccountRow {
        id: service.parts().random.bytes16(),
        email: Some(email),
        password_hash: Some(hash),
        actor: Actor::member(service.parts().random.bytes32()),
        name: name.to_owned(),
        lang: lang.to_owned(),
        created_ms: service.now_ms(),
    };
    let (token, _) = service
        .submit(Open {
            account: row.clone(),
            is_new: true,
        })
        .await?;
    Ok((row, token))
}

/// Signs in by e-mail and password. A wrong address takes as long as a wrong password.
pub async fn sign_in(
    service: &Service,
    address: &str,
    password: String,
) -> Result<(AccountRow, String)> {
    let found = match email(address) {
        Ok(email) => service.read().await?.account_by_email(&email).await?,
        Err(_) => None,
    };
    let stored = found.as_ref().and_then(|row| row.password_hash.clone());
    let right = hashing(move || {
        // Hash of nothing in particular, with the same parameters.
        let stored = stored.unwrap_or_else(|| "$argon2id$v=19$m=19456,t=2,p=1$bm90aGluZy1oZXJl$aTLqvRZzPs1zjXzD1ChX0kW8CZ3PCDQ8Vb4dMOuIOt0".to_owned());
        let hash = PasswordHash::new(&stored)
            .map_err(|error| Error::Internal(format!("stored password: {error}")))?;
        Ok(argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    match found {
        Some(account) if right => {
            let open = Open {
                account: account.clone(),
                is_new: false,
            };
            let (token, _) = service.submit(open).await?;
            Ok((account, token))
        }
        _ => Err(Error::Refused("credentials_wrong")),
    }
}

/// A nonce for a sign-in message.
pub async fn challenge(service: &Service) -> Result<String> {
    let (nonce, _) = service.submit(Challenge).await?;
    Ok(nonce)
}

/// Signs in by wallet: an EIP-4361 message and its signature. Makes the account at first.
pub async fn sign_in_wallet(
    service: &Service,
    message: &str,
    signature: &str,
    lang: &str,
) -> Result<(AccountRow, String)> {
    let parsed = siwe::Message::parse(message)?;
    let now = service.now_ms();
    let scheme = parsed
        .scheme
        .as_deref()
        .is_none_or(|s| s == service.instance().scheme);
    let here = scheme
        && parsed.domain == service.instance().host
        && (parsed.uri == service.instance().base_url()
            || parsed
                .uri
                .starts_with(&format!("{}/", service.instance().base_url())));
    let time = |text: &str| siwe::parse_time_ms(text).unwrap_or(i64::MAX);
    let issued = time(&parsed.issued_at);
    let early = parsed.not_before.as_deref().is_some_and(|t| time(t) > now);
    let late = parsed
        .expiration_time
        .as_deref()
        .is_some_and(|t| time(t) <= now);
    if !here || (issued - now).abs() > SKEW_MS + CHALLENGE_MS || early || late {
        return Err(Error::Refused("challenge_invalid"));
    }
    let sig = hex::decode(signature.trim_start_matches("0x"))
        .map_err(|_| Error::Refused("sig_length"))?;
    let signer = act::signature::eoa::recover_personal(message.as_bytes(), &sig)?;
    if signer != parsed.address {
        return Err(Error::Refused("wrong_signer"));
    }
    let actor = Actor::evm(parsed.address);
    let found = service.read().await?.account_by_actor(&actor).await?;
    let is_new = found.is_none();
    let account = found.unwrap_or_else(|| {
        let address = siwe::checksum(&parsed.address);
        AccountRow {
            id: service.parts().random.bytes16(),
            email: None,
            password_hash: None,
            actor,
            name: format!("{}…{}", &address[..6], &address[38..]),
            lang: lang.to_owned(),
            created_ms: now,
        }
    });
    let case = OpenByWallet {
        nonce: parsed.nonce,
        open: Open {
            account: account.clone(),
            is_new,
        },
    };
    let (token, _) = service.submit(case).await?;
    Ok((account, token))
}

/// Use case: store the account if it is new, and a session for it. Gives the token.
struct Open {
    account: AccountRow,
    is_new: bool,
}

#[async_trait]
impl UseCase for Open {
    type Output = String;

    async fn run(self, desk: &mut Desk) -> Result<String> {
        if self.is_new {
            desk.tx
                .account_insert(&self.account)
                .await
                .map_err(|error| match error {
                    storage::Error::Conflict { .. } => Error::Refused("email_taken"),
                    other => other.into(),
                })?;
        }
        sessions::open(desk, &self.account.id).await
    }
}

/// Use case: the same, if the nonce is alive and unused.
struct OpenByWallet {
    nonce: String,
    open: Open,
}

#[async_trait]
impl UseCase for OpenByWallet {
    type Output = String;

    async fn run(self, desk: &mut Desk) -> Result<String> {
        let now = desk.now_ms();
        if !desk.tx.challenge_take(&self.nonce, now).await? {
            return Err(Error::Refused("challenge_invalid"));
        }
        self.open.run(desk).await
    }
}

/// Use case: a fresh nonce.
struct Challenge;

#[async_trait]
impl UseCase for Challenge {
    type Output = String;

    async fn run(self, desk: &mut Desk) -> Result<String> {
        let nonce = hex::encode(&desk.random()[..16]);
        let expires_ms = desk.now_ms() + CHALLENGE_MS;
        desk.tx
            .challenge_insert(&ChallengeRow {
                nonce: nonce.clone(),
                expires_ms,
            })
            .await?;
        Ok(nonce)
    }
}

/// Use case: change name and language of one's own account.
pub struct Update {
    /// The account as it shall be.
    pub account: AccountRow,
}

#[async_trait]
impl UseCase for Update {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        crate::members::check_handle(&self.account.name)?;
        Ok(desk.tx.account_update(&self.account).await?)
    }
}
