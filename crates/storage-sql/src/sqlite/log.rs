//! Leaves, tiles, payloads, heads.
use super::row::{self, bound, stored, unavailable};
use act::Actor;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::log::{ActorHead, LeafFilter, LeafRow, LogHead, TileRow};
use storage::{Error, Id};

fn head(row: &SqliteRow) -> Result<LogHead, Error> {
    Ok(LogHead {
        dao: row::id(row, "dao")?,
        slug: row::text(row, "slug")?,
        origin: row::text(row, "origin")?,
        size: row::unsigned(row, "size")?,
        root: row::id(row, "root")?,
        checkpoint: row::text(row, "checkpoint")?,
        checkpoint_ms: row::int(row, "checkpoint_ms")?,
    })
}

fn leaf_row(row: &SqliteRow) -> Result<LeafRow, Error> {
    Ok(LeafRow {
        dao: row::id(row, "dao")?,
        index: row::unsigned(row, "idx")?,
        act: row::id(row, "act")?,
        kind: row::unsigned(row, "kind")?,
        actor: row::actor(row, "actor_kind", "actor")?,
        subject: row::id(row, "subject")?,
        seq: row::unsigned(row, "seq")?,
        logged_ms: row::int(row, "logged_ms")?,
        alg: row::unsigned(row, "alg")?,
        leaf: row::bytes(row, "leaf")?,
    })
}

