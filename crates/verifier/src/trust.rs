//! What a verifier is told beforehand (receipt.md "The ladder"): never taken from a receipt.
use crate::fields::{hash_from_hex, hashes};
use crate::{Error, Hash};
use act::eip712::Domain;
use act::signature::Context;
use serde_json::Value;
use tlog::note::VerifierKey;

/// The configuration of a verifier for one log.
#[derive(Debug, Clone)]
pub struct Trust {
    /// Origin line of the log.
    pub origin: String,
    /// Keys of the log.
    pub keys: Vec<VerifierKey>,
    /// The DAO: act id of leaf 0.
    pub dao: Hash,
    /// Signing domain, passkey origins, policy for passkeys.
    pub context: Context,
    /// Witness policy (C2SP tlog-policy text), read when its rung is climbed.
    pub policy: Option<String>,
    /// The checkpoint this reader saw last.
    pub pin: Option<Pin>,
}

/// A checkpoint seen before, with the proof that links it to the one at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Number of leaves.
    pub size: u64,
    /// Root hash.
    pub root: Hash,
    /// Consistency proof, smaller tree to larger; absent when nobody could be asked for it.
    pub proof: Option<Vec<Hash>>,
}

impl Trust {
    /// Reads the JSON form (`sample-trust.json`): origin, vkeys, chain_id, instance, dao and,
    /// optionally, rp_id, web_origins, user_verification (default true), policy, pin.
    ///
    /// # Errors
    /// `trust_form`, and those of [`VerifierKey::parse`].
    pub fn parse(json: &Value) -> Result<Self, Error> {
        let form = Error::new("trust_form");
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        let hash = |name: &str| text(name).and_then(hash_from_hex).ok_or(form);
        let texts = |name: &str| -> Result<Vec<String>, Error> {
            match json.get(name) {
                None => Ok(Vec::new()),
                Some(Value::Array(list)) => list
                    .iter()
                    .map(|item| item.as_str().map(str::to_owned).ok_or(form))
                    .collect(),
                Some(_) => Err(form),
            }
        };
        let keys = texts("vkeys")?
            .iter()
            .map(|vkey| VerifierKey::parse(vkey))
            .collect::<Result<_, _>>()?;
        let user_verification = match json.get("user_verification") {
            None => true,
            Some(flag) => flag.as_bool().ok_or(form)?,
        };
        let context = Context {
            domain: Domain {
                chain_id: json.get("chain_id").and_then(Value::as_u64).ok_or(form)?,
                instance: hash("instance")?,
            },
            rp_id: text("rp_id").unwrap_or_default().to_owned(),
            web_origins: texts("web_origins")?,
            user_verification,
        };
        let policy = match json.get("policy") {
            None | Some(Value::Null) => None,
            Some(policy) => Some(policy.as_str().ok_or(form)?.to_owned()),
        };
        let pin = match json.get("pin") {
            None | Some(Value::Null) => None,
            Some(pin) => Some(Pin::parse(pin).ok_or(form)?),
        };
        Ok(Self {
            origin: text("origin").ok_or(form)?.to_owned(),
            keys,
            dao: hash("dao")?,
            context,
            policy,
            pin,
        })
    }

    /// As [`Trust::parse`], from JSON text.
    ///
    /// # Errors
    /// As [`Trust::parse`].
    pub fn from_text(text: &str) -> Result<Self, Error> {
        let json: Value = serde_json::from_str(text).map_err(|_| Error::new("trust_form"))?;
        Self::parse(&json)
    }
}

impl Pin {
    fn parse(pin: &Value) -> Option<Self> {
        let proof = match pin.get("proof") {
            None | Some(Value::Null) => None,
            Some(list) => Some(hashes(list)?),
        };
        Some(Self {
            size: pin.get("size")?.as_u64()?,
            root: hash_from_hex(pin.get("root")?.as_str()?)?,
            proof,
        })
    }
}
