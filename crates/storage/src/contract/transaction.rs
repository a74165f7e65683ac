//! Commit, rollback, savepoints, views, turns.
use super::conflict;
use super::sample::{head, id, leaf};
use crate::records::log::LeafFilter;
use crate::{Error, Store, Tx};
use std::pin::Pin;
use std::task::Poll;

async fn has_leaf(tx: &mut dyn Tx, index: u64) -> Result<bool, Error> {
    Ok(tx.leaf(&id(1), index).await?.is_some())
}

pub async fn commit_makes_visible(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    assert!(has_leaf(tx.as_mut(), 0).await?, "own writes are visible");
    tx.commit().await?;
    let mut tx = store.read().await?;
    assert!(has_leaf(tx.as_mut(), 0).await?);
    tx.commit().await
}

pub async fn readers_see_only_commits(store: &dyn Store) -> Result<(), Error> {
    let mut writer = store.write().await?;
    writer.leaf_insert(&leaf(1, 0)).await?;
    let mut reader = store.read().await?;
    assert!(
        !has_leaf(reader.as_mut(), 0).await?,
        "uncommitted is unseen"
    );
    drop(reader);
    writer.commit().await?;
    assert!(has_leaf(store.read().await?.as_mut(), 0).await?);
    Ok(())
}

pub async fn a_reader_keeps_its_view(store: &dyn Store) -> Result<(), Error> {
    let mut reader = store.read().await?;
    assert!(!has_leaf(reader.as_mut(), 0).await?);
    let mut writer = store.write().await?;
    writer.leaf_insert(&leaf(1, 0)).await?;
    writer.commit().await?;
    assert!(!has_leaf(reader.as_mut(), 0).await?, "one view");
    Ok(())
}

pub async fn drop_rolls_back(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    drop(tx);
    let mut tx = store.write().await?;
    assert!(!has_leaf(tx.as_mut(), 0).await?);
    tx.leaf_insert(&leaf(1, 0)).await?;
    // Dropped inside a savepoint: the whole transaction goes.
    tx.savepoint().await?;
    drop(tx);
    assert!(!has_leaf(store.write().await?.as_mut(), 0).await?);
    Ok(())
}

pub async fn readers_cannot_write(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.read().await?;
    assert!(tx.leaf_insert(&leaf(1, 0)).await.is_err());
    drop(tx);
    assert!(!has_leaf(store.read().await?.as_mut(), 0).await?);
    Ok(())
}

pub async fn savepoints_undo_and_keep(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    tx.savepoint().await?;
    tx.leaf_insert(&leaf(1, 1)).await?;
    tx.rollback().await?;
    tx.savepoint().await?;
    tx.leaf_insert(&leaf(1, 2)).await?;
    tx.release().await?;
    tx.commit().await?;
    let mut tx = store.read().await?;
    for (index, kept) in [(0, true), (1, false), (2, true)] {
        assert_eq!(has_leaf(tx.as_mut(), index).await?, kept, "leaf {index}");
    }
    Ok(())
}

pub async fn savepoints_nest(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.savepoint().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    tx.savepoint().await?;
    tx.leaf_insert(&leaf(1, 1)).await?;
    tx.rollback().await?;
    assert!(has_leaf(tx.as_mut(), 0).await? && !has_leaf(tx.as_mut(), 1).await?);
    tx.savepoint().await?;
    tx.leaf_insert(&leaf(1, 2)).await?;
    tx.release().await?;
    tx.rollback().await?;
    for index in 0..3 {
        assert!(!has_leaf(tx.as_mut(), index).await?, "outer undoes inner");
    }
    tx.commit().await
}

pub async fn a_conflict_leaves_the_transaction_usable(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    tx.savepoint().await?;
    conflict(tx.leaf_insert(&leaf(1, 0)).await, "leaf twice");
    tx.rollback().await?;
    tx.leaf_insert(&leaf(1, 1)).await?;
    tx.commit().await?;
    let mut tx = store.read().await?;
    assert!(has_leaf(tx.as_mut(), 0).await? && has_leaf(tx.as_mut(), 1).await?);
    Ok(())
}

/// 100 tasks append, every tenth gives up; readers look on and always find head and leaves agree.
pub async fn a_hundred_writers_take_turns(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.log_put(&head(1, "a")).await?;
    tx.commit().await?;
    let mut tasks: Vec<super::Pending<'_>> = Vec::new();
    for n in 0..100 {
        tasks.push(Box::pin(append(store, n % 10 != 0)));
        if n % 5 == 0 {
            tasks.push(Box::pin(look(store)));
        }
    }
    for result in all(tasks).await {
        result?;
    }
    let mut tx = store.read().await?;
    let size = tx.log_head(&id(1)).await?.map(|head| head.size);
    assert_eq!(size, Some(90));
    assert_eq!(tx.leaves(&id(1), 0, u64::MAX).await?.len(), 90);
    Ok(())
}

async fn append(store: &dyn Store, keep: bool) -> Result<(), Error> {
    let mut tx = store.write().await?;
    let mut log = tx.log_lock(&id(1)).await?.unwrap_or_else(|| head(1, "a"));
    tx.leaf_insert(&leaf(1, log.size)).await?;
    log.size += 1;
    tx.log_put(&log).await?;
    if keep { tx.commit().await } else { Ok(()) }
}

async fn look(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.read().await?;
    let size = tx.log_head(&id(1)).await?.map_or(0, |head| head.size);
    let last = tx
        .leaves_latest(&id(1), &LeafFilter::default(), None, 1)
        .await?;
    assert_eq!(last.first().map_or(0, |leaf| leaf.index + 1), size);
    Ok(())
}

/// Runs all at once on the caller's task: the port knows no runtime.
async fn all(tasks: Vec<super::Pending<'_>>) -> Vec<Result<(), Error>> {
    let mut open: Vec<Option<super::Pending<'_>>> = tasks.into_iter().map(Some).collect();
    let mut results = Vec::new();
    std::future::poll_fn(move |context| {
        for slot in &mut open {
            if let Some(task) = slot
                && let Poll::Ready(result) = Pin::new(task).poll(context)
            {
                results.push(result);
                *slot = None;
            }
        }
        if open.iter().all(Option::is_none) {
            Poll::Ready(std::mem::take(&mut results))
        } else {
            Poll::Pending
        }
    })
    .await
}
