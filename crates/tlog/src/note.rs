//! C2SP signed-note: a text with signature lines by named keys.
use crate::Error;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use sha2::{Digest, Sha256};

/// Longest note in bytes.
pub const SIZE_MAX: usize = 65_536;
/// Most signature lines.
pub const SIGNATURES_MAX: usize = 32;
/// Signature type of a log's own Ed25519 key.
pub const TYPE_ED25519: u8 = 0x01;
/// Signature type of a witness's Ed25519 cosignature.
pub const TYPE_COSIGNATURE: u8 = 0x04;

/// A note taken apart; nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'a> {
    /// The text, with its last newline.
    pub text: &'a str,
    /// Signature lines in order.
    pub signatures: Vec<Line<'a>>,
}

/// A signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Key name.
    pub name: &'a str,
    /// Key id.
    pub id: [u8; 4],
    /// Signature bytes after the id.
    pub signature: Vec<u8>,
}

/// A key that verifies signature lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    /// Key name.
    pub name: String,
    /// Key id.
    pub id: [u8; 4],
    /// [`TYPE_ED25519`] or [`TYPE_COSIGNATURE`].
    pub kind: u8,
    key: VerifyingKey,
    public: [u8; 32],
}

impl VerifierKey {
    /// Reads a vkey: `name+id+base64(type ‖ key)`.
    ///
    /// # Errors
    /// `vkey_form`, `vkey_type`, `vkey_id`.
    pub fn parse(vkey: &str) -> Result<Self, Error> {
        let form = Error::new("vkey_form");
        let (name, rest) = vkey.split_once('+').ok_or(form)?;
        let (id, encoded) = rest.split_once('+').ok_or(form)?;
        let hex_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if !valid_name(name) || id.len() != 8 || !id.bytes().all(hex_digit) {
            return Err(form);
        }
        let id: [u8; 4] = hex::decode(id)
            .ok()
            .and_then(|v| v.try_into().ok())
            .ok_or(form)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| form)?;
        let (kind, public) = bytes.split_first().ok_or(form)?;
        if *kind != TYPE_ED25519 && *kind != TYPE_COSIGNATURE {
            return Err(Error::new("vkey_type"));
        }
        let public: [u8; 32] = public.try_into().map_err(|_| form)?;
        let key = VerifyingKey::from_bytes(&public).map_err(|_| form)?;
        if key_id(name, *kind, &public) != id {
            return Err(Error::new("vkey_id"));
        }
        Ok(Self {
            name: name.to_owned(),
            id,
            kind: *kind,
            key,
            public,
        })
    }

    /// The vkey text.
    pub fn format(&self) -> String {
        let mut bytes = vec![self.kind];
        bytes.extend_from_slice(&self.public);
        format!(
            "{}+{}+{}",
            self.name,
            hex::encode(self.id),
            STANDARD.encode(bytes)
        )
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Whether a line names this key.
    pub fn names(&self, line: &Line<'_>) -> bool {
        line.name == self.name && line.id == self.id
    }

    /// Whether the line is this key's signature of the text.
    pub fn verify(&self, text: &str, line: &Line<'_>) -> bool {
        let (message, signature) = match self.kind {
            TYPE_COSIGNATURE => {
                let Some((time, signature)) = line.signature.split_first_chunk::<8>() else {
                    return false;
                };
                let time = u64::from_be_bytes(*time);
                (format!("cosignature/v1\ntime {time}\n{text}"), signature)
            }
            _ => (text.to_owned(), line.signature.as_slice()),
        };
        let Ok(signature) = <&[u8; 64]>::try_from(signature) else {
            return false;
        };
        self.key
            .verify_strict(message.as_bytes(), &Signature::from_bytes(signature))
            .is_ok()
    }
}

fn key_id(name: &str, kind: u8, public: &[u8; 32]) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([b'\n', kind]);
    hash.update(public);
    let digest = hash.finalize();
    [digest[0], digest[1], digest[2], digest[3]]
}

fn valid_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('+') && !name.chars().any(char::is_whitespace)
}

/// An Ed25519 key that signs notes.
pub struct SigningKey {
    name: String,
    id: [u8; 4],
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key of a 32-byte seed under a name.
    ///
    /// # Errors
    /// `vkey_form` for a name with spaces or `+`.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        if !valid_name(name) {
            return Err(Error::new("vkey_form"));
        }
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let id = key_id(name, TYPE_ED25519, key.verifying_key().as_bytes());
        Ok(Self {
            name: name.to_owned(),
            id,
            key,
        })
    }

    /// The vkey text of its public half.
    pub fn vkey(&self) -> String {
        let mut bytes = vec![TYPE_ED25519];
        bytes.extend_from_slice(self.key.verifying_key().as_bytes());
        format!(
            "{}+{}+{}",
            self.name,
            hex::encode(self.id),
            STANDARD.encode(bytes)
        )
    }

    /// A signature line over a text that ends in a newline.
    pub fn line(&self, text: &str) -> String {
        let mut bytes = self.id.to_vec();
        bytes.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }
}

/// Signs a text with all keys, the first one first.
pub fn sign(text: &str, keys: &[&SigningKey]) -> String {
    let lines: String = keys.iter().map(|key| key.line(text)).collect();
    format!("{text}\n{lines}")
}

impl<'a> Note<'a> {
    /// Takes a note apart.
    ///
    /// # Errors
    /// In order: `note_size`, `note_utf8`, `note_control`, `note_form`, `note_signature_line`.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() > SIZE_MAX {
            return Err(Error::new("note_size"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| Error::new("note_utf8"))?;
        if whole.bytes().any(|b| (b < 0x20 && b != b'\n') || b == 0x7f) {
            return Err(Error::new("note_control"));
        }
        let form = Error::new("note_form");
        let split = whole.rfind("\n\n").ok_or(form)?;
        let (text, lines) = (&whole[..=split], &whole[split + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(form)?;
        let lines: Vec<&str> = lines.split('\n').collect();
        if lines.len() > SIGNATURES_MAX {
            return Err(Error::new("note_size"));
        }
        let signatures = lines
            .into_iter()
            .map(Line::parse)
            .collect::<Option<_>>()
            .ok_or(Error::new("note_signature_line"))?;
        Ok(Self { text, signatures })
    }

    /// Checks the signatures: at least one known key signed, and no known key's line is false.
    ///
    /// # Errors
    /// `note_signature_invalid`, `note_no_known_key`.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<(), Error> {
        let mut known = false;
        for line in &self.signatures {
            for key in keys.iter().filter(|key| key.names(line)) {
                if !key.verify(self.text, line) {
                    return Err(Error::new("note_signature_invalid"));
                }
                known = true;
            }
        }
        if known {
            Ok(())
        } else {
            Err(Error::new("note_no_known_key"))
        }
    }
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let rest = line.strip_prefix("\u{2014} ")?;
        let (name, encoded) = rest.split_once(' ')?;
        if !valid_name(name) {
            return None;
        }
        let bytes = STANDARD.decode(encoded).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        (!signature.is_empty()).then(|| Self {
            name,
            id: *id,
            signature: signature.to_vec(),
        })
    }
}
