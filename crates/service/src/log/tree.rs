//! Grows the tree of a log, tile by tile.
use crate::{Error, Result};
use storage::records::log::{LogHead, TileRow};
use storage::{Id, Tx};
use tlog::merkle;

/// Hashes in a full tile.
const WIDTH: u64 = 256;

/// Appends leaf hashes to the tiles and moves `head` to the new size and root.
///
/// The old root is computed again from the tiles first: a tile that was changed in the database
/// stops the log here instead of being signed over.
pub async fn extend(tx: &mut dyn Tx, head: &mut LogHead, hashes: &[Id]) -> Result<()> {
    let found = root(tx, &head.dao, head.size).await?;
    if found != head.root {
        return Err(Error::Internal(format!(
            "log {}: tiles give another root at size {} than the one signed",
            head.slug, head.size
        )));
    }
    let mut position = head.size;
    let mut carry = hashes.to_vec();
    let mut level = 0u8;
    while !carry.is_empty() {
        let mut full = Vec::new();
        let mut number = position / WIDTH;
        let mut rest = carry.as_slice();
        let mut tile = match position % WIDTH {
            0 => Vec::new(),
            width => read_tile(tx, &head.dao, level, number, width).await?,
        };
        while !rest.is_empty() {
            let room = usize::try_from(WIDTH).unwrap_or(256) - tile.len();
            let (now, later) = rest.split_at(room.min(rest.len()));
            tile.extend_from_slice(now);
            rest = later;
            let row = TileRow {
                dao: head.dao,
                level,
                number,
                hashes: tile.concat(),
            };
            tx.tile_put(&row).await?;
            if tile.len() as u64 == WIDTH {
                full.push(tlog::tile::subtree(&tile));
                tile.clear();
                number += 1;
            }
        }
        carry = full;
        position /= WIDTH;
        level += 1;
    }
    head.size += hashes.len() as u64;
    head.root = root(tx, &head.dao, head.size).await?;
    Ok(())
}

/// Root that the log would have with some more leaves, without writing them.
pub async fn root_with(tx: &mut dyn Tx, head: &LogHead, hashes: &[Id]) -> Result<Id> {
    let mut peaks = peaks(tx, &head.dao, head.size).await?;
    for (size, hash) in (head.size..).zip(hashes) {
        let mut node = *hash;
        let mut bits = size;
        while bits & 1 == 1 {
            let left = peaks
                .pop()
                .ok_or_else(|| Error::Internal("tree without peaks".into()))?;
            node = merkle::node_hash(&left, &node);
            bits >>= 1;
        }
        peaks.push(node);
    }
    Ok(join(peaks))
}

/// Root of the first `size` leaves, from the tiles on the right edge.
pub async fn root(tx: &mut dyn Tx, dao: &Id, size: u64) -> Result<Id> {
    Ok(join(peaks(tx, dao, size).await?))
}

fn join(peaks: Vec<Id>) -> Id {
    let mut peaks = peaks.into_iter().rev();
    let Some(last) = peaks.next() else {
        return merkle::EMPTY_ROOT;
    };
    peaks.fold(last, |right, left| merkle::node_hash(&left, &right))
}

/// Peaks of the tree, largest first: whole subtrees that cover all leaves from left to right.
async fn peaks(tx: &mut dyn Tx, dao: &Id, size: u64) -> Result<Vec<Id>> {
    let mut peaks = Vec::new();
    let mut levels = Vec::new();
    let mut entries = size;
    while entries > 0 {
        levels.push(entries);
        entries /= WIDTH;
    }
    for (level, entries) in levels.iter().enumerate().rev() {
        let width = entries % WIDTH;
        if width == 0 {
            continue;
        }
        let level = u8::try_from(level).map_err(|_| Error::Internal("tree too high".into()))?;
        let tile = read_tile(tx, dao, level, entries / WIDTH, width).await?;
        let mut rest = tile.as_slice();
        while !rest.is_empty() {
            let whole = 1usize << rest.len().ilog2();
            let (left, right) = rest.split_at(whole);
            peaks.push(tlog::tile::subtree(left));
            rest = right;
        }
    }
    Ok(peaks)
}

/// The first `width` hashes of a tile.
pub async fn read_tile(
    tx: &mut dyn Tx,
    dao: &Id,
    level: u8,
    number: u64,
    width: u64,
) -> Result<Vec<Id>> {
    let row = tx.tile(dao, level, number).await?;
    let hashes: Vec<Id> = row
        .map(|row| row.hashes.as_chunks::<32>().0.to_vec())
        .unwrap_or_default();
    let width = usize::try_from(width).unwrap_or(usize::MAX);
    if hashes.len() < width {
        return Err(Error::Internal(format!(
            "tile {level}/{number} is missing or too short"
        )));
    }
    Ok(hashes[..width].to_vec())
}
