//! A draft.
use leptos::prelude::*;

/// A draft.
#[component]
pub fn Draft() -> impl IntoView {
    view! { <h1>"Draft"</h1> }
}
