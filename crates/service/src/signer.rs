//! Signs checkpoints, and never backwards.
//!
//! Keys: one 32-byte secret per instance in a file; each log's Ed25519 seed is derived from it by
//! its origin. Heads: after every commit the size and root of the log are kept in a small file
//! beside the database. A database that was restored from an old backup is behind that file, and
//! the signer then refuses to start: signing on would fork the log.
//!
//! | file | may it be lost? | is it trusted? |
//! |---|---|---|
//! | `signer.key` | never: without it the logs can't go on under their key | yes, secret |
//! | `heads/<slug>` | yes, but then an old backup is not noticed here | yes |
use crate::{Error, Result};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use storage::Id;
use storage::records::log::LogHead;
use tlog::note::SigningKey;

/// Size and root of the last tree signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedHead {
    /// Number of leaves.
    pub size: u64,
    /// Root hash.
    pub root: Id,
}

/// Holds the instance's signing secret and remembers every head it signed.
pub struct Signer {
    secret: [u8; 32],
    directory: Option<PathBuf>,
    heads: Mutex<HashMap<String, SignedHead>>,
}

impl Signer {
    /// A signer that keeps nothing on disk: tests and audits.
    pub fn in_memory(secret: [u8; 32]) -> Self {
        Self {
            secret,
            directory: None,
            heads: Mutex::new(HashMap::new()),
        }
    }

    /// Opens `directory`, making the key (mode 0600) from `fresh` when there is none yet.
    ///
    /// # Errors
    /// When the directory can't be used or a file in it can't be read back.
    pub fn open(directory: &Path, fresh: [u8; 32]) -> Result<Self> {
        let io = |what: &str, error: std::io::Error| {
            Error::Internal(format!(
                "signer: {what} in {}: {error}",
                directory.display()
            ))
        };
        let heads_dir = directory.join("heads");
        std::fs::create_dir_all(&heads_dir).map_err(|e| io("can't make heads/", e))?;
        let key_file = directory.join("signer.key");
        let secret = match std::fs::read_to_string(&key_file) {
            Ok(text) => hex::decode(text.trim())
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(|| Error::Internal("signer: signer.key is not 64 hex digits".into()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                write_key(&key_file, &fresh).map_err(|e| io("can't write signer.key", e))?;
                fresh
            }
            Err(error) => return Err(io("can't read signer.key", error)),
        };
        let mut heads = HashMap::new();
        for entry in std::fs::read_dir(&heads_dir).map_err(|e| io("can't list heads/", e))? {
            let path = entry.map_err(|e| io("can't list heads/", e))?.path();
            let Some(slug) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if slug.ends_with(".new") {
                continue; // a write that a crash cut off; the old file still stands
            }
            let text = std::fs::read_to_string(&path).map_err(|e| io("can't read a head", e))?;
            let head = parse_head(&text)
                .ok_or_else(|| Error::Internal(format!("signer: heads/{slug} is damaged")))?;
            heads.insert(slug.to_owned(), head);
        }
        Ok(Self {
            secret,
            directory: Some(directory.to_owned()),
            heads: Mutex::new(heads),
        })
    }

    /// The key of a log.
    pub fn key(&self, origin: &str) -> Result<SigningKey> {
        Ok(SigningKey::new(
            origin,
            &self.derive(b"psephos-log-key-v1", origin.as_bytes()),
        )?)
    }

    /// A secret for another purpose, bound to a label.
    pub fn derive(&self, label: &[u8], input: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.secret)
            .expect("HMAC takes keys of any length");
        mac.update(label);
        mac.update(&[0]);
        mac.update(input);
        mac.finalize().into_bytes().into()
    }

    /// What was signed last for this log, if anything.
    pub fn last(&self, slug: &str) -> Option<SignedHead> {
        self.heads
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(slug)
            .copied()
    }

    /// Refuses a tree that is smaller than the last one signed, or equal with another root.
    pub fn may_sign(&self, slug: &str, size: u64, root: &Id) -> Result<()> {
        match self.last(slug) {
            Some(last) if size < last.size || (size == last.size && *root != last.root) => {
                Err(Error::Internal(format!(
                    "signer: refuses to sign {slug} at size {size}: size {} with another history was signed before (restored backup?)",
                    last.size
                )))
            }
            _ => Ok(()),
        }
    }

    /// Remembers a head after its commit.
    ///
    /// The write is atomic (rename) but not synced: losing the newest of these on a power cut
    /// leaves an older head, which is still a true prefix.
    pub fn remember(&self, slug: &str, head: SignedHead) -> Result<()> {
        self.heads
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(slug.to_owned(), head);
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        let path = directory.join("heads").join(slug);
        let temporary = path.with_extension("new");
        std::fs::write(
            &temporary,
            format!("{} {}\n", head.size, hex::encode(head.root)),
        )
        .and_then(|()| std::fs::rename(&temporary, &path))
        .map_err(|error| Error::Internal(format!("signer: can't keep the head: {error}")))
    }

    /// Start-up check: every kept head must be a prefix of what the database holds.
    /// `root_at` gives the root of the first `size` leaves of a log.
    ///
    /// # Errors
    /// In words, when the database is behind or different: a restored backup would fork the log.
    pub fn check(&self, head: &LogHead, root_at: Option<Id>) -> Result<()> {
        let Some(last) = self.last(&head.slug) else {
            return Ok(());
        };
        if head.size < last.size {
            return Err(Error::Internal(format!(
                "the log {} in the database has {} leaves, but {} were signed before. This looks like an old backup. Nothing is signed; restore the newest database, or see the runbook docs/runbook/restored-backup.md.",
                head.slug, head.size, last.size
            )));
        }
        if root_at != Some(last.root) {
            return Err(Error::Internal(format!(
                "the log {} in the database differs from what was signed at size {}. Nothing is signed; see the runbook docs/runbook/restored-backup.md.",
                head.slug, last.size
            )));
        }
        Ok(())
    }

    /// Slugs with a kept head: a log that vanished from the database is noticed too.
    pub fn known(&self) -> Vec<String> {
        let heads = self
            .heads
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        heads.keys().cloned().collect()
    }
}

fn parse_head(text: &str) -> Option<SignedHead> {
    let (size, root) = text.trim_end().split_once(' ')?;
    Some(SignedHead {
        size: size.parse().ok()?,
        root: hex::decode(root).ok()?.try_into().ok()?,
    })
}

fn write_key(path: &Path, secret: &[u8; 32]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{}", hex::encode(secret))?;
    file.sync_all()
}
