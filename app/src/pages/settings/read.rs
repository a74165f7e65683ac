//! Settings of the account.
use leptos::prelude::*;

/// Settings of the account.
#[component]
pub fn Settings() -> impl IntoView {
    view! { <h1>"Settings"</h1> }
}
