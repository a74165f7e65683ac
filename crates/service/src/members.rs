//! Joining, admitting, leaving, and roles.
use crate::acts::Draft;
use crate::desk::Desk;
use crate::fields::{self, Fields};
use crate::policy::{self, Permission, Role};
use crate::{Error, Result};
use act::{Actor, kinds};
use serde_json::Value;
use storage::records::daos::DaoRow;
use storage::{Id, Tx};

/// Longest handle in code points.
const HANDLE_MAX: usize = 40;

/// The role of an actor in a DAO; `Guest` for whoever is no present member.
pub async fn role(tx: &mut dyn Tx, dao: &Id, actor: Option<&Actor>) -> Result<Role> {
    let Some(actor) = actor else {
        return Ok(Role::Guest);
    };
    let Some(row) = tx.member(dao, actor).await? else {
        return Ok(Role::Guest);
    };
    if row.left_index.is_some() {
        return Ok(Role::Guest);
    }
    Role::parse(&row.role).ok_or_else(|| Error::Internal(format!("unknown role {}", row.role)))
}

/// Checks the spelling of a handle.
pub fn check_handle(handle: &str) -> Result<()> {
    let length = handle.chars().count();
    let clean = act::summary::format_text(handle) == handle;
    if length == 0 || length > HANDLE_MAX || !clean || handle.chars().any(char::is_control) {
        return Err(Error::Refused("handle_invalid"));
    }
    Ok(())
}

/// A `member` act.
pub fn draft(
    dao: &DaoRow,
    event: &str,
    actor: Actor,
    who: &Actor,
    handle: &str,
    lang: &str,
) -> Draft {
    let mut fields = Fields::new();
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("event".into(), event.into());
    fields.insert("handle".into(), handle.into());
    fields.insert("lang".into(), lang.into());
    fields::put_actor(&mut fields, "member", who);
    Draft {
        dao: dao.id,
        kind: kinds::MEMBER,
        actor,
        subject: who.id,
        fields,
    }
}

/// A `role` act: `grant` or `revoke`.
pub fn role_draft(
    dao: &DaoRow,
    event: &str,
    actor: Actor,
    who: &Actor,
    handle: &str,
    role: Role,
    lang: &str,
) -> Draft {
    let mut fields = Fields::new();
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("event".into(), event.into());
    fields.insert("handle".into(), handle.into());
    fields.insert("lang".into(), lang.into());
    fields.insert("role".into(), role.name().into());
    fields::put_actor(&mut fields, "member", who);
    Draft {
        dao: dao.id,
        kind: kinds::ROLE,
        actor,
        subject: who.id,
        fields,
    }
}

/// May this `member` act be logged?
pub async fn check(
    desk: &mut Desk,
    dao: &DaoRow,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
    token: Option<&Id>,
) -> Result<()> {
    let who = fields::actor(fields, "member")?;
    if who.id != *subject {
        return Err(Error::Refused("subject_mismatch"));
    }
    let handle = fields::text(fields, "handle")?;
    check_handle(handle)?;
    let event = fields::text(fields, "event")?;
    let known = desk.tx.member(&dao.id, &who).await?;
    let left_before = known.as_ref().is_some_and(|row| row.left_index.is_some());
    let present = known.filter(|row| row.left_index.is_none());
    match event {
        "join" | "admit" => {
            if present.is_some() {
                return Err(Error::Refused("already_member"));
            }
            // One row holds one membership: a second one would rewrite what snapshots saw.
            if left_before {
                return Err(Error::Refused("rejoin_not_available"));
            }
            if desk.tx.member_by_handle(&dao.id, handle).await?.is_some() {
                return Err(Error::Refused("handle_taken"));
            }
        }
        "leave" | "expel" => {
            let row = present.as_ref().ok_or(Error::Refused("member_unknown"))?;
            if row.handle != handle {
                return Err(Error::Refused("payload_field_type"));
            }
            if row.role == Role::Owner.name() && owners(desk, &dao.id).await? < 2 {
                return Err(Error::Refused("last_owner"));
            }
        }
        _ => return Err(Error::Refused("payload_variant")),
    }
    let role = role(desk.tx.as_mut(), &dao.id, Some(actor)).await?;
    match event {
        "join" if who != *actor => Err(Error::Forbidden),
        "join" if joining_is_open(dao)? => Ok(()),
        "join" => match token {
            Some(token) => crate::invites::spend(desk, &dao.id, token).await,
            None => Err(Error::Refused("join_closed")),
        },
        "leave" if who != *actor => Err(Error::Forbidden),
        "leave" => Ok(()),
        "admit" => policy::require(role, Permission::Invite),
        _ => {
            policy::require(role, Permission::AssignRoles)?;
            let reason = fields::text(fields, "reason")?;
            if reason.trim().is_empty() {
                Err(Error::Refused("reason_missing"))
            } else {
                Ok(())
            }
        }
    }
}

/// May this `role` act be logged?
pub async fn check_role(
    desk: &mut Desk,
    dao: &DaoRow,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
) -> Result<()> {
    let by = role(desk.tx.as_mut(), &dao.id, Some(actor)).await?;
    policy::require(by, Permission::AssignRoles)?;
    let who = fields::actor(fields, "member")?;
    if who.id != *subject {
        return Err(Error::Refused("subject_mismatch"));
    }
    let row = desk
        .tx
        .member(&dao.id, &who)
        .await?
        .filter(|row| row.left_index.is_none())
        .ok_or(Error::Refused("member_unknown"))?;
    if row.handle != fields::text(fields, "handle")? {
        return Err(Error::Refused("payload_field_type"));
    }
    let named = Role::parse(fields::text(fields, "role")?)
        .filter(|role| *role > Role::Guest)
        .ok_or(Error::Refused("payload_field_type"))?;
    let loses_owner = row.role == Role::Owner.name()
        && (fields::text(fields, "event")? == "revoke" || named != Role::Owner);
    if loses_owner && owners(desk, &dao.id).await? < 2 {
        return Err(Error::Refused("last_owner"));
    }
    match fields::text(fields, "event")? {
        "grant" | "revoke" => Ok(()),
        _ => Err(Error::Refused("payload_variant")),
    }
}

async fn owners(desk: &mut Desk, dao: &Id) -> Result<usize> {
    let all = desk.tx.members_all(dao).await?;
    Ok(all
        .iter()
        .filter(|m| m.left_index.is_none() && m.role == Role::Owner.name())
        .count())
}

/// Whether anyone may join without an invitation.
pub fn joining_is_open(dao: &DaoRow) -> Result<bool> {
    let config: Value = serde_json::from_str(&dao.config)
        .map_err(|error| Error::Internal(format!("dao config: {error}")))?;
    Ok(config
        .get("open_join")
        .and_then(Value::as_bool)
        .unwrap_or(false))
}
