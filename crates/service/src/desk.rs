//! What a use case works on: the open transaction, the time, and the logs that grow in it.
use crate::fields::Fields;
use crate::log::tree;
use crate::project;
use crate::service::Parts;
use crate::signer::SignedHead;
use crate::{Error, Result};
use act::payload::{Field, Payload};
use act::{Actor, Body, Leaf};
use std::collections::HashMap;
use std::sync::Arc;
use storage::records::log::{ActorHead, LeafRow, LogHead};
use storage::{Id, Tx};
use tlog::merkle;

/// An act that is about to be logged.
pub struct NewAct {
    /// The log; zeros for a genesis act, which makes its own.
    pub dao: Id,
    /// Kind (`act::kinds`).
    pub kind: u16,
    /// Who acts.
    pub actor: Actor,
    /// What is acted on; zeros if nothing.
    pub subject: Id,
    /// Payload without `summary`, which is rendered here. Ignored when signed.
    pub fields: Fields,
    /// Who vouches for it.
    pub auth: Auth,
}

/// The authorisation of an act.
pub enum Auth {
    /// The server alone says so (alg 0).
    Attested,
    /// The actor signed exactly this body and payload; checked before the desk.
    Signed(Box<Signed>),
}

/// A signed act as it came from a wallet.
pub struct Signed {
    /// The body that was signed.
    pub body: Body,
    /// All payload fields with their salts.
    pub fields: Vec<Field>,
    /// Algorithm (signatures.md).
    pub alg: u8,
    /// Signature bytes.
    pub sig: Vec<u8>,
}

/// An act in the log.
#[derive(Debug, Clone)]
pub struct LoggedAct {
    /// The DAO.
    pub dao: Id,
    /// Short name of the log.
    pub slug: String,
    /// Position.
    pub index: u64,
    /// Act id.
    pub act: Id,
    /// Log time.
    pub logged_ms: i64,
    /// The receipt against the checkpoint of the same commit; filled at the commit.
    pub receipt: String,
}

/// A log that grows in this transaction.
struct Growing {
    head: LogHead,
    /// Size of the last signed checkpoint, before this transaction.
    signed_size: u64,
    last_ms: i64,
    hashes: Vec<Id>,
}

/// The state to come back to when a use case is refused.
pub struct Mark {
    acts: usize,
    logs: Vec<(Id, usize, i64)>,
}

impl Mark {
    /// Number of acts logged in the batch before the mark.
    pub fn acts(&self) -> usize {
        self.acts
    }
}

/// The open write transaction.
pub struct Desk {
    /// The transaction; use cases read and write private rows through it.
    pub tx: Box<dyn Tx>,
    /// Services of the instance.
    pub parts: Arc<Parts>,
    logs: HashMap<Id, Growing>,
    logged: Vec<LoggedAct>,
}

impl Desk {
    /// Opens the transaction.
    pub async fn open(parts: Arc<Parts>) -> Result<Self> {
        let tx = parts.store.write().await?;
        Ok(Self {
            tx,
            parts,
            logs: HashMap::new(),
            logged: Vec::new(),
        })
    }

