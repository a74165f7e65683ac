//! Sealed authorisations: a hash in the leaf, opened (or erased) beside it.
use crate::leaf::{self, SEALED};
use crate::payload::{bytes_from_hex, hash_from_hex};
use crate::{Actor, ActorKind, Error, Leaf};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Opens a seal: algorithm, inner signature, and the actor behind a pseudonym.
///
/// # Errors
/// In order: `seal_missing`, `seal_mismatch`, `sig_length`, `pseudonym_missing`,
/// `pseudonym_mismatch`.
pub fn open(leaf: &Leaf, auth: Option<&Value>) -> Result<(u8, Vec<u8>, Actor), Error> {
    let missing = Error::new("seal_missing");
    let auth = auth.and_then(Value::as_object).ok_or(missing)?;
    let hash = |name: &str| {
        auth.get(name)
            .and_then(Value::as_str)
            .and_then(hash_from_hex)
    };
    let salt = hash("salt").ok_or(missing)?;
    let sig = auth
        .get("sig")
        .and_then(Value::as_str)
        .and_then(bytes_from_hex)
        .ok_or(missing)?;
    let alg = leaf.alg & !SEALED;
    let mut seal = Sha256::new();
    seal.update(b"psephos-seal-v1\0");
    seal.update(salt);
    seal.update([alg]);
    seal.update(&sig);
    if seal.finalize()[..] != leaf.sig[..] {
        return Err(Error::new("seal_mismatch"));
    }
    if !leaf::length_fits(alg, sig.len()) {
        return Err(Error::new("sig_length"));
    }
    if leaf.body.actor.kind != ActorKind::Pseudonym {
        return Ok((alg, sig, leaf.body.actor));
    }
    let missing = Error::new("pseudonym_missing");
    let actor_salt = hash("actor_salt").ok_or(missing)?;
    let kind = auth
        .get("actor_kind")
        .and_then(Value::as_u64)
        .ok_or(missing)?;
    let id = hash("actor").ok_or(missing)?;
    let kind = u8::try_from(kind).map_err(|_| Error::new("pseudonym_mismatch"))?;
    let mut pseudonym = Sha256::new();
    pseudonym.update(b"psephos-pseudonym-v1\0");
    pseudonym.update(actor_salt);
    pseudonym.update([kind]);
    pseudonym.update(id);
    if pseudonym.finalize()[..] != leaf.body.actor.id[..] {
        return Err(Error::new("pseudonym_mismatch"));
    }
    let actor = Actor::new(kind, id).map_err(|_| Error::new("pseudonym_mismatch"))?;
    Ok((alg, sig, actor))
}
