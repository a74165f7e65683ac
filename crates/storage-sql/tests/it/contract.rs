use storage_sql::SqliteStore;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_promise_holds() {
    for case in storage::contract::CASES {
        println!("{}", case.name);
        let store = SqliteStore::open_memory().await.unwrap();
        if let Err(error) = case.run(&store).await {
            panic!("{}: {error}", case.name);
        }
        store.close().await.unwrap();
    }
}
