//! One leaf.
use leptos::prelude::*;

/// One leaf.
#[component]
pub fn Read() -> impl IntoView {
    view! { <h1>"Read"</h1> }
}
