//! C2SP tlog-tiles: addresses, entry bundles, and proofs computed from tiles.
use crate::merkle::node_hash;
use crate::{Error, Hash};
use std::collections::BTreeMap;

/// Hashes in a full tile, entries in a full bundle.
pub const WIDTH: u64 = 256;
/// Highest tile level of a tree below 2⁶³ leaves.
pub const LEVEL_MAX: u8 = 7;

/// Address of a tile of hashes or, without a level, of a bundle of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TilePath {
    /// Level from 0; `None` is `tile/entries/…`.
    pub level: Option<u8>,
    /// Number within the level.
    pub number: u64,
    /// Hashes or entries in it, 1…256.
    pub width: u16,
}

impl TilePath {
    /// `tile/<L>/<N>[.p/<W>]` with N in groups of three digits (`x001/x234/067`).
    pub fn format(&self) -> String {
        let mut groups = vec![format!("{:03}", self.number % 1000)];
        let mut rest = self.number / 1000;
        while rest > 0 {
            groups.push(format!("x{:03}", rest % 1000));
            rest /= 1000;
        }
        groups.reverse();
        let level = self
            .level
            .map_or_else(|| "entries".to_owned(), |level| level.to_string());
        let mut path = format!("tile/{level}/{}", groups.join("/"));
        if u64::from(self.width) < WIDTH {
            path.push_str(&format!(".p/{}", self.width));
        }
        path
    }

    /// Reads [`TilePath::format`], strictly.
    ///
    /// # Errors
    /// `tile_path`.
    pub fn parse(path: &str) -> Result<Self, Error> {
        Self::parse_option(path).ok_or(Error::new("tile_path"))
    }

    fn parse_option(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (level, rest) = rest.split_once('/')?;
        let level = match level {
            "entries" => None,
            digits => Some(
                decimal(digits)
                    .filter(|n| *n <= 63)
                    .and_then(|n| u8::try_from(n).ok())?,
            ),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, decimal(width).filter(|w| (1..WIDTH).contains(w))?),
            None => (rest, WIDTH),
        };
        let mut value: u64 = 0;
        let groups: Vec<&str> = number.split('/').collect();
        for (i, group) in groups.iter().enumerate() {
            let digits = if i + 1 < groups.len() {
                group.strip_prefix('x')?
            } else {
                group
            };
            if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            value = value.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let path = Self {
            level,
            number: value,
            width: u16::try_from(width).ok()?,
        };
        // One spelling only: leading groups of zeros are refused.
        (path.format().strip_prefix("tile/")?.split_once('/')?.1 == rest).then_some(path)
    }
}

fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || (!text.starts_with('0') && !text.is_empty());
    (canonical && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// All tiles of a tree of `size` leaves, level by level (partial ones with their width).
pub fn layout(size: u64) -> Vec<TilePath> {
    let mut tiles = Vec::new();
    let mut entries = size;
    for level in 0..=LEVEL_MAX {
        if entries == 0 {
            break;
        }
        for number in 0..entries / WIDTH {
            tiles.push(TilePath {
                level: Some(level),
                number,
                width: 256,
            });
        }
        if let Some(width) = u16::try_from(entries % WIDTH)
            .ok()
            .filter(|width| *width > 0)
        {
            tiles.push(TilePath {
                level: Some(level),
                number: entries / WIDTH,
                width,
            });
        }
        entries /= WIDTH;
    }
    tiles
}

/// Encodes a bundle: each entry with its length in two bytes before it.
///
/// # Errors
/// `bundle_form` for an entry over 65,535 bytes.
pub fn encode_bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| Error::new("bundle_form"))?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(entry);
    }
    Ok(out)
}

/// Decodes a bundle of exactly `count` entries.
///
/// # Errors
/// `bundle_form` when bytes are missing or left over.
pub fn decode_bundle(bytes: &[u8], count: usize) -> Result<Vec<&[u8]>, Error> {
    let form = Error::new("bundle_form");
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<2>().ok_or(form)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, tail) = tail.split_at_checked(length).ok_or(form)?;
        entries.push(entry);
        rest = tail;
    }
    if entries.len() == count {
        Ok(entries)
    } else {
        Err(form)
    }
}

/// Whole subtrees needed for a proof, as (height, number at that height): the hash over the
/// leaves `number << height .. (number + 1) << height`.
type Node = (u32, u64);

