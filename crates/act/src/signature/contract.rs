//! Algorithm 2: a contract wallet (EIP-1271). Offline this is a claim with a block to check at.
use crate::{Actor, ActorKind, Error};

/// Where the fixed part ends and what is handed to the contract begins.
const INNER_AT: usize = 69;
/// Most bytes of the signature field.
const LENGTH_MAX: usize = 8_192;

/// What the server says a contract wallet answered: `isValidSignature(digest, inner)` gave
/// 0x1626ba7e at one block. Only the chain can confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The wallet, by chain and address.
    pub wallet: Actor,
    /// Height of the block.
    pub block: u64,
    /// Hash of the block.
    pub block_hash: [u8; 32],
    /// Second argument of the call; never empty.
    pub inner: &'a [u8],
}

impl<'a> Claim<'a> {
    /// Reads chain u64 ‖ address20 ‖ block u64 ‖ block hash32 ‖ verdict ‖ inner.
    ///
    /// # Errors
    /// `sig_length`, `contract_verdict`.
    pub fn parse(sig: &'a [u8]) -> Result<Self, Error> {
        if !(INNER_AT + 1..=LENGTH_MAX).contains(&sig.len()) {
            return Err(Error::new("sig_length"));
        }
        if sig[68] != 1 {
            return Err(Error::new("contract_verdict"));
        }
        let mut id = [0; 32];
        id[4..].copy_from_slice(&sig[..28]);
        let mut block = [0; 8];
        block.copy_from_slice(&sig[28..36]);
        let mut block_hash = [0; 32];
        block_hash.copy_from_slice(&sig[36..68]);
        Ok(Self {
            wallet: Actor {
                kind: ActorKind::Contract,
                id,
            },
            block: u64::from_be_bytes(block),
            block_hash,
            inner: &sig[INNER_AT..],
        })
    }
}
