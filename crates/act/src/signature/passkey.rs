//! Algorithm 3: a passkey (WebAuthn Level 2 §7.2, ES256) over the act's digest.
use super::client_data;
use crate::Error;
use p256::EncodedPoint;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED_DATA: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

/// Half the order of P-256, rounded down: the largest low s.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// The signature field taken apart.
struct Parts<'a> {
    x: &'a [u8],
    y: &'a [u8],
    signature: &'a [u8],
    authenticator_data: &'a [u8],
    client_data: &'a [u8],
}

impl<'a> Parts<'a> {
    fn parse(sig: &'a [u8]) -> Option<Self> {
        let (fixed, rest) = sig.split_at_checked(128)?;
        let (authenticator_data, rest) = counted(rest)?;
        let (client_data, rest) = counted(rest)?;
        let fits = rest.is_empty()
            && (37..=1024).contains(&authenticator_data.len())
            && (1..=2048).contains(&client_data.len());
        fits.then_some(Self {
            x: &fixed[..32],
            y: &fixed[32..64],
            signature: &fixed[64..],
            authenticator_data,
            client_data,
        })
    }
}

fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// Checks a passkey's signature of a digest; gives the passkey's id as an actor.
///
/// # Errors
/// In the order of signatures.md: `wa_structure`, `key_invalid`, `wa_client_data`, `wa_type`,
/// `wa_challenge`, `wa_origin`, `wa_cross_origin`, `wa_rp_id`, `wa_user_presence`,
/// `wa_user_verification`, `wa_flags`, `sig_range`, `sig_high_s`, `sig_invalid`.
pub fn verify(
    sig: &[u8],
    digest: &[u8; 32],
    rp_id: &str,
    origins: &[String],
    user_verification: bool,
) -> Result<[u8; 32], Error> {
    let parts = Parts::parse(sig).ok_or(Error::new("wa_structure"))?;
    let mut uncompressed = vec![4];
    uncompressed.extend_from_slice(&sig[..64]);
    let key = EncodedPoint::from_bytes(&uncompressed)
        .ok()
        .and_then(|point| VerifyingKey::from_encoded_point(&point).ok())
        .ok_or(Error::new("key_invalid"))?;
    client_data::check(parts.client_data, digest, origins)?;
    check_flags(parts.authenticator_data, rp_id, user_verification)?;
    let signature = Signature::from_slice(parts.signature).map_err(|_| Error::new("sig_range"))?;
    if parts.signature[32..] > HALF_ORDER[..] {
        return Err(Error::new("sig_high_s"));
    }
    let mut signed = Sha256::new();
    signed.update(parts.authenticator_data);
    signed.update(Sha256::digest(parts.client_data));
    key.verify_prehash(&signed.finalize(), &signature)
        .map_err(|_| Error::new("sig_invalid"))?;
    let mut id = Sha256::new();
    id.update(b"psephos-passkey-v1\0");
    id.update(rp_id.as_bytes());
    id.update([0]);
    id.update(parts.x);
    id.update(parts.y);
    Ok(id.finalize().into())
}

fn check_flags(data: &[u8], rp_id: &str, user_verification: bool) -> Result<(), Error> {
    if data[..32] != Sha256::digest(rp_id.as_bytes())[..] {
        return Err(Error::new("wa_rp_id"));
    }
    let flags = data[32];
    if flags & USER_PRESENT == 0 {
        return Err(Error::new("wa_user_presence"));
    }
    if user_verification && flags & USER_VERIFIED == 0 {
        return Err(Error::new("wa_user_verification"));
    }
    let backed_up_only = flags & BACKED_UP != 0 && flags & BACKUP_ELIGIBLE == 0;
    let longer = flags & EXTENSIONS == 0 && data.len() != 37;
    if flags & ATTESTED_DATA != 0 || backed_up_only || longer {
        return Err(Error::new("wa_flags"));
    }
    Ok(())
}
