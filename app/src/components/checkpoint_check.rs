//! One line under a page: whether its checkpoint was checked by this browser.
use crate::i18n::{Lang, use_lang};
use crate::texts::verify as words;
use crate::types::verify::Verdict;
use crate::verify::{self, Checked};
use leptos::prelude::*;

/// Checks the present checkpoint of a DAO once the page is alive: the log's signature, and that
/// the log grew out of what this browser saw before.
#[component]
pub fn CheckpointCheck(
    /// Short name of the DAO.
    #[prop(into)]
    dao: String,
) -> impl IntoView {
    let lang = use_lang();
    let state = RwSignal::new(Checked::Idle);
    Effect::new(move |_| verify::show(state, verify::check_checkpoint(dao.clone())));
    view! {
        <span
            class=move || if holds(&state.read()) { "text-verified" } else { "" }
            data-checkpoint=move || state_name(&state.read())
        >
            {move || sentence(lang, &state.read())}
        </span>
    }
}

fn holds(state: &Checked<Verdict>) -> bool {
    matches!(state, Checked::Done(verdict) if verdict.ok)
}

/// For tests and styles: `idle`, `running`, `ok`, `broken`, `failed`.
fn state_name(state: &Checked<Verdict>) -> &'static str {
    match state {
        Checked::Idle => "idle",
        Checked::Running(_) => "running",
        Checked::Failed(_) => "failed",
        Checked::Done(verdict) if verdict.ok => "ok",
        Checked::Done(_) => "broken",
    }
}

fn sentence(lang: Lang, state: &Checked<Verdict>) -> String {
    match state {
        Checked::Idle => words::checkpoint_idle(lang).to_owned(),
        Checked::Running(_) => words::checkpoint_running(lang).to_owned(),
        Checked::Failed(code) => words::failure(lang, code),
        Checked::Done(verdict) => {
            let pinned = verdict
                .rungs
                .iter()
                .any(|rung| rung.name == "pin" && rung.tone == "ok");
            let broken = verdict.rungs.iter().find(|rung| rung.tone == "broken");
            match (verdict.ok, broken) {
                (true, _) if pinned => words::checkpoint_grown(lang).to_owned(),
                (true, _) => words::checkpoint_first(lang).to_owned(),
                (false, Some(rung)) => words::checkpoint_broken(lang, &rung.meaning),
                (false, None) => words::checkpoint_broken(lang, &verdict.sentence),
            }
        }
    }
}
