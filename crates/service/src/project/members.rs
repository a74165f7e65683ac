//! Rows of members and roles.
use crate::fields::{self, Fields};
use crate::{Error, Result};
use storage::Tx;
use storage::records::log::LeafRow;
use storage::records::members::MemberRow;

/// A `member` act: join, admit, leave, expel.
pub async fn changed(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let actor = fields::actor(fields, "member")?;
    match fields::text(fields, "event")? {
        "join" | "admit" => {
            let row = MemberRow {
                dao: leaf.dao,
                actor,
                handle: fields::text(fields, "handle")?.to_owned(),
                role: "member".to_owned(),
                joined_index: leaf.index,
                joined_ms: leaf.logged_ms,
                left_index: None,
            };
            Ok(tx.member_put(&row).await?)
        }
        "leave" | "expel" => {
            let mut row = tx
                .member(&leaf.dao, &actor)
                .await?
                .ok_or(Error::Refused("member_unknown"))?;
            row.left_index = Some(leaf.index);
            row.role = "guest".to_owned();
            Ok(tx.member_put(&row).await?)
        }
        _ => Err(Error::Refused("payload_variant")),
    }
}

/// A `role` act: grant sets the role, revoke falls back to plain member.
pub async fn role_changed(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let actor = fields::actor(fields, "member")?;
    let mut row = tx
        .member(&leaf.dao, &actor)
        .await?
        .ok_or(Error::Refused("member_unknown"))?;
    row.role = match fields::text(fields, "event")? {
        "grant" => fields::text(fields, "role")?.to_owned(),
        "revoke" => "member".to_owned(),
        _ => return Err(Error::Refused("payload_variant")),
    };
    Ok(tx.member_put(&row).await?)
}
