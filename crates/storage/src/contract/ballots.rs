//! Live ballots.
use super::sample::{actor, ballot, id};
use crate::{Error, Store};

pub async fn put_replace_delete(store: &dyn Store) -> Result<(), Error> {
    let mut row = ballot(id(1), 1, 5);
    let mut tx = store.write().await?;
    assert_eq!(tx.ballot(&id(1), &actor(1)).await?, None);
    tx.ballot_put(&row).await?;
    assert_eq!(tx.ballot(&id(1), &actor(1)).await?.as_ref(), Some(&row));
    row.index = 9;
    row.act = id(44);
    row.power = i64::MAX;
    row.body = r#"{"choice":2}"#.to_owned();
    row.alg = 0;
    row.logged_ms = 1_600;
    tx.ballot_put(&row).await?;
    tx.ballot_put(&ballot(id(1), 2, 6)).await?;
    tx.ballot_put(&ballot(id(2), 1, 7)).await?;
    assert_eq!(tx.ballot(&id(1), &actor(1)).await?.as_ref(), Some(&row));
    tx.ballot_delete(&id(1), &actor(1)).await?;
    assert_eq!(tx.ballot(&id(1), &actor(1)).await?, None);
    tx.ballot_delete(&id(1), &actor(1)).await?;
    assert!(tx.ballot(&id(1), &actor(2)).await?.is_some());
    assert!(tx.ballot(&id(2), &actor(1)).await?.is_some());
    Ok(())
}

pub async fn in_log_order(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for (n, index) in [(1, 30), (2, 10), (3, 20)] {
        tx.ballot_put(&ballot(id(1), n, index)).await?;
    }
    tx.ballot_put(&ballot(id(2), 1, 15)).await?;
    let expected = [(2, 10), (3, 20), (1, 30)].map(|(n, index)| ballot(id(1), n, index));
    assert_eq!(tx.ballots(&id(1)).await?, expected);
    assert_eq!(tx.ballots(&id(3)).await?, []);
    Ok(())
}
