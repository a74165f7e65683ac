//! A receipt: C2SP tlog-proof@v1 with the act in its `extra` line, and its other two forms.
use crate::fields::hashes;
use crate::{Error, Hash};
use act::json;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use serde_json::{Map, Value, json};
use tlog::proof::TlogProof;

/// Longest receipt in bytes.
pub const SIZE_MAX: usize = 131_072;
/// Most entries of `keys` and of `anchors`.
pub const EVIDENCE_MAX: usize = 64;
/// `format` of the JSON view.
pub const VIEW_FORMAT: &str = "psephos-receipt/1";
/// What a link's fragment begins with.
pub const FRAGMENT_PREFIX: &str = "r=1.";

/// A receipt taken apart; nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Index of the leaf.
    pub index: u64,
    /// Inclusion proof, the leaf's sibling first.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The leaf's bytes.
    pub leaf: Vec<u8>,
    extra: Map<String, Value>,
}

impl Receipt {
    /// Reads the text.
    ///
    /// # Errors
    /// `receipt_size`, those of [`TlogProof::parse`], `receipt_extra` when the line is absent,
    /// `json_…`, `extra_form`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > SIZE_MAX {
            return Err(Error::new("receipt_size"));
        }
        let text = TlogProof::parse(bytes)?;
        let extra = text.extra.ok_or(Error::new("receipt_extra"))?;
        let extra = json::parse(&extra)?;
        Self::from_parts(text.index, text.hashes, text.checkpoint, &extra)
    }

    fn from_parts(
        index: u64,
        proof: Vec<Hash>,
        checkpoint: String,
        extra: &Value,
    ) -> Result<Self, Error> {
        let form = Error::new("extra_form");
        let extra = extra.as_object().ok_or(form)?;
        if extra.get("v").and_then(Value::as_u64) != Some(1) {
            return Err(form);
        }
        for (name, value) in extra {
            let short = |list: &Vec<Value>| list.len() <= EVIDENCE_MAX;
            let fits = match name.as_str() {
                "v" | "leaf" | "fields" => true,
                "auth" => value.is_object(),
                "keys" | "anchors" => value.as_array().is_some_and(short),
                _ => false,
            };
            if !fits {
                return Err(form);
            }
        }
        let leaf = extra
            .get("leaf")
            .and_then(Value::as_str)
            .and_then(|leaf| STANDARD.decode(leaf).ok())
            .ok_or(form)?;
        Ok(Self {
            index,
            proof,
            checkpoint,
            leaf,
            extra: extra.clone(),
        })
    }

    /// Writes the receipt of a leaf with its disclosed `fields` (a JSON list), if any.
    ///
    /// # Errors
    /// `json_…` when a value has no canonical form; `receipt_size` when it does not fit: show
    /// fewer fields then.
    pub fn format(
        leaf: &[u8],
        fields: Option<Value>,
        index: u64,
        proof: Vec<Hash>,
        checkpoint: &str,
    ) -> Result<String, Error> {
        let mut extra = Map::new();
        extra.insert("v".to_owned(), 1.into());
        extra.insert("leaf".to_owned(), STANDARD.encode(leaf).into());
        if let Some(fields) = fields {
            extra.insert("fields".to_owned(), fields);
        }
        let (leaf, checkpoint) = (leaf.to_vec(), checkpoint.to_owned());
        Self {
            index,
            proof,
            checkpoint,
            leaf,
            extra,
        }
        .text()
    }

    /// The text; for a receipt that was read, the same bytes.
    ///
    /// # Errors
    /// As [`Receipt::format`].
    pub fn text(&self) -> Result<String, Error> {
        let extra = json::encode(&Value::Object(self.extra.clone()))?;
        let text = TlogProof {
            extra: Some(extra),
            index: self.index,
            hashes: self.proof.clone(),
            checkpoint: self.checkpoint.clone(),
        }
        .format();
        let longest = text.split('\n').map(str::len).max().unwrap_or(0);
        if text.len() > SIZE_MAX || longest > tlog::proof::EXTRA_MAX {
            return Err(Error::new("receipt_size"));
        }
        Ok(text)
    }

    /// The same receipt with one more member of `extra`: `auth`, `keys` or `anchors`.
    #[must_use]
    pub fn with(mut self, member: &str, value: Value) -> Self {
        self.extra.insert(member.to_owned(), value);
        self
    }

    /// Disclosed fields; absent when none are shown.
    pub fn fields(&self) -> Option<&Value> {
        self.extra.get("fields")
    }

    /// Opening of a sealed authorisation.
    pub fn auth(&self) -> Option<&Value> {
        self.extra.get("auth")
    }

    /// Evidence for delegated keys.
    pub fn keys(&self) -> &[Value] {
        self.list("keys")
    }

    /// Anchors on chains.
    pub fn anchors(&self) -> &[Value] {
        self.list("anchors")
    }

    fn list(&self, name: &str) -> &[Value] {
        let list = self.extra.get(name).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// The JSON view for APIs.
    pub fn view(&self) -> Value {
        json!({
            "format": VIEW_FORMAT,
            "index": self.index,
            "proof": self.proof.iter().map(hex::encode).collect::<Vec<_>>(),
            "checkpoint": self.checkpoint,
            "extra": self.extra,
        })
    }

    /// Reads the JSON view.
    ///
    /// # Errors
    /// `receipt_form`, `receipt_index`, `receipt_proof`, `json_…`, `extra_form`, `receipt_size`.
    pub fn from_view(view: &Value) -> Result<Self, Error> {
        let form = Error::new("receipt_form");
        let map = view.as_object().filter(|map| map.len() == 5).ok_or(form)?;
        if map.get("format").and_then(Value::as_str) != Some(VIEW_FORMAT) {
            return Err(form);
        }
        let index = map
            .get("index")
            .and_then(Value::as_u64)
            .ok_or(Error::new("receipt_index"))?;
        let proof = map
            .get("proof")
            .and_then(hashes)
            .ok_or(Error::new("receipt_proof"))?;
        let checkpoint = map
            .get("checkpoint")
            .and_then(Value::as_str)
            .ok_or(form)?
            .to_owned();
        let extra = map.get("extra").ok_or(Error::new("extra_form"))?;
        let receipt = Self::from_parts(index, proof, checkpoint, extra)?;
        // What can't be written as a text is no receipt.
        Self::parse(receipt.text()?.as_bytes())
    }
}

