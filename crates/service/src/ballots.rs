//! Casting, changing and revoking ballots.
use crate::acts::Draft;
use crate::desk::Desk;
use crate::fields::{self, Fields};
use crate::{Error, Result, power};
use act::{Actor, kinds};
use governance::ballot::{self, Ballot};
use governance::choice::RuleSet;
use serde_json::Value;
use storage::records::proposals::ProposalRow;
use storage::{Id, Tx};

/// The rule set in a frozen `rules` object.
pub fn rule_set(rules: &Value) -> Result<RuleSet> {
    let null = Value::Null;
    let choices = rules.get("choices").unwrap_or(&null);
    let system = rules.get("rules").unwrap_or(&null);
    let unit = rules
        .get("unit")
        .and_then(Value::as_i64)
        .unwrap_or(1_000_000);
    Ok(RuleSet::parse(choices, system, unit)?)
}

/// Half-open voting window by log time.
pub fn in_window(proposal: &ProposalRow, logged_ms: i64) -> bool {
    proposal.start_ms <= logged_ms && logged_ms < proposal.end_ms
}

/// The ballot of a logged act if the rules accept it (tally-certificate.md "Live ballots").
pub fn accepted(
    proposal: &ProposalRow,
    rules: &RuleSet,
    logged_ms: i64,
    power: i64,
    fields: &Fields,
) -> Option<Ballot> {
    if !in_window(proposal, logged_ms) || power <= 0 {
        return None;
    }
    let body = fields.get("ballot")?;
    let labels = ballot::labels(rules, body).ok()?;
    if fields.get("choice") != Some(&labels) {
        return None;
    }
    Ballot::parse(rules, body).ok()
}

/// The payload of a ballot: numbers that are counted beside labels that are shown and signed.
pub fn draft(
    proposal: &ProposalRow,
    dao_name: &str,
    lang: &str,
    actor: Actor,
    body: &Value,
) -> Result<Draft> {
    let rules = rule_set(&power::rules_of(proposal)?)?;
    Ballot::parse(&rules, body)?;
    let mut fields = Fields::new();
    fields.insert("ballot".into(), body.clone());
    fields.insert("choice".into(), ballot::labels(&rules, body)?);
    fields.insert("dao_name".into(), dao_name.into());
    fields.insert("lang".into(), lang.into());
    fields.insert("mode".into(), "open".into());
    fields.insert("proposal".into(), hex::encode(proposal.id).into());
    fields.insert("proposal_title".into(), proposal.title.clone().into());
    Ok(Draft {
        dao: proposal.dao,
        kind: kinds::BALLOT,
        actor,
        subject: proposal.id,
        fields,
    })
}

/// The payload of a revocation.
pub fn revocation(proposal: &ProposalRow, dao_name: &str, lang: &str, actor: Actor) -> Draft {
    let mut fields = Fields::new();
    fields.insert("dao_name".into(), dao_name.into());
    fields.insert("lang".into(), lang.into());
    fields.insert("proposal".into(), hex::encode(proposal.id).into());
    fields.insert("proposal_title".into(), proposal.title.clone().into());
    Draft {
        dao: proposal.dao,
        kind: kinds::BALLOT_REVOKE,
        actor,
        subject: proposal.id,
        fields,
    }
}

/// Checks a ballot in the order of ballots.md 9, by the log's time.
pub async fn check_cast(
    desk: &mut Desk,
    dao: &Id,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
) -> Result<()> {
    let (proposal, rules) = open_proposal(desk, dao, subject, fields).await?;
    if final_ballots(&proposal)? && desk.tx.ballot(subject, actor).await?.is_some() {
        return Err(Error::Refused("ballot_final"));
    }
    let power = power::of_member(desk.tx.as_mut(), &proposal, actor).await?;
    if power <= 0 {
        let known = desk
            .tx
            .member(dao, actor)
            .await?
            .is_some_and(|row| row.left_index.is_none());
        return Err(Error::Refused(if known {
            "no_power"
        } else {
            "not_member"
        }));
    }
    if fields::text(fields, "mode")? != "open" {
        return Err(Error::Refused("payload_variant"));
    }
    let body = fields
        .get("ballot")
        .ok_or(Error::Refused("payload_missing_field"))?;
    Ballot::parse(&rules, body)?;
    if fields.get("choice") != Some(&ballot::labels(&rules, body)?) {
        return Err(Error::Refused("choice_mismatch"));
    }
    Ok(())
}

/// Checks a revocation.
pub async fn check_revoke(
    desk: &mut Desk,
    dao: &Id,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
) -> Result<()> {
    let (proposal, _) = open_proposal(desk, dao, subject, fields).await?;
    if final_ballots(&proposal)? {
        return Err(Error::Refused("ballot_final"));
    }
    match desk.tx.ballot(subject, actor).await? {
        Some(_) => Ok(()),
        None => Err(Error::Refused("nothing_to_revoke")),
    }
}

/// The proposal if a ballot act may be logged for it now.
async fn open_proposal(
    desk: &mut Desk,
    dao: &Id,
    subject: &Id,
    fields: &Fields,
) -> Result<(ProposalRow, RuleSet)> {
    let proposal = desk.tx.proposal(subject).await?.ok_or(Error::NotFound)?;
    if proposal.dao != *dao {
        return Err(Error::Refused("dao_mismatch"));
    }
    if fields::id(fields, "proposal")? != *subject
        || fields::text(fields, "proposal_title")? != proposal.title
    {
        return Err(Error::Refused("subject_mismatch"));
    }
    match proposal.status.as_str() {
        "published" => {}
        "unpublished" | "cancelled" => return Err(Error::Refused("wrong_state")),
        _ => return Err(Error::Refused("voting_closed")),
    }
    let now = desk.log_time_ms(dao).await?;
    if now < proposal.start_ms {
        return Err(Error::Refused("voting_not_open"));
    }
    if now >= proposal.end_ms {
        return Err(Error::Refused("voting_closed"));
    }
    let rules = rule_set(&power::rules_of(&proposal)?)?;
    Ok((proposal, rules))
}

/// Whether ballots may not be changed.
fn final_ballots(proposal: &ProposalRow) -> Result<bool> {
    let rules = power::rules_of(proposal)?;
    Ok(rules
        .pointer("/decision/final_ballots")
        .and_then(Value::as_bool)
        .unwrap_or(false))
}

/// The live ballot of an actor as its body.
pub async fn mine(tx: &mut dyn Tx, proposal: &Id, actor: &Actor) -> Result<Option<Value>> {
    let Some(row) = tx.ballot(proposal, actor).await? else {
        return Ok(None);
    };
    serde_json::from_str(&row.body)
        .map(Some)
        .map_err(|error| Error::Internal(format!("ballot body: {error}")))
}
