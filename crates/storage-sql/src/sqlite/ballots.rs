//! Live ballots.
use super::row::{self, stored, unavailable};
use act::Actor;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::ballots::BallotRow;
use storage::{Error, Id};

fn read(row: &SqliteRow) -> Result<BallotRow, Error> {
    Ok(BallotRow {
        proposal: row::id(row, "proposal")?,
        actor: row::actor(row, "actor_kind", "actor")?,
        index: row::unsigned(row, "idx")?,
        act: row::id(row, "act")?,
        power: row::int(row, "power")?,
        body: row::text(row, "body")?,
        alg: row::unsigned(row, "alg")?,
        logged_ms: row::int(row, "logged_ms")?,
    })
}

pub async fn ballot(
    db: &mut SqliteConnection,
    proposal: &Id,
    actor: &Actor,
) -> Result<Option<BallotRow>, Error> {
    let found =
        sqlx::query("SELECT * FROM ballots WHERE proposal = ? AND actor_kind = ? AND actor = ?")
            .bind(proposal.as_slice())
            .bind(i64::from(actor.kind.code()))
            .bind(actor.id.as_slice())
            .fetch_optional(db)
            .await
            .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn ballot_put(db: &mut SqliteConnection, row: &BallotRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO ballots
         (proposal, actor_kind, actor, idx, act, power, body, alg, logged_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (proposal, actor_kind, actor) DO UPDATE SET idx = excluded.idx,
         act = excluded.act, power = excluded.power, body = excluded.body, alg = excluded.alg,
         logged_ms = excluded.logged_ms",
    )
    .bind(row.proposal.as_slice())
    .bind(i64::from(row.actor.kind.code()))
    .bind(row.actor.id.as_slice())
    .bind(stored(row.index)?)
    .bind(row.act.as_slice())
    .bind(row.power)
    .bind(&row.body)
    .bind(i64::from(row.alg))
    .bind(row.logged_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn ballot_delete(
    db: &mut SqliteConnection,
    proposal: &Id,
    actor: &Actor,
) -> Result<(), Error> {
    sqlx::query("DELETE FROM ballots WHERE proposal = ? AND actor_kind = ? AND actor = ?")
        .bind(proposal.as_slice())
        .bind(i64::from(actor.kind.code()))
        .bind(actor.id.as_slice())
        .execute(db)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub async fn ballots(db: &mut SqliteConnection, proposal: &Id) -> Result<Vec<BallotRow>, Error> {
    let found = sqlx::query("SELECT * FROM ballots WHERE proposal = ? ORDER BY idx")
        .bind(proposal.as_slice())
        .fetch_all(db)
        .await
        .map_err(unavailable)?;
    found.iter().map(read).collect()
}
