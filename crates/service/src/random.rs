//! Randomness as a parameter.
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of unpredictable bytes.
pub trait Random: Send + Sync {
    /// 32 fresh bytes.
    fn bytes32(&self) -> [u8; 32];

    /// 16 fresh bytes.
    fn bytes16(&self) -> [u8; 16] {
        let mut out = [0; 16];
        out.copy_from_slice(&self.bytes32()[..16]);
        out
    }
}

/// The operating system's generator.
#[derive(Debug, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn bytes32(&self) -> [u8; 32] {
        let mut out = [0; 32];
        // Without randomness there are no salts and no tokens: nothing safe could follow.
        getrandom::fill(&mut out).expect("the operating system's random generator");
        out
    }
}

/// A repeatable sequence from a seed: sample data and tests only.
#[derive(Debug)]
pub struct SeededRandom {
    seed: u64,
    count: AtomicU64,
}

impl SeededRandom {
    /// The sequence of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            count: AtomicU64::new(0),
        }
    }
}

impl Random for SeededRandom {
    fn bytes32(&self) -> [u8; 32] {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(count.to_be_bytes());
        hash.finalize().into()
    }
}
