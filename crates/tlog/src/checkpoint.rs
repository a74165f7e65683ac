//! C2SP tlog-checkpoint: origin, size and root, signed as a note. No extension lines here.
use crate::note::{Note, SigningKey, VerifierKey};
use crate::{Error, Hash, merkle, note};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Origin line.
    pub origin: String,
    /// Number of leaves, below 2⁶³.
    pub size: u64,
    /// Root hash.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: three lines.
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            STANDARD.encode(self.root)
        )
    }

    /// Opens a signed checkpoint: signatures first, then form, then origin.
    ///
    /// # Errors
    /// Those of [`Note::parse`] and [`Note::verify`], then `checkpoint_form`,
    /// `checkpoint_origin`, `checkpoint_size`, `checkpoint_root`, `checkpoint_extension`.
    pub fn open(bytes: &[u8], origin: &str, keys: &[VerifierKey]) -> Result<Self, Error> {
        let note = Note::parse(bytes)?;
        note.verify(keys)?;
        Self::parse_text(note.text, Some(origin))
    }

    /// Reads the text of a checkpoint.
    ///
    /// # Errors
    /// As [`Checkpoint::open`] after the signatures.
    pub fn parse_text(text: &str, origin: Option<&str>) -> Result<Self, Error> {
        let lines: Vec<&str> = text
            .strip_suffix('\n')
            .unwrap_or(text)
            .split('\n')
            .collect();
        let [found, size, root, rest @ ..] = lines.as_slice() else {
            return Err(Error::new("checkpoint_form"));
        };
        if found.is_empty() {
            return Err(Error::new("checkpoint_form"));
        }
        if origin.is_some_and(|origin| origin != *found) {
            return Err(Error::new("checkpoint_origin"));
        }
        let canonical = *size == "0" || (!size.is_empty() && !size.starts_with('0'));
        let size: u64 = Some(*size)
            .filter(|size| canonical && size.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|size| size.parse().ok())
            .filter(|size| *size < 1 << 63)
            .ok_or(Error::new("checkpoint_size"))?;
        let root: Hash = STANDARD
            .decode(root)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .filter(|root| size > 0 || *root == merkle::EMPTY_ROOT)
            .ok_or(Error::new("checkpoint_root"))?;
        if !rest.is_empty() {
            return Err(Error::new("checkpoint_extension"));
        }
        Ok(Self {
            origin: (*found).to_owned(),
            size,
            root,
        })
    }
}

/// Signs a checkpoint.
///
/// # Errors
/// `checkpoint_size` from 2⁶³ on.
pub fn sign(origin: &str, size: u64, root: &Hash, keys: &[&SigningKey]) -> Result<String, Error> {
    if size >= 1 << 63 {
        return Err(Error::new("checkpoint_size"));
    }
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size,
        root: *root,
    };
    Ok(note::sign(&checkpoint.text(), keys))
}
