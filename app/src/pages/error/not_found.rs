//! No such page.
use super::Fault;
use crate::types::problem::Problem;
use leptos::prelude::*;

/// An address that no page has.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
        options.set_status(http::StatusCode::NOT_FOUND);
    }
    view! { <Fault problem=Problem::new("not_found", 404) /> }
}

/// The router's own last resort; the same page.
#[component]
pub fn Lost() -> impl IntoView {
    view! { <NotFound /> }
}
