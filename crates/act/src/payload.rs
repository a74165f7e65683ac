//! The payload: named fields, each with its own salt, under one commitment.
use crate::{Error, json};
use hmac::{Hmac, Mac};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Most fields of a payload.
pub const FIELDS_MAX: usize = 64;

/// A disclosed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Position in the sorted payload.
    pub i: u8,
    /// Name.
    pub name: String,
    /// Its salt.
    pub salt: [u8; 32],
    /// Value.
    pub value: Value,
    /// Merkle path to the commitment; `None` when all fields are shown.
    pub path: Option<Vec<[u8; 32]>>,
}

impl Field {
    /// SHA-256(00 ‖ "psephos-field-v1" ‖ salt ‖ name ‖ 00 ‖ canonical value).
    ///
    /// # Errors
    /// `json_…` when the value has no canonical form.
    pub fn hash(&self) -> Result<[u8; 32], Error> {
        let mut hash = Sha256::new();
        hash.update([0]);
        hash.update(b"psephos-field-v1");
        hash.update(self.salt);
        hash.update(self.name.as_bytes());
        hash.update([0]);
        hash.update(json::encode_value(&self.value)?);
        Ok(hash.finalize().into())
    }

    fn to_json(&self) -> Value {
        let mut out = json!({
            "i": self.i,
            "name": self.name,
            "salt": hex::encode(self.salt),
            "value": self.value,
        });
        if let Some(path) = &self.path {
            out["path"] = path.iter().map(hex::encode).collect();
        }
        out
    }
}

/// All fields of an act, sorted by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    fields: Vec<Field>,
    hashes: Vec<[u8; 32]>,
}

impl Payload {
    /// A payload with salts HMAC-SHA-256(secret, "psephos-salt-v1" ‖ 00 ‖ name).
    ///
    /// # Errors
    /// As [`Payload::from_fields`].
    pub fn new(map: &Map<String, Value>, secret: &[u8; 32]) -> Result<Self, Error> {
        let mut names: Vec<&String> = map.keys().collect();
        names.sort_unstable();
        let fields = names
            .into_iter()
            .map(|name| Field {
                i: 0,
                name: name.clone(),
                salt: salt(secret, name),
                value: map[name].clone(),
                path: None,
            })
            .collect();
        Self::from_fields(fields)
    }

    /// A payload from fields that already have salts; they are numbered here.
    ///
    /// # Errors
    /// `field_count` for none or more than 64, `field_order` unless the names ascend, `json_…`
    /// when they and their values don't make one canonical object.
    pub fn from_fields(mut fields: Vec<Field>) -> Result<Self, Error> {
        if fields.is_empty() || fields.len() > FIELDS_MAX {
            return Err(Error::new("field_count"));
        }
        if fields.windows(2).any(|pair| pair[0].name >= pair[1].name) {
            return Err(Error::new("field_order"));
        }
        for (i, field) in fields.iter_mut().enumerate() {
            field.i = u8::try_from(i).map_err(|_| Error::new("field_count"))?;
            field.path = None;
        }
        let hashes = fields.iter().map(Field::hash).collect::<Result<_, _>>()?;
        let payload = Self { fields, hashes };
        json::encode(&Value::Object(payload.map()))?;
        Ok(payload)
    }

    /// Number of fields.
    pub fn count(&self) -> u8 {
        u8::try_from(self.fields.len()).unwrap_or(u8::MAX)
    }

    /// Commitment: RFC 6962 root over the field hashes.
    pub fn commitment(&self) -> [u8; 32] {
        root(&self.hashes)
    }

    /// Hashes of the fields in order.
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.hashes
    }

    /// The fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Names and values.
    pub fn map(&self) -> Map<String, Value> {
        self.fields
            .iter()
            .map(|f| (f.name.clone(), f.value.clone()))
            .collect()
    }

    /// Salt of a field.
    pub fn salt(&self, name: &str) -> Option<[u8; 32]> {
        self.fields.iter().find(|f| f.name == name).map(|f| f.salt)
    }

    /// `{"fields":[…all…]}` as served for public acts.
    pub fn to_json(&self) -> Value {
        json!({"fields": self.fields.iter().map(Field::to_json).collect::<Vec<_>>()})
    }

    /// The list of some fields, each with its path; all fields without paths when none is left
    /// out by `keep`.
    pub fn disclose(&self, keep: impl Fn(&str) -> bool) -> Value {
        let all = self.fields.iter().all(|f| keep(&f.name));
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, f)| keep(&f.name))
            .map(|(i, f)| {
                let path = (!all).then(|| path(i, &self.hashes));
                Field { path, ..f.clone() }.to_json()
            })
            .collect()
    }
}

