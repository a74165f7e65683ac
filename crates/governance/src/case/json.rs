//! Reading case files: JSON without repeated members, and typed access.
use crate::{Error, choice, integer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Marks the serde error of a repeated member.
const DUPLICATE: &str = "duplicate member";

/// Reads JSON.
///
/// # Errors
/// `bad_json`, `duplicate_key`.
pub fn parse(text: &str) -> Result<Value, Error> {
    let Strict(value) = serde_json::from_str(text).map_err(|error| {
        let duplicate = error.to_string().starts_with(DUPLICATE);
        Error::new(if duplicate {
            "duplicate_key"
        } else {
            "bad_json"
        })
    })?;
    Ok(value)
}

/// The `format` of a case.
///
/// # Errors
/// `not_an_object`, `missing_field`, `not_a_text`.
pub fn format(case: &Value) -> Result<&str, Error> {
    choice::text(field(object(case)?, "format")?)
}

/// The `input` of a case.
///
/// # Errors
/// `not_an_object`, `missing_field`.
pub fn input(case: &Value) -> Result<&Map<String, Value>, Error> {
    object(field(object(case)?, "input")?)
}

/// An object.
///
/// # Errors
/// `not_an_object`.
pub fn object(value: &Value) -> Result<&Map<String, Value>, Error> {
    value.as_object().ok_or(Error::new("not_an_object"))
}

/// A list.
///
/// # Errors
/// `not_a_list`.
pub fn list(value: &Value) -> Result<&Vec<Value>, Error> {
    value.as_array().ok_or(Error::new("not_a_list"))
}

/// A member that must be there.
///
/// # Errors
/// `missing_field`.
pub fn field<'a>(map: &'a Map<String, Value>, name: &str) -> Result<&'a Value, Error> {
    map.get(name).ok_or(Error::new("missing_field"))
}

/// A text member.
///
/// # Errors
/// `missing_field`, `not_a_text`.
pub fn text<'a>(map: &'a Map<String, Value>, name: &str) -> Result<&'a str, Error> {
    choice::text(field(map, name)?)
}

/// Refuses members that are not listed.
///
/// # Errors
/// `unknown_field`.
pub fn only(map: &Map<String, Value>, names: &[&str]) -> Result<(), Error> {
    if map.keys().any(|name| !names.contains(&name.as_str())) {
        return Err(Error::new("unknown_field"));
    }
    Ok(())
}

/// A time: 0 … the end of the year 9999.
///
/// # Errors
/// Those of integers, `integer_out_of_range`.
pub fn time(value: &Value) -> Result<i64, Error> {
    let ms: i64 = integer::narrow(value)?;
    if (0..=crate::points::TIME_MAX).contains(&ms) {
        Ok(ms)
    } else {
        Err(Error::new("integer_out_of_range"))
    }
}

/// A JSON value in which no object has a member twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any).map(Strict)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Strict(value))) = access.next_entry::<String, Strict>()? {
            if map.insert(name, value).is_some() {
                return Err(serde::de::Error::custom(DUPLICATE));
            }
        }
        Ok(Value::Object(map))
    }
}
