//! The tools for strangers: exact output and exit codes on the public vectors.
use crate::instance::Instance;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A folder of shared material, or nothing (then the test says so and passes).
fn shared(variable: &str, folder: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map_or_else(
        || {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../shared")
                .join(folder)
        },
        PathBuf::from,
    );
    if found.is_dir() {
        return Some(found);
    }
    println!("skipped: {folder} not found");
    None
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Runs a command; gives exit code and the JSON on stdout.
fn run(arguments: &[&str]) -> (i32, Value) {
    let output = Instance::run(arguments);
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code().unwrap(), json)
}

/// Every `step`-th case of a family gives its output and its exit code; the library's own tests
/// take all of them.
fn family(folder: &Path, family: &str, command: &str, step: usize) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join(family))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    let mut passed = 0;
    for file in files.iter().step_by(step) {
        let case = read(file);
        let expected = &case["expected"];
        let (code, json) = run(&[command, file.to_str().unwrap()]);
        if !is_here(&case) {
            continue;
        }
        assert_eq!(json, *expected, "{}", file.display());
        let wanted = if expected.get("error").is_some() {
            3
        } else {
            0
        };
        assert_eq!(code, wanted, "{}", file.display());
        passed += 1;
    }
    println!("{family}: {passed} cases of {}", files.len());
    assert!(passed > 0);
}

/// Whether the case's voting system is one of this build.
fn is_here(case: &Value) -> bool {
    match case.pointer("/input/rules/system").and_then(Value::as_str) {
        Some(system) => matches!(
            system,
            "basic" | "single_choice" | "approval" | "schulze" | "debian"
        ),
        None => true,
    }
}

#[test]
fn case_files_give_their_output() {
    let Some(folder) = shared("PSEPHOS_VECTORS", "vectors") else {
        return;
    };
    family(&folder, "lifecycle", "lifecycle", 1);
    family(&folder, "points", "balance", 3);
    family(&folder, "tally", "tally", 3);
    family(&folder, "decision", "tally", 3);
}

#[test]
fn a_case_of_another_command_is_refused() {
    let Some(folder) = shared("PSEPHOS_VECTORS", "vectors") else {
        return;
    };
    let file = std::fs::read_dir(folder.join("lifecycle"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let (code, json) = run(&["tally", file.to_str().unwrap()]);
    assert_eq!(
        (code, json),
        (3, serde_json::json!({"error": "wrong_command"}))
    );
    let missing = Instance::run(&["tally", "/nowhere/at-all.json"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(!missing.stderr.is_empty(), "says what it can't read");
}

#[test]
fn the_sample_receipt_verifies() {
    let Some(folder) = shared("PSEPHOS_VECTORS", "vectors") else {
        return;
    };
    let log = folder.join("log");
    let receipt = log.join("sample.tlog-proof");
    let trust = log.join("sample-trust.json");
    let arguments = [
        "verify",
        receipt.to_str().unwrap(),
        "--trust",
        trust.to_str().unwrap(),
    ];
    let (code, json) = run(&[&arguments[..], &["--json"]].concat());
    assert_eq!(code, 0, "{json}");
    assert_eq!(json["ok"], true);
    assert!(json["rungs"].as_object().unwrap().len() >= 5, "{json}");

    // In words, one line a rung, in either language.
    for (lang, word) in [("zh", "收据"), ("en", "receipt")] {
        let output = Instance::run(&[&arguments[..], &["--lang", lang]].concat());
        let text = String::from_utf8_lossy(&output.stdout).to_lowercase();
        assert_eq!(output.status.code(), Some(0));
        assert!(text.lines().count() > 5, "{text}");
        assert!(text.contains(word), "{lang}: {text}");
    }
}

#[test]
fn receipts_of_the_vectors_give_their_rungs() {
    let Some(folder) = shared("PSEPHOS_VECTORS", "vectors") else {
        return;
    };
    let cases = read(&folder.join("log/receipt.json"));
    let cases = cases["cases"].as_array().unwrap();
    for case in cases.iter().step_by(5) {
        let Some(receipt) = case["receipt"].as_str() else {
            continue;
        };
        let Some(trust) = case.get("trust") else {
            continue;
        };
        let (code, json) = crate::instance::verify(receipt, trust);
        assert_eq!(json, case["expect"], "{}", case["id"]);
        assert_eq!(code == 0, json["ok"] == true, "{}", case["id"]);
    }
}

#[test]
fn real_elections_give_the_published_results() {
    let Some(folder) = shared("PSEPHOS_ELECTIONS", "data/elections") else {
        return;
    };
    let mut runs = 0;
    for entry in std::fs::read_dir(folder.join("expected")).unwrap() {
        let path = entry.unwrap().path();
        let known = read(&path);
        let file = folder.join(known["file"].as_str().unwrap());
        for wanted in known["runs"].as_array().unwrap() {
            let arguments = wanted["arguments"].as_str().unwrap();
            // Systems of later work have runs in these files too.
            if !["--system debian", "--system schulze"].contains(&arguments) {
                continue;
            }
            let mut line = vec!["tally", file.to_str().unwrap()];
            line.extend(arguments.split(' '));
            line.push("--json");
            let (code, json) = run(&line);
            assert_eq!(code, 0, "{} {arguments}", file.display());
            assert_eq!(json, wanted["expected"], "{} {arguments}", file.display());
            runs += 1;
        }
    }
    println!("{runs} runs of real elections");
    assert!(runs > 0);
}
