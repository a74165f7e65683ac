//! Canonical JSON: RFC 8785 cut down so that no number or escape rule is left to choose.
//! Bytes that are not already canonical are refused, never repaired.
use crate::Error;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// Longest text in bytes.
pub const SIZE_MAX: usize = 262_144;
/// Deepest nesting of containers.
pub const DEPTH_MAX: usize = 8;
/// Integers stay below 2⁵³ in magnitude.
const INTEGER_MAX: u64 = 1 << 53;
/// Longest key in characters.
const KEY_MAX: usize = 48;

/// Reads canonical bytes.
///
/// # Errors
/// The first fault in byte order: `json_size`, `json_utf8`, then `json_syntax`,
/// `json_whitespace`, `json_top_level`, `json_depth`, `json_key`, `json_duplicate_key`,
/// `json_key_order`, `json_range`, `json_negative_zero`, `json_float`, `json_null`,
/// `json_not_nfc`, `json_control`, `json_escape`.
pub fn parse(bytes: &[u8]) -> Result<Value, Error> {
    if bytes.len() > SIZE_MAX {
        return Err(Error::new("json_size"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Error::new("json_utf8"))?;
    let mut reader = Reader { text, at: 0 };
    reader.no_space()?;
    match reader.peek() {
        Some(b'{') => {}
        Some(b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
            return Err(Error::new("json_top_level"));
        }
        _ => return Err(Error::new("json_syntax")),
    }
    let value = reader.value(1)?;
    reader.no_space()?;
    if reader.at == text.len() {
        Ok(value)
    } else {
        Err(Error::new("json_syntax"))
    }
}

/// Writes a value canonically; members are sorted here.
///
/// # Errors
/// As [`parse`], for values that have no canonical form.
pub fn encode(value: &Value) -> Result<Vec<u8>, Error> {
    let mut out = String::new();
    write(value, 1, &mut out)?;
    if !value.is_object() {
        return Err(Error::new("json_top_level"));
    }
    if out.len() > SIZE_MAX {
        return Err(Error::new("json_size"));
    }
    Ok(out.into_bytes())
}

/// Writes any value canonically, not only an object: the form inside a field commitment.
///
/// # Errors
/// As [`encode`] without `json_top_level`.
pub fn encode_value(value: &Value) -> Result<Vec<u8>, Error> {
    let mut out = String::new();
    write(value, 1, &mut out)?;
    if out.len() > SIZE_MAX {
        return Err(Error::new("json_size"));
    }
    Ok(out.into_bytes())
}

fn write(value: &Value, depth: usize, out: &mut String) -> Result<(), Error> {
    match value {
        Value::Null => return Err(Error::new("json_null")),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            let integer = number.as_i64();
            match integer {
                Some(n) if n.unsigned_abs() < INTEGER_MAX => out.push_str(&n.to_string()),
                Some(_) => return Err(Error::new("json_range")),
                None if number.is_u64() => return Err(Error::new("json_range")),
                None => return Err(Error::new("json_float")),
            }
        }
        Value::String(text) => write_text(text, out)?,
        Value::Array(items) => {
            check_depth(depth)?;
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            check_depth(depth)?;
            out.push('{');
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            for (i, key) in keys.into_iter().enumerate() {
                if !valid_key(key) {
                    return Err(Error::new("json_key"));
                }
                if i > 0 {
                    out.push(',');
                }
                write_text(key, out)?;
                out.push(':');
                write(&map[key], depth + 1, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn check_depth(depth: usize) -> Result<(), Error> {
    if depth > DEPTH_MAX {
        Err(Error::new("json_depth"))
    } else {
        Ok(())
    }
}

fn write_text(text: &str, out: &mut String) -> Result<(), Error> {
    check_text(text)?;
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    Ok(())
}

fn is_control(c: char) -> bool {
    (c < ' ' && c != '\n' && c != '\t') || ('\u{7f}'..='\u{9f}').contains(&c)
}

fn check_text(text: &str) -> Result<(), Error> {
    if text.chars().any(is_control) {
        return Err(Error::new("json_control"));
    }
    if !is_nfc(text) {
        return Err(Error::new("json_not_nfc"));
    }
    Ok(())
}

fn is_nfc(text: &str) -> bool {
    text.is_ascii() || text.nfc().eq(text.chars())
}

/// A member's name: `[a-z][a-z0-9_]{0,47}`.
pub(crate) fn valid_key(key: &str) -> bool {
    key.len() <= KEY_MAX
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn no_space(&self) -> Result<(), Error> {
        match self.peek() {
            Some(b' ' | b'\n' | b'\t' | b'\r') => Err(Error::new("json_whitespace")),
            _ => Ok(()),
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Error> {
        self.no_space()?;
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(Error::new("json_syntax"))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        self.no_space()?;
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => {
                self.word("null", Value::Null)?;
                Err(Error::new("json_null"))
            }
            _ => Err(Error::new("json_syntax")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Error> {
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(Error::new("json_syntax"))
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Error> {
        check_depth(depth)?;
        self.expect(b'{')?;
        let mut map = Map::new();
        let mut last: Option<String> = None;
        self.no_space()?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(map));
        }
        loop {
            self.no_space()?;
            if self.peek() != Some(b'"') {
                return Err(Error::new("json_syntax"));
            }
            let key = self.string()?;
            if !valid_key(&key) {
                return Err(Error::new("json_key"));
            }
            if map.contains_key(&key) {
                return Err(Error::new("json_duplicate_key"));
            }
            if last.is_some_and(|last| last > key) {
                return Err(Error::new("json_key_order"));
            }
            self.expect(b':')?;
            let value = self.value(depth + 1)?;
            map.insert(key.clone(), value);
            last = Some(key);
            self.no_space()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Object(map));
                }
                _ => return Err(Error::new("json_syntax")),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Error> {
        check_depth(depth)?;
        self.expect(b'[')?;
        let mut items = Vec::new();
        self.no_space()?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.no_space()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::Array(items));
                }
                _ => return Err(Error::new("json_syntax")),
            }
        }
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next().ok_or(Error::new("json_syntax"))?;
            self.at += c.len_utf8();
            match c {
                '"' => break,
                '\\' => {
                    let escaped = self.peek().ok_or(Error::new("json_syntax"))?;
                    self.at += 1;
                    out.push(match escaped {
                        b'"' => '"',
                        b'\\' => '\\',
                        b'n' => '\n',
                        b't' => '\t',
                        _ => return Err(Error::new("json_escape")),
                    });
                }
                // A line feed or tab must be escaped; other controls may not stand at all.
                c if c < ' ' || is_control(c) => return Err(Error::new("json_control")),
                c => out.push(c),
            }
        }
        if is_nfc(&out) {
            Ok(out)
        } else {
            Err(Error::new("json_not_nfc"))
        }
    }

    fn number(&mut self) -> Result<Value, Error> {
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = &self.text[start..self.at];
        if digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
            return Err(Error::new("json_syntax"));
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(Error::new("json_float"));
        }
        if negative && digits == "0" {
            return Err(Error::new("json_negative_zero"));
        }
        let magnitude: i64 = digits
            .parse()
            .ok()
            .filter(|n: &i64| n.unsigned_abs() < INTEGER_MAX)
            .ok_or(Error::new("json_range"))?;
        Ok(Value::from(if negative { -magnitude } else { magnitude }))
    }
}
/// A value that canonical JSON can hold although it says "none" in places: a member of an object
/// that is null is left out; an item of a list that is null becomes the empty text, so that the
/// others keep their places.
pub fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key.clone(), without_nulls(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| match item {
                    Value::Null => Value::String(String::new()),
                    other => without_nulls(other),
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn none_is_left_out_and_others_keep_their_places() {
        let said =
            json!({"winner": null, "scores": [3, null, 1], "in": [{"b": null, "a": [null]}]});
        let kept = without_nulls(&said);
        assert_eq!(kept, json!({"scores": [3, "", 1], "in": [{"a": [""]}]}));
        assert!(encode(&kept).is_ok());
        assert_eq!(encode(&said), Err(Error::new("json_null")));
    }
}
