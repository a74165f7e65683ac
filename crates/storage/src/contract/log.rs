//! Heads, leaves, payloads, tiles.
use super::conflict;
use super::sample::{actor, head, id, leaf, numbered};
use crate::records::log::{ActorHead, LeafFilter, LeafRow, TileRow};
use crate::{Error, Id, Store, Tx};

fn indexes(leaves: &[LeafRow]) -> Vec<u64> {
    leaves.iter().map(|leaf| leaf.index).collect()
}

pub async fn heads(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.log_lock(&id(1)).await?, None);
    assert_eq!(tx.log_head(&id(1)).await?, None);
    let (mut b, a) = (head(1, "b"), head(2, "a"));
    tx.log_put(&b).await?;
    tx.log_put(&a).await?;
    b.size = 3;
    b.root = id(5);
    b.checkpoint = "新的\n".to_owned();
    b.checkpoint_ms += 1;
    b.origin = "b.example/log/b".to_owned();
    tx.log_put(&b).await?;
    assert_eq!(tx.log_lock(&id(1)).await?, Some(b.clone()));
    assert_eq!(tx.log_head(&id(1)).await?, Some(b.clone()));
    assert_eq!(tx.log_heads().await?, [a, b], "by slug");
    conflict(tx.log_put(&head(3, "a")).await, "slug of another log");
    Ok(())
}

pub async fn leaves_by_position_and_act(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for index in 0..5 {
        tx.leaf_insert(&leaf(1, index)).await?;
    }
    tx.leaf_insert(&leaf(2, 0)).await?;
    assert_eq!(tx.leaf(&id(1), 3).await?, Some(leaf(1, 3)));
    assert_eq!(tx.leaf(&id(1), 5).await?, None);
    assert_eq!(tx.leaf(&id(1), u64::MAX).await?, None);
    let other = leaf(2, 0);
    assert_eq!(tx.leaf_by_act(&other.act).await?, Some(other), "any log");
    assert_eq!(tx.leaf_by_act(&id(99)).await?, None);
    assert_eq!(indexes(&tx.leaves(&id(1), 1, 4).await?), [1, 2, 3]);
    assert_eq!(indexes(&tx.leaves(&id(1), 3, u64::MAX).await?), [3, 4]);
    assert_eq!(tx.leaves(&id(1), 3, 3).await?, []);
    assert_eq!(tx.leaves(&id(3), 0, 9).await?, []);
    Ok(())
}

pub async fn leaves_are_unique(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.leaf_insert(&leaf(1, 0)).await?;
    let mut same_place = leaf(1, 1);
    same_place.index = 0;
    conflict(tx.leaf_insert(&same_place).await, "index twice");
    let mut same_act = leaf(1, 1);
    same_act.act = leaf(1, 0).act;
    conflict(tx.leaf_insert(&same_act).await, "act twice");
    Ok(())
}

pub async fn leaves_latest_filters_and_pages(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for index in 0..24_u8 {
        let mut row = leaf(1, u64::from(index));
        row.actor = actor(1 + index % 2);
        row.subject = id(index % 3);
        row.kind = 30 + u16::from(index % 4);
        tx.leaf_insert(&row).await?;
    }
    tx.leaf_insert(&leaf(2, 0)).await?;
    let every = LeafFilter::default();
    let last = tx.leaves_latest(&id(1), &every, None, 3).await?;
    assert_eq!(indexes(&last), [23, 22, 21]);
    let next = tx.leaves_latest(&id(1), &every, Some(21), 3).await?;
    assert_eq!(indexes(&next), [20, 19, 18], "before is exclusive");
    assert_eq!(tx.leaves_latest(&id(1), &every, Some(0), 3).await?, []);
    // All eight combinations of filters against counting by hand.
    for mask in 0..8 {
        let filter = LeafFilter {
            actor: (mask & 1 != 0).then(|| actor(2)),
            subject: (mask & 2 != 0).then(|| id(1)),
            kind: (mask & 4 != 0).then_some(33),
        };
        let expected: Vec<u64> = (0..23)
            .rev()
            .filter(|n| mask & 1 == 0 || n % 2 == 1)
            .filter(|n| mask & 2 == 0 || n % 3 == 1)
            .filter(|n| mask & 4 == 0 || n % 4 == 3)
            .collect();
        let found = tx.leaves_latest(&id(1), &filter, Some(23), 100).await?;
        assert_eq!(indexes(&found), expected, "{filter:?}");
    }
    Ok(())
}

