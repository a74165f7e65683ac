//! Rows of ballots and the running tally.
use crate::fields::Fields;
use crate::{Error, Result, ballots, power};
use governance::ballot::Ballot;
use governance::choice::RuleSet;
use governance::tally::Tally;
use serde_json::Value;
use storage::records::ballots::BallotRow;
use storage::records::log::LeafRow;
use storage::records::proposals::{ProposalRow, TallyRow};
use storage::{Id, Tx};

/// A proposal with its running tally, ready to change.
struct Urn {
    rules: RuleSet,
    tally: Tally,
    row: TallyRow,
    proposal: ProposalRow,
}

impl Urn {
    async fn load(tx: &mut dyn Tx, id: &Id) -> Result<Self> {
        let proposal = tx.proposal(id).await?.ok_or(Error::NotFound)?;
        let row = tx
            .tally(id)
            .await?
            .ok_or_else(|| Error::Internal("proposal without a tally".into()))?;
        let rules = ballots::rule_set(&power::rules_of(&proposal)?)?;
        let state: Value = serde_json::from_str(&row.state)
            .map_err(|error| Error::Internal(format!("tally state: {error}")))?;
        let tally = Tally::from_state(&rules, &state)?;
        Ok(Self {
            rules,
            tally,
            row,
            proposal,
        })
    }

    fn take_out(&mut self, old: &BallotRow) -> Result<()> {
        let body: Value = serde_json::from_str(&old.body)
            .map_err(|error| Error::Internal(format!("ballot body: {error}")))?;
        self.tally
            .remove(&self.rules, &Ballot::parse(&self.rules, &body)?, old.power);
        self.row.counted -= 1;
        self.row.attested -= i64::from(old.alg == 0);
        Ok(())
    }

    async fn save(mut self, tx: &mut dyn Tx) -> Result<()> {
        self.row.state = self.tally.state().to_string();
        Ok(tx.tally_put(&self.row).await?)
    }
}

/// A ballot replaces the actor's earlier one; cost does not depend on how many there are.
pub async fn cast(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    let mut urn = Urn::load(tx, &leaf.subject).await?;
    let power = power::of_member(tx, &urn.proposal, &leaf.actor).await?;
    let body = fields
        .get("ballot")
        .ok_or(Error::Refused("payload_missing_field"))?;
    // The same rules as a recount: what they refuse changes nothing and is counted as refused.
    let Some(ballot) = ballots::accepted(&urn.proposal, &urn.rules, leaf.logged_ms, power, fields)
    else {
        urn.row.refused += 1;
        return urn.save(tx).await;
    };
    if let Some(old) = tx.ballot(&leaf.subject, &leaf.actor).await? {
        urn.take_out(&old)?;
        urn.tally.note_replaced();
    }
    urn.tally.add(&urn.rules, &ballot, power);
    urn.row.counted += 1;
    urn.row.attested += i64::from(leaf.alg == 0);
    let row = BallotRow {
        proposal: leaf.subject,
        actor: leaf.actor,
        index: leaf.index,
        act: leaf.act,
        power,
        body: body.to_string(),
        alg: leaf.alg,
        logged_ms: leaf.logged_ms,
    };
    tx.ballot_put(&row).await?;
    urn.save(tx).await
}

/// A revocation takes the live ballot out.
pub async fn revoked(tx: &mut dyn Tx, leaf: &LeafRow) -> Result<()> {
    let Some(old) = tx.ballot(&leaf.subject, &leaf.actor).await? else {
        return Ok(());
    };
    let mut urn = Urn::load(tx, &leaf.subject).await?;
    if !ballots::in_window(&urn.proposal, leaf.logged_ms) {
        return Ok(());
    }
    urn.take_out(&old)?;
    urn.tally.note_revoked();
    tx.ballot_delete(&leaf.subject, &leaf.actor).await?;
    urn.save(tx).await
}
