//! A new DAO.
use leptos::prelude::*;

/// A new DAO.
#[component]
pub fn New() -> impl IntoView {
    view! { <h1>"New"</h1> }
}
