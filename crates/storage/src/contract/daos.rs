//! DAOs.
use super::conflict;
use super::sample::{dao, id};
use crate::{Error, Store};

pub async fn insert_and_find(store: &dyn Store) -> Result<(), Error> {
    let (young, old) = (dao(1, "a", 20), dao(2, "b", 10));
    let mut tx = store.write().await?;
    assert_eq!(tx.daos().await?, []);
    tx.dao_insert(&young).await?;
    tx.dao_insert(&old).await?;
    assert_eq!(tx.dao(&id(1)).await?.as_ref(), Some(&young));
    assert_eq!(tx.dao_by_slug("b").await?.as_ref(), Some(&old));
    assert_eq!(tx.dao(&id(3)).await?, None);
    assert_eq!(tx.dao_by_slug("c").await?, None);
    assert_eq!(tx.daos().await?, [old, young], "oldest first");
    Ok(())
}

pub async fn slug_and_id_are_unique(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.dao_insert(&dao(1, "a", 1)).await?;
    conflict(tx.dao_insert(&dao(2, "a", 1)).await, "slug twice");
    conflict(tx.dao_insert(&dao(1, "b", 1)).await, "id twice");
    Ok(())
}
