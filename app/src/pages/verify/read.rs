//! Checking a receipt.
use leptos::prelude::*;

/// Checking a receipt.
#[component]
pub fn Read() -> impl IntoView {
    view! { <h1>"Read"</h1> }
}
