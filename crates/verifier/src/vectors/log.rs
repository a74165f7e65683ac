//! `merkle.json`, `note.json`, `log-order.json`.
use super::{FORM, bytes, from_hex, hash, list, number, text};
use crate::monitor::LogOrder;
use crate::{Error, Hash};
use serde_json::{Value, json};
use tlog::checkpoint::Checkpoint;
use tlog::merkle::{self, Frontier};
use tlog::note::{Note, VerifierKey};
use tlog::policy::Policy;
use tlog::tile::{self, TilePath};

/// Leaves in order against the monitor's rules.
pub(super) fn order(case: &Value) -> Result<Value, Error> {
    let mut order = LogOrder::default();
    for leaf in list(case, "leaves")? {
        order.push(&from_hex(leaf)?)?;
    }
    Ok(json!({"acts": order.size(), "root": hex::encode(order.root())}))
}

/// Trees, proofs, tiles, bundles.
pub(super) fn merkle(case: &Value) -> Result<Value, Error> {
    let hashes = |name: &str| -> Result<Vec<Hash>, Error> {
        list(case, name)?
            .iter()
            .map(|item| {
                from_hex(item)?
                    .try_into()
                    .map_err(|_| Error::new("hash_length"))
            })
            .collect()
    };
    let has = |name: &str| case.get(name).is_some();
    if has("inputs") {
        leaves(case)
    } else if has("leaf_hash") {
        let (leaf, root) = (hash(case, "leaf_hash")?, hash(case, "root")?);
        let (index, size) = (number(case, "index")?, number(case, "size")?);
        merkle::verify_inclusion(index, size, &leaf, &hashes("proof")?, &root)?;
        Ok(true.into())
    } else if has("old") {
        let (old_root, new_root) = (hash(case, "old_root")?, hash(case, "new_root")?);
        let (old, new) = (number(case, "old")?, number(case, "new")?);
        merkle::verify_consistency(old, new, &old_root, &new_root, &hashes("proof")?)?;
        Ok(true.into())
    } else if has("tile_index") {
        let number = number(case, "tile_index")?;
        let path = TilePath {
            level: Some(0),
            number,
            width: 256,
        }
        .format();
        Ok(path.strip_prefix("tile/0/").unwrap_or_default().into())
    } else if has("bundle") {
        let count = number(case, "count").or_else(|_| number(case, "width"))?;
        let count = usize::try_from(count).map_err(|_| FORM)?;
        let bundle = bytes(case, "bundle")?;
        let entries = tile::decode_bundle(&bundle, count)?;
        Ok(entries.iter().map(hex::encode).collect())
    } else {
        let tiles = tile::layout(number(case, "size")?);
        let partial: Vec<String> = tiles
            .iter()
            .filter(|tile| tile.width < 256)
            .map(TilePath::format)
            .collect();
        let full = tiles
            .iter()
            .rev()
            .find(|tile| tile.width == 256)
            .map(TilePath::format);
        let full: Vec<String> = full.into_iter().collect();
        Ok(json!({"count": tiles.len(), "partial": partial, "last_full": full}))
    }
}

/// All leaf hashes and the root of every size.
fn leaves(case: &Value) -> Result<Value, Error> {
    let mut frontier = Frontier::default();
    let mut hashes = Vec::new();
    let mut roots = vec![hex::encode(frontier.root())];
    for input in list(case, "inputs")? {
        let leaf = merkle::leaf_hash(&from_hex(input)?);
        hashes.push(hex::encode(leaf));
        frontier.push(leaf);
        roots.push(hex::encode(frontier.root()));
    }
    Ok(json!({"leaf_hashes": hashes, "roots": roots}))
}

/// Keys, checkpoints, policies.
pub(super) fn note(case: &Value) -> Result<Value, Error> {
    if let Ok(vkey) = text(case, "vkey") {
        return Ok(VerifierKey::parse(vkey)?.kind.into());
    }
    let note = match case.get("note") {
        Some(_) => text(case, "note")?.as_bytes().to_vec(),
        None => bytes(case, "note_hex")?,
    };
    if let Ok(policy) = text(case, "policy") {
        let policy = Policy::parse(policy)?;
        return Ok(policy.check(&Note::parse(&note)?)?.into());
    }
    let keys = list(case, "vkeys")?
        .iter()
        .map(|key| Ok(VerifierKey::parse(key.as_str().ok_or(FORM)?)?))
        .collect::<Result<Vec<_>, Error>>()?;
    let checkpoint = Checkpoint::open(&note, text(case, "origin")?, &keys)?;
    Ok(json!({"size": checkpoint.size, "root": hex::encode(checkpoint.root)}))
}
