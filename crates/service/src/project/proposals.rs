//! Rows of proposals and certificates.
use crate::fields::{self, Fields};
use crate::{Error, Result, ballots, power};
use governance::tally::Tally;
use serde_json::Value;
use storage::Tx;
use storage::records::log::LeafRow;
use storage::records::proposals::{CertificateRow, ProposalRow, TallyRow};

/// A publication makes a proposal and its empty tally.
pub async fn published(
    tx: &mut dyn Tx,
    leaf: &LeafRow,
    fields: &Fields,
    version: i64,
) -> Result<()> {
    let rules = fields
        .get("rules")
        .ok_or(Error::Refused("payload_missing_field"))?;
    let set = ballots::rule_set(rules)?;
    let snapshot_index = u64::try_from(fields::integer(fields, "snapshot_index")?)
        .map_err(|_| Error::Refused("number_range"))?;
    let snapshot_ms = fields::integer(fields, "snapshot_ms")?;
    let table = power::table(tx, &leaf.dao, rules, snapshot_index, snapshot_ms).await?;
    let row = ProposalRow {
        id: leaf.act,
        dao: leaf.dao,
        number: fields::integer(fields, "number")?,
        version,
        title: fields::text(fields, "title")?.to_owned(),
        body: fields::text(fields, "body")?.to_owned(),
        author: fields::actor(fields, "author")?,
        author_handle: fields::text(fields, "author_handle")?.to_owned(),
        system: set.system().name().to_owned(),
        rules: rules.to_string(),
        start_ms: fields::integer(fields, "start_ms")?,
        end_ms: fields::integer(fields, "end_ms")?,
        snapshot_index,
        snapshot_ms,
        eligible: power::total(&table).to_string(),
        eligible_members: i64::try_from(table.len()).unwrap_or(i64::MAX),
        published_index: leaf.index,
        published_ms: leaf.logged_ms,
        status: "published".to_owned(),
        status_reason: String::new(),
        source: fields::text_or_empty(fields, "source")?.to_owned(),
    };
    tx.proposal_put(&row).await?;
    let empty = TallyRow {
        proposal: leaf.act,
        state: Tally::new(&set).state().to_string(),
        counted: 0,
        attested: 0,
        refused: 0,
    };
    Ok(tx.tally_put(&empty).await?)
}

/// A new version takes the number of the first one.
pub async fn revised(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let before = tx
        .proposal(&fields::id(fields, "proposal")?)
        .await?
        .ok_or(Error::Refused("payload_field_type"))?;
    let last = tx
        .proposal_by_number(&leaf.dao, before.number)
        .await?
        .unwrap_or(before);
    published(tx, leaf, fields, last.version + 1).await
}

/// Cancelled or taken back for review.
pub async fn event(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let mut row = tx
        .proposal(&fields::id(fields, "proposal")?)
        .await?
        .ok_or(Error::Refused("payload_field_type"))?;
    row.status = match fields::text(fields, "event")? {
        "cancel" => "cancelled".to_owned(),
        "unpublish" => "unpublished".to_owned(),
        _ => return Err(Error::Refused("payload_variant")),
    };
    row.status_reason = fields::text(fields, "reason")?.to_owned();
    debug_assert_eq!(row.dao, leaf.dao, "checked before the act was logged");
    Ok(tx.proposal_put(&row).await?)
}

/// A tally act decides: stored status, reason and certificate.
pub async fn tallied(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let proposal = fields::id(fields, "proposal")?;
    let mut row = tx
        .proposal(&proposal)
        .await?
        .ok_or(Error::Refused("payload_field_type"))?;
    let decision = fields
        .get("result")
        .and_then(|result| result.get("decision"))
        .and_then(|decision| decision.get("status"))
        .and_then(Value::as_str)
        .ok_or(Error::Refused("payload_field_type"))?;
    row.status = decision.to_owned();
    row.status_reason = fields::text(fields, "outcome")?.to_owned();
    tx.proposal_put(&row).await?;
    let certificate = CertificateRow {
        proposal,
        index: leaf.index,
        act: leaf.act,
        payload: Value::Object(fields.clone()).to_string(),
        closed_ms: leaf.logged_ms,
    };
    Ok(tx.certificate_insert(&certificate).await?)
}
