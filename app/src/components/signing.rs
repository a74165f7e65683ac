//! A wallet that is being asked: whether it still thinks, and why it came to nothing.
use crate::components::note::{Note, Tone};
use leptos::prelude::*;

/// The state of one button that asks a wallet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signing {
    /// The wallet was asked and has not answered.
    pub busy: RwSignal<bool>,
    /// Why it came to nothing, as a sentence in the reader's language.
    pub fault: RwSignal<Option<String>>,
}

impl Signing {
    /// Asks, and goes to the page that a good answer names; a refusal is told where the button is.
    pub fn ask(self, question: impl Future<Output = Result<String, String>> + 'static) {
        self.busy.set(true);
        self.fault.set(None);
        leptos::task::spawn_local(async move {
            match question.await {
                Ok(page) => go(&page),
                Err(sentence) => {
                    self.fault.set(Some(sentence));
                    self.busy.set(false);
                }
            }
        });
    }
}

/// Opens a page of this site anew, so that the server draws it for what is now true.
fn go(page: &str) {
    if let Err(error) = window().location().set_href(page) {
        leptos::logging::error!("location: {error:?}");
    }
}

/// Why it came to nothing.
#[component]
pub fn Refusal(
    /// The button's state.
    signing: Signing,
) -> impl IntoView {
    let fault = signing.fault;
    view! {
        <div role="status">
            {move || fault.get().map(|text| view! { <Note tone=Tone::Fault><p>{text}</p></Note> })}
        </div>
    }
}
