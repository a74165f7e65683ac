//! Points for pages.
use crate::types::frame::Framed;
use crate::types::points::{PointsQuery, PointsView};
use crate::types::problem::Problem;
use leptos::prelude::*;

/// Balance and ledger.
#[server]
pub async fn ledger(dao: String, query: PointsQuery) -> Result<Framed<PointsView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    views::points::read(&ctx, &dao, query)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}
