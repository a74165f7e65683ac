//! Points of a DAO.
use leptos::prelude::*;

/// Points of a DAO.
#[component]
pub fn Read() -> impl IntoView {
    view! { <h1>"Read"</h1> }
}
