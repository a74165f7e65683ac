//! Algorithm 1: secp256k1 with a recoverable signature, as Ethereum accounts make it.
use crate::{Error, eip712::keccak};
use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};

/// Half the order of secp256k1, rounded down: the largest low s.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// The address that signed a digest.
///
/// # Errors
/// In order: `sig_length`, `sig_v`, `sig_range`, `sig_high_s`, `sig_invalid`.
pub fn recover(digest: &[u8; 32], sig: &[u8]) -> Result<[u8; 20], Error> {
    let sig: &[u8; 65] = sig.try_into().map_err(|_| Error::new("sig_length"))?;
    let odd = match sig[64] {
        27 => false,
        28 => true,
        _ => return Err(Error::new("sig_v")),
    };
    let signature = Signature::from_slice(&sig[..64]).map_err(|_| Error::new("sig_range"))?;
    if sig[32..64] > HALF_ORDER[..] {
        return Err(Error::new("sig_high_s"));
    }
    let key = VerifyingKey::recover_from_prehash(digest, &signature, RecoveryId::new(odd, false))
        .map_err(|_| Error::new("sig_invalid"))?;
    Ok(address(&key))
}

/// The address that signed a text by `personal_sign` (EIP-191).
///
/// # Errors
/// As [`recover`].
pub fn recover_personal(message: &[u8], sig: &[u8]) -> Result<[u8; 20], Error> {
    let mut bytes = format!("\x19Ethereum Signed Message:\n{}", message.len()).into_bytes();
    bytes.extend_from_slice(message);
    recover(&keccak(&bytes), sig)
}

/// The address of a public key: the last 20 bytes of the hash of its point.
pub fn address(key: &VerifyingKey) -> [u8; 20] {
    let point = key.to_encoded_point(false);
    let hash = keccak(&point.as_bytes()[1..]);
    let mut out = [0; 20];
    out.copy_from_slice(&hash[12..]);
    out
}
