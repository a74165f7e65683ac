//! The result of a proposal.
use leptos::prelude::*;

/// The result of a proposal.
#[component]
pub fn Result() -> impl IntoView {
    view! { <h1>"Result"</h1> }
}
