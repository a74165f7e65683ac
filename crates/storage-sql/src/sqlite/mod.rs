//! SQLite: one writer connection, a pool of readers, WAL, full sync.
mod ballots;
mod daos;
mod dump;
mod log;
mod members;
mod points;
mod private;
mod proposals;
mod row;
mod tx;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;
use storage::{Error, Store, Tx};

/// Connections that read at the same time.
const READERS: u32 = 8;

/// A SQLite database.
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens or makes the file and brings its tables up to date.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file can't be used or a migration fails.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit is answered only when it is on the disk.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(256);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(row::unavailable)?;
        sqlx::migrate!("../../migrations/sqlite")
            .run(&writer)
            .await
            .map_err(|error| Error::Unavailable {
                message: error.to_string(),
            })?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(row::unavailable)?;
        Ok(Self { writer, readers })
    }

    /// Moves the write-ahead log into the file and closes: a graceful stop.
    pub async fn close(&self) -> Result<(), Error> {
        self.readers.close().await;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.writer)
            .await
            .map_err(row::unavailable)?;
        self.writer.close().await;
        Ok(())
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Tx>, Error> {
        let tx = self.readers.begin().await.map_err(row::unavailable)?;
        Ok(Box::new(tx::SqliteTx::new(tx)))
    }

    async fn write(&self) -> Result<Box<dyn Tx>, Error> {
        // Taken at once: a later upgrade from reading would fail under load (BUSY_SNAPSHOT).
        let tx = self
            .writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(row::unavailable)?;
        Ok(Box::new(tx::SqliteTx::new(tx)))
    }
}
