//! `receipt.json`, `receipt-forms.json`.
use super::{FORM, bytes, text};
use crate::receipt::{self, Receipt};
use crate::{Error, Trust, ladder};
use serde_json::Value;

/// Climbs the ladder; the verdict with all its rungs.
pub(super) fn climb(case: &Value) -> Result<Value, Error> {
    let bytes = match case.get("receipt_hex") {
        Some(_) => bytes(case, "receipt_hex")?,
        None => text(case, "receipt")?.as_bytes().to_vec(),
    };
    let trust = Trust::parse(case.get("trust").ok_or(FORM)?)?;
    Ok(ladder::climb(&bytes, &trust).to_expect())
}

/// A fragment to text, or a text to its JSON view and back.
pub(super) fn form(case: &Value) -> Result<Value, Error> {
    if let Ok(fragment) = text(case, "fragment") {
        let bytes = receipt::from_fragment(fragment)?;
        return Ok(String::from_utf8(bytes)
            .map_err(|_| Error::new("receipt_form"))?
            .into());
    }
    let text = text(case, "receipt")?;
    let view = Receipt::parse(text.as_bytes())?.view();
    let fragment = receipt::to_fragment(text);
    let same = receipt::text_of_view(&view)? == text
        && receipt::from_fragment(&fragment)? == text.as_bytes();
    if same {
        Ok(view)
    } else {
        Err(Error::new("receipt_form"))
    }
}
