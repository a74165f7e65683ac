//! What a verifier is told beforehand: which log, which keys, which chain, what it saw last.
use crate::{Error, id};
use serde_json::Value;
use tlog::note::VerifierKey;
use tlog::policy::Policy;

/// A tree this verifier saw before, with a proof between it and the receipt's checkpoint.
#[derive(Debug, Clone)]
pub struct Pin {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: [u8; 32],
    /// Consistency proof from the smaller to the larger of the two trees.
    pub proof: Vec<[u8; 32]>,
}

/// Trust configuration (receipt.md "The ladder").
#[derive(Debug, Clone)]
pub struct Trust {
    /// Origin line.
    pub origin: String,
    /// Keys of the log.
    pub keys: Vec<VerifierKey>,
    /// Signature context of the DAO.
    pub context: act::signature::Context,
    /// Act id of leaf 0.
    pub dao: [u8; 32],
    /// Witness policy, as text; parsed on its rung.
    pub policy: Option<String>,
    /// Last tree seen.
    pub pin: Option<Pin>,
}

impl Trust {
    /// Reads a configuration such as `sample-trust.json`.
    ///
    /// # Errors
    /// `trust_form`, and those of vkeys.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        let form = Error::new("trust_form");
        let text = |name: &str| value.get(name).and_then(Value::as_str).ok_or(form);
        let list = |name: &str| {
            value.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let texts = |name: &str| -> Vec<String> {
            list(name).iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
        };
        let keys = texts("vkeys").iter().map(|k| VerifierKey::parse(k)).collect::<Result<_, _>>()?;
        let pin = match value.get("pin") {
            None | Some(Value::Null) => None,
            Some(pin) => Some(Pin {
                size: pin.get("size").and_then(Value::as_u64).ok_or(form)?,
                root: pin.get("root").and_then(Value::as_str).and_then(id).ok_or(form)?,
                proof: hashes(pin.get("proof")).ok_or(form)?,
            }),
        };
        Ok(Self {
            origin: text("origin")?.to_owned(),
            keys,
            context: act::signature::Context {
                domain: act::eip712::Domain {
                    chain_id: value.get("chain_id").and_then(Value::as_u64).ok_or(form)?,
                    instance: id(text("instance")?).ok_or(form)?,
                },
                rp_id: text("rp_id")?.to_owned(),
                web_origins: texts("web_origins"),
                user_verification: value
                    .get("user_verification")
                    .and_then(Value::as_bool)
                    .unwrap_or(true),
            },
            dao: id(text("dao")?).ok_or(form)?,
            policy: value.get("policy").and_then(Value::as_str).map(str::to_owned),
            pin,
        })
    }

    /// The policy, parsed.
    ///
    /// # Errors
    /// Those of [`Policy::parse`].
    pub fn policy(&self) -> Result<Option<Policy>, Error> {
        Ok(self.policy.as_deref().map(Policy::parse).transpose()?)
    }
}

/// A list of hashes in hexadecimal.
pub(crate) fn hashes(value: Option<&Value>) -> Option<Vec<[u8; 32]>> {
    value?.as_array()?.iter().map(|hash| id(hash.as_str()?)).collect()
}
