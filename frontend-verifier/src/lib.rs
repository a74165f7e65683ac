//! The verifier for browsers: texts in, JSON out. Everything is decided in the crate `verifier`;
//! this one only carries strings across. Nothing here asks a server or reads a clock.
//!
//! Faults are answers, not exceptions: a function throws only where its result is plain text and
//! there is none.
pub mod recounter;

pub use recounter::Recounter;

use verifier::receipt::{self, Receipt};
use verifier::{Trust, ladder, view};
use wasm_bindgen::prelude::*;

/// Climbs the ladder with a receipt's text under a trust configuration (JSON); gives the verdict
/// as JSON: `ok`, `error`, `sentence`, `rungs`, `act`, `checkpoint`, `path`.
#[wasm_bindgen]
pub fn verify_receipt(receipt: &str, trust_json: &str, lang: &str) -> String {
    let lang = view::lang(lang);
    let json = match Trust::from_text(trust_json) {
        Ok(trust) => view::verdict(&ladder::climb(receipt.as_bytes(), &trust), lang),
        Err(error) => view::failure(error, lang),
    };
    json.to_string()
}

/// The receipt's text out of a link's fragment (with or without `#`).
///
/// # Errors
/// `qr_form`, `qr_inflate`, `receipt_size`, `receipt_form`.
#[wasm_bindgen]
pub fn receipt_from_fragment(fragment: &str) -> Result<String, JsError> {
    let bytes = receipt::from_fragment(fragment.strip_prefix('#').unwrap_or(fragment))?;
    String::from_utf8(bytes).map_err(|_| JsError::new("receipt_form"))
}

/// The fragment (without `#`) that carries a receipt.
///
/// # Errors
/// Those of reading the receipt.
#[wasm_bindgen]
pub fn fragment_from_receipt(text: &str) -> Result<String, JsError> {
    Receipt::parse(text.as_bytes())?;
    Ok(receipt::to_fragment(text))
}

/// The JSON view of a receipt (receipt.md "Other forms").
///
/// # Errors
/// Those of reading the receipt.
#[wasm_bindgen]
pub fn view_of_receipt(text: &str) -> Result<String, JsError> {
    Ok(Receipt::parse(text.as_bytes())?.view().to_string())
}

/// The receipt's text out of its JSON view.
///
/// # Errors
/// `receipt_form` and those of reading the receipt.
#[wasm_bindgen]
pub fn receipt_from_view(json: &str) -> Result<String, JsError> {
    let view = serde_json::from_str(json).map_err(|_| JsError::new("receipt_form"))?;
    Ok(receipt::text_of_view(&view)?)
}

/// Runs a file of the published vectors; gives `{"passed","failed","not_yet"}` as JSON, or
/// `{"error"}` for a file that can't be read.
#[cfg(feature = "vectors")]
#[wasm_bindgen]
pub fn run_vectors(family: &str, file: &str, text: &str) -> String {
    match verifier::vectors::run(family, file, text) {
        Ok(outcome) => outcome.to_value(),
        Err(error) => serde_json::json!({"error": error.code()}),
    }
    .to_string()
}
