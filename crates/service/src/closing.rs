//! Closing a proposal: the tally act with its certificate.
use crate::desk::{Auth, Desk, NewAct};
use crate::fields::Fields;
use crate::{Error, Result, Service, UseCase, ballots, power};
use act::{Actor, kinds};
use async_trait::async_trait;
use governance::decision::Decision;
use governance::sentence::Lang;
use governance::tally::{Lot, Tally};
use serde_json::{Value, json};
use storage::Id;
use storage::records::proposals::ProposalRow;
use verifier::certificate;

/// Use case: count and certify. Closing twice, or too early, is refused and changes nothing.
pub struct Close {
    /// The proposal.
    pub proposal: Id,
}

#[async_trait]
impl UseCase for Close {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        let proposal = desk
            .tx
            .proposal(&self.proposal)
            .await?
            .ok_or(Error::NotFound)?;
        if proposal.status != "published" {
            return Err(Error::Refused("state_final"));
        }
        if desk.log_time_ms(&proposal.dao).await? < proposal.end_ms {
            return Err(Error::Refused("too_early"));
        }
        let fields = certify(desk, &proposal).await?;
        desk.append(NewAct {
            dao: proposal.dao,
            kind: kinds::TALLY,
            actor: Actor::system(),
            subject: proposal.id,
            fields,
            auth: Auth::Attested,
        })
        .await?;
        Ok(())
    }
}

/// The payload of the tally act (tally-certificate.md).
async fn certify(desk: &mut Desk, proposal: &ProposalRow) -> Result<Fields> {
    let dao = desk.tx.dao(&proposal.dao).await?.ok_or(Error::NotFound)?;
    let frozen = power::rules_of(proposal)?;
    let rules = ballots::rule_set(&frozen)?;
    let to_index = desk.log_size(&proposal.dao).await?;
    let row = desk
        .tx
        .tally(&proposal.id)
        .await?
        .ok_or_else(|| Error::Internal("proposal without a tally".into()))?;
    let state: Value = serde_json::from_str(&row.state)
        .map_err(|error| Error::Internal(format!("tally state: {error}")))?;
    let tally = Tally::from_state(&rules, &state)?;
    let lot = Lot {
        proposal: proposal.id,
        beacon: beacon(desk, proposal, to_index).await?,
    };
    let result = tally.result(&rules, Some(&lot))?;
    let eligible: i128 = proposal
        .eligible
        .parse()
        .map_err(|_| Error::Internal("eligible power is not a number".into()))?;
    let null = Value::Null;
    let period = u64::try_from(proposal.end_ms - proposal.start_ms).ok();
    let decision = Decision::parse(frozen.get("decision").unwrap_or(&null), &rules, period)?;
    let decided = decision
        .decide(&rules, &tally, &result, eligible)?
        .to_value();
    let lang = if dao.lang == "en" { Lang::En } else { Lang::Zh };
    let status = decided.get("status").and_then(Value::as_str);
    let outcome = certificate::outcome(&rules, &result, status.unwrap_or_default(), lang);
    let table = power::table(
        desk.tx.as_mut(),
        &proposal.dao,
        &frozen,
        proposal.snapshot_index,
        proposal.snapshot_ms,
    )
    .await?;
    let live: Vec<(u64, Id)> = desk
        .tx
        .ballots(&proposal.id)
        .await?
        .iter()
        .map(|ballot| (ballot.index, ballot.act))
        .collect();
    let full = act::json::without_nulls(&json!({"tally": result, "decision": decided}));
    let mut fields = Fields::new();
    fields.insert("attested".into(), row.attested.into());
    fields.insert(
        "ballot_root".into(),
        hex::encode(certificate::ballot_root(&live)).into(),
    );
    fields.insert("counted".into(), row.counted.into());
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("from_index".into(), (proposal.published_index + 1).into());
    fields.insert("lang".into(), dao.lang.clone().into());
    fields.insert("outcome".into(), outcome.into());
    fields.insert("power_index".into(), proposal.snapshot_index.into());
    fields.insert(
        "power_root".into(),
        hex::encode(certificate::power_root(&table)).into(),
    );
    fields.insert("proposal".into(), hex::encode(proposal.id).into());
    fields.insert("proposal_title".into(), proposal.title.clone().into());
    fields.insert("refused".into(), row.refused.into());
    let result_hash = certificate::result_hash(&full).map_err(|e| Error::Refused(e.code()))?;
    fields.insert("result_hash".into(), hex::encode(result_hash).into());
    fields.insert("result".into(), full);
    let rule_hash = certificate::rule_hash(&frozen).map_err(|e| Error::Refused(e.code()))?;
    fields.insert("rule_hash".into(), hex::encode(rule_hash).into());
    fields.insert("to_index".into(), to_index.into());
    Ok(fields)
}

/// Lot beacon: hash of the checkpoint that holds exactly the leaves before the tally act.
async fn beacon(desk: &mut Desk, proposal: &ProposalRow, size: u64) -> Result<Id> {
    let (head, root) = desk.tree_at(&proposal.dao, size).await?;
    Ok(certificate::beacon(&head.origin, size, &root))
}

/// Closes everything that is due. The worker calls it by its clock; a reader may, too.
pub async fn close_due(service: &Service) -> Result<usize> {
    let due = {
        let mut tx = service.read().await?;
        tx.proposals_due(service.now_ms()).await?
    };
    let mut closed = 0;
    for proposal in due {
        match service
            .submit(Close {
                proposal: proposal.id,
            })
            .await
        {
            Ok(_) => closed += 1,
            // Somebody else closed it first.
            Err(Error::Refused("state_final")) => {}
            Err(error) => {
                tracing::error!(proposal.id = %hex::encode(proposal.id), error = %error, "closing failed");
            }
        }
    }
    Ok(closed)
}
