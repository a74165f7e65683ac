//! The points ledger.
use super::row::{self, bound, stored, unavailable};
use act::Actor;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::points::PointRow;
use storage::{Error, Id};

fn read(row: &SqliteRow) -> Result<PointRow, Error> {
    Ok(PointRow {
        dao: row::id(row, "dao")?,
        index: row::unsigned(row, "idx")?,
        time_ms: row::int(row, "time_ms")?,
        member: row::actor(row, "actor_kind", "actor")?,
        kind: row::text(row, "kind")?,
        category: row::text(row, "category")?,
        amount: row::int(row, "amount")?,
        reviewer: row::actor(row, "reviewer_kind", "reviewer")?,
        reason: row::text(row, "reason")?,
        act: row::id(row, "act")?,
    })
}

pub async fn point_insert(db: &mut SqliteConnection, row: &PointRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO points (dao, idx, time_ms, actor_kind, actor, kind, category, amount,
         reviewer_kind, reviewer, reason, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.dao.as_slice())
    .bind(stored(row.index)?)
    .bind(row.time_ms)
    .bind(i64::from(row.member.kind.code()))
    .bind(row.member.id.as_slice())
    .bind(&row.kind)
    .bind(&row.category)
    .bind(row.amount)
    .bind(i64::from(row.reviewer.kind.code()))
    .bind(row.reviewer.id.as_slice())
    .bind(&row.reason)
    .bind(row.act.as_slice())
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn points(
    db: &mut SqliteConnection,
    dao: &Id,
    member: Option<&Actor>,
    before: u64,
) -> Result<Vec<PointRow>, Error> {
    let query = match member {
        Some(member) => sqlx::query(
            "SELECT * FROM points WHERE dao = ? AND actor_kind = ? AND actor = ? AND idx < ?
             ORDER BY idx",
        )
        .bind(dao.as_slice())
        .bind(i64::from(member.kind.code()))
        .bind(member.id.as_slice())
        .bind(bound(before)),
        None => sqlx::query("SELECT * FROM points WHERE dao = ? AND idx < ? ORDER BY idx")
            .bind(dao.as_slice())
            .bind(bound(before)),
    };
    let found = query.fetch_all(db).await.map_err(unavailable)?;
    found.iter().map(read).collect()
}

pub async fn points_latest(
    db: &mut SqliteConnection,
    dao: &Id,
    member: Option<&Actor>,
    before: Option<u64>,
    limit: i64,
) -> Result<Vec<PointRow>, Error> {
    let before = bound(before.unwrap_or(u64::MAX));
    let query = match member {
        Some(member) => sqlx::query(
            "SELECT * FROM points WHERE dao = ? AND actor_kind = ? AND actor = ? AND idx < ?
             ORDER BY idx DESC LIMIT ?",
        )
        .bind(dao.as_slice())
        .bind(i64::from(member.kind.code()))
        .bind(member.id.as_slice())
        .bind(before)
        .bind(limit),
        None => {
            sqlx::query("SELECT * FROM points WHERE dao = ? AND idx < ? ORDER BY idx DESC LIMIT ?")
                .bind(dao.as_slice())
                .bind(before)
                .bind(limit)
        }
    };
    let found = query.fetch_all(db).await.map_err(unavailable)?;
    found.iter().map(read).collect()
}
