//! C2SP tlog-proof@v1: one text with index, inclusion proof and signed checkpoint.
use crate::{Error, Hash};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// First line.
pub const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Longest `extra` line in characters (a well-known parser reads lines of at most 64 KiB).
pub const EXTRA_MAX: usize = 65_000;
/// Longest proof in hashes: a tree below 2⁶³ leaves is 63 levels high.
const HASHES_MAX: usize = 63;

/// A tlog-proof taken apart; nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Decoded `extra` line; `None` when the line is absent.
    pub extra: Option<Vec<u8>>,
    /// Index of the leaf.
    pub index: u64,
    /// Inclusion proof, the leaf's sibling first.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl TlogProof {
    /// Reads the text.
    ///
    /// # Errors
    /// In order: `receipt_form` (not UTF-8), `receipt_header`, `receipt_form` (no blank line
    /// before the checkpoint), `receipt_size` (a line over [`EXTRA_MAX`]), `receipt_extra`,
    /// `receipt_index`, `receipt_proof`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let form = Error::new("receipt_form");
        let text = std::str::from_utf8(bytes).map_err(|_| form)?;
        if text.split('\n').next() != Some(HEADER) {
            return Err(Error::new("receipt_header"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(form)?;
        let mut lines = head.split('\n').skip(1).peekable();
        let extra = match lines.next_if(|line| line.starts_with("extra")) {
            Some(line) => {
                if line.len() > EXTRA_MAX {
                    return Err(Error::new("receipt_size"));
                }
                let encoded = line
                    .strip_prefix("extra ")
                    .ok_or(Error::new("receipt_extra"))?;
                Some(
                    STANDARD
                        .decode(encoded)
                        .map_err(|_| Error::new("receipt_extra"))?,
                )
            }
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .filter(|n| *n == "0" || !n.starts_with('0'))
            .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|n| n.parse().ok())
            .filter(|n: &u64| *n < 1 << 63)
            .ok_or(Error::new("receipt_index"))?;
        let hashes: Vec<Hash> = lines
            .map(|line| STANDARD.decode(line).ok()?.try_into().ok())
            .collect::<Option<_>>()
            .ok_or(Error::new("receipt_proof"))?;
        if hashes.len() > HASHES_MAX {
            return Err(Error::new("receipt_proof"));
        }
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The text.
    pub fn format(&self) -> String {
        let mut text = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", STANDARD.encode(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&STANDARD.encode(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }
}
