//! Voting power at a proposal's snapshot (points.md 11, power-and-delegation.md 1–2).
use crate::{Error, Result};
use act::Actor;
use governance::power::Formula;
use serde_json::Value;
use std::collections::BTreeMap;
use storage::records::members::MemberRow;
use storage::records::points::PointRow;
use storage::records::proposals::ProposalRow;
use storage::{Id, Tx};
use verifier::facts::{self, HalfLives, Membership, PointEntry};

/// The frozen rules of a proposal as JSON.
pub fn rules_of(proposal: &ProposalRow) -> Result<Value> {
    serde_json::from_str(&proposal.rules)
        .map_err(|error| Error::Internal(format!("frozen rules: {error}")))
}

/// Formula and half-lives out of frozen rules.
pub fn formula_of(rules: &Value) -> Result<(Formula, HalfLives)> {
    let formula = rules
        .get("formula")
        .ok_or(Error::Refused("payload_missing_field"))?;
    let half_lives = HalfLives::parse(rules.get("half_life_days").unwrap_or(&Value::Null))
        .map_err(|error| Error::Refused(error.code()))?;
    Ok((Formula::parse(formula)?, half_lives))
}

/// Everybody's power > 0 at the snapshot (S, T), by actor.
pub async fn table(
    tx: &mut dyn Tx,
    dao: &Id,
    rules: &Value,
    snapshot_index: u64,
    snapshot_ms: i64,
) -> Result<BTreeMap<Actor, i64>> {
    let (formula, half_lives) = formula_of(rules)?;
    let members: Vec<Membership> = tx.members_all(dao).await?.iter().map(membership).collect();
    let entries: Vec<PointEntry> = tx
        .points(dao, None, snapshot_index)
        .await?
        .iter()
        .map(entry)
        .collect();
    facts::powers(
        &members,
        &entries,
        &formula,
        &half_lives,
        snapshot_index,
        snapshot_ms,
    )
    .map_err(|error| Error::Refused(error.code()))
}

/// One member's power at the snapshot of a proposal; 0 for whoever was no member then.
pub async fn of_member(tx: &mut dyn Tx, proposal: &ProposalRow, actor: &Actor) -> Result<i64> {
    let (formula, half_lives) = formula_of(&rules_of(proposal)?)?;
    let Some(member) = tx.member(&proposal.dao, actor).await? else {
        return Ok(0);
    };
    let entries: Vec<PointEntry> = tx
        .points(&proposal.dao, Some(actor), proposal.snapshot_index)
        .await?
        .iter()
        .map(entry)
        .collect();
    let table = facts::powers(
        &[membership(&member)],
        &entries,
        &formula,
        &half_lives,
        proposal.snapshot_index,
        proposal.snapshot_ms,
    )
    .map_err(|error| Error::Refused(error.code()))?;
    Ok(table.get(actor).copied().unwrap_or(0))
}

/// Eligible power: the exact sum.
pub fn total(table: &BTreeMap<Actor, i64>) -> i128 {
    table.values().map(|power| i128::from(*power)).sum()
}

/// A row as a fact.
pub fn membership(row: &MemberRow) -> Membership {
    Membership {
        actor: row.actor,
        joined_index: row.joined_index,
        left_index: row.left_index,
    }
}

/// A row as a fact.
pub fn entry(row: &PointRow) -> PointEntry {
    PointEntry {
        index: row.index,
        time_ms: row.time_ms,
        member: row.member,
        kind: row.kind.clone(),
        amount: row.amount,
    }
}
