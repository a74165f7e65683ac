//! The receipt in its three forms: text, JSON view, and the fragment of a link.
use crate::{Error, trust};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tlog::proof::{EXTRA_MAX, TlogProof};

/// Longest receipt in bytes.
pub const SIZE_MAX: usize = 131_072;
/// Prefix of a fragment.
const FRAGMENT: &str = "r=1.";
/// Members that `extra` may have.
const MEMBERS: [&str; 6] = ["v", "leaf", "fields", "auth", "keys", "anchors"];

/// A receipt taken apart; nothing is proved yet.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Index, path, checkpoint.
    pub proof: TlogProof,
    /// The `extra` object.
    pub extra: Value,
    /// The leaf's bytes.
    pub leaf: Vec<u8>,
}

impl Receipt {
    /// Reads a receipt.
    ///
    /// # Errors
    /// `receipt_size`, `receipt_form`, `receipt_header`, `receipt_extra`, `receipt_index`,
    /// `receipt_proof`, `json_…`, `extra_form`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let long_extra = bytes
            .split(|b| *b == b'\n')
            .any(|line| line.starts_with(b"extra ") && line.len() > EXTRA_MAX);
        if bytes.len() > SIZE_MAX || long_extra {
            return Err(Error::new("receipt_size"));
        }
        let proof = TlogProof::parse(bytes)?;
        let raw = proof.extra.as_ref().ok_or(Error::new("receipt_extra"))?;
        let extra = act::json::parse(raw)?;
        let form = Error::new("extra_form");
        let map = extra.as_object().ok_or(form)?;
        let known = map.keys().all(|name| MEMBERS.contains(&name.as_str()));
        if !known || map.get("v").and_then(Value::as_i64) != Some(1) {
            return Err(form);
        }
        let leaf = map.get("leaf").and_then(Value::as_str).ok_or(form)?;
        let leaf = STANDARD.decode(leaf).map_err(|_| form)?;
        for (name, most) in [("keys", 64), ("anchors", 64)] {
            let fits = |list: &Value| list.as_array().is_some_and(|list| list.len() <= most);
            if map.get(name).is_some_and(|list| !fits(list)) {
                return Err(form);
            }
        }
        if map.get("auth").is_some_and(|auth| !auth.is_object()) {
            return Err(form);
        }
        Ok(Self { proof, extra, leaf })
    }

    /// Makes the text of a receipt.
    ///
    /// # Errors
    /// `receipt_size` when it does not fit; show fewer fields then.
    pub fn format(
        leaf: &[u8],
        fields: Option<Value>,
        index: u64,
        hashes: Vec<[u8; 32]>,
        checkpoint: &str,
    ) -> Result<String, Error> {
        let mut extra = json!({"v": 1, "leaf": STANDARD.encode(leaf)});
        if let Some(fields) = fields {
            extra["fields"] = fields;
        }
        let extra = act::json::encode(&extra)?;
        let text =
            TlogProof { extra: Some(extra), index, hashes, checkpoint: checkpoint.to_owned() }
                .format();
        let long = text.lines().any(|line| line.len() > EXTRA_MAX);
        if long || text.len() > SIZE_MAX { Err(Error::new("receipt_size")) } else { Ok(text) }
    }

    /// The JSON view (receipt.md "Other forms").
    pub fn view(&self) -> Value {
        json!({
            "format": "psephos-receipt/1",
            "index": self.proof.index,
            "proof": self.proof.hashes.iter().map(hex::encode).collect::<Vec<_>>(),
            "checkpoint": self.proof.checkpoint,
            "extra": self.extra,
        })
    }
}

/// The text of a JSON view: the same bytes it was made from.
///
/// # Errors
/// `receipt_form`, `json_…`.
pub fn text_of_view(view: &Value) -> Result<String, Error> {
    let form = Error::new("receipt_form");
    if view.get("format").and_then(Value::as_str) != Some("psephos-receipt/1") {
        return Err(form);
    }
    let proof = TlogProof {
        extra: Some(act::json::encode(view.get("extra").ok_or(form)?)?),
        index: view.get("index").and_then(Value::as_u64).ok_or(form)?,
        hashes: trust::hashes(view.get("proof")).ok_or(form)?,
        checkpoint: view.get("checkpoint").and_then(Value::as_str).ok_or(form)?.to_owned(),
    };
    Ok(proof.format())
}

/// The fragment of a link: `r=1.` and the deflated receipt in base64url.
pub fn to_fragment(receipt: &str) -> String {
    let deflated = miniz_oxide::deflate::compress_to_vec(receipt.as_bytes(), 9);
    format!("{FRAGMENT}{}", URL_SAFE_NO_PAD.encode(deflated))
}

/// The receipt in a fragment.
///
/// # Errors
/// `qr_form`, `qr_inflate`, `receipt_size`.
pub fn from_fragment(fragment: &str) -> Result<Vec<u8>, Error> {
    let encoded = fragment
        .strip_prefix(FRAGMENT)
        .filter(|rest| !rest.is_empty())
        .ok_or(Error::new("qr_form"))?;
    let deflated = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Error::new("qr_form"))?;
    match miniz_oxide::inflate::decompress_to_vec_with_limit(&deflated, SIZE_MAX) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput => {
            Err(Error::new("receipt_size"))
        }
        Err(_) => Err(Error::new("qr_inflate")),
    }
}
