//! The log of a DAO.
use leptos::prelude::*;

/// The log of a DAO.
#[component]
pub fn List() -> impl IntoView {
    view! { <h1>"List"</h1> }
}
