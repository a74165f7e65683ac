//! A problem in words.
use crate::types::problem::Problem;
use leptos::prelude::*;

/// A page that says what happened, what did not, and what to do.
#[component]
pub fn Fault(
    /// What happened.
    problem: Problem,
) -> impl IntoView {
    view! { <main id="main"><h1>{problem.status}</h1><p>{problem.message}</p></main> }
}
