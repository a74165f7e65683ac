//! The audit: walk every log, check its hashes and order, rebuild every derived row, compare.
use crate::log::{receipt, tree};
use crate::{Error, Result, Service, project};
use storage::{Store, Tx};
use tlog::merkle;
use verifier::monitor::LogOrder;

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Logs walked.
    pub logs: usize,
    /// Leaves walked.
    pub leaves: u64,
    /// Derived rows compared.
    pub rows: usize,
    /// Differences in words; empty when all is well.
    pub faults: Vec<String>,
}

/// Audits the instance; `empty` is a fresh database to rebuild into.
pub async fn run(service: &Service, empty: &dyn Store) -> Result<Report> {
    let mut report = Report::default();
    let mut tx = service.read().await?;
    let mut rebuilt = empty.write().await?;
    for head in tx.log_heads().await? {
        report.logs += 1;
        let mut monitor = LogOrder::default();
        for index in 0..head.size {
            let Some(leaf) = tx.leaf(&head.dao, index).await? else {
                report
                    .faults
                    .push(format!("{}: leaf {index} is missing", head.slug));
                break;
            };
            report.leaves += 1;
            if let Err(error) = monitor.push(&leaf.leaf) {
                report
                    .faults
                    .push(format!("{}: leaf {index}: {}", head.slug, error.code()));
                break;
            }
            if let Err(fault) = replay(tx.as_mut(), rebuilt.as_mut(), &leaf).await {
                report
                    .faults
                    .push(format!("{}: leaf {index}: {fault}", head.slug));
            }
        }
        let tiles = tree::root(tx.as_mut(), &head.dao, head.size).await;
        for (what, root) in [("leaves", Ok(monitor.root())), ("tiles", tiles)] {
            match root {
                Ok(root) if root == head.root => {}
                Ok(_) => report
                    .faults
                    .push(format!("{}: {what} give another root", head.slug)),
                Err(error) => report
                    .faults
                    .push(format!("{}: {what}: {error}", head.slug)),
            }
        }
        level_zero(tx.as_mut(), &head, &mut report).await?;
    }
    let (stored, expected) = (tx.dump_derived().await?, rebuilt.dump_derived().await?);
    report.rows = expected.len();
    for line in stored
        .iter()
        .filter(|line| expected.binary_search(line).is_err())
    {
        report
            .faults
            .push(format!("row not from the log: {}", short(line)));
    }
    for line in expected
        .iter()
        .filter(|line| stored.binary_search(line).is_err())
    {
        report
            .faults
            .push(format!("row missing or changed: {}", short(line)));
    }
    Ok(report)
}

/// Every hash in a level-0 tile must be that of its leaf; upper levels follow from the root.
async fn level_zero(
    tx: &mut dyn Tx,
    head: &storage::records::log::LogHead,
    report: &mut Report,
) -> Result<()> {
    for number in 0..head.size.div_ceil(256) {
        let (from, to) = (number * 256, ((number + 1) * 256).min(head.size));
        let leaves = tx.leaves(&head.dao, from, to).await?;
        let tile = tree::read_tile(tx, &head.dao, 0, number, to - from).await;
        let same = tile.is_ok_and(|tile| {
            leaves
                .iter()
                .map(|leaf| merkle::leaf_hash(&leaf.leaf))
                .eq(tile)
        });
        if !same {
            report.faults.push(format!(
                "{}: tile 0/{number} differs from its leaves",
                head.slug
            ));
        }
    }
    Ok(())
}

/// Checks one payload against its leaf and projects it into the fresh database.
async fn replay(
    tx: &mut dyn Tx,
    rebuilt: &mut dyn Tx,
    row: &storage::records::log::LeafRow,
) -> Result<()> {
    let leaf = act::Leaf::decode(&row.leaf)?;
    let same = leaf.body.id() == row.act
        && leaf.body.actor == row.actor
        && leaf.body.subject == row.subject
        && leaf.body.kind == row.kind;
    if !same {
        return Err(Error::Internal("columns differ from the leaf".into()));
    }
    let Some(json) = tx.payload(&row.act).await? else {
        return Err(Error::Internal("payload is missing".into()));
    };
    let payload = receipt::payload(&json)?;
    if payload.commitment() != leaf.body.payload {
        return Err(Error::Internal(
            "payload differs from its commitment".into(),
        ));
    }
    let next = storage::records::log::ActorHead {
        next_seq: leaf.body.seq + 1,
        prev: row.act,
    };
    rebuilt.actor_head_put(&row.dao, &row.actor, &next).await?;
    project::project(rebuilt, row, &payload.map()).await
}

fn short(line: &str) -> String {
    line.chars().take(160).collect()
}
