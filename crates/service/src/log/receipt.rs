//! Receipts: one leaf with its content, path and checkpoint in one text.
use crate::{Error, Result};
use act::payload::{Field, Payload};
use serde_json::Value;
use std::collections::BTreeMap;
use storage::Tx;
use storage::records::log::LogHead;
use tlog::tile::ProofPlan;
use verifier::receipt::Receipt;

/// Fields that may be left out, longest content first, when a receipt would be too long.
const HEAVY: [&str; 4] = ["body", "charter", "result", "rules"];

/// The receipt of a leaf against the checkpoint in `head`.
pub async fn build(tx: &mut dyn Tx, head: &LogHead, index: u64) -> Result<String> {
    let leaf = tx.leaf(&head.dao, index).await?.ok_or(Error::NotFound)?;
    let hashes = inclusion(tx, head, index).await?;
    let payload = match tx.payload(&leaf.act).await? {
        Some(json) => Some(payload(&json)?),
        // Erased: the receipt still proves that the leaf exists.
        None => None,
    };
    let mut left_out = 0;
    loop {
        let fields = payload
            .as_ref()
            .map(|payload| payload.disclose(|name| !HEAVY[..left_out].contains(&name)));
        match Receipt::format(&leaf.leaf, fields, index, hashes.clone(), &head.checkpoint) {
            Ok(text) => return Ok(text),
            Err(_) if left_out < HEAVY.len() => left_out += 1,
            Err(error) => return Err(Error::Internal(format!("receipt: {}", error.code()))),
        }
    }
}

/// A stored payload as fields.
pub fn payload(json: &str) -> Result<Payload> {
    let damaged = || Error::Internal("stored payload is damaged".into());
    let value: Value = serde_json::from_str(json).map_err(|_| damaged())?;
    let list = value
        .get("fields")
        .and_then(Value::as_array)
        .ok_or_else(damaged)?;
    let fields: Vec<Field> = list
        .iter()
        .map(|field| {
            let salt = field.get("salt")?.as_str()?;
            Some(Field {
                i: 0,
                name: field.get("name")?.as_str()?.to_owned(),
                salt: hex::decode(salt).ok()?.try_into().ok()?,
                value: field.get("value")?.clone(),
                path: None,
            })
        })
        .collect::<Option<_>>()
        .ok_or_else(damaged)?;
    Ok(Payload::from_fields(fields)?)
}

/// Inclusion proof of a leaf in the tree of `head`.
pub async fn inclusion(tx: &mut dyn Tx, head: &LogHead, index: u64) -> Result<Vec<[u8; 32]>> {
    proof(tx, head, ProofPlan::inclusion(index, head.size)?).await
}

/// Consistency proof from an earlier size to the tree of `head`.
pub async fn consistency(tx: &mut dyn Tx, head: &LogHead, old: u64) -> Result<Vec<[u8; 32]>> {
    if old > head.size {
        return Err(Error::NotFound);
    }
    proof(tx, head, ProofPlan::consistency(old, head.size)?).await
}

async fn proof(tx: &mut dyn Tx, head: &LogHead, plan: ProofPlan) -> Result<Vec<[u8; 32]>> {
    let mut tiles = BTreeMap::new();
    for (level, number) in plan.tiles() {
        let row = tx
            .tile(&head.dao, level, number)
            .await?
            .ok_or_else(|| Error::Internal(format!("tile {level}/{number} is missing")))?;
        tiles.insert((level, number), tlog::tile::hashes(&row.hashes)?);
    }
    Ok(plan.compute(&tiles)?)
}
