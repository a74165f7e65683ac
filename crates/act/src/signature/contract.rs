//! Algorithm 2: a contract wallet (EIP-1271). Offline this is a claim with a block to check at.
use crate::{Actor, ActorKind, Error};

/// The contract that is said to have approved the digest.
///
/// # Errors
/// `sig_length`, `contract_verdict`.
pub fn claimed(sig: &[u8]) -> Result<Actor, Error> {
    if !(70..=8_192).contains(&sig.len()) {
        return Err(Error::new("sig_length"));
    }
    // chain u64 ‖ address20 ‖ block u64 ‖ block hash32 ‖ verdict ‖ inner
    if sig[68] != 1 {
        return Err(Error::new("contract_verdict"));
    }
    let mut id = [0; 32];
    id[4..32].copy_from_slice(&sig[..28]);
    Ok(Actor {
        kind: ActorKind::Contract,
        id,
    })
}
