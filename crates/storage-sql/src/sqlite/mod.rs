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

/// How long a statement waits for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// The writer's settings as SQLite reports them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pragmas {
    /// `wal` for every store.
    pub journal_mode: String,
    /// 2 (FULL): a commit waits for the disk. 0 for throw-away databases.
    pub synchronous: i64,
    /// How long a statement waits for another process, milliseconds.
    pub busy_timeout_ms: i64,
    /// Whether foreign keys are enforced.
    pub foreign_keys: bool,
}

/// A SQLite database.
///
/// Two pools on one file: readers see the last commit and never wait for the writer (WAL).
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Removes the folder of [`SqliteStore::open_memory`]; dropped last.
    _scratch: Option<tempfile::TempDir>,
}

impl SqliteStore {
    /// Opens or makes the file and brings its tables up to date.
    ///
    /// A commit is answered only when it is on the disk (`synchronous=FULL`).
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file can't be used or a migration fails.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::start(path.as_ref(), SqliteSynchronous::Full, None).await
    }

    /// An empty database that is gone when dropped, for tests and audits.
    ///
    /// It lives in a private temporary folder and is never synced to the disk. SQLite's own
    /// `:memory:` won't do: shared between two pools it has no WAL, so readers would lock out the
    /// writer.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the folder can't be made or the file can't be used.
    pub async fn open_memory() -> Result<Self, Error> {
        let folder = tempfile::tempdir().map_err(|error| Error::Unavailable {
            message: error.to_string(),
        })?;
        let path = folder.path().join("scratch.db");
        Self::start(&path, SqliteSynchronous::Off, Some(folder)).await
    }

    async fn start(
        path: &Path,
        synchronous: SqliteSynchronous,
        scratch: Option<tempfile::TempDir>,
    ) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .statement_cache_capacity(256);
        // A file doesn't hang up as a server does: no ping before each use, and connections keep
        // their prepared statements for as long as the store lives.
        let pool = || {
            SqlitePoolOptions::new()
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let writer = pool()
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
        let readers = pool()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(row::unavailable)?;
        Ok(Self {
            writer,
            readers,
            _scratch: scratch,
        })
    }

    /// Moves the write-ahead log into the file and empties it. Waits for an open write
    /// transaction. `false`: a reader still needs the log; nothing is lost, it stays beside the
    /// file.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk refuses.
    pub async fn checkpoint_truncate(&self) -> Result<bool, Error> {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&self.writer)
            .await
            .map_err(row::unavailable)?;
        Ok(row::int(&row, "busy")? == 0)
    }

    /// What the write connection is set to; worth a line in the log at the start.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file can't be read.
    pub async fn pragmas(&self) -> Result<Pragmas, Error> {
        let row = sqlx::query(
            "SELECT journal_mode, synchronous, timeout, foreign_keys FROM pragma_journal_mode,
             pragma_synchronous, pragma_busy_timeout, pragma_foreign_keys",
        )
        .fetch_one(&self.writer)
        .await
        .map_err(row::unavailable)?;
        Ok(Pragmas {
            journal_mode: row::text(&row, "journal_mode")?,
            synchronous: row::int(&row, "synchronous")?,
            busy_timeout_ms: row::int(&row, "timeout")?,
            foreign_keys: row::int(&row, "foreign_keys")? == 1,
        })
    }

    /// A graceful stop: lets open transactions end, moves the write-ahead log into the file, closes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk refuses; committed data is safe even then.
    pub async fn close(&self) -> Result<(), Error> {
        self.readers.close().await;
        let moved = self.checkpoint_truncate().await;
        self.writer.close().await;
        moved.map(drop)
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
