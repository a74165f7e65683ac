//! Rows of DAOs.
use crate::fields::{self, Fields};
use crate::{Error, Result};
use storage::Tx;
use storage::records::daos::DaoRow;
use storage::records::log::LeafRow;

/// A genesis act makes a DAO.
pub async fn founded(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let chain_id = u64::try_from(fields::integer(fields, "chain_id")?)
        .map_err(|_| Error::Refused("payload_field_type"))?;
    let row = DaoRow {
        id: leaf.act,
        slug: fields::text(fields, "slug")?.to_owned(),
        name: fields::text(fields, "dao_name")?.to_owned(),
        lang: fields::text(fields, "lang")?.to_owned(),
        about: fields::text(fields, "about")?.to_owned(),
        charter: fields::text(fields, "charter")?.to_owned(),
        chain_id,
        config: fields
            .get("config")
            .ok_or(Error::Refused("payload_missing_field"))?
            .to_string(),
        created_ms: leaf.logged_ms,
        source: fields::text_or_empty(fields, "source")?.to_owned(),
    };
    tx.dao_insert(&row).await.map_err(|error| match error {
        storage::Error::Conflict { .. } => Error::Refused("slug_taken"),
        other => other.into(),
    })
}
