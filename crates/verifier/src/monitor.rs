//! The order rules of a log (log.md): what a monitor checks beside the tree.
use crate::{Error, Hash};
use act::{Actor, Leaf, kinds};
use std::collections::{HashMap, HashSet};
use tlog::merkle::{self, Frontier};

/// A leaf that took its place in the order.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// Index.
    pub index: u64,
    /// The leaf.
    pub leaf: Leaf,
    /// Its act id.
    pub act: Hash,
}

/// Reads the leaves of a log one after the other.
#[derive(Debug, Clone, Default)]
pub struct LogOrder {
    dao: Option<Hash>,
    acts: HashSet<Hash>,
    /// Next counter and last act of every actor.
    heads: HashMap<Actor, (u64, Hash)>,
    last_ms: u64,
    frontier: Frontier,
}

impl LogOrder {
    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root over the leaves so far.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The DAO: act id of leaf 0.
    pub fn dao(&self) -> Option<Hash> {
        self.dao
    }

    /// Takes the next leaf; one that breaks a rule changes nothing.
    ///
    /// # Errors
    /// In order: those of [`Leaf::decode`], `genesis_form`, `dao_mismatch`, `duplicate_act`,
    /// `seq_gap`, `prev_mismatch`, `time_regression`.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Ordered, Error> {
        let leaf = Leaf::decode(bytes)?;
        let act = leaf.body.id();
        if (leaf.body.kind == kinds::DAO) != self.dao.is_none() {
            return Err(Error::new("genesis_form"));
        }
        if self.dao.is_some_and(|dao| dao != leaf.body.dao) {
            return Err(Error::new("dao_mismatch"));
        }
        if self.acts.contains(&act) {
            return Err(Error::new("duplicate_act"));
        }
        let none = (0, [0; 32]);
        let (seq, prev) = self.heads.get(&leaf.body.actor).copied().unwrap_or(none);
        if leaf.body.seq != seq {
            return Err(Error::new("seq_gap"));
        }
        if leaf.body.prev != prev {
            return Err(Error::new("prev_mismatch"));
        }
        if leaf.logged_ms < self.last_ms {
            return Err(Error::new("time_regression"));
        }
        let index = self.size();
        self.dao.get_or_insert(act);
        self.acts.insert(act);
        self.heads.insert(leaf.body.actor, (seq + 1, act));
        self.last_ms = leaf.logged_ms;
        self.frontier.push(merkle::leaf_hash(bytes));
        Ok(Ordered { index, leaf, act })
    }
}
