//! Algorithm 4: Ed25519, strict (one valid encoding, no small order, no cofactor).
use crate::Error;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signature, VerifyingKey};

/// Checks key32 ‖ R32 ‖ S32 over "psephos-ed25519-v1" ‖ 00 ‖ digest; gives the key.
///
/// # Errors
/// In order: `sig_length`, `key_invalid`, `sig_range`, `sig_invalid`.
pub fn verify(sig: &[u8], digest: &[u8; 32]) -> Result<[u8; 32], Error> {
    let sig: &[u8; 96] = sig.try_into().map_err(|_| Error::new("sig_length"))?;
    let mut key = [0; 32];
    key.copy_from_slice(&sig[..32]);
    point(&key)
        .filter(|p| !p.is_small_order())
        .ok_or(Error::new("key_invalid"))?;
    let mut s = [0; 32];
    s.copy_from_slice(&sig[64..]);
    if bool::from(Scalar::from_canonical_bytes(s).is_none()) {
        return Err(Error::new("sig_range"));
    }
    let invalid = Error::new("sig_invalid");
    let mut r = [0; 32];
    r.copy_from_slice(&sig[32..64]);
    point(&r).filter(|p| !p.is_small_order()).ok_or(invalid)?;
    let verifying = VerifyingKey::from_bytes(&key).map_err(|_| Error::new("key_invalid"))?;
    let mut signature = [0; 64];
    signature.copy_from_slice(&sig[32..]);
    let mut message = b"psephos-ed25519-v1\0".to_vec();
    message.extend_from_slice(digest);
    verifying
        .verify_strict(&message, &Signature::from_bytes(&signature))
        .map_err(|_| invalid)?;
    Ok(key)
}

/// A point from its one canonical encoding.
fn point(bytes: &[u8; 32]) -> Option<EdwardsPoint> {
    CompressedEdwardsY(*bytes)
        .decompress()
        .filter(|p| p.compress().to_bytes() == *bytes)
}
