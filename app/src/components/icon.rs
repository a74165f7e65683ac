//! Icons of the sprite. They never stand alone without a label.
use leptos::prelude::*;

/// `<use href="#i-NAME">`; names are those of `sprite.svg`.
#[component]
pub fn Icon(
    /// Name without `i-`.
    name: &'static str,
    /// 16 px instead of 20.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "ico ico--sm" } else { "ico" };
    view! { <svg class=class aria-hidden="true" inner_html=format!("<use href=\"#i-{name}\"/>")></svg> }
}
