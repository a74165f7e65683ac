//! The log vectors that need nothing but this crate: `merkle.json`, `note.json`.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tlog::checkpoint::Checkpoint;
use tlog::merkle::{self, Frontier};
use tlog::note::{Note, VerifierKey};
use tlog::policy::Policy;
use tlog::tile::{self, ProofPlan, TilePath};
use tlog::{Error, Hash};

fn cases(file: &str) -> Option<Vec<Value>> {
    let folder = std::env::var_os("PSEPHOS_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("log").join(file)) else {
        println!("skipped: vectors not found ({file})");
        return None;
    };
    let json: Value = serde_json::from_str(&text).unwrap();
    Some(json["cases"].as_array().unwrap().clone())
}

fn hash(value: &Value) -> Result<Hash, Error> {
    let bytes = hex::decode(value.as_str().unwrap()).unwrap();
    bytes.try_into().map_err(|_| Error::new("hash_length"))
}

fn hashes(value: &Value) -> Result<Vec<Hash>, Error> {
    value.as_array().unwrap().iter().map(hash).collect()
}

fn judge(id: &str, expect: &Value, got: Result<Value, Error>) {
    match got {
        Ok(value) => assert_eq!(
            &value,
            expect.get("ok").unwrap_or(&Value::Null),
            "{id}: {expect}"
        ),
        Err(error) => assert_eq!(expect["error"], error.code(), "{id}"),
    }
}

#[test]
fn merkle_vectors() {
    let Some(cases) = cases("merkle.json") else {
        return;
    };
    let mut passed = 0;
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let n = |name: &str| case[name].as_u64().unwrap();
        let got = if id == "leaves" {
            let leaves: Vec<Hash> = case["inputs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|i| merkle::leaf_hash(&hex::decode(i.as_str().unwrap()).unwrap()))
                .collect();
            let mut frontier = Frontier::default();
            let mut roots = vec![hex::encode(frontier.root())];
            for leaf in &leaves {
                frontier.push(*leaf);
                roots.push(hex::encode(frontier.root()));
            }
            let expect = &case["expect"]["ok"];
            let text = expect.to_string();
            for root in &roots[1..] {
                assert!(
                    text.contains(root.as_str()),
                    "{id}: root {root} not in the vector"
                );
            }
            Ok(expect.clone())
        } else if case.get("leaf_hash").is_some() {
            (|| {
                let leaf = hash(&case["leaf_hash"])?;
                let root = hash(&case["root"])?;
                let proof = hashes(&case["proof"])?;
                merkle::verify_inclusion(n("index"), n("size"), &leaf, &proof, &root)?;
                Ok(Value::Bool(true))
            })()
        } else if case.get("old").is_some() {
            (|| {
                let (old_root, new_root) = (hash(&case["old_root"])?, hash(&case["new_root"])?);
                let proof = hashes(&case["proof"])?;
                merkle::verify_consistency(n("old"), n("new"), &old_root, &new_root, &proof)?;
                Ok(Value::Bool(true))
            })()
        } else if case.get("tile_index").is_some() {
            let number = n("tile_index");
            let path = TilePath {
                level: Some(0),
                number,
                width: 256,
            }
            .format();
            assert_eq!(TilePath::parse(&path).unwrap().number, number);
            Ok(path.trim_start_matches("tile/0/").into())
        } else if case.get("bundle").is_some() {
            let bytes = hex::decode(case["bundle"].as_str().unwrap()).unwrap();
            let count = usize::try_from(
                case.get("count")
                    .or(case.get("width"))
                    .and_then(Value::as_u64)
                    .unwrap(),
            )
            .unwrap();
            tile::decode_bundle(&bytes, count).map(|entries| {
                let again = tile::encode_bundle(entries.iter().copied()).unwrap();
                assert_eq!(again, bytes, "{id}");
                case["expect"]["ok"].clone()
            })
        } else {
            let tiles = tile::layout(n("size"));
            let partial: Vec<String> = tiles
                .iter()
                .filter(|t| t.width < 256)
                .map(TilePath::format)
                .collect();
            let full = tiles.iter().rev().find(|t| t.width == 256);
            let last_full: Vec<String> = full.map(TilePath::format).into_iter().collect();
            Ok(
                serde_json::json!({"count": tiles.len(), "partial": partial, "last_full": last_full}),
            )
        };
        judge(id, &case["expect"], got);
        passed += 1;
    }
    println!("merkle: {passed} passed");
}

#[test]
fn note_vectors() {
    let Some(cases) = cases("note.json") else {
        return;
    };
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        if let Some(vkey) = case.get("vkey") {
            let got = VerifierKey::parse(vkey.as_str().unwrap()).map(|key| key.kind.into());
            judge(id, &case["expect"], got);
            continue;
        }
        let bytes = match (case.get("note"), case.get("note_hex")) {
            (Some(note), _) => note.as_str().unwrap().as_bytes().to_vec(),
            (_, Some(hex)) => hex::decode(hex.as_str().unwrap()).unwrap(),
            _ => panic!("{id}: no note"),
        };
        let got = if let Some(policy) = case.get("policy") {
            Policy::parse(policy.as_str().unwrap()).and_then(|policy| {
                let signed = policy.check(&Note::parse(&bytes)?)?;
                Ok(Value::from(signed))
            })
        } else {
            let keys: Vec<VerifierKey> = case["vkeys"]
                .as_array()
                .unwrap()
                .iter()
                .map(|key| VerifierKey::parse(key.as_str().unwrap()).unwrap())
                .collect();
            Checkpoint::open(&bytes, case["origin"].as_str().unwrap(), &keys).map(|c| {
                let expect = &case["expect"]["ok"];
                assert_eq!(expect["size"], c.size, "{id}");
                assert_eq!(expect["root"], hex::encode(c.root), "{id}");
                expect.clone()
            })
        };
        judge(id, &case["expect"], got);
    }
    println!("note: {} passed", cases.len());
}

#[test]
fn proofs_from_tiles_verify_at_every_size() {
    let leaves: Vec<Hash> = (0u32..600)
        .map(|i| merkle::leaf_hash(&i.to_be_bytes()))
        .collect();
    let mut tiles: BTreeMap<(u8, u64), Vec<Hash>> = BTreeMap::new();
    for (n, chunk) in leaves.chunks(256).enumerate() {
        tiles.insert((0, n as u64), chunk.to_vec());
        if chunk.len() == 256 {
            tiles.entry((1, 0)).or_default().push(tile::subtree(chunk));
        }
    }
    let root = |size: usize| merkle::root_of(&leaves[..size]);
    for size in [
        1usize, 2, 3, 7, 8, 37, 255, 256, 257, 300, 511, 512, 513, 600,
    ] {
        for index in (0..size).step_by(1 + size / 40) {
            let plan = ProofPlan::inclusion(index as u64, size as u64).unwrap();
            let proof = plan.compute(&tiles).unwrap();
            merkle::verify_inclusion(
                index as u64,
                size as u64,
                &leaves[index],
                &proof,
                &root(size),
            )
            .unwrap();
        }
        for old in (0..=size).step_by(1 + size / 40) {
            let plan = ProofPlan::consistency(old as u64, size as u64).unwrap();
            let proof = plan.compute(&tiles).unwrap();
            merkle::verify_consistency(old as u64, size as u64, &root(old), &root(size), &proof)
                .unwrap();
        }
    }
}
