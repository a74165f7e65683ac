//! RFC 6962 §2.1 trees over SHA-256.
use crate::{Error, Hash};
use sha2::{Digest, Sha256};

/// Root of the empty tree: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// SHA-256(00 ‖ entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(entry);
    hash.finalize().into()
}

/// SHA-256(01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// Root over leaf hashes.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// The right edge of a growing tree: one whole subtree per set bit of the size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Whole subtrees, largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf hash; amortised O(1).
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        let mut size = self.size;
        while size & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
            size >>= 1;
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Root of what was pushed so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return EMPTY_ROOT;
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// Number of hashes in an inclusion proof: with b = bits of (i xor (n−1)), b + popcount(i >> b).
pub fn inclusion_length(index: u64, size: u64) -> Option<u32> {
    if index >= size {
        return None;
    }
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let border = index.checked_shr(inner).unwrap_or(0).count_ones();
    Some(inner + border)
}

/// Root that an inclusion proof leads to.
///
/// # Errors
/// `index_range`, `proof_length`.
pub fn inclusion_root(index: u64, size: u64, leaf: &Hash, proof: &[Hash]) -> Result<Hash, Error> {
    let length = inclusion_length(index, size).ok_or(Error::new("index_range"))?;
    if proof.len() as u64 != u64::from(length) {
        return Err(Error::new("proof_length"));
    }
    let mut node = *leaf;
    let (mut at, mut last) = (index, size - 1);
    for sibling in proof {
        if at & 1 == 1 || at == last {
            node = node_hash(sibling, &node);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    Ok(node)
}

/// Checks that `leaf` stands at `index` in the tree of `size` leaves with this root.
///
/// # Errors
/// `index_range`, `proof_length`, `root_mismatch`.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), Error> {
    if inclusion_root(index, size, leaf, proof)? == *root {
        Ok(())
    } else {
        Err(Error::new("root_mismatch"))
    }
}

/// Number of hashes in a consistency proof between two sizes, `old ≤ new`.
pub fn consistency_length(old: u64, new: u64) -> Option<u32> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(0);
    }
    let shift = old.trailing_zeros();
    let start = u32::from(!old.is_power_of_two());
    let inner = u64::BITS - ((old - 1) ^ (new - 1)).leading_zeros();
    let border = (old - 1).checked_shr(inner).unwrap_or(0).count_ones();
    Some(start + inner - shift + border)
}

/// Checks that the tree (`new`, `new_root`) extends the tree (`old`, `old_root`).
/// From size 0 the proof is empty and the old root is [`EMPTY_ROOT`] (C2SP witness rule).
///
/// # Errors
/// `size_order`, `proof_length`, `root_mismatch`.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), Error> {
    let length = consistency_length(old, new).ok_or(Error::new("size_order"))?;
    if proof.len() as u64 != u64::from(length) {
        return Err(Error::new("proof_length"));
    }
    let mismatch = Err(Error::new("root_mismatch"));
    if old == 0 {
        let empty_new = new == 0 && *new_root != EMPTY_ROOT;
        return if *old_root == EMPTY_ROOT && !empty_new {
            Ok(())
        } else {
            mismatch
        };
    }
    if old == new {
        return if old_root == new_root {
            Ok(())
        } else {
            mismatch
        };
    }
    // RFC 9162 §2.1.4.2: walk up from the last leaf of the old tree.
    let (first, rest) = if old.is_power_of_two() {
        (*old_root, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return Err(Error::new("proof_length")),
        }
    };
    let (mut at, mut last) = (old - 1, new - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old_node, mut new_node) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(Error::new("proof_length"));
        }
        if at & 1 == 1 || at == last {
            old_node = node_hash(sibling, &old_node);
            new_node = node_hash(sibling, &new_node);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new_node = node_hash(&new_node, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if old_node == *old_root && new_node == *new_root && last == 0 {
        Ok(())
    } else {
        mismatch
    }
}
