//! Every derived row as a line, for the audit.
use super::row::unavailable;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Row, SqliteConnection, TypeInfo, ValueRef};
use std::fmt::Write;
use storage::Error;

/// A derived table: its name, how many of its leading columns are the key, all its columns.
struct Table {
    name: &'static str,
    keys: usize,
    query: &'static str,
}

const TABLES: [Table; 8] = [
    Table {
        name: "daos",
        keys: 1,
        query: "SELECT id, slug, name, lang, about, charter, chain_id, config, created_ms, source
                FROM daos",
    },
    Table {
        name: "members",
        keys: 3,
        query: "SELECT dao, actor_kind, actor, handle, role, joined_index, joined_ms, left_index
                FROM members",
    },
    Table {
        name: "points",
        keys: 2,
        query: "SELECT dao, idx, time_ms, actor_kind, actor, kind, category, amount,
                reviewer_kind, reviewer, reason, act FROM points",
    },
    Table {
        name: "proposals",
        keys: 1,
        query: "SELECT id, dao, number, version, title, body, author_kind, author, author_handle,
                system, rules, start_ms, end_ms, snapshot_index, snapshot_ms, eligible,
                eligible_members, published_index, published_ms, status, status_reason, source
                FROM proposals",
    },
    Table {
        name: "tallies",
        keys: 1,
        query: "SELECT proposal, state, counted, attested, refused FROM tallies",
    },
    Table {
        name: "certificates",
        keys: 2,
        query: "SELECT proposal, idx, act, payload, closed_ms FROM certificates",
    },
    Table {
        name: "ballots",
        keys: 3,
        query: "SELECT proposal, actor_kind, actor, idx, act, power, body, alg, logged_ms
                FROM ballots",
    },
    Table {
        name: "actor_heads",
        keys: 3,
        query: "SELECT dao, actor_kind, actor, next_seq, prev FROM actor_heads",
    },
];

pub async fn dump_derived(db: &mut SqliteConnection) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for table in TABLES {
        let rows = sqlx::query(table.query)
            .fetch_all(&mut *db)
            .await
            .map_err(unavailable)?;
        for row in rows {
            lines.push(line(&table, &row)?);
        }
    }
    lines.sort_unstable();
    Ok(lines)
}

/// `table<TAB>key<TAB>values`, the parts of each separated by a space.
fn line(table: &Table, row: &SqliteRow) -> Result<String, Error> {
    let mut out = String::from(table.name);
    for at in 0..row.columns().len() {
        out.push(if at == 0 || at == table.keys {
            '\t'
        } else {
            ' '
        });
        value(&mut out, table, row, at)?;
    }
    Ok(out)
}

fn value(out: &mut String, table: &Table, row: &SqliteRow, at: usize) -> Result<(), Error> {
    let raw = row.try_get_raw(at).map_err(unavailable)?;
    if raw.is_null() {
        out.push('-');
        return Ok(());
    }
    // What the value is, not what the column was declared as.
    match raw.type_info().name() {
        "INTEGER" => {
            let number: i64 = row.try_get(at).map_err(unavailable)?;
            out.push_str(&number.to_string());
        }
        "TEXT" => quote(out, row.try_get(at).map_err(unavailable)?),
        "BLOB" => {
            let bytes: &[u8] = row.try_get(at).map_err(unavailable)?;
            out.push_str(&hex::encode(bytes));
        }
        _ => {
            return Err(Error::Corrupt {
                what: format!("{}.{}", table.name, row.column(at).name()),
            });
        }
    }
    Ok(())
}

/// Text in quotes on one line; different texts give different lines.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                // Writing into a String can't fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
