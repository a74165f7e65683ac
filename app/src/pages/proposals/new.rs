//! A new proposal.
use leptos::prelude::*;

/// A new proposal.
#[component]
pub fn New() -> impl IntoView {
    view! { <h1>"New"</h1> }
}
