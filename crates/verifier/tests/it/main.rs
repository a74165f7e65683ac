//! Receipts, forms, certificates, order rules, and the sample log as a whole.
#![expect(clippy::unwrap_used, reason = "a test stops where a vector can't be read")]

use act::{Actor, Leaf};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use verifier::monitor::Monitor;
use verifier::trust::Trust;
use verifier::{Error, certificate, ladder, receipt};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("PSEPHOS_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder.join("log"));
    }
    println!("skipped: vectors not found");
    None
}

fn cases(file: &str) -> Vec<Value> {
    let Some(folder) = folder() else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    json["cases"].as_array().unwrap().clone()
}

fn judge(file: &str, outcomes: Vec<(String, Value, Value)>) {
    let total = outcomes.len();
    let wrong: Vec<String> = outcomes
        .into_iter()
        .filter(|(_, got, expected)| got != expected)
        .map(|(id, got, expected)| format!("{id}\n  got      {got}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{file}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
    println!("{file}: {total} passed");
}

fn outcome(result: Result<Value, Error>) -> Value {
    match result {
        Ok(value) => json!({"ok": value}),
        Err(error) => json!({"error": error.code()}),
    }
}

#[test]
fn receipts() {
    let outcomes = cases("receipt.json")
        .iter()
        .map(|case| {
            let bytes = match case.get("receipt_hex") {
                Some(hex) => hex::decode(hex.as_str().unwrap()).unwrap(),
                None => case["receipt"].as_str().unwrap().as_bytes().to_vec(),
            };
            let verdict = ladder::climb(&bytes, &Trust::parse(&case["trust"]).unwrap());
            (case["id"].to_string(), verdict.to_expect(), case["expect"].clone())
        })
        .collect();
    judge("receipt.json", outcomes);
}

#[test]
fn forms() {
    let outcomes = cases("receipt-forms.json")
        .iter()
        .map(|case| {
            let got = match case.get("fragment") {
                Some(fragment) => receipt::from_fragment(fragment.as_str().unwrap())
                    .map(|bytes| String::from_utf8(bytes).unwrap().into()),
                None => {
                    let text = case["receipt"].as_str().unwrap();
                    receipt::Receipt::parse(text.as_bytes()).map(|receipt| {
                        let view = receipt.view();
                        assert_eq!(receipt::text_of_view(&view).unwrap(), text);
                        let fragment = receipt::to_fragment(text);
                        assert_eq!(receipt::from_fragment(&fragment).unwrap(), text.as_bytes());
                        view
                    })
                }
            };
            (case["id"].to_string(), outcome(got), case["expect"].clone())
        })
        .collect();
    judge("receipt-forms.json", outcomes);
}

#[test]
fn order() {
    let outcomes = cases("log-order.json")
        .iter()
        .map(|case| {
            let mut monitor = Monitor::default();
            let walked = case["leaves"].as_array().unwrap().iter().try_for_each(|leaf| {
                monitor.push(&hex::decode(leaf.as_str().unwrap()).unwrap()).map(|_| ())
            });
            let got = walked.map(|()| {
                json!({"acts": monitor.size(), "root": hex::encode(monitor.root())})
            });
            (case["id"].to_string(), outcome(got), case["expect"].clone())
        })
        .collect();
    judge("log-order.json", outcomes);
}

fn id(value: &Value) -> [u8; 32] {
    hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn powers(rows: &Value) -> BTreeMap<Actor, i64> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let kind = u8::try_from(row["actor_kind"].as_u64().unwrap()).unwrap();
            let actor = Actor::new(kind, id(&row["actor"])).unwrap();
            (actor, row["power"].as_str().unwrap().parse().unwrap())
        })
        .collect()
}

fn texts(list: &Value) -> Vec<String> {
    serde_json::from_value(list.clone()).unwrap()
}

