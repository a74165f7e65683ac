//! Key evidence in a receipt: `key_event` acts that registered the key which signed.
use crate::fields::{self, hashes};
use crate::{Error, Hash};
use act::signature::{self, Context, KeyEvidence, State};
use act::{Actor, Leaf, kinds, payload, summary};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// One registered key, checked as far as its own act goes; its place in the tree is not.
#[derive(Debug, Clone)]
pub struct RegisteredKey {
    /// What the signature check takes.
    pub evidence: KeyEvidence,
    /// Bytes of the `key_event` leaf.
    pub leaf: Vec<u8>,
    /// Its index.
    pub index: u64,
    /// Its inclusion proof.
    pub path: Vec<Hash>,
}

/// Checks one entry of `keys` for an act of `actor` at `index` in `dao`.
///
/// # Errors
/// `key_evidence`; and those of the leaf, its fields and its sentence.
pub fn check(
    entry: &Value,
    dao: &Hash,
    actor: &Actor,
    index: u64,
    context: &Context,
) -> Result<RegisteredKey, Error> {
    let wrong = Error::new("key_evidence");
    let map = entry
        .as_object()
        .filter(|map| map.len() == 4)
        .ok_or(wrong)?;
    let bytes = map
        .get("leaf")
        .and_then(Value::as_str)
        .and_then(|leaf| STANDARD.decode(leaf).ok())
        .ok_or(wrong)?;
    let at = map.get("index").and_then(Value::as_u64).ok_or(wrong)?;
    let path = map.get("path").and_then(hashes).ok_or(wrong)?;
    let list = map.get("fields").ok_or(wrong)?;
    let leaf = Leaf::decode(&bytes)?;
    let same = leaf.body.kind == kinds::KEY_EVENT
        && leaf.body.dao == *dao
        && leaf.body.actor == *actor
        && at < index;
    if !same {
        return Err(wrong);
    }
    let shown = payload::check_disclosed(list, leaf.body.fields, &leaf.body.payload)?;
    if shown.iter().any(|field| field.path.is_some()) {
        return Err(wrong);
    }
    let names = fields::map(&shown);
    summary::check(leaf.body.kind, &names)?;
    if signature::verify(&leaf, &shown, None, &[], context)? != State::Direct {
        return Err(wrong);
    }
    let Ok(Event::Add {
        key,
        scope,
        expires_ms,
    }) = Event::read(&names)
    else {
        return Err(wrong);
    };
    let evidence = KeyEvidence {
        actor: *actor,
        key,
        scope,
        from_ms: leaf.logged_ms,
        expires_ms,
        revoked_ms: None,
    };
    Ok(RegisteredKey {
        evidence,
        leaf: bytes,
        index: at,
        path,
    })
}

/// What a `key_event` act says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Registers a key.
    Add {
        /// The key as a signer.
        key: Actor,
        /// Kind names it may sign; `*` for all.
        scope: Vec<String>,
        /// Until when (exclusive), milliseconds.
        expires_ms: u64,
    },
    /// Revokes a key.
    Revoke {
        /// The key as a signer.
        key: Actor,
    },
}

impl Event {
    /// Reads the payload of a `key_event`.
    ///
    /// # Errors
    /// `payload_missing_field`, `payload_field_type`, `payload_variant`, `actor_form`.
    pub fn read(names: &Map<String, Value>) -> Result<Self, Error> {
        let kind: u8 = fields::integer(names, "key_kind")?;
        let key = Actor::new(kind, fields::hash(names, "key_id")?)?;
        match fields::text(names, "event")? {
            "add" => {
                let scope = fields::value(names, "scope")?
                    .as_array()
                    .and_then(|list| list.iter().map(|s| Some(s.as_str()?.to_owned())).collect())
                    .ok_or(Error::new("payload_field_type"))?;
                let expires_ms = fields::integer(names, "expires_ms")?;
                Ok(Self::Add {
                    key,
                    scope,
                    expires_ms,
                })
            }
            "revoke" => Ok(Self::Revoke { key }),
            _ => Err(Error::new("payload_variant")),
        }
    }
}
