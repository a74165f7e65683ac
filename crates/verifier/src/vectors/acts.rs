//! The files of the crate `act`: canonical JSON, payloads, acts, sentences, signatures.
use super::{FORM, byte, bytes, from_hex, hash, list, number, text};
use crate::Error;
use act::eip712::{Domain, Message};
use act::payload::{self, Field, Payload};
use act::signature::{self, Context, KeyEvidence, eoa};
use act::{Actor, Body, Leaf, json, summary};
use serde_json::{Value, json};
use tlog::merkle;

/// Runs a case of a file; `None` when the file is not one of these.
pub(super) fn run(file: &str, case: &Value) -> Option<Result<Value, Error>> {
    Some(match file {
        "canonical-json.json" => canonical(case),
        "payload.json" => payload(case),
        "act.json" => act(case),
        "summary.json" => sentence(case),
        "eip712.json" => eip712(case),
        "webauthn.json" => webauthn(case),
        "authorisation.json" => authorisation(case),
        _ => return None,
    })
}

fn canonical(case: &Value) -> Result<Value, Error> {
    if let Some(value) = case.get("value") {
        let text = String::from_utf8(json::encode(value)?).map_err(|_| FORM)?;
        return Ok(text.into());
    }
    let input = match case.get("repeat") {
        Some(repeat) => {
            let count = usize::try_from(number(repeat, "count")?).map_err(|_| FORM)?;
            let unit = bytes(repeat, "unit")?.repeat(count);
            [bytes(repeat, "head")?, unit, bytes(repeat, "tail")?].concat()
        }
        None => bytes(case, "hex")?,
    };
    json::parse(&input)?;
    Ok(true.into())
}

fn payload(case: &Value) -> Result<Value, Error> {
    let Some(map) = case.get("payload").and_then(Value::as_object) else {
        let shown = case.get("fields").unwrap_or(&Value::Null);
        let fields = payload::check_disclosed(shown, byte(case, "count")?, &hash(case, "root")?)?;
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let complete = fields.iter().all(|field| field.path.is_none());
        return Ok(json!({"names": names, "complete": complete}));
    };
    let built = match case.get("salt_secret") {
        Some(_) => Payload::new(map, &hash(case, "salt_secret")?)?,
        None => {
            let salts = case.get("salts").ok_or(FORM)?;
            let field = |(name, value): (&String, &Value)| {
                let (name, salt, value) = (name.clone(), hash(salts, name)?, value.clone());
                Ok(Field {
                    i: 0,
                    name,
                    salt,
                    value,
                    path: None,
                })
            };
            Payload::from_fields(map.iter().map(field).collect::<Result<_, Error>>()?)?
        }
    };
    let hashes: Vec<String> = built.hashes().iter().map(hex::encode).collect();
    Ok(json!({"field_hashes": hashes, "payload": hex::encode(built.commitment())}))
}

fn act(case: &Value) -> Result<Value, Error> {
    if case.get("leaf").is_some() {
        let mut leaf = bytes(case, "leaf")?;
        let zeros = usize::try_from(number(case, "zeros_appended").unwrap_or(0));
        leaf.resize(leaf.len() + zeros.map_err(|_| FORM)?, 0);
        return Ok(json!({"act_id": hex::encode(Leaf::decode(&leaf)?.body.id())}));
    }
    let b = case.get("body").ok_or(FORM)?;
    let body = Body {
        kind: u16::try_from(number(b, "kind")?).map_err(|_| FORM)?,
        dao: hash(b, "dao")?,
        seq: number(b, "seq")?,
        prev: hash(b, "prev")?,
        issued_ms: number(b, "issued_ms")?,
        expires_ms: number(b, "expires_ms")?,
        actor: Actor::new(byte(b, "actor_kind")?, hash(b, "actor")?)?,
        subject: hash(b, "subject")?,
        fields: byte(b, "fields")?,
        payload: hash(b, "payload")?,
    };
    let (logged_ms, alg, sig) = (
        number(case, "logged_ms")?,
        byte(case, "alg")?,
        bytes(case, "sig")?,
    );
    let leaf = Leaf {
        body,
        logged_ms,
        alg,
        sig,
    };
    let encoded = leaf.encode();
    Leaf::decode(&encoded)?;
    Ok(json!({
        "body": hex::encode(leaf.body.encode()),
        "act_id": hex::encode(leaf.body.id()),
        "leaf": hex::encode(&encoded),
        "leaf_hash": hex::encode(merkle::leaf_hash(&encoded)),
    }))
}

