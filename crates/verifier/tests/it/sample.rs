//! The sample log, verified whole: checkpoint, bundles, tiles, order, payloads, signatures.
use crate::folder;
use act::signature::{self, KeyEvidence, State};
use act::{Leaf, kinds, payload, summary};
use serde_json::Value;
use std::collections::BTreeMap;
use tlog::checkpoint::Checkpoint;
use tlog::merkle;
use tlog::tile::{self, ProofPlan, TilePath};
use verifier::evidence::Event;
use verifier::monitor::LogOrder;
use verifier::{Trust, fields, ladder};

#[test]
fn sample_log_holds() {
    let Some(folder) = folder() else { return };
    let log = folder.join("log/sample-log");
    let trust = std::fs::read_to_string(folder.join("log/sample-trust.json")).unwrap();
    let trust = Trust::from_text(&trust).unwrap();

    let note = std::fs::read(log.join("checkpoint")).unwrap();
    let checkpoint = Checkpoint::open(&note, &trust.origin, &trust.keys).unwrap();

    // Bundles → leaves in order → root.
    let mut leaves: Vec<Vec<u8>> = Vec::new();
    for number in 0..checkpoint.size.div_ceil(tile::WIDTH) {
        let width = (checkpoint.size - number * tile::WIDTH).min(tile::WIDTH);
        let path = TilePath {
            level: None,
            number,
            width: u16::try_from(width).unwrap(),
        };
        let bundle = std::fs::read(log.join(path.format())).unwrap();
        let entries = tile::decode_bundle(&bundle, usize::try_from(width).unwrap()).unwrap();
        leaves.extend(entries.into_iter().map(<[u8]>::to_vec));
    }
    let mut order = LogOrder::default();
    let mut read: Vec<Leaf> = Vec::new();
    for leaf in &leaves {
        read.push(order.push(leaf).unwrap().leaf);
    }
    assert_eq!(order.size(), checkpoint.size);
    assert_eq!(order.root(), checkpoint.root);
    assert_eq!(order.dao(), Some(trust.dao));

    // Tiles are those hashes.
    let hashes: Vec<_> = leaves.iter().map(|leaf| merkle::leaf_hash(leaf)).collect();
    let mut tiles = BTreeMap::new();
    for path in tile::layout(checkpoint.size) {
        let bytes = std::fs::read(log.join(path.format())).unwrap();
        let found = tile::hashes(&bytes).unwrap();
        let level = path.level.unwrap();
        let first = usize::try_from(path.number * tile::WIDTH).unwrap();
        for (i, hash) in found.iter().enumerate() {
            let expected = match level {
                0 => hashes[first + i],
                _ => tile::subtree(&hashes[(first + i) * 256..(first + i + 1) * 256]),
            };
            assert_eq!(*hash, expected, "tile {level}/{} hash {i}", path.number);
        }
        tiles.insert((level, path.number), found);
    }
    for index in [0, 11, 255, 256, checkpoint.size - 1] {
        let plan = ProofPlan::inclusion(index, checkpoint.size).unwrap();
        let proof = plan.compute(&tiles).unwrap();
        let leaf = &hashes[usize::try_from(index).unwrap()];
        let root = &checkpoint.root;
        merkle::verify_inclusion(index, checkpoint.size, leaf, &proof, root).unwrap();
    }

    // Payloads: fields, sentence, signature.
    let mut keys: Vec<KeyEvidence> = Vec::new();
    let mut states: BTreeMap<&str, u64> = BTreeMap::new();
    for leaf in &read {
        let name = format!("payload/{}.json", hex::encode(leaf.body.id()));
        let json = act::json::parse(&std::fs::read(log.join(name)).unwrap()).unwrap();
        let shown = payload::check_disclosed(&json["fields"], leaf.body.fields, &leaf.body.payload)
            .unwrap();
        let names = fields::map(&shown);
        summary::check(leaf.body.kind, &names).unwrap();
        let auth: Option<&Value> = json.get("auth");
        let state = if leaf.alg & act::leaf::SEALED != 0 && auth.is_none() {
            State::NotChecked
        } else {
            signature::verify(leaf, &shown, auth, &keys, &trust.context).unwrap()
        };
        *states.entry(state.name()).or_default() += 1;
        if leaf.body.kind == kinds::KEY_EVENT
            && let Event::Add {
                key,
                scope,
                expires_ms,
            } = Event::read(&names).unwrap()
        {
            let (actor, from_ms) = (leaf.body.actor, leaf.logged_ms);
            keys.push(KeyEvidence {
                actor,
                key,
                scope,
                from_ms,
                expires_ms,
                revoked_ms: None,
            });
        }
    }
    println!("sample log: {} leaves, {states:?}", checkpoint.size);
    assert!(
        states["direct"] > 200 && states["delegated"] > 0,
        "{states:?}"
    );

    let receipt = std::fs::read(folder.join("log/sample.tlog-proof")).unwrap();
    assert!(ladder::climb(&receipt, &trust).ok);
}

/// Every single byte of a receipt matters, or the verdict stays what it was: nothing panics, and
/// no altered receipt gets another act through.
#[test]
fn altered_receipts_never_panic() {
    let Some(folder) = folder() else { return };
    let trust = std::fs::read_to_string(folder.join("log/sample-trust.json")).unwrap();
    let trust = Trust::from_text(&trust).unwrap();
    let receipt = std::fs::read(folder.join("log/sample.tlog-proof")).unwrap();
    let before = ladder::climb(&receipt, &trust);
    let leaf = before.read.leaf.unwrap();
    for at in 0..receipt.len() {
        let mut altered = receipt.clone();
        altered[at] ^= 1;
        let after = ladder::climb(&altered, &trust);
        if after.ok {
            assert_eq!(after.read.leaf.as_ref(), Some(&leaf), "byte {at}");
        }
        ladder::climb(&receipt[..at], &trust);
    }
}
