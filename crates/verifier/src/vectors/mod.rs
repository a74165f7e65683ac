//! Runners of the published vectors: the input of each case against its exact outcome. They make
//! it possible to judge the copy of this code that runs in one's own browser.
pub mod acts;
pub mod log;
pub mod receipts;
pub mod tallies;

use crate::Error;
use serde_json::{Value, json};

/// What became of a file of cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Cases with the expected outcome.
    pub passed: u64,
    /// Cases with another one: `{"id","got","expected"}`.
    pub failed: Vec<Value>,
    /// Cases of rules that are not built yet.
    pub not_yet: Vec<String>,
}

impl Outcome {
    /// As JSON.
    pub fn to_value(&self) -> Value {
        json!({"passed": self.passed, "failed": self.failed, "not_yet": self.not_yet})
    }
}

/// Runs a file of one family. `log` has files of many cases, told apart by `file` (such as
/// `receipt.json`); every other family has one case a file.
///
/// # Errors
/// `bad_json`, `unknown_format` for a file or family that is not known here.
pub fn run(family: &str, file: &str, text: &str) -> Result<Outcome, Error> {
    if family == "log" {
        return run_log(file, text);
    }
    let case = governance::case::json::parse(text)?;
    let expected = case.get("expected").cloned().unwrap_or(Value::Null);
    let got = match governance::case::run(text) {
        Ok(value) => value,
        Err(error) => json!({"error": error.code()}),
    };
    let mut outcome = Outcome::default();
    let later = ["system_not_available", "unknown_format"];
    let code = got.get("error").and_then(Value::as_str).unwrap_or_default();
    if got == expected {
        outcome.passed = 1;
    } else if later.contains(&code) {
        outcome.not_yet.push(file.to_owned());
    } else {
        outcome
            .failed
            .push(json!({"id": file, "got": got, "expected": expected}));
    }
    Ok(outcome)
}

fn run_log(file: &str, text: &str) -> Result<Outcome, Error> {
    let bad = Error::new("bad_json");
    let json: Value = serde_json::from_str(text).map_err(|_| bad)?;
    let cases = json.get("cases").and_then(Value::as_array).ok_or(bad)?;
    let mut outcome = Outcome::default();
    if matches!(file, "anchor.json" | "evidence-score.json") {
        outcome.not_yet = cases.iter().map(id).collect();
        return Ok(outcome);
    }
    for case in cases {
        let expected = case.get("expect").cloned().unwrap_or(Value::Null);
        let got = match file {
            "receipt.json" => receipts::climb(case)?,
            "receipt-forms.json" => wrap(receipts::form(case)),
            "log-order.json" => wrap(log::order(case)),
            "merkle.json" => wrap(log::merkle(case)),
            "note.json" => wrap(log::note(case)),
            "tally.json" => wrap(tallies::run(case, cases)),
            _ => wrap(acts::run(file, case).ok_or(Error::new("unknown_format"))?),
        };
        if agrees(&got, &expected) {
            outcome.passed += 1;
        } else {
            outcome
                .failed
                .push(json!({"id": id(case), "got": got, "expected": expected}));
        }
    }
    Ok(outcome)
}

/// Equal, but an expected object may leave members out.
fn agrees(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            got.contains_key("error") == expected.contains_key("error")
                && expected
                    .iter()
                    .all(|(name, value)| got.get(name).is_some_and(|got| agrees(got, value)))
        }
        _ => got == expected,
    }
}

fn id(case: &Value) -> String {
    case.get("id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn wrap(result: Result<Value, Error>) -> Value {
    match result {
        Ok(value) => json!({"ok": value}),
        Err(error) => json!({"error": error.code()}),
    }
}

/// The fault of a case that lacks what it must have.
const FORM: Error = Error::new("case_form");

fn text<'a>(case: &'a Value, name: &str) -> Result<&'a str, Error> {
    case.get(name).and_then(Value::as_str).ok_or(FORM)
}

fn number(case: &Value, name: &str) -> Result<u64, Error> {
    case.get(name).and_then(Value::as_u64).ok_or(FORM)
}

fn byte(case: &Value, name: &str) -> Result<u8, Error> {
    u8::try_from(number(case, name)?).map_err(|_| FORM)
}

fn bytes(case: &Value, name: &str) -> Result<Vec<u8>, Error> {
    from_hex(case.get(name).ok_or(FORM)?)
}

fn hash(case: &Value, name: &str) -> Result<crate::Hash, Error> {
    bytes(case, name)?
        .try_into()
        .map_err(|_| Error::new("hash_length"))
}

fn list<'a>(case: &'a Value, name: &str) -> Result<&'a [Value], Error> {
    Ok(case.get(name).and_then(Value::as_array).ok_or(FORM)?)
}

fn from_hex(value: &Value) -> Result<Vec<u8>, Error> {
    value
        .as_str()
        .and_then(|text| hex::decode(text).ok())
        .ok_or(FORM)
}
