//! Accounts, sessions, challenges, drafts, invitations, answers.
use super::row::{self, unavailable};
use act::Actor;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::private::{
    AccountRow, AnswerRow, ChallengeRow, DraftRow, InviteRow, SessionRow,
};
use storage::{Error, Id};

/// How long answers to repeated requests are kept.
const ANSWERS_KEPT_MS: i64 = 86_400_000;

fn account_row(row: &SqliteRow) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        id: row::id16(row, "id")?,
        email: row::text_option(row, "email")?,
        password_hash: row::text_option(row, "password_hash")?,
        actor: row::actor(row, "actor_kind", "actor")?,
        name: row::text(row, "name")?,
        lang: row::text(row, "lang")?,
        created_ms: row::int(row, "created_ms")?,
    })
}

fn draft_row(row: &SqliteRow) -> Result<DraftRow, Error> {
    Ok(DraftRow {
        id: row::id16(row, "id")?,
        dao: row::id(row, "dao")?,
        author: row::actor(row, "author_kind", "author")?,
        state: row::text(row, "state")?,
        title: row::text(row, "title")?,
        body: row::text(row, "body")?,
        settings: row::text(row, "settings")?,
        revises: row::id_option(row, "revises")?,
        version: row::int(row, "version")?,
        updated_ms: row::int(row, "updated_ms")?,
    })
}

