//! Anchors in a receipt: (size, root) that a chain is said to hold, linked with the checkpoint.
use crate::fields::{hash_from_hex, hashes};
use crate::{Error, Hash};
use serde_json::{Map, Value};
use tlog::checkpoint::Checkpoint;
use tlog::merkle;

/// Members of an anchor; the last one, `storage`, may be left out.
const MEMBERS: [&str; 10] = [
    "chain",
    "contract",
    "size",
    "root",
    "tx",
    "block",
    "block_hash",
    "finality",
    "proof",
    "storage",
];
/// Longest name in characters.
const NAME_MAX: usize = 200;

/// Checks one anchor against the checkpoint. What the chain itself says is not checked here: the
/// anchor stays a claim.
///
/// # Errors
/// `anchor_form`, `anchor_proof` (wrong length), `anchor_mismatch`.
pub fn check(anchor: &Value, checkpoint: &Checkpoint) -> Result<(), Error> {
    let form = Error::new("anchor_form");
    let map = anchor.as_object().ok_or(form)?;
    let there = read(map).ok_or(form)?;
    let proof = map.get("proof").and_then(hashes).ok_or(form)?;
    let here = (checkpoint.size, checkpoint.root);
    let (old, new) = if there.0 <= here.0 {
        (there, here)
    } else {
        (here, there)
    };
    merkle::verify_consistency(old.0, new.0, &old.1, &new.1, &proof).map_err(|error| {
        Error::new(match error.code() {
            "proof_length" => "anchor_proof",
            _ => "anchor_mismatch",
        })
    })
}

/// Size and root, if every member has its form.
fn read(map: &Map<String, Value>) -> Option<(u64, Hash)> {
    let known = map.keys().all(|name| MEMBERS.contains(&name.as_str()));
    let complete = MEMBERS[..MEMBERS.len() - 1]
        .iter()
        .all(|name| map.contains_key(*name));
    let text = |name: &str| {
        map.get(name)?
            .as_str()
            .filter(|text| text.len() <= NAME_MAX)
    };
    let names = (text("contract")?, text("tx")?, text("block_hash")?);
    let named = match text("chain")?.split_once(':')? {
        ("eip155", id) => {
            is_decimal(id)
                && is_hexadecimal(names.0, 40)
                && is_hexadecimal(names.1, 64)
                && is_hexadecimal(names.2, 64)
        }
        ("fabric", name) => ![name, names.0, names.1, names.2]
            .iter()
            .any(|name| name.is_empty()),
        _ => false,
    };
    let finality = matches!(text("finality")?, "included" | "safe" | "finalized");
    let storage = map.get("storage").is_none_or(|storage| {
        let parts = ["header", "account_proof", "storage_proof"];
        let whole = |map: &Map<String, Value>| {
            map.len() == parts.len() && parts.iter().all(|name| map.contains_key(*name))
        };
        storage.as_object().is_some_and(whole)
    });
    map.get("block")?.as_u64()?;
    let size = map
        .get("size")?
        .as_u64()
        .filter(|size| (1..1 << 63).contains(size))?;
    let root = hash_from_hex(text("root")?)?;
    (known && complete && named && finality && storage).then_some((size, root))
}

fn is_decimal(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// `0x` and exactly this many lower-case digits.
fn is_hexadecimal(text: &str, digits: usize) -> bool {
    text.strip_prefix("0x").is_some_and(|rest| {
        rest.len() == digits && rest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}