pub async fn log_head(db: &mut SqliteConnection, dao: &Id) -> Result<Option<LogHead>, Error> {
    let found = sqlx::query("SELECT * FROM logs WHERE dao = ?")
        .bind(dao.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(head).transpose()
}

pub async fn log_heads(db: &mut SqliteConnection) -> Result<Vec<LogHead>, Error> {
    let found = sqlx::query("SELECT * FROM logs ORDER BY slug")
        .fetch_all(db)
        .await
        .map_err(unavailable)?;
    found.iter().map(head).collect()
}

pub async fn log_put(db: &mut SqliteConnection, head: &LogHead) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO logs (dao, slug, origin, size, root, checkpoint, checkpoint_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (dao) DO UPDATE SET slug = excluded.slug,
         origin = excluded.origin, size = excluded.size, root = excluded.root,
         checkpoint = excluded.checkpoint, checkpoint_ms = excluded.checkpoint_ms",
    )
    .bind(head.dao.as_slice())
    .bind(&head.slug)
    .bind(&head.origin)
    .bind(stored(head.size)?)
    .bind(head.root.as_slice())
    .bind(&head.checkpoint)
    .bind(head.checkpoint_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn leaf_insert(db: &mut SqliteConnection, leaf: &LeafRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO leaves
         (dao, idx, act, kind, actor_kind, actor, subject, seq, logged_ms, alg, leaf)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(leaf.dao.as_slice())
    .bind(stored(leaf.index)?)
    .bind(leaf.act.as_slice())
    .bind(i64::from(leaf.kind))
    .bind(i64::from(leaf.actor.kind.code()))
    .bind(leaf.actor.id.as_slice())
    .bind(leaf.subject.as_slice())
    .bind(stored(leaf.seq)?)
    .bind(leaf.logged_ms)
    .bind(i64::from(leaf.alg))
    .bind(&leaf.leaf)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn leaf(
    db: &mut SqliteConnection,
    dao: &Id,
    index: u64,
) -> Result<Option<LeafRow>, Error> {
    let found = sqlx::query("SELECT * FROM leaves WHERE dao = ? AND idx = ?")
        .bind(dao.as_slice())
        .bind(bound(index))
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(leaf_row).transpose()
}

pub async fn leaf_by_act(db: &mut SqliteConnection, act: &Id) -> Result<Option<LeafRow>, Error> {
    let found = sqlx::query("SELECT * FROM leaves WHERE act = ?")
        .bind(act.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(leaf_row).transpose()
}

pub async fn leaves(
    db: &mut SqliteConnection,
    dao: &Id,
    from: u64,
    to: u64,
) -> Result<Vec<LeafRow>, Error> {
    let found =
        sqlx::query("SELECT * FROM leaves WHERE dao = ? AND idx >= ? AND idx < ? ORDER BY idx")
            .bind(dao.as_slice())
            .bind(bound(from))
            .bind(bound(to))
            .fetch_all(db)
            .await
            .map_err(unavailable)?;
    found.iter().map(leaf_row).collect()
}

pub async fn leaves_latest(
    db: &mut SqliteConnection,
    dao: &Id,
    filter: &LeafFilter,
    before: Option<u64>,
    limit: i64,
) -> Result<Vec<LeafRow>, Error> {
    // One statement per leading filter, so that each has its index; the others are tested on it.
    let before = bound(before.unwrap_or(u64::MAX));
    let kind = filter.kind.map(i64::from);
    let subject = filter.subject.as_ref().map(Id::as_slice);
    let query = match &filter.actor {
        Some(actor) => sqlx::query(
            "SELECT * FROM leaves WHERE dao = ?1 AND actor_kind = ?2 AND actor = ?3 AND idx < ?4
             AND (?5 IS NULL OR subject = ?5) AND (?6 IS NULL OR kind = ?6)
             ORDER BY idx DESC LIMIT ?7",
        )
        .bind(dao.as_slice())
        .bind(i64::from(actor.kind.code()))
        .bind(actor.id.as_slice())
        .bind(before)
        .bind(subject)
        .bind(kind)
        .bind(limit),
        None if filter.subject.is_some() => sqlx::query(
            "SELECT * FROM leaves WHERE dao = ?1 AND subject = ?2 AND idx < ?3
             AND (?4 IS NULL OR kind = ?4) ORDER BY idx DESC LIMIT ?5",
        )
        .bind(dao.as_slice())
        .bind(subject)
        .bind(before)
        .bind(kind)
        .bind(limit),
        None if filter.kind.is_some() => sqlx::query(
            "SELECT * FROM leaves WHERE dao = ?1 AND kind = ?2 AND idx < ?3
             ORDER BY idx DESC LIMIT ?4",
        )
        .bind(dao.as_slice())
        .bind(kind)
        .bind(before)
        .bind(limit),
        None => sqlx::query(
            "SELECT * FROM leaves WHERE dao = ?1 AND idx < ?2 ORDER BY idx DESC LIMIT ?3",
        )
        .bind(dao.as_slice())
        .bind(before)
        .bind(limit),
    };
    let found = query.fetch_all(db).await.map_err(unavailable)?;
    found.iter().map(leaf_row).collect()
}

pub async fn leaves_by_act_prefix(
    db: &mut SqliteConnection,
    dao: &Id,
    prefix: &str,
    limit: i64,
) -> Result<Vec<LeafRow>, Error> {
    let valid = (1..=64).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_hexdigit());
    if !valid {
        return Ok(Vec::new());
    }
    let fill_up = |fill: &str| hex::decode(format!("{prefix}{}", fill.repeat(64 - prefix.len())));
    let (Ok(low), Ok(high)) = (fill_up("0"), fill_up("f")) else {
        return Ok(Vec::new());
    };
    // The plus keeps SQLite from walking the whole log by `dao`: the range of acts is far smaller.
    let found = sqlx::query(
        "SELECT * FROM leaves WHERE act >= ? AND act <= ? AND +dao = ? ORDER BY act LIMIT ?",
    )
    .bind(low)
    .bind(high)
    .bind(dao.as_slice())
    .bind(limit)
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found.iter().map(leaf_row).collect()
}

pub async fn actor_head(
    db: &mut SqliteConnection,
    dao: &Id,
    actor: &Actor,
) -> Result<Option<ActorHead>, Error> {
    let found = sqlx::query(
        "SELECT next_seq, prev FROM actor_heads WHERE dao = ? AND actor_kind = ? AND actor = ?",
    )
    .bind(dao.as_slice())
    .bind(i64::from(actor.kind.code()))
    .bind(actor.id.as_slice())
    .fetch_optional(db)
    .await
    .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(ActorHead {
                next_seq: row::unsigned(&row, "next_seq")?,
                prev: row::id(&row, "prev")?,
            })
        })
        .transpose()
}

pub async fn actor_head_put(
    db: &mut SqliteConnection,
    dao: &Id,
    actor: &Actor,
    head: &ActorHead,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO actor_heads (dao, actor_kind, actor, next_seq, prev) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (dao, actor_kind, actor)
         DO UPDATE SET next_seq = excluded.next_seq, prev = excluded.prev",
    )
    .bind(dao.as_slice())
    .bind(i64::from(actor.kind.code()))
    .bind(actor.id.as_slice())
    .bind(stored(head.next_seq)?)
    .bind(head.prev.as_slice())
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn payload_put(db: &mut SqliteConnection, act: &Id, json: &str) -> Result<(), Error> {
    sqlx::query("INSERT INTO payloads (act, json) VALUES (?, ?)")
        .bind(act.as_slice())
        .bind(json)
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn payload(db: &mut SqliteConnection, act: &Id) -> Result<Option<String>, Error> {
    let found = sqlx::query("SELECT json FROM payloads WHERE act = ?")
        .bind(act.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(|row| row::text(row, "json")).transpose()
}

pub async fn payloads(
    db: &mut SqliteConnection,
    dao: &Id,
    from: u64,
    to: u64,
) -> Result<Vec<(u64, Id, String)>, Error> {
    let found = sqlx::query(
        "SELECT l.idx AS idx, l.act AS act, p.json AS json FROM leaves l
         JOIN payloads p ON p.act = l.act
         WHERE l.dao = ? AND l.idx >= ? AND l.idx < ? ORDER BY l.idx",
    )
    .bind(dao.as_slice())
    .bind(bound(from))
    .bind(bound(to))
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found
        .iter()
        .map(|row| {
            Ok((
                row::unsigned(row, "idx")?,
                row::id(row, "act")?,
                row::text(row, "json")?,
            ))
        })
        .collect()
}

pub async fn tile(
    db: &mut SqliteConnection,
    dao: &Id,
    level: u8,
    number: u64,
) -> Result<Option<TileRow>, Error> {
    let found = sqlx::query("SELECT hashes FROM tiles WHERE dao = ? AND level = ? AND number = ?")
        .bind(dao.as_slice())
        .bind(i64::from(level))
        .bind(bound(number))
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(TileRow {
                dao: *dao,
                level,
                number,
                hashes: row::bytes(&row, "hashes")?,
            })
        })
        .transpose()
}

pub async fn tile_put(db: &mut SqliteConnection, tile: &TileRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO tiles (dao, level, number, hashes) VALUES (?, ?, ?, ?)
         ON CONFLICT (dao, level, number) DO UPDATE SET hashes = excluded.hashes",
    )
    .bind(tile.dao.as_slice())
    .bind(i64::from(tile.level))
    .bind(stored(tile.number)?)
    .bind(&tile.hashes)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn outbox_insert(db: &mut SqliteConnection, dao: &Id, index: u64) -> Result<(), Error> {
    sqlx::query("INSERT INTO outbox (dao, idx) VALUES (?, ?)")
        .bind(dao.as_slice())
        .bind(stored(index)?)
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}
