//! Every derived row as a line, for the audit.
use super::row::unavailable;
use sqlx::{Row, SqliteConnection};
use storage::Error;

/// One statement per derived table; each gives its rows as one text.
const TABLES: [(&str, &str); 8] = [
    (
        "daos",
        "SELECT hex(id)||'|'||slug||'|'||name||'|'||lang||'|'||about||'|'||charter||'|'||chain_id||'|'||config||'|'||created_ms||'|'||source FROM daos",
    ),
    (
        "members",
        "SELECT hex(dao)||'|'||actor_kind||'|'||hex(actor)||'|'||handle||'|'||role||'|'||joined_index||'|'||joined_ms||'|'||coalesce(left_index,'') FROM members",
    ),
    (
        "points",
        "SELECT hex(dao)||'|'||idx||'|'||time_ms||'|'||actor_kind||'|'||hex(actor)||'|'||kind||'|'||category||'|'||amount||'|'||reviewer_kind||'|'||hex(reviewer)||'|'||reason||'|'||hex(act) FROM points",
    ),
    (
        "proposals",
        "SELECT hex(id)||'|'||hex(dao)||'|'||number||'|'||version||'|'||title||'|'||body||'|'||author_kind||'|'||hex(author)||'|'||author_handle||'|'||system||'|'||rules||'|'||start_ms||'|'||end_ms||'|'||snapshot_index||'|'||snapshot_ms||'|'||eligible||'|'||eligible_members||'|'||published_index||'|'||published_ms||'|'||status||'|'||status_reason||'|'||source FROM proposals",
    ),
    (
        "tallies",
        "SELECT hex(proposal)||'|'||state||'|'||counted||'|'||attested||'|'||refused FROM tallies",
    ),
    (
        "certificates",
        "SELECT hex(proposal)||'|'||idx||'|'||hex(act)||'|'||payload||'|'||closed_ms FROM certificates",
    ),
    (
        "ballots",
        "SELECT hex(proposal)||'|'||actor_kind||'|'||hex(actor)||'|'||idx||'|'||hex(act)||'|'||power||'|'||body||'|'||alg||'|'||logged_ms FROM ballots",
    ),
    (
        "actor_heads",
        "SELECT hex(dao)||'|'||actor_kind||'|'||hex(actor)||'|'||next_seq||'|'||hex(prev) FROM actor_heads",
    ),
];

pub async fn dump_derived(db: &mut SqliteConnection) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for (table, query) in TABLES {
        let rows = sqlx::query(query)
            .fetch_all(&mut *db)
            .await
            .map_err(unavailable)?;
        for row in rows {
            let line: String = row.try_get(0).map_err(unavailable)?;
            lines.push(format!("{table}\t{line}"));
        }
    }
    lines.sort_unstable();
    Ok(lines)
}
