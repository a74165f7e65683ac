//! Order rules of a log: what a monitor checks beside the tree (log.md).
use crate::Error;
use act::{Actor, Leaf, kinds};
use std::collections::{BTreeMap, BTreeSet};
use tlog::merkle::{self, Frontier};

/// Walks a log leaf by leaf.
#[derive(Debug, Default)]
pub struct Monitor {
    frontier: Frontier,
    dao: [u8; 32],
    seen: BTreeSet<[u8; 32]>,
    heads: BTreeMap<Actor, (u64, [u8; 32])>,
    last_ms: u64,
}

impl Monitor {
    /// Number of leaves so far.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root so far.
    pub fn root(&self) -> [u8; 32] {
        self.frontier.root()
    }

    /// The DAO: act id of leaf 0.
    pub fn dao(&self) -> [u8; 32] {
        self.dao
    }

    /// Takes the next leaf.
    ///
    /// # Errors
    /// Those of [`Leaf::decode`], then `genesis_form`, `dao_mismatch`, `duplicate_act`,
    /// `seq_gap`, `prev_mismatch`, `time_regression`.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Leaf, Error> {
        let leaf = Leaf::decode(bytes)?;
        let id = leaf.body.id();
        let first = self.frontier.size() == 0;
        if first != (leaf.body.kind == kinds::DAO) {
            return Err(Error::new("genesis_form"));
        }
        if first {
            self.dao = id;
        } else if leaf.body.dao != self.dao {
            return Err(Error::new("dao_mismatch"));
        }
        if self.seen.contains(&id) {
            return Err(Error::new("duplicate_act"));
        }
        let (seq, prev) = self.heads.get(&leaf.body.actor).copied().unwrap_or((0, [0; 32]));
        if leaf.body.seq != seq {
            return Err(Error::new("seq_gap"));
        }
        if leaf.body.prev != prev {
            return Err(Error::new("prev_mismatch"));
        }
        if leaf.logged_ms < self.last_ms {
            return Err(Error::new("time_regression"));
        }
        self.seen.insert(id);
        self.heads.insert(leaf.body.actor, (seq + 1, id));
        self.last_ms = leaf.logged_ms;
        self.frontier.push(merkle::leaf_hash(bytes));
        Ok(leaf)
    }
}
