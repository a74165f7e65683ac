//! A stone with the first character of a name.
use leptos::prelude::*;

/// The name must stand beside it.
#[component]
pub fn Avatar(
    /// Whose name begins it.
    #[prop(into)]
    name: String,
    /// 28 px instead of 36.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let first: String = name
        .chars()
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let class = if small { "avatar avatar--sm" } else { "avatar" };
    view! { <span class=class data-stone=stone(&name).to_string() aria-hidden="true">{first}</span> }
}

/// One of five stones, always the same for a name.
fn stone(name: &str) -> u32 {
    name.chars().fold(7u32, |hash, c| {
        hash.wrapping_mul(31).wrapping_add(u32::from(c))
    }) % 5
        + 1
}
