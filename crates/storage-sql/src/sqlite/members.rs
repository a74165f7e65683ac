//! Members.
use super::row::{self, bound, like, stored, unavailable};
use act::Actor;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::members::MemberRow;
use storage::{Error, Id};

fn read(row: &SqliteRow) -> Result<MemberRow, Error> {
    Ok(MemberRow {
        dao: row::id(row, "dao")?,
        actor: row::actor(row, "actor_kind", "actor")?,
        handle: row::text(row, "handle")?,
        role: row::text(row, "role")?,
        joined_index: row::unsigned(row, "joined_index")?,
        joined_ms: row::int(row, "joined_ms")?,
        left_index: row::unsigned_option(row, "left_index")?,
    })
}

pub async fn member_put(db: &mut SqliteConnection, member: &MemberRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO members
         (dao, actor_kind, actor, handle, role, joined_index, joined_ms, left_index)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (dao, actor_kind, actor) DO UPDATE SET handle = excluded.handle,
         role = excluded.role, joined_index = excluded.joined_index,
         joined_ms = excluded.joined_ms, left_index = excluded.left_index",
    )
    .bind(member.dao.as_slice())
    .bind(i64::from(member.actor.kind.code()))
    .bind(member.actor.id.as_slice())
    .bind(&member.handle)
    .bind(&member.role)
    .bind(stored(member.joined_index)?)
    .bind(member.joined_ms)
    .bind(member.left_index.map(stored).transpose()?)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn member(
    db: &mut SqliteConnection,
    dao: &Id,
    actor: &Actor,
) -> Result<Option<MemberRow>, Error> {
    let found = sqlx::query("SELECT * FROM members WHERE dao = ? AND actor_kind = ? AND actor = ?")
        .bind(dao.as_slice())
        .bind(i64::from(actor.kind.code()))
        .bind(actor.id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn member_by_handle(
    db: &mut SqliteConnection,
    dao: &Id,
    handle: &str,
) -> Result<Option<MemberRow>, Error> {
    let found =
        sqlx::query("SELECT * FROM members WHERE dao = ? AND handle = ? AND left_index IS NULL")
            .bind(dao.as_slice())
            .bind(handle)
            .fetch_optional(db)
            .await
            .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn members(
    db: &mut SqliteConnection,
    dao: &Id,
    text: Option<&str>,
    after: Option<u64>,
    limit: i64,
) -> Result<Vec<MemberRow>, Error> {
    let found = sqlx::query(
        "SELECT * FROM members WHERE dao = ?1 AND joined_index > ?2 AND left_index IS NULL
         AND (?3 IS NULL OR handle LIKE ?3 ESCAPE '\\') ORDER BY joined_index LIMIT ?4",
    )
    .bind(dao.as_slice())
    .bind(after.map_or(-1, bound))
    .bind(text.map(like))
    .bind(limit)
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found.iter().map(read).collect()
}

pub async fn members_all(db: &mut SqliteConnection, dao: &Id) -> Result<Vec<MemberRow>, Error> {
    let found = sqlx::query("SELECT * FROM members WHERE dao = ? ORDER BY joined_index")
        .bind(dao.as_slice())
        .fetch_all(db)
        .await
        .map_err(unavailable)?;
    found.iter().map(read).collect()
}

pub async fn members_count(db: &mut SqliteConnection, dao: &Id) -> Result<i64, Error> {
    let row = sqlx::query("SELECT count(*) AS n FROM members WHERE dao = ? AND left_index IS NULL")
        .bind(dao.as_slice())
        .fetch_one(db)
        .await
        .map_err(unavailable)?;
    row::int(&row, "n")
}

pub async fn memberships(
    db: &mut SqliteConnection,
    actor: &Actor,
) -> Result<Vec<MemberRow>, Error> {
    let found = sqlx::query(
        "SELECT * FROM members WHERE actor_kind = ? AND actor = ? AND left_index IS NULL
         ORDER BY joined_ms, dao",
    )
    .bind(i64::from(actor.kind.code()))
    .bind(actor.id.as_slice())
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found.iter().map(read).collect()
}