    /// The server's time, milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.parts.clock.now_ms()
    }

    /// 32 fresh random bytes.
    pub fn random(&self) -> Id {
        self.parts.random.bytes32()
    }

    /// Acts logged so far in the batch.
    pub fn acts(&self) -> usize {
        self.logged.len()
    }

    /// Sets a savepoint.
    pub async fn mark(&mut self) -> Result<Mark> {
        self.tx.savepoint().await?;
        let logs = self
            .logs
            .iter()
            .map(|(id, log)| (*id, log.hashes.len(), log.last_ms))
            .collect();
        Ok(Mark {
            acts: self.logged.len(),
            logs,
        })
    }

    /// Keeps what was done since the mark.
    pub async fn keep(&mut self) -> Result<()> {
        Ok(self.tx.release().await?)
    }

    /// Undoes what was done since the mark.
    pub async fn undo(&mut self, mark: Mark) -> Result<()> {
        self.tx.rollback().await?;
        self.logged.truncate(mark.acts);
        self.logs.retain(
            |id, log| match mark.logs.iter().find(|(known, ..)| known == id) {
                Some((_, hashes, last_ms)) => {
                    log.hashes.truncate(*hashes);
                    log.last_ms = *last_ms;
                    true
                }
                None => false,
            },
        );
        Ok(())
    }

    /// Locks the log and loads its head, once per batch.
    async fn log(&mut self, dao: &Id) -> Result<&mut Growing> {
        if !self.logs.contains_key(dao) {
            let head = self.tx.log_lock(dao).await?.ok_or(Error::NotFound)?;
            let last_ms = match head.size.checked_sub(1) {
                Some(last) => self
                    .tx
                    .leaf(dao, last)
                    .await?
                    .map_or(0, |leaf| leaf.logged_ms),
                None => 0,
            };
            let signed_size = head.size;
            self.logs.insert(
                *dao,
                Growing {
                    head,
                    signed_size,
                    last_ms,
                    hashes: Vec::new(),
                },
            );
        }
        self.logs
            .get_mut(dao)
            .ok_or_else(|| Error::Internal("log not loaded".into()))
    }

    /// The time an act of this log would get now: the clock, but never before the last leaf.
    pub async fn log_time_ms(&mut self, dao: &Id) -> Result<i64> {
        let now = self.now_ms();
        Ok(self.log(dao).await?.last_ms.max(now))
    }

    /// Snapshot of a proposal published now (power-and-delegation.md 1): size of the last signed
    /// checkpoint, which is signed again at this time.
    pub async fn snapshot(&mut self, dao: &Id) -> Result<(u64, i64)> {
        let time = self.log_time_ms(dao).await?;
        Ok((self.log(dao).await?.signed_size, time))
    }

    /// Number of leaves including those of this transaction.
    pub async fn log_size(&mut self, dao: &Id) -> Result<u64> {
        let log = self.log(dao).await?;
        Ok(log.head.size + log.hashes.len() as u64)
    }

    /// Head and root of the log at its size within this transaction: earlier leaves of the same
    /// batch are in the tree though not in a signed checkpoint yet.
    pub async fn tree_at(&mut self, dao: &Id, size: u64) -> Result<(LogHead, Id)> {
        let log = self.log(dao).await?;
        let (head, hashes) = (log.head.clone(), log.hashes.clone());
        if head.size + hashes.len() as u64 != size {
            return Err(Error::Internal("not the size of the log".into()));
        }
        let root = tree::root_with(self.tx.as_mut(), &head, &hashes).await?;
        Ok((head, root))
    }

    /// What the actor's next act must carry.
    pub async fn next_of(&mut self, dao: &Id, actor: &Actor) -> Result<ActorHead> {
        let none = ActorHead {
            next_seq: 0,
            prev: [0; 32],
        };
        Ok(self.tx.actor_head(dao, actor).await?.unwrap_or(none))
    }

    /// Founds a log: the genesis act is leaf 0 and names the DAO.
    pub async fn found(&mut self, slug: &str, genesis: NewAct) -> Result<LoggedAct> {
        let origin = self.parts.instance.origin(slug);
        let now = self.now_ms();
        let (leaf, payload) = self.seal_leaf(
            &genesis,
            &ActorHead {
                next_seq: 0,
                prev: [0; 32],
            },
            now,
        )?;
        let dao = leaf.body.id();
        let head = LogHead {
            dao,
            slug: slug.to_owned(),
            origin,
            size: 0,
            root: merkle::EMPTY_ROOT,
            checkpoint: String::new(),
            checkpoint_ms: now,
        };
        self.tx.log_put(&head).await?;
        self.logs.insert(
            dao,
            Growing {
                head,
                signed_size: 0,
                last_ms: 0,
                hashes: Vec::new(),
            },
        );
        self.write(dao, leaf, payload).await
    }

    /// Appends an act: leaf, payload, derived rows, outbox. The tree follows at the commit.
    pub async fn append(&mut self, new: NewAct) -> Result<LoggedAct> {
        let dao = new.dao;
        let logged_ms = self.log_time_ms(&dao).await?;
        let next = self.next_of(&dao, &new.actor).await?;
        let (leaf, payload) = self.seal_leaf(&new, &next, logged_ms)?;
        self.write(dao, leaf, payload).await
    }

    /// Makes the leaf, and checks it as any reader would (act.md table order).
    fn seal_leaf(&self, new: &NewAct, next: &ActorHead, logged_ms: i64) -> Result<(Leaf, Payload)> {
        let logged =
            u64::try_from(logged_ms).map_err(|_| Error::Internal("clock before 1970".into()))?;
        let (leaf, payload) = match &new.auth {
            Auth::Attested => {
                let mut fields = new.fields.clone();
                let summary = act::summary::render(new.kind, &fields)?;
                fields.insert("summary".to_owned(), summary.into());
                let payload = Payload::new(&fields, &self.random())?;
                let body = Body {
                    kind: new.kind,
                    dao: new.dao,
                    seq: next.next_seq,
                    prev: next.prev,
                    issued_ms: logged,
                    expires_ms: 0,
                    actor: new.actor,
                    subject: new.subject,
                    fields: payload.count(),
                    payload: payload.commitment(),
                };
                (
                    Leaf {
                        body,
                        logged_ms: logged,
                        alg: 0,
                        sig: Vec::new(),
                    },
                    payload,
                )
            }
            Auth::Signed(signed) => {
                let body = signed.body.clone();
                if body.kind != new.kind || body.actor != new.actor {
                    return Err(Error::Refused("body_form"));
                }
                if body.dao != new.dao {
                    return Err(Error::Refused("dao_mismatch"));
                }
                if body.subject != new.subject {
                    return Err(Error::Refused("subject_mismatch"));
                }
                if body.seq != next.next_seq {
                    return Err(Error::Refused("seq_gap"));
                }
                if body.prev != next.prev {
                    return Err(Error::Refused("prev_mismatch"));
                }
                let payload = Payload::from_fields(signed.fields.clone())?;
                if body.fields != payload.count() || body.payload != payload.commitment() {
                    return Err(Error::Refused("field_mismatch"));
                }
                act::summary::check(body.kind, &payload.map())?;
                let leaf = Leaf {
                    body,
                    logged_ms: logged,
                    alg: signed.alg,
                    sig: signed.sig.clone(),
                };
                (leaf, payload)
            }
        };
        Leaf::decode(&leaf.encode())?;
        Ok((leaf, payload))
    }

    async fn write(&mut self, dao: Id, leaf: Leaf, payload: Payload) -> Result<LoggedAct> {
        let bytes = leaf.encode();
        let hash = merkle::leaf_hash(&bytes);
        let act = leaf.body.id();
        let logged_ms = i64::try_from(leaf.logged_ms)
            .map_err(|_| Error::Internal("log time out of range".into()))?;
        let log = self.log(&dao).await?;
        let index = log.head.size + log.hashes.len() as u64;
        let slug = log.head.slug.clone();
        log.hashes.push(hash);
        log.last_ms = logged_ms;
        let row = LeafRow {
            dao,
            index,
            act,
            kind: leaf.body.kind,
            actor: leaf.body.actor,
            subject: leaf.body.subject,
            seq: leaf.body.seq,
            logged_ms,
            alg: leaf.alg,
            leaf: bytes,
        };
        self.tx
            .leaf_insert(&row)
            .await
            .map_err(|error| match error {
                storage::Error::Conflict { .. } => Error::Refused("duplicate_act"),
                other => other.into(),
            })?;
        self.tx
            .payload_put(&act, &payload.to_json().to_string())
            .await?;
        let next = ActorHead {
            next_seq: leaf.body.seq + 1,
            prev: act,
        };
        self.tx
            .actor_head_put(&dao, &leaf.body.actor, &next)
            .await?;
        self.tx.outbox_insert(&dao, index).await?;
        project::project(self.tx.as_mut(), &row, &payload.map()).await?;
        let logged = LoggedAct {
            dao,
            slug,
            index,
            act,
            logged_ms,
            receipt: String::new(),
        };
        self.logged.push(logged.clone());
        Ok(logged)
    }

    /// Grows the trees, signs the checkpoints, commits, and makes the receipts.
    pub async fn commit(mut self) -> Result<Vec<LoggedAct>> {
        let now = self.now_ms();
        let mut signed = Vec::new();
        let mut grown: Vec<Growing> = self.logs.drain().map(|(_, log)| log).collect();
        grown.retain(|log| !log.hashes.is_empty());
        for log in &mut grown {
            tree::extend(self.tx.as_mut(), &mut log.head, &log.hashes).await?;
            self.parts
                .signer
                .may_sign(&log.head.slug, log.head.size, &log.head.root)?;
            let key = self.parts.signer.key(&log.head.origin)?;
            log.head.checkpoint =
                tlog::checkpoint::sign(&log.head.origin, log.head.size, &log.head.root, &[&key])?;
            log.head.checkpoint_ms = now.max(log.last_ms);
            self.tx.log_put(&log.head).await?;
            signed.push((
                log.head.slug.clone(),
                SignedHead {
                    size: log.head.size,
                    root: log.head.root,
                },
            ));
        }
        // Proofs are read inside the transaction: they belong to exactly this checkpoint.
        for act in &mut self.logged {
            if let Some(log) = grown.iter().find(|log| log.head.dao == act.dao) {
                act.receipt =
                    crate::log::receipt::build(self.tx.as_mut(), &log.head, act.index).await?;
            }
        }
        self.tx.commit().await?;
        for (slug, head) in signed {
            // The commit stands whatever happens here; a missing head only weakens the check
            // against old backups, so it is reported and not turned into a lie to the caller.
            if let Err(error) = self.parts.signer.remember(&slug, head) {
                tracing::error!(log.slug = %slug, error = %error, "signed head not kept");
            }
        }
        Ok(self.logged)
    }
}