/// Subtrees whose hashes, joined, give the hash over the leaves `from..to` (`from` aligned).
fn cover(from: u64, to: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut at = from;
    while at < to {
        let fit = u64::BITS - 1 - (to - at).leading_zeros();
        let height = if at == 0 {
            fit
        } else {
            fit.min(at.trailing_zeros())
        };
        nodes.push((height, at >> height));
        at += 1 << height;
    }
    nodes
}

/// A proof as a list of hashes, each the join of whole subtrees from left to right.
pub struct ProofPlan {
    parts: Vec<Vec<Node>>,
}

impl ProofPlan {
    /// Plan of an inclusion proof (RFC 6962 §2.1.1), the leaf's sibling first.
    ///
    /// # Errors
    /// `index_range`.
    pub fn inclusion(index: u64, size: u64) -> Result<Self, Error> {
        if index >= size {
            return Err(Error::new("index_range"));
        }
        let mut parts = Vec::new();
        let (mut from, mut to) = (0, size);
        while to - from > 1 {
            let split = from + largest_power_below(to - from);
            if index < split {
                parts.push(cover(split, to));
                to = split;
            } else {
                parts.push(cover(from, split));
                from = split;
            }
        }
        parts.reverse();
        Ok(Self { parts })
    }

    /// Plan of a consistency proof (RFC 6962 §2.1.2).
    ///
    /// # Errors
    /// `size_order`.
    pub fn consistency(old: u64, new: u64) -> Result<Self, Error> {
        if old > new {
            return Err(Error::new("size_order"));
        }
        let mut parts = Vec::new();
        if old == 0 || old == new {
            return Ok(Self { parts });
        }
        let (mut from, mut to) = (0, new);
        // Whether the subtree reached so far is a whole old tree that the verifier knows.
        let mut known = true;
        while to != old {
            let split = from + largest_power_below(to - from);
            if old <= split {
                parts.push(cover(split, to));
                to = split;
            } else {
                parts.push(cover(from, split));
                from = split;
                known = false;
            }
        }
        if !known {
            parts.push(cover(from, to));
        }
        parts.reverse();
        Ok(Self { parts })
    }

    /// Tiles that must be at hand, as (level, number), without repeats.
    pub fn tiles(&self) -> Vec<(u8, u64)> {
        let mut tiles: Vec<_> = self
            .parts
            .iter()
            .flatten()
            .map(|node| place(*node).0)
            .collect();
        tiles.sort_unstable();
        tiles.dedup();
        tiles
    }

    /// Computes the proof from tiles (partial ones may be longer than needed).
    ///
    /// # Errors
    /// `missing` when a tile is absent or too short.
    pub fn compute(&self, tiles: &BTreeMap<(u8, u64), Vec<Hash>>) -> Result<Vec<Hash>, Error> {
        let mut proof = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let hashes: Vec<Hash> = part
                .iter()
                .map(|node| read(*node, tiles))
                .collect::<Result<_, _>>()?;
            let mut right_to_left = hashes.iter().rev();
            let last = *right_to_left.next().ok_or(Error::new("missing"))?;
            proof.push(right_to_left.fold(last, |right, left| node_hash(left, &right)));
        }
        Ok(proof)
    }
}

fn largest_power_below(n: u64) -> u64 {
    1 << (u64::BITS - 1 - (n - 1).leading_zeros())
}

/// Tile of a node and the range of its hashes in it.
fn place((height, number): Node) -> ((u8, u64), std::ops::Range<usize>) {
    let level = height / 8;
    let width = 1u64 << (height % 8);
    let first = number * width;
    let start = usize::try_from(first % WIDTH).unwrap_or(0);
    let end = start + usize::try_from(width).unwrap_or(0);
    (
        (u8::try_from(level).unwrap_or(u8::MAX), first / WIDTH),
        start..end,
    )
}

fn read(node: Node, tiles: &BTreeMap<(u8, u64), Vec<Hash>>) -> Result<Hash, Error> {
    let (tile, range) = place(node);
    let hashes = tiles
        .get(&tile)
        .and_then(|hashes| hashes.get(range))
        .ok_or(Error::new("missing"))?;
    Ok(subtree(hashes))
}

/// Root of a whole subtree; `hashes` has a power of two of them.
pub fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            node_hash(&subtree(left), &subtree(right))
        }
    }
}

/// Hashes out of tile bytes.
///
/// # Errors
/// `hash_length` when the length is no multiple of 32.
pub fn hashes(bytes: &[u8]) -> Result<Vec<Hash>, Error> {
    match bytes.as_chunks::<32>() {
        (whole, []) => Ok(whole.to_vec()),
        _ => Err(Error::new("hash_length")),
    }
}