pub async fn account_insert(db: &mut SqliteConnection, row: &AccountRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO accounts (id, email, password_hash, actor_kind, actor, name, lang, created_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.id.as_slice())
    .bind(&row.email)
    .bind(&row.password_hash)
    .bind(i64::from(row.actor.kind.code()))
    .bind(row.actor.id.as_slice())
    .bind(&row.name)
    .bind(&row.lang)
    .bind(row.created_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn account_update(db: &mut SqliteConnection, row: &AccountRow) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET password_hash = ?, name = ?, lang = ? WHERE id = ?")
        .bind(&row.password_hash)
        .bind(&row.name)
        .bind(&row.lang)
        .bind(row.id.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn account(
    db: &mut SqliteConnection,
    id: &[u8; 16],
) -> Result<Option<AccountRow>, Error> {
    let found = sqlx::query("SELECT * FROM accounts WHERE id = ?")
        .bind(id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(account_row).transpose()
}

pub async fn account_by_email(
    db: &mut SqliteConnection,
    email: &str,
) -> Result<Option<AccountRow>, Error> {
    let found = sqlx::query("SELECT * FROM accounts WHERE email = ?")
        .bind(email)
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(account_row).transpose()
}

pub async fn account_by_actor(
    db: &mut SqliteConnection,
    actor: &Actor,
) -> Result<Option<AccountRow>, Error> {
    let found = sqlx::query("SELECT * FROM accounts WHERE actor_kind = ? AND actor = ?")
        .bind(i64::from(actor.kind.code()))
        .bind(actor.id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(account_row).transpose()
}

pub async fn session_insert(db: &mut SqliteConnection, row: &SessionRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO sessions (token_hash, account, created_ms, expires_ms) VALUES (?, ?, ?, ?)",
    )
    .bind(row.token_hash.as_slice())
    .bind(row.account.as_slice())
    .bind(row.created_ms)
    .bind(row.expires_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn session(
    db: &mut SqliteConnection,
    token_hash: &Id,
    now_ms: i64,
) -> Result<Option<(SessionRow, AccountRow)>, Error> {
    let found = sqlx::query(
        "SELECT a.*, s.created_ms AS session_ms, s.expires_ms AS session_end FROM sessions s
         JOIN accounts a ON a.id = s.account WHERE s.token_hash = ? AND s.expires_ms > ?",
    )
    .bind(token_hash.as_slice())
    .bind(now_ms)
    .fetch_optional(db)
    .await
    .map_err(unavailable)?;
    found
        .map(|row| {
            let account = account_row(&row)?;
            let session = SessionRow {
                token_hash: *token_hash,
                account: account.id,
                created_ms: row::int(&row, "session_ms")?,
                expires_ms: row::int(&row, "session_end")?,
            };
            Ok((session, account))
        })
        .transpose()
}

pub async fn session_delete(db: &mut SqliteConnection, token_hash: &Id) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
        .bind(token_hash.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn sessions_delete(db: &mut SqliteConnection, account: &[u8; 16]) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE account = ?")
        .bind(account.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn challenge_insert(db: &mut SqliteConnection, row: &ChallengeRow) -> Result<(), Error> {
    sqlx::query("INSERT INTO challenges (nonce, expires_ms) VALUES (?, ?)")
        .bind(&row.nonce)
        .bind(row.expires_ms)
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn challenge_take(
    db: &mut SqliteConnection,
    nonce: &str,
    now_ms: i64,
) -> Result<bool, Error> {
    let done = sqlx::query("DELETE FROM challenges WHERE nonce = ? AND expires_ms > ?")
        .bind(nonce)
        .bind(now_ms)
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(done.rows_affected() == 1)
}

pub async fn draft_put(db: &mut SqliteConnection, row: &DraftRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO drafts (id, dao, author_kind, author, state, title, body, settings, revises,
         version, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET dao = excluded.dao,
         author_kind = excluded.author_kind, author = excluded.author,
         state = excluded.state, title = excluded.title, body = excluded.body,
         settings = excluded.settings, revises = excluded.revises,
         version = excluded.version, updated_ms = excluded.updated_ms",
    )
    .bind(row.id.as_slice())
    .bind(row.dao.as_slice())
    .bind(i64::from(row.author.kind.code()))
    .bind(row.author.id.as_slice())
    .bind(&row.state)
    .bind(&row.title)
    .bind(&row.body)
    .bind(&row.settings)
    .bind(row.revises.as_ref().map(Id::as_slice))
    .bind(row.version)
    .bind(row.updated_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn draft(db: &mut SqliteConnection, id: &[u8; 16]) -> Result<Option<DraftRow>, Error> {
    let found = sqlx::query("SELECT * FROM drafts WHERE id = ?")
        .bind(id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(draft_row).transpose()
}

pub async fn drafts(
    db: &mut SqliteConnection,
    dao: &Id,
    author: Option<&Actor>,
) -> Result<Vec<DraftRow>, Error> {
    let query = match author {
        Some(author) => sqlx::query(
            "SELECT * FROM drafts WHERE dao = ? AND author_kind = ? AND author = ?
             ORDER BY updated_ms DESC",
        )
        .bind(dao.as_slice())
        .bind(i64::from(author.kind.code()))
        .bind(author.id.as_slice()),
        None => sqlx::query(
            "SELECT * FROM drafts WHERE dao = ? AND state = 'review' ORDER BY updated_ms DESC",
        )
        .bind(dao.as_slice()),
    };
    let found = query.fetch_all(db).await.map_err(unavailable)?;
    found.iter().map(draft_row).collect()
}

pub async fn draft_delete(db: &mut SqliteConnection, id: &[u8; 16]) -> Result<(), Error> {
    sqlx::query("DELETE FROM drafts WHERE id = ?")
        .bind(id.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn invite_insert(db: &mut SqliteConnection, row: &InviteRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO invites (token_hash, dao, inviter_kind, inviter, expires_ms, uses_left)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(row.token_hash.as_slice())
    .bind(row.dao.as_slice())
    .bind(i64::from(row.inviter.kind.code()))
    .bind(row.inviter.id.as_slice())
    .bind(row.expires_ms)
    .bind(row.uses_left)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn invite(
    db: &mut SqliteConnection,
    token_hash: &Id,
    now_ms: i64,
) -> Result<Option<InviteRow>, Error> {
    let found = sqlx::query("SELECT * FROM invites WHERE token_hash = ? AND expires_ms > ?")
        .bind(token_hash.as_slice())
        .bind(now_ms)
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(InviteRow {
                token_hash: *token_hash,
                dao: row::id(&row, "dao")?,
                inviter: row::actor(&row, "inviter_kind", "inviter")?,
                expires_ms: row::int(&row, "expires_ms")?,
                uses_left: row::int(&row, "uses_left")?,
            })
        })
        .transpose()
}

pub async fn invite_use(db: &mut SqliteConnection, token_hash: &Id) -> Result<(), Error> {
    sqlx::query("UPDATE invites SET uses_left = uses_left - 1 WHERE token_hash = ?")
        .bind(token_hash.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn answer(db: &mut SqliteConnection, key: &Id) -> Result<Option<AnswerRow>, Error> {
    let found = sqlx::query("SELECT * FROM answers WHERE key = ?")
        .bind(key.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(AnswerRow {
                key: *key,
                request_hash: row::id(&row, "request_hash")?,
                answer: row::text(&row, "answer")?,
                created_ms: row::int(&row, "created_ms")?,
            })
        })
        .transpose()
}

pub async fn answer_insert(db: &mut SqliteConnection, row: &AnswerRow) -> Result<(), Error> {
    sqlx::query("INSERT INTO answers (key, request_hash, answer, created_ms) VALUES (?, ?, ?, ?)")
        .bind(row.key.as_slice())
        .bind(row.request_hash.as_slice())
        .bind(&row.answer)
        .bind(row.created_ms)
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn sweep(db: &mut SqliteConnection, now_ms: i64) -> Result<u64, Error> {
    let statements = [
        ("DELETE FROM sessions WHERE expires_ms <= ?", now_ms),
        ("DELETE FROM challenges WHERE expires_ms <= ?", now_ms),
        ("DELETE FROM invites WHERE expires_ms <= ?", now_ms),
        (
            "DELETE FROM answers WHERE created_ms <= ?",
            now_ms - ANSWERS_KEPT_MS,
        ),
    ];
    let mut gone = 0;
    for (statement, bound) in statements {
        let done = sqlx::query(statement)
            .bind(bound)
            .execute(&mut *db)
            .await
            .map_err(unavailable)?;
        gone += done.rows_affected();
    }
    Ok(gone)
}
