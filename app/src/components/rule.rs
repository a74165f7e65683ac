//! The rule in one bold sentence: the first thing after a proposal's title.
use crate::components::icon::Icon;
use leptos::prelude::*;

/// Rule and fine print.
#[component]
pub fn Rule(
    /// The rule.
    #[prop(into)]
    sentence: String,
    /// Snapshot, abstentions and the like.
    #[prop(optional, into)]
    fine_print: String,
) -> impl IntoView {
    view! {
        <div class="rule">
            <Icon name="scale" />
            <p><strong>{sentence}</strong></p>
            {(!fine_print.is_empty())
                .then(|| view! { <span></span><p class="cap">{fine_print}</p> })}
        </div>
    }
}
