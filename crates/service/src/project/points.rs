//! Rows of the points ledger.
use crate::Result;
use crate::fields::{self, Fields};
use storage::Tx;
use storage::records::log::LeafRow;
use storage::records::points::PointRow;

/// A grant (`sign` 1) or a deduction (`sign` −1).
pub async fn moved(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields, sign: i64) -> Result<()> {
    let row = PointRow {
        dao: leaf.dao,
        index: leaf.index,
        time_ms: leaf.logged_ms,
        member: fields::actor(fields, "member")?,
        kind: fields::text(fields, "kind")?.to_owned(),
        category: fields::text(fields, "category")?.to_owned(),
        amount: sign * governance::points::parse_amount(fields::text(fields, "amount")?)?,
        reviewer: leaf.actor,
        reason: fields::text(fields, "reason")?.to_owned(),
        act: leaf.act,
    };
    Ok(tx.point_insert(&row).await?)
}
