//! DAOs.
use super::row::{self, stored, unavailable};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use storage::records::daos::DaoRow;
use storage::{Error, Id};

fn read(row: &SqliteRow) -> Result<DaoRow, Error> {
    Ok(DaoRow {
        id: row::id(row, "id")?,
        slug: row::text(row, "slug")?,
        name: row::text(row, "name")?,
        lang: row::text(row, "lang")?,
        about: row::text(row, "about")?,
        charter: row::text(row, "charter")?,
        chain_id: row::unsigned(row, "chain_id")?,
        config: row::text(row, "config")?,
        created_ms: row::int(row, "created_ms")?,
        source: row::text(row, "source")?,
    })
}

pub async fn dao_insert(db: &mut SqliteConnection, dao: &DaoRow) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO daos
         (id, slug, name, lang, about, charter, chain_id, config, created_ms, source)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(dao.id.as_slice())
    .bind(&dao.slug)
    .bind(&dao.name)
    .bind(&dao.lang)
    .bind(&dao.about)
    .bind(&dao.charter)
    .bind(stored(dao.chain_id)?)
    .bind(&dao.config)
    .bind(dao.created_ms)
    .bind(&dao.source)
    .execute(db)
    .await
    .map_err(unavailable)?;
    Ok(())
}

pub async fn dao_by_slug(db: &mut SqliteConnection, slug: &str) -> Result<Option<DaoRow>, Error> {
    let found = sqlx::query("SELECT * FROM daos WHERE slug = ?")
        .bind(slug)
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn dao(db: &mut SqliteConnection, id: &Id) -> Result<Option<DaoRow>, Error> {
    let found = sqlx::query("SELECT * FROM daos WHERE id = ?")
        .bind(id.as_slice())
        .fetch_optional(db)
        .await
        .map_err(unavailable)?;
    found.as_ref().map(read).transpose()
}

pub async fn daos(db: &mut SqliteConnection) -> Result<Vec<DaoRow>, Error> {
    let found = sqlx::query("SELECT * FROM daos ORDER BY created_ms, slug")
        .fetch_all(db)
        .await
        .map_err(unavailable)?;
    found.iter().map(read).collect()
}
