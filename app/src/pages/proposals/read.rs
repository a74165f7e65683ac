//! One proposal.
use leptos::prelude::*;

/// One proposal.
#[component]
pub fn Read() -> impl IntoView {
    view! { <h1>"Read"</h1> }
}
