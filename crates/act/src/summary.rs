//! The sentence of an act, rendered from its payload by the templates of its kind.
use crate::kinds::{self, Kind};
use crate::{Error, body::NUMBER_MAX};
use serde_json::{Map, Value};

/// Longest text inside a sentence, in code points.
const TEXT_MAX: usize = 80;
/// Longest list.
const LIST_MAX: usize = 1_000;
/// Items of a list that are spelled out.
const LIST_SHOWN: usize = 8;
/// First millisecond of the year 10000.
const YEAR_10000_MS: i64 = 253_402_300_800_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lang {
    Zh,
    En,
}

/// Renders the sentence of a payload.
///
/// # Errors
/// `kind_unknown`, `payload_missing_field`, `payload_lang`, `payload_variant`,
/// `payload_field_type`.
pub fn render(kind: u16, fields: &Map<String, Value>) -> Result<String, Error> {
    let kind = kinds::find(kind).ok_or(Error::new("kind_unknown"))?;
    let missing = Error::new("payload_missing_field");
    let lang = fields.get("lang").ok_or(Error::new("payload_lang"))?;
    let name = fields.get("dao_name").ok_or(missing)?;
    let lang = match lang.as_str() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => return Err(Error::new("payload_lang")),
    };
    let length = name
        .as_str()
        .ok_or(Error::new("payload_field_type"))?
        .chars()
        .count();
    if !(1..=TEXT_MAX).contains(&length) {
        return Err(Error::new("payload_field_type"));
    }
    fill(template(kind, lang, fields)?, lang, fields)
}

/// Checks the reserved fields and that `summary` is the sentence.
///
/// # Errors
/// As [`render`], and `summary_mismatch`.
pub fn check(kind: u16, fields: &Map<String, Value>) -> Result<(), Error> {
    let sentence = render(kind, fields)?;
    match fields.get("summary") {
        None => Err(Error::new("payload_missing_field")),
        Some(Value::String(summary)) if *summary == sentence => Ok(()),
        Some(Value::String(_)) => Err(Error::new("summary_mismatch")),
        Some(_) => Err(Error::new("payload_field_type")),
    }
}

fn template<'a>(kind: &'a Kind, lang: Lang, fields: &Map<String, Value>) -> Result<&'a str, Error> {
    let lang = if lang == Lang::Zh { "zh" } else { "en" };
    let templates = kind.templates(lang).ok_or(Error::new("payload_lang"))?;
    let Some(by) = &kind.by else {
        return templates.as_str().ok_or(Error::new("kind_unknown"));
    };
    let variant = fields.get(by).ok_or(Error::new("payload_missing_field"))?;
    let variant = variant.as_str().ok_or(Error::new("payload_variant"))?;
    templates
        .get(variant)
        .and_then(Value::as_str)
        .ok_or(Error::new("payload_variant"))
}

fn fill(template: &str, lang: Lang, fields: &Map<String, Value>) -> Result<String, Error> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, after) = after.split_once('}').ok_or(Error::new("kind_unknown"))?;
        let (name, format) = slot.split_once(':').ok_or(Error::new("kind_unknown"))?;
        let value = fields
            .get(name)
            .ok_or(Error::new("payload_missing_field"))?;
        out.push_str(&formatted(format, value, lang)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn formatted(format: &str, value: &Value, lang: Lang) -> Result<String, Error> {
    let wrong = Error::new("payload_field_type");
    match format {
        "t" => value.as_str().map(|text| plain(text, lang)).ok_or(wrong),
        "q" => value.as_str().map(|text| quoted(text, lang)).ok_or(wrong),
        "id" => value
            .as_str()
            .filter(|text| crate::payload::hash_from_hex(text).is_some())
            .map(|text| text[..8].to_owned())
            .ok_or(wrong),
        "n" => number(value).ok_or(wrong),
        "at" => value.as_i64().and_then(minute).ok_or(wrong),
        "l" => list(value, lang).ok_or(wrong),
        _ => Err(Error::new("kind_unknown")),
    }
}

/// Formatter `t` in Chinese: how a text looks inside a sentence. Labels and names that differ
/// only in what this removes would look the same.
pub fn format_text(text: &str) -> String {
    plain(text, Lang::Zh)
}

fn plain(text: &str, lang: Lang) -> String {
    let bidi = |c: char| matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::new();
    for c in text.chars().filter(|c| !bidi(*c)) {
        let c = match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' | ' ' => ' ',
            '「' if lang == Lang::Zh => '『',
            '」' if lang == Lang::Zh => '』',
            '“' if lang == Lang::En => '‘',
            '”' if lang == Lang::En => '’',
            other => other,
        };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    let trimmed = out.trim_matches(' ');
    if trimmed.chars().count() > TEXT_MAX {
        let mut short: String = trimmed.chars().take(TEXT_MAX - 1).collect();
        short.push('…');
        return short;
    }
    trimmed.to_owned()
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("「{}」", plain(text, lang)),
        Lang::En => format!("“{}”", plain(text, lang)),
    }
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => {
            let n = number.as_i64()?;
            (n.unsigned_abs() < NUMBER_MAX).then(|| n.to_string())
        }
        Value::String(text) => decimal(text).then(|| text.clone()),
        _ => None,
    }
}

/// `-?(0|[1-9]\d*)(\.\d*[1-9])?`
fn decimal(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    text != "-0"
        && digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|f| digits(f) && !f.ends_with('0'))
}

fn minute(ms: i64) -> Option<String> {
    if !(0..YEAR_10000_MS).contains(&ms) {
        return None;
    }
    let minutes = ms / 60_000;
    let (day, minute) = (minutes / 1_440, minutes % 1_440);
    let (year, month, date) = civil(day);
    Some(format!(
        "{year:04}-{month:02}-{date:02} {:02}:{:02}",
        minute / 60,
        minute % 60
    ))
}

/// Proleptic Gregorian date of a day count from 1970-01-01 (0 or later).
fn civil(days: i64) -> (i64, i64, i64) {
    // Eras of 400 years that begin on 1 March, so that the leap day comes last.
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let date = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, date)
}

fn list(value: &Value, lang: Lang) -> Option<String> {
    let items = value.as_array().filter(|items| items.len() <= LIST_MAX)?;
    let shown: Vec<String> = items
        .iter()
        .map(|item| list_item(item, lang))
        .collect::<Option<_>>()?;
    if shown.is_empty() {
        return Some(
            if lang == Lang::Zh {
                "（无）"
            } else {
                "(none)"
            }
            .to_owned(),
        );
    }
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let mut out = shown[..shown.len().min(LIST_SHOWN)].join(separator);
    if shown.len() > LIST_SHOWN {
        out.push_str(&match lang {
            Lang::Zh => format!(" 等 {} 项", shown.len()),
            Lang::En => format!(" and {} more", shown.len() - LIST_SHOWN),
        });
    }
    Some(out)
}

fn list_item(item: &Value, lang: Lang) -> Option<String> {
    match item {
        Value::String(text) => Some(quoted(text, lang)),
        Value::Array(tie) if !tie.is_empty() => {
            let texts: Vec<String> = tie
                .iter()
                .map(|t| t.as_str().map(|t| quoted(t, lang)))
                .collect::<Option<_>>()?;
            Some(texts.join(" = "))
        }
        Value::Object(pair) if pair.len() == 2 => {
            let option = pair.get("option")?.as_str()?;
            let weight = number(pair.get("weight")?)?;
            Some(format!("{} {weight}", quoted(option, lang)))
        }
        _ => None,
    }
}