#[test]
fn certificates() {
    let all = cases("tally.json");
    let payloads_of = all
        .iter()
        .find(|case| case["id"] == "selection")
        .map(|case| case["payloads"].clone())
        .unwrap_or_default();
    let outcomes = all
        .iter()
        .map(|case| {
            let name = case["id"].as_str().unwrap();
            let payloads = |act: &[u8; 32]| {
                let hex = hex::encode(act);
                let mut payload = payloads_of.get(&hex)?.clone();
                let changed = &case["payload_changed"];
                if changed["act"] == hex {
                    for (name, value) in changed.as_object().unwrap() {
                        payload[name] = value.clone();
                    }
                }
                Some(payload)
            };
            let got = if let Some(body) = case.get("ballot") {
                certificate::labels(body, &texts(&case["options"]))
            } else if let Some(rows) = case.get("rows") {
                Ok(hex::encode(certificate::power_root(&powers(rows))).into())
            } else if let Some(cert) = case.get("certificate") {
                let leaf = |index: u64| {
                    let hex = case["leaves"].get(index.to_string())?.as_str()?;
                    Leaf::decode(&hex::decode(hex).unwrap()).ok()
                };
                certificate::check_reduced(
                    cert.as_object().unwrap(),
                    &case["rules"],
                    &powers(&case["power"]),
                    &leaf,
                    &payloads,
                )
            } else if let Some(leaves) = case.get("leaves") {
                let from = case["from_index"].as_u64().unwrap();
                let leaves = leaves.as_array().unwrap().iter().map(|leaf| {
                    Leaf::decode(&hex::decode(leaf.as_str().unwrap()).unwrap()).ok()
                });
                certificate::select(
                    (from..).zip(leaves),
                    &payloads,
                    &id(&case["proposal"]),
                    &texts(&case["rules"]["options"]),
                    &powers(&case["power"]),
                )
                .map(|selection| {
                    let live = selection.ballots();
                    let indices: Vec<u64> = live.iter().map(|(index, _)| *index).collect();
                    let root = hex::encode(certificate::ballot_root(&live));
                    let mut out = json!({"indices": indices, "ballot_root": root});
                    if case["expect"]["ok"].get("refused").is_some() {
                        out["refused"] = selection.refused.into();
                    }
                    out
                })
            } else {
                certificate::rule_hash(&case["rules"]).map(|hash| hex::encode(hash).into())
            };
            (name.to_owned(), outcome(got), case["expect"].clone())
        })
        .collect();
    judge("tally.json", outcomes);
}

#[test]
fn the_sample_log_as_a_whole() {
    let Some(folder) = folder() else { return };
    let log = folder.join("sample-log");
    let trust: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("sample-trust.json")).unwrap())
            .unwrap();
    let trust = Trust::parse(&trust).unwrap();
    let note = std::fs::read(log.join("checkpoint")).unwrap();
    let signed = tlog::checkpoint::Checkpoint::open(&note, &trust.origin, &trust.keys).unwrap();
    let mut monitor = Monitor::default();
    let (mut payloads, mut hashes) = (0, Vec::new());
    for tile in tlog::tile::layout(signed.size).into_iter().filter(|t| t.level == Some(0)) {
        let bundle = tlog::tile::TilePath { level: None, ..tile }.format();
        let bytes = std::fs::read(log.join(bundle)).unwrap();
        for entry in tlog::tile::decode_bundle(&bytes, usize::from(tile.width)).unwrap() {
            let leaf = monitor.push(entry).unwrap();
            hashes.extend_from_slice(&tlog::merkle::leaf_hash(entry));
            let path = log.join("payload").join(format!("{}.json", hex::encode(leaf.body.id())));
            let Ok(text) = std::fs::read(path) else { continue };
            let json = act::json::parse(&text).unwrap();
            let (count, root) = (leaf.body.fields, leaf.body.payload);
            let fields = act::payload::check_disclosed(&json["fields"], count, &root).unwrap();
            let map = fields.iter().map(|f| (f.name.clone(), f.value.clone())).collect();
            act::summary::check(leaf.body.kind, &map).unwrap();
            payloads += 1;
        }
        let stored = std::fs::read(log.join(tile.format())).unwrap();
        assert_eq!(stored, hashes, "tile {}", tile.format());
        hashes.clear();
    }
    assert_eq!((monitor.size(), monitor.root()), (signed.size, signed.root));
    let sample = std::fs::read(folder.join("sample.tlog-proof")).unwrap();
    assert_eq!(ladder::climb(&sample, &trust).error, None);
    println!("sample log: {} leaves, {payloads} payloads", monitor.size());
}