/// The text of a JSON view: the same bytes it was made from.
///
/// # Errors
/// As [`Receipt::from_view`].
pub fn text_of_view(view: &Value) -> Result<String, Error> {
    Receipt::from_view(view)?.text()
}

/// The fragment of a link: `r=1.` and unpadded base64url of the deflated receipt.
pub fn to_fragment(receipt: &str) -> String {
    let deflated = miniz_oxide::deflate::compress_to_vec(receipt.as_bytes(), 9);
    format!("{FRAGMENT_PREFIX}{}", URL_SAFE_NO_PAD.encode(deflated))
}

/// The receipt in a link's fragment. Inflating stops at the limit: a bomb costs no more memory
/// than the longest receipt.
///
/// # Errors
/// `qr_form`, `qr_inflate`, `receipt_size`.
pub fn from_fragment(fragment: &str) -> Result<Vec<u8>, Error> {
    let encoded = fragment
        .strip_prefix(FRAGMENT_PREFIX)
        .filter(|encoded| !encoded.is_empty())
        .ok_or(Error::new("qr_form"))?;
    let deflated = URL_SAFE_NO_PAD
        .decode(encoded)
        .map_err(|_| Error::new("qr_form"))?;
    let mut out = vec![0; SIZE_MAX + 1];
    let mut inflater = Box::new(DecompressorOxide::new());
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut inflater, &deflated, &mut out, 0, flags);
    if status == TINFLStatus::HasMoreOutput || written > SIZE_MAX {
        return Err(Error::new("receipt_size"));
    }
    if status != TINFLStatus::Done || read != deflated.len() {
        return Err(Error::new("qr_inflate"));
    }
    out.truncate(written);
    Ok(out)
}
