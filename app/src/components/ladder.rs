//! The rungs of a proof, each with its reason in words.
use crate::i18n::use_lang;
use crate::texts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How a rung ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RungState {
    /// Holds.
    Ok,
    /// Not yet.
    Wait,
    /// Does not hold.
    Broken,
    /// Not looked at.
    Skip,
}

/// One rung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// How it ended.
    pub state: RungState,
    /// What it checks.
    pub title: String,
    /// What was found.
    pub sentence: String,
    /// How long it took, as text; empty when not measured.
    pub time: String,
}

/// A ladder.
#[component]
pub fn Ladder(
    /// Rungs from the bottom.
    rungs: Vec<Rung>,
) -> impl IntoView {
    let lang = use_lang();
    let items = rungs
        .into_iter()
        .map(|rung| {
            let (state, word, box_, mark) = match rung.state {
                RungState::Ok => ("ok", texts::frame::rung_ok(lang), "0 0 28 28", OK),
                RungState::Wait => ("wait", texts::frame::rung_wait(lang), "0 0 28 28", WAIT),
                RungState::Broken => (
                    "broken",
                    texts::frame::rung_broken(lang),
                    "0 0 20 20",
                    "<use href=\"#s5\"/>",
                ),
                RungState::Skip => ("skip", texts::frame::rung_skip(lang), "0 0 28 28", SKIP),
            };
            view! {
                <li data-state=state>
                    <span class="mark">
                        <svg viewBox=box_ aria-hidden="true" inner_html=mark></svg>
                    </span>
                    <div>
                        <h3>{rung.title}<span class="sr-only">{word}</span></h3>
                        <p>{rung.sentence}</p>
                    </div>
                    <span class="ms">{rung.time}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ladder">{items}</ol> }
}

const OK: &str = "<circle cx=\"14\" cy=\"14\" r=\"12\" class=\"f-verified\"/><path d=\"M8.5 14.4l3.9 3.9 7.2-8\" class=\"f-none s-sheet\" stroke-width=\"2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";
const WAIT: &str = "<circle cx=\"14\" cy=\"14\" r=\"11\" class=\"f-none s-warn\" stroke-width=\"2\" stroke-dasharray=\"4 3\"/><path d=\"M14 8.5v6l3.8 2.2\" class=\"f-none s-warn\" stroke-width=\"2\" stroke-linecap=\"round\"/>";
const SKIP: &str = "<circle cx=\"14\" cy=\"14\" r=\"10.5\" class=\"f-none s-edge\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"/>";
