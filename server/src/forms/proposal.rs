//! Voting on a proposal; cancelling and taking back.
use super::{Asking, answer};
use app::ballot_fields;
use axum::Form;
use axum::extract::{Path, RawForm};
use axum::response::Response;
use serde::Deserialize;
use service::{Error, Result, ballots, proposals};
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;

/// A DAO and one of its proposals.
pub async fn find(asking: &Asking, slug: &str, number: i64) -> Result<(DaoRow, ProposalRow)> {
    let mut tx = asking.0.service.read().await?;
    let dao = tx.dao_by_slug(slug).await?.ok_or(Error::NotFound)?;
    let row = tx
        .proposal_by_number(&dao.id, number)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((dao, row))
}

/// POST /d/:dao/proposals/:number/vote.
pub async fn vote(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
    RawForm(bytes): RawForm,
) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
        let body = ballot_fields::body(&row.system, &fields).map_err(Error::Refused)?;
        let draft = ballots::draft(&row, &dao.name, asking.lang(), actor, &body)?;
        let act = asking.attest(draft).await?;
        Ok(format!("{back}?receipt={}", act.index))
    };
    answer(outcome.await, &back)
}

/// POST /d/:dao/proposals/:number/revoke.
pub async fn revoke(asking: Asking, Path((slug, number)): Path<(String, i64)>) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let act = asking
            .attest(ballots::revocation(&row, &dao.name, asking.lang(), actor))
            .await?;
        Ok(format!("{back}?receipt={}", act.index))
    };
    answer(outcome.await, &back)
}

#[derive(Deserialize)]
pub struct Event {
    event: String,
    reason: String,
}

/// POST /d/:dao/proposals/:number/event.
pub async fn event(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
    Form(form): Form<Event>,
) -> Response {
    let back = format!("/d/{slug}/proposals/{number}");
    let outcome = async {
        let actor = asking.actor()?;
        let (dao, row) = find(&asking, &slug, number).await?;
        let lang = asking.lang();
        let draft = proposals::event_draft(&row, &dao, actor, &form.event, &form.reason, lang);
        asking.attest(draft).await?;
        Ok(format!("{back}?done={}", form.event))
    };
    answer(outcome.await, &back)
}
