//! Signing up.
use leptos::prelude::*;

/// Signing up.
#[component]
pub fn SignUp() -> impl IntoView {
    view! { <h1>"SignUp"</h1> }
}
