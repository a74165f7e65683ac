//! Every statement of the adapter finds its rows by an index.
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row};
use std::path::Path;
use storage_sql::SqliteStore;

/// Whole tables on purpose: one row per DAO.
const LISTS: [&str; 2] = ["FROM daos ORDER BY", "FROM logs ORDER BY"];

/// The string literals of a source file that are statements with a condition or an order.
fn statements(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["\"SELECT ", "\"DELETE ", "\"UPDATE "] {
        for (at, _) in source.match_indices(start) {
            let text = &source[at + 1..];
            let text = &text[..text.find('"').unwrap()];
            found.push(text.replace("\\\\", "\\"));
        }
    }
    found
}

#[tokio::test]
async fn nothing_scans() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = SqliteStore::open(&path).await.unwrap();
    store.close().await.unwrap();
    let options = SqliteConnectOptions::new().filename(&path);
    let mut db = options.connect().await.unwrap();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sqlite");
    let mut seen = 0;
    for file in std::fs::read_dir(sources).unwrap() {
        let path = file.unwrap().path();
        // The dump reads everything, the settings are no tables.
        if path.ends_with("dump.rs") || path.ends_with("mod.rs") {
            continue;
        }
        for statement in statements(&std::fs::read_to_string(&path).unwrap()) {
            seen += 1;
            let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
            let plan: Vec<String> = sqlx::query(explain)
                .fetch_all(&mut db)
                .await
                .unwrap()
                .iter()
                .map(|row| row.get("detail"))
                .collect();
            let listed = LISTS.iter().any(|list| statement.contains(list));
            let scans = plan.iter().any(|step| step.starts_with("SCAN"));
            assert!(listed || !scans, "{statement}: {plan:?}");
            // A filter by one thing must not walk the whole log.
            for (column, index) in [
                ("AND actor = ?3 AND idx <", "leaves_actor"),
                ("AND subject = ?2 AND idx <", "leaves_subject"),
                ("AND kind = ?2 AND idx <", "leaves_kind"),
                ("act >= ?", "leaves_act "),
                (
                    "count(*) AS n FROM members",
                    "COVERING INDEX members_joined",
                ),
                ("FROM proposals WHERE status", "proposals_due"),
            ] {
                let used = plan.iter().any(|step| step.contains(index));
                assert!(!statement.contains(column) || used, "{statement}: {plan:?}");
            }
        }
    }
    assert!(seen > 50, "only {seen} statements found");
}
