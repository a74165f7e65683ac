//! Proposals, running tallies, certificates.
use super::row::{self, like, stored, unavailable};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::proposals::{CertificateRow, ProposalFilter, ProposalRow, TallyRow};
use storage::{Error, Id};

fn read(row: &SqliteRow) -> Result<ProposalRow, Error> {
    Ok(ProposalRow {
        id: row::id(row, "id")?,
        dao: row::id(row, "dao")?,
        number: row::int(row, "number")?,
        version: row::int(row, "version")?,
        title: row::text(row, "title")?,
        body: row::text(row, "body")?,
        author: row::actor(row, "author_kind", "author")?,
        author_handle: row::text(row, "author_handle")?,
        system: row::text(row, "system")?,
        rules: row::text(row, "rules")?,
        start_ms: row::int(row, "start_ms")?,
        end_ms: row::int(row, "end_ms")?,
        snapshot_index: row::unsigned(row, "snapshot_index")?,
        snapshot_ms: row::int(row, "snapshot_ms")?,
        eligible: row::text(row, "eligible")?,
        eligible_members: row::int(row, "eligible_members")?,
        published_index: row::unsigned(row, "published_index")?,
        published_ms: row::int(row, "published_ms")?,
        status: row::text(row, "status")?,
        status_reason: row::text(row, "status_reason")?,
        source: row::text(row, "source")?,
    })
}

