//! State seals: how far a record has come. The word always stands beside the picture.
use crate::i18n::{Lang, use_lang};
use crate::texts;
use leptos::prelude::*;

/// How far.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum SealState {
    /// The server has it.
    Signed,
    /// In the log, under a signed checkpoint.
    Logged,
    /// Cosigned by witnesses.
    Witnessed,
    /// On a chain.
    Anchored,
    /// Final on its chains.
    Final,
    /// Does not verify.
    Broken,
}

const ALL: [SealState; 5] = [
    SealState::Signed,
    SealState::Logged,
    SealState::Witnessed,
    SealState::Anchored,
    SealState::Final,
];

impl SealState {
    fn symbol(self) -> &'static str {
        match self {
            Self::Signed => "<use href=\"#s0\"/>",
            Self::Logged => "<use href=\"#s1\"/>",
            Self::Witnessed => "<use href=\"#s2\"/>",
            Self::Anchored => "<use href=\"#s3\"/>",
            Self::Final => "<use href=\"#s4\"/>",
            Self::Broken => "<use href=\"#s5\"/>",
        }
    }

    /// Its word.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Signed => texts::frame::seal_signed(lang),
            Self::Logged => texts::frame::seal_logged(lang),
            Self::Witnessed => texts::frame::seal_witnessed(lang),
            Self::Anchored => texts::frame::seal_anchored(lang),
            Self::Final => texts::frame::seal_final(lang),
            Self::Broken => texts::frame::seal_broken(lang),
        }
    }
}

/// Seal and word.
#[component]
pub fn StateSeal(
    /// How far.
    state: SealState,
) -> impl IntoView {
    view! {
        <span class="state">
            <svg aria-hidden="true" inner_html=state.symbol()></svg>
            {state.word(use_lang())}
        </span>
    }
}

/// The way of a record through all states. `times` has a caption for each state, or fewer.
#[component]
pub fn Track(
    /// Where it is now.
    at: SealState,
    /// Captions in order.
    #[prop(optional)]
    times: Vec<String>,
) -> impl IntoView {
    let lang = use_lang();
    let steps = ALL
        .into_iter()
        .enumerate()
        .map(|(i, state)| {
            let done = (state <= at).then_some("");
            let current = (state == at).then_some("step");
            let time = times.get(i).cloned().unwrap_or_default();
            view! {
                <li data-done=done aria-current=current>
                    <svg aria-hidden="true" inner_html=state.symbol()></svg>
                    <span>{state.word(lang)}<small>{time}</small></span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="track" aria-label=texts::frame::seal_track(lang)>{steps}</ol> }
}
