//! The one digest that every algorithm signs (EIP-712, signatures.md).
use crate::{Body, Error, kinds};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sha3::Keccak256;

/// Type of the signed struct.
const ACT_TYPE: &str = "Act(string action,string dao,string summary,bytes32 actId,uint64 seq,uint64 issuedAt,uint64 expiresAt,bytes32 blind)";
/// Type of the domain.
const DOMAIN_TYPE: &str = "EIP712Domain(string name,string version,uint256 chainId,bytes32 salt)";

/// What keeps signatures of different instances apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Domain {
    /// The DAO's signing chain.
    pub chain_id: u64,
    /// [`instance`] of the log's first origin.
    pub instance: [u8; 32],
}

impl Domain {
    /// Domain separator.
    pub fn separator(&self) -> [u8; 32] {
        let mut hash = Keccak256::new();
        hash.update(keccak(DOMAIN_TYPE.as_bytes()));
        hash.update(keccak(b"Psephos"));
        hash.update(keccak(b"1"));
        hash.update(word(self.chain_id));
        hash.update(self.instance);
        hash.finalize().into()
    }
}

/// What a wallet shows and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Kind name.
    pub action: String,
    /// `dao_name` of the payload.
    pub dao: String,
    /// `summary` of the payload.
    pub summary: String,
    /// Act id.
    pub act_id: [u8; 32],
    /// From the body.
    pub seq: u64,
    /// From the body, milliseconds.
    pub issued_at: u64,
    /// From the body, milliseconds.
    pub expires_at: u64,
    /// Salt of the payload field `summary`.
    pub blind: [u8; 32],
}

impl Message {
    /// The message of an act.
    ///
    /// # Errors
    /// `kind_unknown`.
    pub fn of(body: &Body, dao: &str, summary: &str, blind: &[u8; 32]) -> Result<Self, Error> {
        Ok(Self {
            action: kinds::name(body.kind)
                .ok_or(Error::new("kind_unknown"))?
                .to_owned(),
            dao: dao.to_owned(),
            summary: summary.to_owned(),
            act_id: body.id(),
            seq: body.seq,
            issued_at: body.issued_ms,
            expires_at: body.expires_ms,
            blind: *blind,
        })
    }

    /// Struct hash.
    pub fn struct_hash(&self) -> [u8; 32] {
        let mut hash = Keccak256::new();
        hash.update(keccak(ACT_TYPE.as_bytes()));
        hash.update(keccak(self.action.as_bytes()));
        hash.update(keccak(self.dao.as_bytes()));
        hash.update(keccak(self.summary.as_bytes()));
        hash.update(self.act_id);
        hash.update(word(self.seq));
        hash.update(word(self.issued_at));
        hash.update(word(self.expires_at));
        hash.update(self.blind);
        hash.finalize().into()
    }

    /// The digest: keccak(19 01 ‖ separator ‖ struct hash).
    pub fn digest(&self, domain: &Domain) -> [u8; 32] {
        let mut hash = Keccak256::new();
        hash.update([0x19, 0x01]);
        hash.update(domain.separator());
        hash.update(self.struct_hash());
        hash.finalize().into()
    }
}

/// SHA-256("psephos-instance-v1" ‖ 00 ‖ origin line of the log at its genesis).
pub fn instance(origin: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"psephos-instance-v1\0");
    hash.update(origin.as_bytes());
    hash.finalize().into()
}

/// The argument of `eth_signTypedData_v4`.
///
/// # Errors
/// `kind_unknown`.
pub fn typed_data(
    domain: &Domain,
    body: &Body,
    dao: &str,
    summary: &str,
    blind: &[u8; 32],
) -> Result<Value, Error> {
    let message = Message::of(body, dao, summary, blind)?;
    let field = |name: &str, kind: &str| json!({"name": name, "type": kind});
    let bytes = |value: &[u8; 32]| format!("0x{}", hex::encode(value));
    Ok(json!({
        "types": {
            "EIP712Domain": [
                field("name", "string"), field("version", "string"),
                field("chainId", "uint256"), field("salt", "bytes32"),
            ],
            "Act": [
                field("action", "string"), field("dao", "string"), field("summary", "string"),
                field("actId", "bytes32"), field("seq", "uint64"), field("issuedAt", "uint64"),
                field("expiresAt", "uint64"), field("blind", "bytes32"),
            ],
        },
        "primaryType": "Act",
        "domain": {
            "name": "Psephos", "version": "1",
            "chainId": domain.chain_id, "salt": bytes(&domain.instance),
        },
        "message": {
            "action": message.action, "dao": message.dao, "summary": message.summary,
            "actId": bytes(&message.act_id), "seq": message.seq.to_string(),
            "issuedAt": message.issued_at.to_string(), "expiresAt": message.expires_at.to_string(),
            "blind": bytes(&message.blind),
        },
    }))
}

/// Keccak-256.
pub fn keccak(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

fn word(n: u64) -> [u8; 32] {
    let mut out = [0; 32];
    out[24..].copy_from_slice(&n.to_be_bytes());
    out
}
