//! Members for pages.
use crate::types::frame::Framed;
use crate::types::members::{MembersQuery, MembersView};
use crate::types::problem::Problem;
use leptos::prelude::*;

/// The members of a DAO.
#[server]
pub async fn members(dao: String, query: MembersQuery) -> Result<Framed<MembersView>, Problem> {
    use crate::{context, views};
    let ctx = context::require()?;
    views::members::list(&ctx, &dao, query)
        .await
        .map_err(|error| context::fail(&ctx, &error))
}
