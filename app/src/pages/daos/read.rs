//! Home of a DAO.
use leptos::prelude::*;

/// Home of a DAO.
#[component]
pub fn Read() -> impl IntoView {
    view! { <h1>"Read"</h1> }
}
