//! The whole application as one handle: what pages, the API and commands hold.
use crate::desk::LoggedAct;
use crate::instance::Instance;
use crate::random::Random;
use crate::signer::Signer;
use crate::writer::{UseCase, Writer};
use crate::{Clock, Error, Result};
use std::sync::Arc;
use storage::{Store, Tx};

/// What every use case needs.
pub struct Parts {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Signs checkpoints.
    pub signer: Arc<Signer>,
    /// Who we are.
    pub instance: Instance,
}

/// The application.
#[derive(Clone)]
pub struct Service {
    parts: Arc<Parts>,
    writer: Writer,
}

impl Service {
    /// Starts the writer after checking that no log runs behind what was signed before.
    ///
    /// # Errors
    /// In words, when a kept head and the database disagree (see [`Signer::check`]).
    pub async fn start(parts: Parts) -> Result<(Self, tokio::task::JoinHandle<()>)> {
        let parts = Arc::new(parts);
        check_heads(&parts).await?;
        let (writer, task) = Writer::start(parts.clone());
        Ok((Self { parts, writer }, task))
    }

    /// The services of the instance.
    pub fn parts(&self) -> &Arc<Parts> {
        &self.parts
    }

    /// Facts about the installation.
    pub fn instance(&self) -> &Instance {
        &self.parts.instance
    }

    /// The time, milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.parts.clock.now_ms()
    }

    /// A consistent view for reading.
    pub async fn read(&self) -> Result<Box<dyn Tx>> {
        Ok(self.parts.store.read().await?)
    }

    /// Runs a use case to durability; gives its output and the acts it logged, with receipts.
    pub async fn submit<U: UseCase>(&self, case: U) -> Result<(U::Output, Vec<LoggedAct>)> {
        self.writer.submit(case).await
    }
}

async fn check_heads(parts: &Parts) -> Result<()> {
    let mut tx = parts.store.read().await?;
    let heads = tx.log_heads().await?;
    for head in &heads {
        let root = match parts.signer.last(&head.slug) {
            Some(last) if last.size <= head.size => {
                Some(crate::log::tree::root(tx.as_mut(), &head.dao, last.size).await?)
            }
            _ => None,
        };
        parts.signer.check(head, root)?;
    }
    for slug in parts.signer.known() {
        if !heads.iter().any(|head| head.slug == slug) {
            return Err(Error::Internal(format!(
                "the log {slug} was signed before but is not in the database. This looks like an old or another database; see the runbook docs/runbook/restored-backup.md."
            )));
        }
    }
    Ok(())
}
