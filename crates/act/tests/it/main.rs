//! The log vectors of this crate, every case with its exact outcome.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

mod properties;
mod typed_data;

use act::eip712::{Domain, Message};
use act::payload::{self, Field, Payload};
use act::signature::{self, Context, KeyEvidence, contract, eoa};
use act::{Actor, Body, Error, Leaf, json, summary};
use serde_json::{Value, json};
use std::path::PathBuf;

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

fn run(file: &str, each: impl Fn(&str, &Value) -> Result<Value, Error>) {
    let Some(cases) = cases(file) else { return };
    let mut wrong = Vec::new();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let got = match each(id, case) {
            Ok(value) => json!({"ok": value}),
            Err(error) => json!({"error": error.code()}),
        };
        if got != case["expect"] {
            wrong.push(format!("{id}: got {got}, expected {}", case["expect"]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{file}: {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{file}: {} passed", cases.len());
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn id(value: &Value) -> [u8; 32] {
    bytes(value).try_into().unwrap()
}

#[test]
fn canonical_json() {
    run("canonical-json.json", |_, case| {
        if let Some(value) = case.get("value") {
            return json::encode(value).map(|b| String::from_utf8(b).unwrap().into());
        }
        let input = match case.get("repeat") {
            Some(r) => {
                let count = usize::try_from(r["count"].as_u64().unwrap()).unwrap();
                [
                    bytes(&r["head"]),
                    bytes(&r["unit"]).repeat(count),
                    bytes(&r["tail"]),
                ]
                .concat()
            }
            None => bytes(&case["hex"]),
        };
        let value = json::parse(&input)?;
        assert_eq!(
            json::encode(&value)?,
            input,
            "what is accepted is canonical"
        );
        Ok(true.into())
    });
}

#[test]
fn payloads() {
    run("payload.json", |_, case| {
        let Some(map) = case.get("payload") else {
            let count = u8::try_from(case["count"].as_u64().unwrap()).unwrap();
            let fields = payload::check_disclosed(&case["fields"], count, &id(&case["root"]))?;
            let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
            let complete = fields.iter().all(|f| f.path.is_none());
            return Ok(json!({"names": names, "complete": complete}));
        };
        let map = map.as_object().unwrap();
        let built = match case.get("salt_secret") {
            Some(secret) => Payload::new(map, &id(secret))?,
            None => {
                let field = |(name, value): (&String, &Value)| Field {
                    i: 0,
                    name: name.clone(),
                    salt: id(&case["salts"][name]),
                    value: value.clone(),
                    path: None,
                };
                Payload::from_fields(map.iter().map(field).collect())?
            }
        };
        let hashes: Vec<String> = built.hashes().iter().map(hex::encode).collect();
        Ok(json!({"field_hashes": hashes, "payload": hex::encode(built.commitment())}))
    });
}

#[test]
fn acts() {
    run("act.json", |_, case| {
        if let Some(leaf) = case.get("leaf") {
            let mut leaf = bytes(leaf);
            let zeros = case
                .get("zeros_appended")
                .and_then(Value::as_u64)
                .unwrap_or(0);
            leaf.resize(leaf.len() + usize::try_from(zeros).unwrap(), 0);
            let decoded = Leaf::decode(&leaf)?;
            assert_eq!(decoded.encode(), leaf);
            return Ok(json!({"act_id": hex::encode(decoded.body.id())}));
        }
        let b = &case["body"];
        let n = |name: &str| b[name].as_u64().unwrap();
        let body = Body {
            kind: u16::try_from(n("kind")).unwrap(),
            dao: id(&b["dao"]),
            seq: n("seq"),
            prev: id(&b["prev"]),
            issued_ms: n("issued_ms"),
            expires_ms: n("expires_ms"),
            actor: Actor::new(u8::try_from(n("actor_kind")).unwrap(), id(&b["actor"]))?,
            subject: id(&b["subject"]),
            fields: u8::try_from(n("fields")).unwrap(),
            payload: id(&b["payload"]),
        };
        let leaf = Leaf {
            logged_ms: case["logged_ms"].as_u64().unwrap(),
            alg: u8::try_from(case["alg"].as_u64().unwrap()).unwrap(),
            sig: bytes(&case["sig"]),
            body,
        };
        let encoded = leaf.encode();
        assert_eq!(Leaf::decode(&encoded)?, leaf);
        let mut hashed = vec![0];
        hashed.extend_from_slice(&encoded);
        let hash = <sha2::Sha256 as sha2::Digest>::digest(&hashed);
        Ok(json!({
            "body": hex::encode(leaf.body.encode()),
            "act_id": hex::encode(leaf.body.id()),
            "leaf": hex::encode(&encoded),
            "leaf_hash": hex::encode(hash),
        }))
    });
}

#[test]
fn summaries() {
    run("summary.json", |_, case| {
        let kind = u16::try_from(case["kind"].as_u64().unwrap()).unwrap();
        summary::render(kind, case["payload"].as_object().unwrap()).map(Value::from)
    });
}

#[test]
fn eip712() {
    run("eip712.json", |_, case| {
        if let Some(digest) = case.get("digest") {
            let address = eoa::recover(&id(digest), &bytes(&case["sig"]))?;
            if Actor::evm(address).id != id(&case["actor"]) {
                return Err(Error::new("wrong_signer"));
            }
            return Ok(json!({"address": format!("0x{}", hex::encode(address))}));
        }
        let m = &case["message"];
        let text = |name: &str| m[name].as_str().unwrap().to_owned();
        let message = Message {
            action: text("action"),
            dao: text("dao"),
            summary: text("summary"),
            act_id: id(&m["actId"]),
            seq: m["seq"].as_u64().unwrap(),
            issued_at: m["issuedAt"].as_u64().unwrap(),
            expires_at: m["expiresAt"].as_u64().unwrap(),
            blind: id(&m["blind"]),
        };
        let domain = Domain {
            chain_id: case["chain_id"].as_u64().unwrap(),
            instance: id(&case["salt"]),
        };
        Ok(json!({
            "domain": hex::encode(domain.separator()),
            "struct": hex::encode(message.struct_hash()),
            "digest": hex::encode(message.digest(&domain)),
        }))
    });
}

#[test]
fn webauthn() {
    run("webauthn.json", |_, case| {
        let origins: Vec<String> = serde_json::from_value(case["origins"].clone()).unwrap();
        let found = signature::passkey::verify(
            &bytes(&case["sig"]),
            &id(&case["digest"]),
            case["rp_id"].as_str().unwrap(),
            &origins,
            case["user_verification"].as_bool().unwrap(),
        )?;
        if found != id(&case["actor"]) {
            return Err(Error::new("wrong_signer"));
        }
        Ok(json!({"passkey": hex::encode(found)}))
    });
}

#[test]
fn authorisations() {
    let context = Context::wallet(Domain {
        chain_id: 1,
        instance: [0; 32],
    });
    run("authorisation.json", |_, case| {
        let digest = id(&case["digest"]);
        let Some(leaf) = case.get("leaf") else {
            let alg = u8::try_from(case["alg"].as_u64().unwrap()).unwrap();
            let signer = signature::signer(alg, &bytes(&case["sig"]), &digest, &context)?;
            if signer.id != id(&case["actor"]) {
                return Err(Error::new("wrong_signer"));
            }
            return Ok(match contract::Claim::parse(&bytes(&case["sig"])) {
                Ok(claim) if alg == 2 => json!({"state": "needs_chain", "block": claim.block}),
                _ => json!({"key": hex::encode(signer.id)}),
            });
        };
        let leaf = Leaf::decode(&bytes(leaf))?;
        let keys: Vec<KeyEvidence> = case
            .get("keys")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|key| KeyEvidence {
                actor: actor(key, "actor_kind", "actor"),
                key: actor(key, "key_kind", "key_id"),
                scope: serde_json::from_value(key["scope"].clone()).unwrap(),
                from_ms: key["from_ms"].as_u64().unwrap(),
                expires_ms: key["expires_ms"].as_u64().unwrap(),
                revoked_ms: key["revoked_ms"].as_u64(),
            })
            .collect();
        let state = signature::verify_digest(&leaf, &digest, case.get("auth"), &keys, &context)?;
        Ok(json!({"state": state.name()}))
    });
}

fn actor(value: &Value, kind: &str, name: &str) -> Actor {
    Actor::new(
        u8::try_from(value[kind].as_u64().unwrap()).unwrap(),
        id(&value[name]),
    )
    .unwrap()
}
