//! Typed reading of payload fields.
use crate::{Error, Hash};
use act::Actor;
use act::payload::Field;
use governance::integer;
use serde_json::{Map, Value};

/// Names and values of disclosed fields.
pub fn map(fields: &[Field]) -> Map<String, Value> {
    fields
        .iter()
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect()
}

/// A field that must be there.
///
/// # Errors
/// `payload_missing_field`.
pub fn value<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a Value, Error> {
    fields.get(name).ok_or(Error::new("payload_missing_field"))
}

/// A text field.
///
/// # Errors
/// `payload_missing_field`, `payload_field_type`.
pub fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Error> {
    value(fields, name)?
        .as_str()
        .ok_or(Error::new("payload_field_type"))
}

/// An integer field: a JSON number or a decimal string. Small numbers are read as strings too,
/// since `eligible` is written either way.
///
/// # Errors
/// `payload_missing_field`, `payload_field_type`.
pub fn integer<T: TryFrom<i128>>(fields: &Map<String, Value>, name: &str) -> Result<T, Error> {
    let wrong = Error::new("payload_field_type");
    let number = match value(fields, name)? {
        Value::String(text) => text.parse::<i128>().map_err(|_| wrong)?,
        other => integer::from_json(other).map_err(|_| wrong)?,
    };
    T::try_from(number).map_err(|_| wrong)
}

/// A field of 64 hexadecimal digits.
///
/// # Errors
/// `payload_missing_field`, `payload_field_type`.
pub fn hash(fields: &Map<String, Value>, name: &str) -> Result<Hash, Error> {
    hash_from_hex(text(fields, name)?).ok_or(Error::new("payload_field_type"))
}

/// The actor in `<prefix>_kind` and `<prefix>`.
///
/// # Errors
/// `payload_missing_field`, `payload_field_type`, `actor_kind_unknown`, `actor_form`.
pub fn actor(fields: &Map<String, Value>, prefix: &str) -> Result<Actor, Error> {
    let kind: u8 = integer(fields, &format!("{prefix}_kind"))?;
    Ok(Actor::new(kind, hash(fields, prefix)?)?)
}

/// 64 lower-case hexadecimal digits as bytes.
pub fn hash_from_hex(text: &str) -> Option<Hash> {
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    hex::decode(text).ok()?.try_into().ok()
}

/// A JSON list of 64-digit hashes.
pub fn hashes(list: &Value) -> Option<Vec<Hash>> {
    list.as_array()?
        .iter()
        .map(|hash| hash.as_str().and_then(hash_from_hex))
        .collect()
}
