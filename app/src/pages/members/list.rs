//! Members of a DAO.
use leptos::prelude::*;

/// Members of a DAO.
#[component]
pub fn List() -> impl IntoView {
    view! { <h1>"List"</h1> }
}
