//! Reading for the vote box and the receipt of a ballot.
use super::proposals::{Loaded, labels, words};
use crate::context::Ctx;
use crate::types::ballots::{BallotBox, Choice, Limits, Mine, VoteState};
use crate::types::proposals::{Phase, Receipt};
use crate::views::amount;
use crate::views::frame::{self, Opened};
use act::kinds;
use governance::ballot::Ballot;
use governance::choice::{Credits, EqualRanks, RuleSet, System};
use governance::sentence::Lang;
use serde_json::Value;
use service::policy::Role;
use service::{Error, Result, power};
use verifier::facts;

/// The vote box for this reader.
///
/// # Errors
/// `internal` when rows do not fit together; storage failures.
pub async fn ballot_box(
    ctx: &Ctx,
    page: &mut Opened,
    loaded: &Loaded,
    role: Role,
    phase: Phase,
) -> Result<BallotBox> {
    let lang: Lang = ctx.lang.into();
    let actor = frame::actor(ctx);
    let is_final = loaded.decision()?.final_ballots;
    let mut mine = None;
    let mut marks = vec![String::new(); loaded.rules.count()];
    let mut power = 0;
    let mut sources = None;
    if let Some(actor) = &actor {
        power = power::of_member(page.tx.as_mut(), &loaded.row, actor).await?;
        sources = balances(page, loaded, actor).await?;
        if let Some(row) = page.tx.ballot(&loaded.row.id, actor).await? {
            let body: Value = serde_json::from_str(&row.body)
                .map_err(|error| Error::Internal(format!("ballot body: {error}")))?;
            marks = marks_of(&loaded.rules, &Ballot::parse(&loaded.rules, &body)?);
            let words = words(&loaded.rules, &body, lang)?;
            mine = Some(Mine {
                words,
                index: row.index,
                logged_ms: row.logged_ms,
            });
        }
    }
    let state = match phase {
        Phase::Scheduled => VoteState::Scheduled,
        Phase::Counting => VoteState::Counting,
        Phase::Decided | Phase::Withdrawn => VoteState::Closed,
        Phase::Active if actor.is_none() => VoteState::SignIn,
        Phase::Active if power <= 0 && role == Role::Guest => VoteState::Join,
        Phase::Active if power <= 0 => VoteState::NoPower,
        Phase::Active if is_final && mine.is_some() => VoteState::Final,
        Phase::Active => VoteState::Open,
    };
    let values = loaded.rules.labels().iter().enumerate();
    let options = values.zip(labels(&loaded.rules, lang)).zip(marks);
    let options = options.map(|(((at, value), label), mark)| Choice {
        number: at + 1,
        value: match loaded.rules.system() {
            System::Basic => value.clone(),
            _ => (at + 1).to_string(),
        },
        label,
        mark,
    });
    Ok(BallotBox {
        state,
        system: loaded.row.system.clone(),
        options: options.collect(),
        limits: limits(&loaded.rules),
        power: if actor.is_some() {
            loaded.show(i128::from(power))
        } else {
            String::new()
        },
        points: sources,
        mine,
        is_final,
        opens_ms: loaded.row.start_ms,
    })
}

/// What the rules let a ballot say.
fn limits(rules: &RuleSet) -> Limits {
    Limits {
        max_approvals: rules.max_approvals,
        max_score: rules.max_score,
        credits: match rules.credits {
            Credits::Fixed(credits) | Credits::PerPoint(credits) => credits,
        },
        signed: rules.signed,
        ties: rules.equal_ranks != EqualRanks::Reject,
        full: rules.require_full,
    }
}

/// What a ballot gave each option, as its form has it.
fn marks_of(rules: &RuleSet, ballot: &Ballot) -> Vec<String> {
    let mut marks = vec![String::new(); rules.count()];
    match ballot {
        Ballot::Ranking(ranks) => {
            for (place, rank) in ranks.iter().enumerate() {
                for number in rank {
                    marks[number - 1] = (place + 1).to_string();
                }
            }
        }
        Ballot::Marks(list) => {
            // Parts of a million read better as per cent, where they are whole ones.
            let weights = matches!(rules.system(), System::Weighted | System::Quadratic);
            let whole = weights && list.iter().all(|(_, mark)| mark % 10_000 == 0);
            for (number, mark) in list {
                let mark = if whole { mark / 10_000 } else { *mark };
                marks[number - 1] = mark.to_string();
            }
        }
        Ballot::Choice(_) | Ballot::Approve(_) => {}
    }
    marks
}

/// Contribution and reputation at the snapshot, where the formula asks for points.
async fn balances(
    page: &mut Opened,
    loaded: &Loaded,
    actor: &act::Actor,
) -> Result<Option<(String, String)>> {
    let (formula, half_lives) = power::formula_of(&loaded.frozen)?;
    if !formula.needs_points() {
        return Ok(None);
    }
    let (index, at) = (loaded.row.snapshot_index, loaded.row.snapshot_ms);
    let rows = page.tx.points(&page.dao.id, Some(actor), index).await?;
    let entries: Vec<_> = rows.iter().map(power::entry).collect();
    let balance = |kind| {
        let units = facts::balance(&entries, actor, kind, &half_lives, index, at);
        units
            .map(|units| amount::show(units, governance::points::UNIT))
            .map_err(|error| Error::Refused(error.code()))
    };
    Ok(Some((balance("contribution")?, balance("reputation")?)))
}

/// The receipt of a ballot act of this proposal; `None` for any other leaf.
///
/// # Errors
/// Storage failures.
pub async fn given(
    ctx: &Ctx,
    page: &mut Opened,
    loaded: &Loaded,
    index: u64,
    power: &str,
) -> Result<Option<Receipt>> {
    let Some(leaf) = page.tx.leaf(&page.dao.id, index).await? else {
        return Ok(None);
    };
    let revoked = match leaf.kind {
        kinds::BALLOT => false,
        kinds::BALLOT_REVOKE => true,
        _ => return Ok(None),
    };
    if leaf.subject != loaded.row.id || frame::actor(ctx) != Some(leaf.actor) {
        return Ok(None);
    }
    let body = match page.tx.payload(&leaf.act).await? {
        Some(json) => {
            let payload = service::log::receipt::payload(&json)?;
            payload.map().get("ballot").cloned()
        }
        None => None,
    };
    let words = body
        .map(|body| words(&loaded.rules, &body, ctx.lang.into()))
        .transpose()?;
    let signer = leaf.actor.address().filter(|_| leaf.alg != 0);
    Ok(Some(Receipt {
        revoked,
        words: words.unwrap_or_default(),
        power: power.to_owned(),
        index,
        act: hex::encode(leaf.act),
        logged_ms: leaf.logged_ms,
        signer: signer.map_or_else(String::new, |address| format!("0x{}", hex::encode(address))),
    }))
}
