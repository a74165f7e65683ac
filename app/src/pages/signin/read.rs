//! Signing in.
use leptos::prelude::*;

/// Signing in.
#[component]
pub fn SignIn() -> impl IntoView {
    view! { <h1>"SignIn"</h1> }
}
