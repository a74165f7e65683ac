//! Durability settings, reopening, damage, tasks on several threads.
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::path::Path;
use std::sync::Arc;
use storage::records::daos::DaoRow;
use storage::records::log::LogHead;
use storage::{Error, Store};
use storage_sql::SqliteStore;

fn head(slug: &str) -> LogHead {
    LogHead {
        dao: [1; 32],
        slug: slug.to_owned(),
        origin: format!("a.example/log/{slug}"),
        size: 0,
        root: [0; 32],
        checkpoint: "签名".to_owned(),
        checkpoint_ms: 5,
    }
}

async fn put(store: &SqliteStore, head: &LogHead) {
    let mut tx = store.write().await.unwrap();
    tx.log_put(head).await.unwrap();
    tx.commit().await.unwrap();
}

/// Another program looking at the same file.
async fn stranger(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.connect().await.unwrap()
}

#[tokio::test]
async fn what_was_committed_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b.db");
    let store = SqliteStore::open(&path).await.unwrap();
    put(&store, &head("a")).await;
    let mut unfinished = store.write().await.unwrap();
    unfinished.log_put(&head("lost")).await.unwrap();
    drop(unfinished);
    // Dropped without closing, as after a crash of the process: the WAL is read again.
    drop(store);
    let store = SqliteStore::open(path.to_str().unwrap()).await.unwrap();
    let heads = store.read().await.unwrap().log_heads().await.unwrap();
    assert_eq!(heads, [head("a")]);
    put(&store, &head("b")).await;
    store.close().await.unwrap();
    assert!(store.write().await.is_err(), "closed");
    let store = SqliteStore::open(&path).await.unwrap();
    let heads = store.read().await.unwrap().log_heads().await.unwrap();
    assert_eq!(heads, [head("b")]);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_commit_is_synced() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("a.db")).await.unwrap();
    let pragmas = store.pragmas().await.unwrap();
    assert_eq!(pragmas.journal_mode, "wal");
    assert_eq!(pragmas.synchronous, 2, "FULL");
    assert_eq!(pragmas.busy_timeout_ms, 5_000);
    assert!(pragmas.foreign_keys);
}

#[tokio::test]
async fn the_write_ahead_log_is_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let wal = folder.path().join("a.db-wal");
    let store = SqliteStore::open(&path).await.unwrap();
    put(&store, &head("a")).await;
    assert!(std::fs::metadata(&wal).unwrap().len() > 0);
    assert!(store.checkpoint_truncate().await.unwrap());
    assert_eq!(std::fs::metadata(&wal).unwrap().len(), 0);
    // The file alone is now a whole copy.
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).unwrap();
    let copy = SqliteStore::open(&copy).await.unwrap();
    let heads = copy.read().await.unwrap().log_heads().await.unwrap();
    assert_eq!(heads, [head("a")]);
}

#[tokio::test]
async fn damage_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = SqliteStore::open(&path).await.unwrap();
    put(&store, &head("a")).await;
    let mut stranger = stranger(&path).await;
    sqlx::query("UPDATE logs SET root = x'0102'")
        .execute(&mut stranger)
        .await
        .unwrap();
    let read = store.read().await.unwrap().log_head(&[1; 32]).await;
    assert!(matches!(read, Err(Error::Corrupt { what }) if what == "root"));
    sqlx::query("UPDATE logs SET root = zeroblob(32), size = -1")
        .execute(&mut stranger)
        .await
        .unwrap();
    let read = store.read().await.unwrap().log_head(&[1; 32]).await;
    assert!(matches!(read, Err(Error::Corrupt { what }) if what == "size"));
    // Strict tables refuse other types outright.
    let text = sqlx::query("UPDATE logs SET size = 'many'")
        .execute(&mut stranger)
        .await;
    assert!(text.is_err());
}

#[tokio::test]
async fn writing_takes_the_lock_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = SqliteStore::open(&path).await.unwrap();
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .busy_timeout(std::time::Duration::ZERO);
    let mut stranger = options.connect().await.unwrap();
    let reading = store.read().await.unwrap();
    let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut stranger).await;
    assert!(begun.is_ok(), "reading locks nobody out");
    sqlx::query("ROLLBACK")
        .execute(&mut stranger)
        .await
        .unwrap();
    drop(reading);
    let writing = store.write().await.unwrap();
    let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut stranger).await;
    assert!(begun.is_err(), "before the first statement");
    drop(writing);
}

#[tokio::test]
async fn the_outbox_keeps_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = SqliteStore::open(&path).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for (dao, index) in [(2, 5), (1, 9), (2, 6)] {
        tx.outbox_insert(&[dao; 32], index).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rows = sqlx::query("SELECT idx FROM outbox ORDER BY id")
        .fetch_all(&mut stranger(&path).await)
        .await
        .unwrap();
    let order: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(order, [5, 9, 6]);
}

#[tokio::test]
async fn scratch_databases_are_apart() {
    let (a, b) = (
        SqliteStore::open_memory().await.unwrap(),
        SqliteStore::open_memory().await.unwrap(),
    );
    put(&a, &head("a")).await;
    assert_eq!(b.read().await.unwrap().log_heads().await.unwrap(), []);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let opened = SqliteStore::open(folder.path().join("no/a.db")).await;
    assert!(matches!(opened, Err(Error::Unavailable { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_tasks_on_two_threads_lose_nothing() {
    let store = Arc::new(SqliteStore::open_memory().await.unwrap());
    put(&store, &head("a")).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..100_u8 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut tx = store.write().await.unwrap();
            let mut log = tx.log_lock(&[1; 32]).await.unwrap().unwrap();
            log.size += 1;
            tx.log_put(&log).await.unwrap();
            let dao = DaoRow {
                id: [n; 32],
                slug: format!("d{n}"),
                name: String::new(),
                lang: "zh".to_owned(),
                about: String::new(),
                charter: String::new(),
                chain_id: 1,
                config: "{}".to_owned(),
                created_ms: 0,
                source: String::new(),
            };
            tx.dao_insert(&dao).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.log_head(&[1; 32]).await.unwrap().unwrap().size, 100);
    assert_eq!(tx.daos().await.unwrap().len(), 100);
}
