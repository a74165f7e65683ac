//! The body: 189 fixed bytes that are signed. The act id is their hash.
use crate::{Actor, Error};
use sha2::{Digest, Sha256};

/// Bytes of a body.
pub const LENGTH: usize = 189;
/// Numbers stay below 2⁵³, so that every JSON reader keeps them.
pub const NUMBER_MAX: u64 = 1 << 53;
/// Longest validity of a signature: seven days.
pub const VALIDITY_MAX_MS: u64 = 604_800_000;
/// How far ahead an actor's clock may run.
pub const CLOCK_SKEW_MS: u64 = 300_000;

/// What an actor says (act.md table, without `ver`, which is 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Kind of the act; not 0.
    pub kind: u16,
    /// Act id of the log's leaf 0; zeros for the genesis act itself.
    pub dao: [u8; 32],
    /// The actor's counter in this DAO.
    pub seq: u64,
    /// The actor's previous act id; zeros at seq 0.
    pub prev: [u8; 32],
    /// The actor's clock, Unix milliseconds.
    pub issued_ms: u64,
    /// When the signature ends to be accepted; 0 when attested.
    pub expires_ms: u64,
    /// Who.
    pub actor: Actor,
    /// What is acted on; zeros if nothing.
    pub subject: [u8; 32],
    /// Number of payload fields, 1…64.
    pub fields: u8,
    /// Payload commitment.
    pub payload: [u8; 32],
}

impl Body {
    /// The 189 bytes.
    pub fn encode(&self) -> [u8; LENGTH] {
        let mut out = [0; LENGTH];
        out[0] = 1;
        out[1..3].copy_from_slice(&self.kind.to_be_bytes());
        out[3..35].copy_from_slice(&self.dao);
        out[35..43].copy_from_slice(&self.seq.to_be_bytes());
        out[43..75].copy_from_slice(&self.prev);
        out[75..83].copy_from_slice(&self.issued_ms.to_be_bytes());
        out[83..91].copy_from_slice(&self.expires_ms.to_be_bytes());
        out[91] = self.actor.kind.code();
        out[92..124].copy_from_slice(&self.actor.id);
        out[124..156].copy_from_slice(&self.subject);
        out[156] = self.fields;
        out[157..189].copy_from_slice(&self.payload);
        out
    }

    /// Reads a body and checks it in table order.
    ///
    /// # Errors
    /// `leaf_version`, `kind_zero`, `dao_form`, `number_range`, `prev_form`,
    /// `actor_kind_unknown`, `actor_form`, `field_count`.
    pub fn decode(bytes: &[u8; LENGTH]) -> Result<Self, Error> {
        if bytes[0] != 1 {
            return Err(Error::new("leaf_version"));
        }
        let kind = u16::from_be_bytes([bytes[1], bytes[2]]);
        if kind == 0 {
            return Err(Error::new("kind_zero"));
        }
        let dao = id(bytes, 3);
        if (dao == [0; 32]) != (kind == 1) {
            return Err(Error::new("dao_form"));
        }
        let seq = number(bytes, 35)?;
        let prev = id(bytes, 43);
        if (prev == [0; 32]) != (seq == 0) {
            return Err(Error::new("prev_form"));
        }
        let issued_ms = number(bytes, 75)?;
        let expires_ms = number(bytes, 83)?;
        let actor = Actor::new(bytes[91], id(bytes, 92))?;
        let fields = bytes[156];
        if !(1..=64).contains(&fields) {
            return Err(Error::new("field_count"));
        }
        let (subject, payload) = (id(bytes, 124), id(bytes, 157));
        Ok(Self {
            kind,
            dao,
            seq,
            prev,
            issued_ms,
            expires_ms,
            actor,
            subject,
            fields,
            payload,
        })
    }

    /// Act id: SHA-256("psephos-act-v1" ‖ 00 ‖ body). The only name of an act.
    pub fn id(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"psephos-act-v1\0");
        hash.update(self.encode());
        hash.finalize().into()
    }
}

fn id(bytes: &[u8; LENGTH], at: usize) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(&bytes[at..at + 32]);
    out
}

fn number(bytes: &[u8; LENGTH], at: usize) -> Result<u64, Error> {
    let mut out = [0; 8];
    out.copy_from_slice(&bytes[at..at + 8]);
    let number = u64::from_be_bytes(out);
    if number < NUMBER_MAX {
        Ok(number)
    } else {
        Err(Error::new("number_range"))
    }
}
