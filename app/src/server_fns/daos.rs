//! Pages about DAOs.
use crate::types::daos::{DaosView, HomeView, NewView};
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use leptos::prelude::*;

/// All DAOs.
#[server]
pub async fn daos() -> Result<Framed<DaosView>, Problem> {
    let ctx = crate::context::require()?;
    crate::views::daos::list(&ctx)
        .await
        .map_err(|error| crate::context::fail(&ctx, &error))
}

/// Home of a DAO.
#[server]
pub async fn home(
    dao: String,
    invite: String,
    error: String,
    done: String,
) -> Result<Framed<HomeView>, Problem> {
    let ctx = crate::context::require()?;
    crate::views::daos::home(&ctx, &dao, invite, &error, done)
        .await
        .map_err(|error| crate::context::fail(&ctx, &error))
}

/// The form for a new DAO.
#[server]
pub async fn new_dao(error: String) -> Result<Framed<NewView>, Problem> {
    let ctx = crate::context::require()?;
    crate::views::daos::new(&ctx, &error).map_err(|error| crate::context::fail(&ctx, &error))
}
