//! Case files of the test vectors: input of a command and its exact output.
pub mod balance;
pub mod delegation;
pub mod json;
pub mod lifecycle;
pub mod tally;

use crate::Error;
use serde_json::Value;

/// Runs a case file by its `format`; gives the `expected` object.
///
/// # Errors
/// The typed error of a whole case; `unknown_format`; `bad_json`, `duplicate_key`.
pub fn run(text: &str) -> Result<Value, Error> {
    let case = json::parse(text)?;
    match json::format(&case)? {
        balance::FORMAT => balance::run(&case),
        tally::TALLY | tally::DECISION => tally::run(&case),
        lifecycle::FORMAT => lifecycle::run(&case),
        delegation::FORMAT => delegation::run(&case),
        _ => Err(Error::new("unknown_format")),
    }
}

/// Runs a case file if its format belongs to the command that was called.
///
/// # Errors
/// As [`run`], and `wrong_command`.
pub fn run_as(command: &str, text: &str) -> Result<Value, Error> {
    let case = json::parse(text)?;
    let belongs = match json::format(&case)? {
        balance::FORMAT => "balance",
        tally::TALLY | tally::DECISION => "tally",
        lifecycle::FORMAT => "lifecycle",
        delegation::FORMAT => "resolve",
        _ => return Err(Error::new("unknown_format")),
    };
    if belongs != command {
        return Err(Error::new("wrong_command"));
    }
    run(text)
}
