//! A value with a button that copies it; without scripts the value is still there to select.
use crate::i18n::use_lang;
use crate::texts;
use leptos::prelude::*;

/// A hash, a link, a key.
#[component]
pub fn Copy(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// What is shown; the whole text when empty.
    #[prop(optional, into)]
    shown: String,
) -> impl IntoView {
    let lang = use_lang();
    let done = RwSignal::new(false);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let shown = if shown.is_empty() {
        text.clone()
    } else {
        shown
    };
    let title = text.clone();
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let written = window().navigator().clipboard().write_text(&text);
            wasm_bindgen_futures::spawn_local(async move {
                done.set(wasm_bindgen_futures::JsFuture::from(written).await.is_ok());
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &text;
    };
    view! {
        <span class="inline-flex items-center gap-2 min-w-0">
            <span class="hash" title=title>{shown}</span>
            <button
                class="linkish text-sm"
                type="button"
                hidden=move || !ready.get()
                on:click=copy
                aria-live="polite"
            >
                {move || if done.get() { texts::frame::copied(lang) } else { texts::frame::copy(lang) }}
            </button>
        </span>
    }
}

/// A hash in the middle of a sentence: 6…4.
pub fn short(hash: &str) -> String {
    match (
        hash.get(..6),
        hash.len().checked_sub(4).and_then(|from| hash.get(from..)),
    ) {
        (Some(head), Some(tail)) if hash.len() > 12 => format!("{head}…{tail}"),
        _ => hash.to_owned(),
    }
}
