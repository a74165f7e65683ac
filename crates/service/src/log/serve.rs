//! What a log serves to strangers: checkpoint, tiles, bundles, payloads, trust.
use crate::{Error, Result, Service};
use serde_json::{Value, json};
use storage::Tx;
use storage::records::log::LogHead;
use tlog::tile::{self, TilePath};

/// Leaves that one bulk answer of payloads may cover.
const PAYLOADS_MAX: u64 = 1_024;

/// Head by short name.
pub async fn head(tx: &mut dyn Tx, slug: &str) -> Result<LogHead> {
    let dao = tx.dao_by_slug(slug).await?.ok_or(Error::NotFound)?;
    tx.log_head(&dao.id).await?.ok_or(Error::NotFound)
}

/// The bytes of a tile or bundle; partial ones up to what the log has.
pub async fn tile(service: &Service, slug: &str, path: &str) -> Result<Vec<u8>> {
    let path = TilePath::parse(path).map_err(|_| Error::NotFound)?;
    let mut tx = service.read().await?;
    let head = head(tx.as_mut(), slug).await?;
    let width = u64::from(path.width);
    match path.level {
        Some(level) => {
            let row = tx
                .tile(&head.dao, level, path.number)
                .await?
                .ok_or(Error::NotFound)?;
            let bytes = usize::from(path.width) * 32;
            row.hashes
                .get(..bytes)
                .map(<[u8]>::to_vec)
                .ok_or(Error::NotFound)
        }
        None => {
            let from = path
                .number
                .checked_mul(tile::WIDTH)
                .ok_or(Error::NotFound)?;
            if from + width > head.size {
                return Err(Error::NotFound);
            }
            let leaves = tx.leaves(&head.dao, from, from + width).await?;
            Ok(tile::encode_bundle(
                leaves.iter().map(|leaf| leaf.leaf.as_slice()),
            )?)
        }
    }
}

/// Payloads of the leaves `from..to` as JSON lines `{"act","fields","index"}`: the recount's
/// shortcut. Nothing in it is trusted; each line is checked against its leaf.
pub async fn payloads(service: &Service, slug: &str, from: u64, to: u64) -> Result<String> {
    if from > to || to - from > PAYLOADS_MAX {
        return Err(Error::Refused("bad_request"));
    }
    let mut tx = service.read().await?;
    let head = head(tx.as_mut(), slug).await?;
    let mut out = String::new();
    for (index, act, payload) in tx.payloads(&head.dao, from, to.min(head.size)).await? {
        let act = hex::encode(act);
        // The stored text is `{"fields":[…]}`: the line is made around it without parsing.
        let fields = payload.strip_prefix('{').unwrap_or(&payload);
        out.push_str(&format!("{{\"act\":\"{act}\",\"index\":{index},{fields}\n"));
    }
    Ok(out)
}

/// The trust configuration of a log, as the verifier takes it.
pub fn trust(service: &Service, head: &LogHead, chain_id: u64) -> Result<Value> {
    let instance = service.instance();
    let key = service.parts().signer.key(&head.origin)?;
    Ok(json!({
        "origin": head.origin,
        "vkeys": [key.vkey()],
        "chain_id": chain_id,
        "instance": hex::encode(act::eip712::instance(&head.origin)),
        "rp_id": instance.rp_id(),
        "web_origins": [instance.base_url()],
        "user_verification": true,
        "dao": hex::encode(head.dao),
    }))
}
