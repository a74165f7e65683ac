//! The account's pages.
use crate::types::account::{EnterView, SettingsView};
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use leptos::prelude::*;

/// Signing in or up.
#[server]
pub async fn enter(next: String, error: String) -> Result<Framed<EnterView>, Problem> {
    let ctx = crate::context::require()?;
    Ok(crate::views::account::enter(&ctx, &next, &error))
}

/// Settings.
#[server]
pub async fn settings(error: String, done: String) -> Result<Framed<SettingsView>, Problem> {
    let ctx = crate::context::require()?;
    crate::views::account::settings(&ctx, &error, done)
        .await
        .map_err(|error| crate::context::fail(&ctx, &error))
}