/// Reads disclosed fields and checks them against count and commitment.
///
/// # Errors
/// In the order of act.md: `field_form`, `field_count`, then per field `field_form`,
/// `field_index`, `salt_form`, `json_…`, `field_order`, `field_path`, `field_mismatch`.
pub fn check_disclosed(list: &Value, count: u8, root_: &[u8; 32]) -> Result<Vec<Field>, Error> {
    let form = Error::new("field_form");
    let list = list
        .as_array()
        .filter(|list| !list.is_empty())
        .ok_or(form)?;
    // Fields have paths exactly if some field is left out; a mixture is a fault of form.
    let paths = list.iter().any(|item| item.get("path").is_some());
    let partial = list.len() != usize::from(count);
    if partial && !paths {
        return Err(Error::new("field_count"));
    }
    let mut fields: Vec<Field> = Vec::with_capacity(list.len());
    let mut hashes = Vec::with_capacity(list.len());
    for item in list {
        let map = item.as_object().ok_or(form)?;
        let members = if partial { 5 } else { 4 };
        if map.len() != members || map.contains_key("path") != partial {
            return Err(form);
        }
        let i = map.get("i").and_then(Value::as_i64).ok_or(form)?;
        let name = map
            .get("name")
            .and_then(Value::as_str)
            .filter(|name| json::valid_key(name))
            .ok_or(form)?;
        let salt = map.get("salt").and_then(Value::as_str).ok_or(form)?;
        let value = map.get("value").ok_or(form)?;
        let path = match map.get("path") {
            Some(Value::Array(path)) => Some(path),
            Some(_) => return Err(form),
            None => None,
        };
        let i = u8::try_from(i)
            .ok()
            .filter(|i| *i < count && fields.last().is_none_or(|last| last.i < *i))
            .ok_or(Error::new("field_index"))?;
        let salt = hash_from_hex(salt).ok_or(Error::new("salt_form"))?;
        json::encode_value(value)?;
        if fields.last().is_some_and(|last| last.name.as_str() >= name) {
            return Err(Error::new("field_order"));
        }
        let mut field = Field {
            i,
            name: name.to_owned(),
            salt,
            value: value.clone(),
            path: None,
        };
        let hash = field.hash()?;
        if let Some(path) = path {
            let path: Vec<[u8; 32]> = path
                .iter()
                .map(|hash| hash.as_str().and_then(hash_from_hex))
                .collect::<Option<_>>()
                .ok_or(Error::new("field_path"))?;
            match climb(usize::from(i), usize::from(count), &hash, &path) {
                None => return Err(Error::new("field_path")),
                Some(found) if found != *root_ => return Err(Error::new("field_mismatch")),
                Some(_) => {}
            }
            field.path = Some(path);
        }
        hashes.push(hash);
        fields.push(field);
    }
    if !partial && root(&hashes) != *root_ {
        return Err(Error::new("field_mismatch"));
    }
    Ok(fields)
}

/// Bytes from lower-case hexadecimal digits: bytes have one text only.
pub(crate) fn bytes_from_hex(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    hex::decode(text).ok()
}

/// 64 lower-case hexadecimal digits.
pub(crate) fn hash_from_hex(text: &str) -> Option<[u8; 32]> {
    bytes_from_hex(text)?.try_into().ok()
}

fn salt(secret: &[u8; 32], name: &str) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(b"psephos-salt-v1\0");
    mac.update(name.as_bytes());
    mac.finalize().into_bytes().into()
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// RFC 6962 root of 1…64 hashes.
fn root(hashes: &[[u8; 32]]) -> [u8; 32] {
    match hashes {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(split(many.len()));
            node(&root(left), &root(right))
        }
    }
}

fn split(n: usize) -> usize {
    1 << (n - 1).ilog2()
}

fn path(index: usize, hashes: &[[u8; 32]]) -> Vec<[u8; 32]> {
    if hashes.len() == 1 {
        return Vec::new();
    }
    let (left, right) = hashes.split_at(split(hashes.len()));
    if index < left.len() {
        let mut up = path(index, left);
        up.push(root(right));
        up
    } else {
        let mut up = path(index - left.len(), right);
        up.push(root(left));
        up
    }
}

/// Root that a path leads to; `None` when its length is not the one of this index and count.
fn climb(index: usize, count: usize, leaf: &[u8; 32], path: &[[u8; 32]]) -> Option<[u8; 32]> {
    if count == 1 {
        return path.is_empty().then_some(*leaf);
    }
    let (last, lower) = path.split_last()?;
    let left = split(count);
    if index < left {
        Some(node(&climb(index, left, leaf, lower)?, last))
    } else {
        Some(node(last, &climb(index - left, count - left, leaf, lower)?))
    }
}