pub async fn proposal_put(db: &mut SqliteConnection, row: &ProposalRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO proposals (id, dao, number, version, title, body, author_kind, author,
         author_handle, system, rules, start_ms, end_ms, snapshot_index, snapshot_ms, eligible,
         eligible_members, published_index, published_ms, status, status_reason, source)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET dao = excluded.dao, number = excluded.number,
         version = excluded.version, title = excluded.title, body = excluded.body,
         author_kind = excluded.author_kind, author = excluded.author,
         author_handle = excluded.author_handle, system = excluded.system,
         rules = excluded.rules, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
         snapshot_index = excluded.snapshot_index, snapshot_ms = excluded.snapshot_ms,
         eligible = excluded.eligible, eligible_members = excluded.eligible_members,
         published_index = excluded.published_index,
         published_ms = excluded.published_ms, status = excluded.status,
         status_reason = excluded.status_reason, source = excluded.source",
    )
    .bind(row.id.as_slice())
    .bind(row.dao.as_slice())
    .bind(row.number)
    .bind(row.version)
    .bind(&row.title)
    .bind(&row.body)
    .bind(i64::from(row.author.kind.code()))
    .bind(row.author.id.as_slice())
    .bind(&row.author_handle)
    .bind(&row.system)
    .bind(&row.rules)
    .bind(row.start_ms)
    .bind(row.end_ms)
    .bind(stored(row.snapshot_index)?)
    .bind(row.snapshot_ms)
    .bind(&row.eligible)
    .bind(row.eligible_members)
    .bind(stored(row.published_index)?)
    .bind(row.published_ms)
    .bind(&row.status)
    .bind(&row.status_reason)
    .bind(&row.source)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn proposal(db: &mut SqliteConnection, id: &Id) -> Result<Option<ProposalRow>, Error> {
    let found = sqlx::query("SELECT * FROM proposals WHERE id = ?")
        .bind(id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn proposal_by_number(
    db: &mut SqliteConnection,
    dao: &Id,
    number: i64,
) -> Result<Option<ProposalRow>, Error> {
    let found = sqlx::query(
        "SELECT * FROM proposals WHERE dao = ? AND number = ? ORDER BY version DESC LIMIT 1",
    )
    .bind(dao.as_slice())
    .bind(number)
    .fetch_optional(db)
    .await
    .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn proposal_last_number(db: &mut SqliteConnection, dao: &Id) -> Result<i64, Error> {
    let row = sqlx::query("SELECT coalesce(max(number), 0) AS n FROM proposals WHERE dao = ?")
        .bind(dao.as_slice())
        .fetch_one(db)
        .await
        .map_err(unavailable)?;
    row::int(&row, "n")
}

pub async fn proposals(
    db: &mut SqliteConnection,
    dao: &Id,
    filter: &ProposalFilter,
) -> Result<Vec<ProposalRow>, Error> {
    let found = sqlx::query(
        "SELECT * FROM proposals p WHERE dao = ?1 AND status <> 'unpublished' AND number < ?2
         AND version = (SELECT max(version) FROM proposals q WHERE q.dao = ?1 AND q.number = p.number)
         AND (?3 IS NULL OR system = ?3)
         AND (?4 IS NULL OR title LIKE ?4 ESCAPE '\\')
         AND (?5 IS NULL
              OR (?5 = 'scheduled' AND status = 'published' AND start_ms > ?6)
              OR (?5 = 'active' AND status = 'published' AND start_ms <= ?6 AND end_ms > ?6)
              OR (?5 = 'counting' AND status = 'published' AND end_ms <= ?6)
              OR (?5 = 'ended' AND status <> 'published'))
         ORDER BY number DESC LIMIT ?7",
    )
    .bind(dao.as_slice())
    .bind(filter.before.unwrap_or(i64::MAX))
    .bind(filter.system.as_deref())
    .bind(filter.text.as_deref().map(like))
    .bind(filter.phase.as_deref())
    .bind(filter.now_ms)
    .bind(filter.limit.clamp(1, 200))
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found.iter().map(read).collect()
}

pub async fn proposals_due(
    db: &mut SqliteConnection,
    now_ms: i64,
) -> Result<Vec<ProposalRow>, Error> {
    let found = sqlx::query(
        "SELECT * FROM proposals WHERE status = 'published' AND end_ms <= ? ORDER BY end_ms, id",
    )
    .bind(now_ms)
    .fetch_all(db)
    .await
    .map_err(unavailable)?;
    found.iter().map(read).collect()
}

pub async fn tally(db: &mut SqliteConnection, proposal: &Id) -> Result<Option<TallyRow>, Error> {
    let found = sqlx::query("SELECT * FROM tallies WHERE proposal = ?")
        .bind(proposal.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(TallyRow {
                proposal: *proposal,
                state: row::text(&row, "state")?,
                counted: row::int(&row, "counted")?,
                attested: row::int(&row, "attested")?,
                refused: row::int(&row, "refused")?,
            })
        })
        .transpose()
}

pub async fn tally_put(db: &mut SqliteConnection, row: &TallyRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO tallies (proposal, state, counted, attested, refused) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (proposal) DO UPDATE SET state = excluded.state, counted = excluded.counted,
         attested = excluded.attested, refused = excluded.refused",
    )
    .bind(row.proposal.as_slice())
    .bind(&row.state)
    .bind(row.counted)
    .bind(row.attested)
    .bind(row.refused)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn certificate(
    db: &mut SqliteConnection,
    proposal: &Id,
) -> Result<Option<CertificateRow>, Error> {
    let found =
        sqlx::query("SELECT * FROM certificates WHERE proposal = ? ORDER BY idx DESC LIMIT 1")
            .bind(proposal.as_slice())
            .fetch_optional(db)
            .await
            .map_err(unavailable)?;
    found
        .map(|row| {
            Ok(CertificateRow {
                proposal: *proposal,
                index: row::unsigned(&row, "idx")?,
                act: row::id(&row, "act")?,
                payload: row::text(&row, "payload")?,
                closed_ms: row::int(&row, "closed_ms")?,
            })
        })
        .transpose()
}

pub async fn certificate_insert(
    db: &mut SqliteConnection,
    row: &CertificateRow,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO certificates (proposal, idx, act, payload, closed_ms) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(row.proposal.as_slice())
    .bind(stored(row.index)?)
    .bind(row.act.as_slice())
    .bind(&row.payload)
    .bind(row.closed_ms)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}
