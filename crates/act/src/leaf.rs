//! The leaf: body, server time and authorisation. What the log holds.
use crate::body::{CLOCK_SKEW_MS, LENGTH, NUMBER_MAX, VALIDITY_MAX_MS};
use crate::{ActorKind, Body, Error};

/// Shortest leaf in bytes.
pub const LEAF_MIN: usize = 200;
/// Longest leaf in bytes.
pub const LEAF_MAX: usize = 16_384;
/// Bit of `alg` that says the signature is sealed.
pub const SEALED: u8 = 0x80;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What was said.
    pub body: Body,
    /// The server's clock when it was sequenced.
    pub logged_ms: u64,
    /// Algorithm of the authorisation, with [`SEALED`].
    pub alg: u8,
    /// Signature field.
    pub sig: Vec<u8>,
}

impl Leaf {
    /// The bytes of the leaf.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.body.encode().to_vec();
        out.extend_from_slice(&self.logged_ms.to_be_bytes());
        out.push(self.alg);
        // A longer signature makes a leaf that `decode` refuses by its length.
        out.extend_from_slice(
            &u16::try_from(self.sig.len())
                .unwrap_or(u16::MAX)
                .to_be_bytes(),
        );
        out.extend_from_slice(&self.sig);
        out
    }

    /// Reads a leaf and checks it in table order.
    ///
    /// # Errors
    /// `leaf_length`, those of [`Body::decode`], `number_range`, `alg_unknown`,
    /// `actor_alg_mismatch`, `sig_length`, `expiry_form`, `issued_in_future`, `expired`.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        if !(LEAF_MIN..=LEAF_MAX).contains(&bytes.len()) {
            return Err(Error::new("leaf_length"));
        }
        if bytes[0] != 1 {
            return Err(Error::new("leaf_version"));
        }
        let sig_len = usize::from(u16::from_be_bytes([bytes[198], bytes[199]]));
        if LEAF_MIN + sig_len != bytes.len() {
            return Err(Error::new("leaf_length"));
        }
        let mut body = [0; LENGTH];
        body.copy_from_slice(&bytes[..LENGTH]);
        let body = Body::decode(&body)?;
        let mut logged = [0; 8];
        logged.copy_from_slice(&bytes[189..197]);
        let logged_ms = u64::from_be_bytes(logged);
        if logged_ms >= NUMBER_MAX {
            return Err(Error::new("number_range"));
        }
        let alg = bytes[197];
        check_alg(body.actor.kind, alg)?;
        if !length_fits(alg, sig_len) {
            return Err(Error::new("sig_length"));
        }
        if alg == 0 {
            if body.expires_ms != 0 {
                return Err(Error::new("expiry_form"));
            }
        } else if body.expires_ms <= body.issued_ms
            || body.expires_ms > body.issued_ms + VALIDITY_MAX_MS
        {
            return Err(Error::new("expiry_form"));
        }
        if logged_ms + CLOCK_SKEW_MS < body.issued_ms {
            return Err(Error::new("issued_in_future"));
        }
        if body.expires_ms != 0 && logged_ms > body.expires_ms {
            return Err(Error::new("expired"));
        }
        Ok(Self {
            body,
            logged_ms,
            alg,
            sig: bytes[LEAF_MIN..].to_vec(),
        })
    }
}

fn check_alg(kind: ActorKind, alg: u8) -> Result<(), Error> {
    let base = alg & !SEALED;
    if base > 4 || alg == SEALED {
        return Err(Error::new("alg_unknown"));
    }
    let sealed = alg & SEALED != 0;
    let fits = match kind {
        ActorKind::System => alg == 0,
        ActorKind::Evm => sealed || base == 1 || base == 4,
        ActorKind::Contract => sealed || base == 2 || base == 4,
        ActorKind::Passkey => sealed || base == 3 || base == 4,
        ActorKind::Key => sealed || base == 4,
        ActorKind::Member => true,
        ActorKind::Pseudonym => sealed,
    };
    if fits {
        Ok(())
    } else {
        Err(Error::new("actor_alg_mismatch"))
    }
}

/// Whether a signature field of this algorithm may be this long.
pub(crate) fn length_fits(alg: u8, length: usize) -> bool {
    if alg & SEALED != 0 {
        return length == 32;
    }
    match alg {
        0 => length == 0,
        1 => length == 65,
        2 => (70..=8_192).contains(&length),
        3 => (64 + 64 + 4 + 37 + 1..=64 + 64 + 4 + 1024 + 2048).contains(&length),
        _ => length == 96,
    }
}
