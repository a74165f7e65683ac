//! Older and newer.
use crate::i18n::use_lang;
use crate::texts;
use leptos::prelude::*;

/// Links by keyset; each is shown when there is such a page.
#[component]
pub fn Pager(
    /// Address of the first page, when this is a later one.
    #[prop(optional_no_strip)]
    first: Option<String>,
    /// Address of the next page.
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> impl IntoView {
    let lang = use_lang();
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="btns" aria-label=texts::frame::pages(lang)>
                {first
                    .map(|href| {
                        view! { <a class="btn btn--line btn--sm" href=href>{texts::frame::newest(lang)}</a> }
                    })}
                {next
                    .map(|href| {
                        view! { <a class="btn btn--line btn--sm" href=href>{texts::frame::older(lang)}</a> }
                    })}
            </nav>
        }
    })
}
