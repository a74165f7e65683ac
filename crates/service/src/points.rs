//! Granting and deducting points, and what a member's ledger says.
use crate::acts::Draft;
use crate::desk::Desk;
use crate::fields::{self, Fields};
use crate::policy::{self, Permission};
use crate::{Error, Result, members, power};
use act::{Actor, kinds};
use serde_json::Value;
use storage::records::daos::DaoRow;
use storage::{Id, Tx};
use verifier::facts::{self, HalfLives};

/// Longest category and reason in code points.
const TEXT_MAX: usize = 500;

/// What a grant or a deduction says.
#[derive(Debug, Clone)]
pub struct Movement {
    /// The beneficiary (or whoever loses).
    pub member: Actor,
    /// Handle of that member.
    pub handle: String,
    /// `contribution` or `reputation`.
    pub kind: String,
    /// Category.
    pub category: String,
    /// Decimal points, above zero.
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// A grant (`deduct` false) or a deduction as a draft.
pub fn draft(
    dao: &DaoRow,
    actor: Actor,
    movement: &Movement,
    deduct: bool,
    lang: &str,
) -> Result<Draft> {
    let amount = governance::points::parse_amount(movement.amount.trim())
        .map_err(|_| Error::Refused("amount_invalid"))?;
    let mut fields = Fields::new();
    fields.insert(
        "amount".into(),
        governance::points::format_amount(amount).into(),
    );
    fields.insert("category".into(), movement.category.trim().into());
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("handle".into(), movement.handle.clone().into());
    fields.insert("kind".into(), movement.kind.clone().into());
    fields.insert("lang".into(), lang.into());
    fields.insert("reason".into(), movement.reason.trim().into());
    fields::put_actor(&mut fields, "member", &movement.member);
    let kind = if deduct {
        kinds::POINT_DEDUCT
    } else {
        kinds::POINT_GRANT
    };
    Ok(Draft {
        dao: dao.id,
        kind,
        actor,
        subject: movement.member.id,
        fields,
    })
}

/// May this movement be logged (points.md 7)?
pub async fn check(
    desk: &mut Desk,
    dao: &DaoRow,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
    sign: i64,
) -> Result<()> {
    let role = members::role(desk.tx.as_mut(), &dao.id, Some(actor)).await?;
    policy::require(role, Permission::GrantPoints)?;
    let member = fields::actor(fields, "member")?;
    if member.id != *subject {
        return Err(Error::Refused("subject_mismatch"));
    }
    let row = desk
        .tx
        .member(&dao.id, &member)
        .await?
        .filter(|row| row.left_index.is_none())
        .ok_or(Error::Refused("member_unknown"))?;
    if row.handle != fields::text(fields, "handle")? {
        return Err(Error::Refused("payload_field_type"));
    }
    if fields::text(fields, "category")?.is_empty() {
        return Err(Error::Refused("category_missing"));
    }
    if fields::text(fields, "reason")?.is_empty() {
        return Err(Error::Refused("reason_missing"));
    }
    for name in ["category", "reason"] {
        if fields::text(fields, name)?.chars().count() > TEXT_MAX {
            return Err(Error::Refused("text_too_long"));
        }
    }
    let kind = fields::text(fields, "kind")?;
    if !matches!(kind, "contribution" | "reputation") {
        return Err(Error::Refused("unknown_kind"));
    }
    let amount = governance::points::parse_amount(fields::text(fields, "amount")?)
        .map_err(|_| Error::Refused("amount_invalid"))?;
    if amount < 0 {
        return Err(Error::Refused("amount_out_of_range"));
    }
    let index = desk.log_size(&dao.id).await?;
    let time_ms = desk.log_time_ms(&dao.id).await?;
    let entries: Vec<_> = desk
        .tx
        .points(&dao.id, Some(&member), index)
        .await?
        .iter()
        .map(power::entry)
        .collect();
    let new = facts::PointEntry {
        index,
        time_ms,
        member,
        kind: kind.to_owned(),
        amount: sign * amount,
    };
    facts::check_entry(&entries, &new, actor, &half_lives(dao)?)
        .map_err(|error| Error::Refused(error.code()))
}

/// Half-lives in force in a DAO.
pub fn half_lives(dao: &DaoRow) -> Result<HalfLives> {
    let config: Value = serde_json::from_str(&dao.config)
        .map_err(|error| Error::Internal(format!("dao config: {error}")))?;
    HalfLives::parse(config.get("half_life_days").unwrap_or(&Value::Null))
        .map_err(|error| Error::Refused(error.code()))
}

/// Balance of one kind at a time, base units.
pub async fn balance(
    tx: &mut dyn Tx,
    dao: &DaoRow,
    member: &Actor,
    kind: &str,
    at_ms: i64,
) -> Result<i64> {
    let before = tx.log_head(&dao.id).await?.map_or(0, |head| head.size);
    let entries: Vec<_> = tx
        .points(&dao.id, Some(member), before)
        .await?
        .iter()
        .map(power::entry)
        .collect();
    let entries: Vec<_> = entries.into_iter().filter(|e| e.time_ms <= at_ms).collect();
    facts::balance(&entries, member, kind, &half_lives(dao)?, before, at_ms)
        .map_err(|error| Error::Refused(error.code()))
}
