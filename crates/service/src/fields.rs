//! Typed reading of payload fields.
use crate::{Error, Result};
use act::Actor;
use serde_json::{Map, Value};

/// Payload fields by name.
pub type Fields = Map<String, Value>;

/// A text field.
pub fn text<'a>(fields: &'a Fields, name: &str) -> Result<&'a str> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Error::Refused("payload_field_type")),
        None => Err(Error::Refused("payload_missing_field")),
    }
}

/// A text field that may be absent; absent reads as empty.
pub fn text_or_empty<'a>(fields: &'a Fields, name: &str) -> Result<&'a str> {
    if fields.contains_key(name) {
        text(fields, name)
    } else {
        Ok("")
    }
}

/// An integer field (a JSON number, or a decimal string from 2⁵³ on).
pub fn integer(fields: &Fields, name: &str) -> Result<i64> {
    match fields.get(name) {
        Some(Value::Number(number)) => number.as_i64().ok_or(Error::Refused("payload_field_type")),
        Some(Value::String(text)) => text
            .parse()
            .map_err(|_| Error::Refused("payload_field_type")),
        Some(_) => Err(Error::Refused("payload_field_type")),
        None => Err(Error::Refused("payload_missing_field")),
    }
}

/// A field of 64 hexadecimal digits.
pub fn id(fields: &Fields, name: &str) -> Result<[u8; 32]> {
    id_from_hex(text(fields, name)?).ok_or(Error::Refused("payload_field_type"))
}

/// 64 lower-case hexadecimal digits as bytes.
pub fn id_from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    hex::decode(text).ok()?.try_into().ok()
}

/// The actor in `<prefix>_kind` and `<prefix>`.
pub fn actor(fields: &Fields, prefix: &str) -> Result<Actor> {
    let kind = u8::try_from(integer(fields, &format!("{prefix}_kind"))?)
        .map_err(|_| Error::Refused("actor_kind_unknown"))?;
    actor_from(kind, id(fields, prefix)?)
}

/// An actor from its two parts.
pub fn actor_from(kind: u8, id: [u8; 32]) -> Result<Actor> {
    Actor::new(kind, id).map_err(|error| Error::Refused(error.code()))
}

/// Writes an actor as `<prefix>_kind` and `<prefix>`.
pub fn put_actor(fields: &mut Fields, prefix: &str, actor: &Actor) {
    fields.insert(format!("{prefix}_kind"), Value::from(actor.kind.code()));
    fields.insert(prefix.to_owned(), Value::from(hex::encode(actor.id)));
}
