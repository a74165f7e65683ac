//! The exports as a page calls them: texts in, JSON out, and no panic on anything.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

use frontend_verifier::{Recounter, fragment_from_receipt, receipt_from_fragment, verify_receipt};
use serde_json::Value;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("PSEPHOS_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: vectors not found");
    None
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn ok<T>(result: Result<T, wasm_bindgen::JsError>) -> T {
    result.unwrap_or_else(|_| panic!("refused"))
}

#[test]
fn a_receipt_in_words() {
    let Some(folder) = folder() else { return };
    let read = |name: &str| std::fs::read_to_string(folder.join("log").join(name)).unwrap();
    let (receipt, trust) = (read("sample.tlog-proof"), read("sample-trust.json"));
    for lang in ["zh", "en"] {
        let verdict = json(&verify_receipt(&receipt, &trust, lang));
        assert_eq!(verdict["ok"], true);
        for rung in verdict["rungs"].as_array().unwrap() {
            assert!(!rung["title"].as_str().unwrap().is_empty(), "{rung}");
            assert!(!rung["meaning"].as_str().unwrap().is_empty(), "{rung}");
        }
        assert_eq!(verdict["act"]["kind_name"], "ballot");
        let path = verdict["path"].as_array().unwrap();
        assert_eq!(path.last().unwrap()["node"], verdict["checkpoint"]["root"]);
    }
    let fragment = ok(fragment_from_receipt(&receipt));
    assert_eq!(ok(receipt_from_fragment(&format!("#{fragment}"))), receipt);
}

#[test]
fn nonsense_is_answered() {
    for text in ["", "{", "c2sp.org/tlog-proof@v1\n\n", "\u{0}", "[]", "null"] {
        let verdict = json(&verify_receipt(text, text, "en"));
        assert_eq!(verdict["ok"], false);
        assert_eq!(verdict["error"], "trust_form");
    }
}

#[cfg(feature = "vectors")]
#[test]
fn vectors_run_from_here() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("log/receipt.json")).unwrap();
    let outcome = json(&frontend_verifier::run_vectors(
        "log",
        "receipt.json",
        &text,
    ));
    assert_eq!(outcome["failed"], Value::Array(Vec::new()));
    assert!(outcome["passed"].as_u64() > Some(100));
    for family in ["tally", "decision", "lifecycle", "points", "delegation"] {
        let mut passed = 0;
        for file in std::fs::read_dir(folder.join(family)).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&file).unwrap();
            let outcome = json(&frontend_verifier::run_vectors(family, &name, &text));
            assert_eq!(
                outcome["failed"],
                Value::Array(Vec::new()),
                "{family}/{name}"
            );
            passed += outcome["passed"].as_u64().unwrap();
        }
        println!("{family}: {passed} passed");
    }
    assert_eq!(
        json(&frontend_verifier::run_vectors("log", "receipt.json", "{"))["error"],
        "bad_json"
    );
}

/// The sample log has no product payloads: the recount stops at the first member and says so.
#[test]
fn a_recount_names_the_leaf_it_stops_at() {
    let Some(folder) = folder() else { return };
    let log = folder.join("log/sample-log");
    let trust = std::fs::read_to_string(folder.join("log/sample-trust.json")).unwrap();
    let checkpoint = std::fs::read_to_string(log.join("checkpoint")).unwrap();
    let cases = json(&std::fs::read_to_string(folder.join("log/receipt.json")).unwrap());
    let tally = cases["cases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["id"] == "good-tally")
        .unwrap();
    let receipt = tally["receipt"].as_str().unwrap();
    let mut recounter = ok(Recounter::new(receipt, &checkpoint, &trust));
    assert_eq!(recounter.total(), 300);
    let bundle = std::fs::read(log.join("tile/entries/000")).unwrap();
    let lines: Vec<String> = tlog::tile::decode_bundle(&bundle, 256)
        .unwrap()
        .into_iter()
        .map(|leaf| {
            let id = hex::encode(act_id(leaf));
            std::fs::read_to_string(log.join(format!("payload/{id}.json"))).unwrap()
        })
        .collect();
    let wrong = json(&recounter.push(&bundle, "", "en"));
    assert_eq!(wrong["fault"]["code"], "bundle_form");
    let progress = json(&recounter.push(&bundle, &lines.join("\n"), "en"));
    assert_eq!(progress["ok"], false);
    assert_eq!(progress["fault"]["code"], "payload_missing_field");
    let report = json(&recounter.finish("zh"));
    assert_eq!(report["ok"], false);
    assert!(report["sentence"].as_str().unwrap().contains("片叶"));
    assert_eq!(json(&recounter.finish("zh"))["ok"], false);
}

fn act_id(leaf: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    hash.update(b"psephos-act-v1\0");
    hash.update(&leaf[..189]);
    hash.finalize().into()
}
