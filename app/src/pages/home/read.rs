//! All DAOs.
use leptos::prelude::*;

/// All DAOs.
#[component]
pub fn Home() -> impl IntoView {
    view! { <h1>"Home"</h1> }
}
