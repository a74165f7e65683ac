//! The points ledger.
use super::conflict;
use super::sample::{actor, id, point};
use crate::records::points::PointRow;
use crate::{Error, Store, Tx};

/// Entries 0…9 of two members by turns, and one in another DAO.
async fn ledger(tx: &mut dyn Tx) -> Result<(), Error> {
    for index in (0..10).rev() {
        let member = if index % 2 == 0 { 1 } else { 2 };
        tx.point_insert(&point(1, index, member)).await?;
    }
    tx.point_insert(&point(2, 3, 1)).await
}

fn indexes(rows: &[PointRow]) -> Vec<u64> {
    rows.iter().map(|row| row.index).collect()
}

pub async fn before_an_index(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    ledger(tx.as_mut()).await?;
    let all = tx.points(&id(1), None, 4).await?;
    assert_eq!(indexes(&all), [0, 1, 2, 3]);
    assert_eq!(all[1], point(1, 1, 2), "every column");
    let of_one = tx.points(&id(1), Some(&actor(2)), 5).await?;
    assert_eq!(indexes(&of_one), [1, 3]);
    assert_eq!(tx.points(&id(1), None, u64::MAX).await?.len(), 10);
    assert_eq!(tx.points(&id(1), None, 0).await?, []);
    assert_eq!(tx.points(&id(1), Some(&actor(3)), 9).await?, []);
    Ok(())
}

pub async fn latest_pages(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    ledger(tx.as_mut()).await?;
    for (member, before, expected) in [
        (None, None, [9, 8, 7]),
        (None, Some(7), [6, 5, 4]),
        (Some(actor(1)), None, [8, 6, 4]),
        (Some(actor(1)), Some(6), [4, 2, 0]),
    ] {
        let found = tx.points_latest(&id(1), member.as_ref(), before, 3).await?;
        assert_eq!(indexes(&found), expected, "{member:?} {before:?}");
    }
    Ok(())
}

pub async fn entries_are_unique(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.point_insert(&point(1, 0, 1)).await?;
    conflict(tx.point_insert(&point(1, 0, 2)).await, "index twice");
    tx.point_insert(&point(2, 0, 1)).await
}