pub async fn act_prefixes(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for (index, first) in [(0, 0xa0), (1, 0xab), (2, 0xaf), (3, 0xb0), (4, 0xff)] {
        let mut row = leaf(1, index);
        row.act[0] = first;
        tx.leaf_insert(&row).await?;
    }
    let mut other = leaf(2, 0);
    other.act[0] = 0xab;
    tx.leaf_insert(&other).await?;
    async fn found(tx: &mut dyn Tx, prefix: &str, limit: i64) -> Result<Vec<u64>, Error> {
        let leaves = tx.leaves_by_act_prefix(&id(1), prefix, limit).await?;
        let mut indexes = indexes(&leaves);
        indexes.sort_unstable();
        Ok(indexes)
    }
    let tx = tx.as_mut();
    assert_eq!(found(tx, "a", 9).await?, [0, 1, 2], "odd number of digits");
    assert_eq!(found(tx, "ab", 9).await?, [1], "this log only");
    assert_eq!(found(tx, "f", 9).await?, [4]);
    assert_eq!(found(tx, "a", 2).await?.len(), 2);
    let whole: String = tx
        .leaf(&id(1), 2)
        .await?
        .map(|leaf| leaf.act.iter().map(|byte| format!("{byte:02x}")).collect())
        .unwrap_or_default();
    assert_eq!(found(tx, &whole, 9).await?, [2]);
    for none in ["", "c", "xyz", "%", &"a".repeat(65)] {
        assert_eq!(found(tx, none, 9).await?, [0; 0], "{none:?}");
    }
    Ok(())
}

pub async fn actor_heads(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.actor_head(&id(1), &actor(1)).await?, None);
    for next_seq in 1..=2 {
        let next = ActorHead {
            next_seq,
            prev: numbered(next_seq),
        };
        tx.actor_head_put(&id(1), &actor(1), &next).await?;
        assert_eq!(tx.actor_head(&id(1), &actor(1)).await?, Some(next));
    }
    // The same 32 bytes under another kind are another actor.
    let key = act::Actor {
        kind: act::ActorKind::Key,
        id: id(1),
    };
    assert_eq!(tx.actor_head(&id(1), &key).await?, None);
    assert_eq!(tx.actor_head(&id(2), &actor(1)).await?, None);
    Ok(())
}

pub async fn payloads(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    let mut expected: Vec<(u64, Id, String)> = Vec::new();
    for index in 0..4 {
        let row = leaf(1, index);
        tx.leaf_insert(&row).await?;
        // Number 2 was erased.
        if index != 2 {
            let json = format!(r#"{{"fields":["第{index}项 '\"%_"]}}"#);
            tx.payload_put(&row.act, &json).await?;
            expected.push((index, row.act, json));
        }
    }
    assert_eq!(tx.payload(&leaf(1, 2).act).await?, None);
    assert_eq!(
        tx.payload(&expected[0].1).await?.as_ref(),
        Some(&expected[0].2)
    );
    assert_eq!(tx.payloads(&id(1), 0, 9).await?, expected);
    assert_eq!(tx.payloads(&id(1), 1, 3).await?, expected[1..2]);
    assert_eq!(tx.payloads(&id(2), 0, 9).await?, []);
    Ok(())
}

pub async fn tiles(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.tile(&id(1), 0, 0).await?, None);
    let mut tile = TileRow {
        dao: id(1),
        level: 0,
        number: 0,
        hashes: vec![1; 32],
    };
    tx.tile_put(&tile).await?;
    tile.hashes = vec![2; 8_192];
    tx.tile_put(&tile).await?;
    assert_eq!(tx.tile(&id(1), 0, 0).await?, Some(tile));
    for (dao, level, number) in [(2, 0, 0), (1, 1, 0), (1, 0, 1)] {
        assert_eq!(tx.tile(&id(dao), level, number).await?, None);
    }
    Ok(())
}

pub async fn large_values(store: &dyn Store) -> Result<(), Error> {
    let mut row = leaf(1, 0);
    row.leaf = (0..16_384_u32)
        .flat_map(|n| n.to_be_bytes().into_iter().skip(3))
        .collect();
    let json = "票".repeat(262_144 / 3);
    let mut tx = store.write().await?;
    tx.leaf_insert(&row).await?;
    tx.payload_put(&row.act, &json).await?;
    tx.commit().await?;
    let mut tx = store.read().await?;
    let act = row.act;
    assert_eq!(tx.leaf(&id(1), 0).await?, Some(row));
    assert_eq!(tx.payload(&act).await?, Some(json));
    Ok(())
}

pub async fn large_numbers(store: &dyn Store) -> Result<(), Error> {
    let mut row = leaf(1, 1 << 53);
    row.seq = (1 << 53) - 1;
    row.kind = u16::MAX;
    row.alg = u8::MAX;
    row.logged_ms = i64::MAX;
    let mut tx = store.write().await?;
    tx.leaf_insert(&row).await?;
    assert_eq!(tx.leaf(&id(1), 1 << 53).await?, Some(row));
    // Rather an error than another number.
    let mut log = head(1, "a");
    log.size = u64::MAX;
    assert!(tx.log_put(&log).await.is_err());
    assert_eq!(tx.log_head(&id(1)).await?, None);
    Ok(())
}

pub async fn outbox(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.outbox_insert(&id(1), 0).await?;
    tx.outbox_insert(&id(1), 1).await?;
    tx.outbox_insert(&id(2), 0).await?;
    tx.commit().await
}
