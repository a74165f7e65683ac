//! Proposals, drafts and results for pages.
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use crate::types::proposals::{DraftView, ListQuery, ListView, ReadView, ResultView};
use leptos::prelude::*;

/// The list of proposals of a DAO.
#[server]
pub async fn list(dao: String, query: ListQuery) -> Result<Framed<ListView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    views::proposals::list(&ctx, &dao, query)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}

/// One proposal; `number` and `receipt` as they stand in the address.
#[server]
pub async fn read(
    dao: String,
    number: String,
    receipt: String,
    error: String,
    done: String,
) -> Result<Framed<ReadView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    let Ok(number) = number.parse() else {
        return Err(context::fail(&ctx, &service::Error::NotFound));
    };
    views::proposals::read(&ctx, &dao, number, receipt.parse().ok(), &error, done)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}

/// The result of a proposal.
#[server]
pub async fn read_result(dao: String, number: String) -> Result<Framed<ResultView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    let Ok(number) = number.parse() else {
        return Err(context::fail(&ctx, &service::Error::NotFound));
    };
    views::results::read(&ctx, &dao, number)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}

/// The form for a new proposal; as it was sent, where it was refused.
#[server]
pub async fn new_draft(dao: String, error: String) -> Result<Framed<DraftView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    let page = match context::extension() {
        Some(kept) => views::drafts::again(&ctx, &dao, kept).await,
        None => views::drafts::new(&ctx, &dao, &error).await,
    };
    page.map_err(|error| context::fail(&ctx, &error))
}

/// One draft.
#[server]
pub async fn draft(
    dao: String,
    id: String,
    error: String,
    done: String,
) -> Result<Framed<DraftView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    views::drafts::read(&ctx, &dao, &id, &error, done)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}
