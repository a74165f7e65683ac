//! The vectors of the log, whole: every case with its exact outcome.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

mod recount;
mod sample;

use std::path::PathBuf;
use verifier::vectors;

/// The folder of the vectors, if it is there.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("PSEPHOS_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: vectors not found");
    None
}

fn judge(file: &str) {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("log").join(file)).unwrap();
    let outcome = vectors::run("log", file, &text).unwrap();
    let failed = outcome.failed.len();
    let lines: Vec<String> = outcome.failed.iter().map(ToString::to_string).collect();
    println!("{file}: {} passed, {failed} failed", outcome.passed);
    assert!(
        outcome.failed.is_empty(),
        "{file}: {failed} failed\n{}",
        lines.join("\n")
    );
    assert!(outcome.not_yet.is_empty(), "{file}: cases without a runner");
}

#[test]
fn receipts() {
    judge("receipt.json");
}

#[test]
fn forms() {
    judge("receipt-forms.json");
}

#[test]
fn order() {
    judge("log-order.json");
}

#[test]
fn tallies() {
    judge("tally.json");
}

#[test]
fn trees_and_notes() {
    judge("merkle.json");
    judge("note.json");
}

#[test]
fn acts() {
    for file in [
        "canonical-json.json",
        "payload.json",
        "act.json",
        "summary.json",
        "eip712.json",
        "webauthn.json",
        "authorisation.json",
    ] {
        judge(file);
    }
}

/// The families of rules run here as they do in the browser; delegation has no case left to build.
#[test]
fn delegation() {
    let Some(folder) = folder() else { return };
    let (mut passed, mut rest) = (0, Vec::new());
    for entry in std::fs::read_dir(folder.join("delegation")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let outcome = vectors::run("delegation", &name, &text).unwrap();
        passed += outcome.passed;
        rest.extend(outcome.failed.iter().map(ToString::to_string));
        rest.extend(outcome.not_yet);
    }
    println!("delegation: {passed} passed");
    assert!(rest.is_empty(), "{}", rest.join("\n"));
}
