//! Integers in JSON: numbers below 2⁵³ in magnitude, decimal strings from there on. The other
//! spelling of either is refused, so that every number has one form.
use crate::Error;
use serde_json::Value;

/// First magnitude that is written as a string.
const STRING_FROM: u128 = 1 << 53;

/// Writes an integer.
pub fn to_json(n: i128) -> Value {
    match i64::try_from(n) {
        Ok(small) if n.unsigned_abs() < STRING_FROM => Value::from(small),
        _ => Value::from(n.to_string()),
    }
}

/// Reads an integer.
///
/// # Errors
/// `not_an_integer`, `integer_not_canonical`, `integer_out_of_range` (beyond `i128`).
pub fn from_json(value: &Value) -> Result<i128, Error> {
    match value {
        Value::Number(number) => {
            let n = number
                .as_i64()
                .map(i128::from)
                .or_else(|| number.as_u64().map(i128::from))
                .ok_or(Error::new("not_an_integer"))?;
            if n.unsigned_abs() < STRING_FROM {
                Ok(n)
            } else {
                Err(Error::new("integer_not_canonical"))
            }
        }
        Value::String(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let canonical = !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && (!digits.starts_with('0') || text == "0");
            if !canonical {
                return Err(Error::new("not_an_integer"));
            }
            let n: i128 = text
                .parse()
                .map_err(|_| Error::new("integer_out_of_range"))?;
            if n.unsigned_abs() < STRING_FROM {
                Err(Error::new("integer_not_canonical"))
            } else {
                Ok(n)
            }
        }
        _ => Err(Error::new("not_an_integer")),
    }
}

/// Reads an integer that must fit a narrower type.
///
/// # Errors
/// As [`from_json`], and `integer_out_of_range`.
pub fn narrow<T: TryFrom<i128>>(value: &Value) -> Result<T, Error> {
    T::try_from(from_json(value)?).map_err(|_| Error::new("integer_out_of_range"))
}