fn sentence(case: &Value) -> Result<Value, Error> {
    let kind = u16::try_from(number(case, "kind")?).map_err(|_| FORM)?;
    let fields = case.get("payload").and_then(Value::as_object).ok_or(FORM)?;
    Ok(summary::render(kind, fields)?.into())
}

fn eip712(case: &Value) -> Result<Value, Error> {
    if case.get("digest").is_some() {
        let address = eoa::recover(&hash(case, "digest")?, &bytes(case, "sig")?)?;
        if Actor::evm(address).id != hash(case, "actor")? {
            return Err(Error::new("wrong_signer"));
        }
        return Ok(json!({"address": format!("0x{}", hex::encode(address))}));
    }
    let m = case.get("message").ok_or(FORM)?;
    let message = Message {
        action: text(m, "action")?.to_owned(),
        dao: text(m, "dao")?.to_owned(),
        summary: text(m, "summary")?.to_owned(),
        act_id: hash(m, "actId")?,
        seq: number(m, "seq")?,
        issued_at: number(m, "issuedAt")?,
        expires_at: number(m, "expiresAt")?,
        blind: hash(m, "blind")?,
    };
    let domain = Domain {
        chain_id: number(case, "chain_id")?,
        instance: hash(case, "salt")?,
    };
    Ok(json!({
        "domain": hex::encode(domain.separator()),
        "struct": hex::encode(message.struct_hash()),
        "digest": hex::encode(message.digest(&domain)),
    }))
}

fn webauthn(case: &Value) -> Result<Value, Error> {
    let origins = list(case, "origins")?
        .iter()
        .map(|origin| origin.as_str().map(str::to_owned).ok_or(FORM))
        .collect::<Result<Vec<_>, _>>()?;
    let verification = case
        .get("user_verification")
        .and_then(Value::as_bool)
        .ok_or(FORM)?;
    let (sig, digest) = (bytes(case, "sig")?, hash(case, "digest")?);
    let rp_id = text(case, "rp_id")?;
    let found = signature::passkey::verify(&sig, &digest, rp_id, &origins, verification)?;
    if found != hash(case, "actor")? {
        return Err(Error::new("wrong_signer"));
    }
    Ok(json!({"passkey": hex::encode(found)}))
}

fn authorisation(case: &Value) -> Result<Value, Error> {
    let context = Context::wallet(Domain {
        chain_id: 1,
        instance: [0; 32],
    });
    let digest = hash(case, "digest")?;
    let Some(leaf) = case.get("leaf") else {
        let alg = byte(case, "alg")?;
        let sig = bytes(case, "sig")?;
        let signer = signature::signer(alg, &sig, &digest, &context)?;
        if signer.id != hash(case, "actor")? {
            return Err(Error::new("wrong_signer"));
        }
        return Ok(match alg {
            // A contract wallet's word holds at one block, where its chain is to be asked.
            2 => {
                let block = sig
                    .get(28..36)
                    .and_then(|block| block.try_into().ok())
                    .ok_or(FORM)?;
                json!({"state": "needs_chain", "block": u64::from_be_bytes(block)})
            }
            _ => json!({"key": hex::encode(signer.id)}),
        });
    };
    let leaf = Leaf::decode(&from_hex(leaf)?)?;
    let keys = list(case, "keys")
        .unwrap_or_default()
        .iter()
        .map(key)
        .collect::<Result<Vec<_>, _>>()?;
    let state = signature::verify_digest(&leaf, &digest, case.get("auth"), &keys, &context)?;
    Ok(json!({"state": state.name()}))
}

fn key(key: &Value) -> Result<KeyEvidence, Error> {
    let scope = list(key, "scope")?
        .iter()
        .map(|name| name.as_str().map(str::to_owned).ok_or(FORM))
        .collect::<Result<_, _>>()?;
    Ok(KeyEvidence {
        actor: Actor::new(byte(key, "actor_kind")?, hash(key, "actor")?)?,
        key: Actor::new(byte(key, "key_kind")?, hash(key, "key_id")?)?,
        scope,
        from_ms: number(key, "from_ms")?,
        expires_ms: number(key, "expires_ms")?,
        revoked_ms: number(key, "revoked_ms").ok(),
    })
}
