//! Counting a vote again, in the reader's browser.
use crate::components::icon::Icon;
use crate::components::note::{Note, Tone};
use crate::i18n::use_lang;
use crate::texts::{self, verify as words};
use crate::types::verify::{Found, Progress, Report};
use crate::verify::{self, Checked};
use leptos::prelude::*;

/// A button, the progress, and the report. Green only when everything agrees.
#[component]
pub fn Recount(
    /// Short name of the DAO.
    #[prop(into)]
    dao: String,
    /// Act id of the proposal, 64 hex digits.
    #[prop(into)]
    proposal: String,
    /// Leaves of the log.
    total: u64,
) -> impl IntoView {
    let lang = use_lang();
    let state = RwSignal::new(Checked::Idle);
    // Without scripts there is no button that does nothing.
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let address = format!("/d/{dao}/proofs");
    let run = Callback::new(move |()| {
        let progress = move |now: Progress| {
            // The page may have gone meanwhile; then nobody is told.
            let _gone = state.try_set(Checked::Running(now));
        };
        verify::show(
            state,
            verify::recount(dao.clone(), proposal.clone(), progress),
        );
    });
    let button = move |label: &'static str| {
        view! {
            <div class="btns">
                <button
                    class="btn btn--verify"
                    type="button"
                    hidden=move || !hydrated.get()
                    on:click=move |_| run.run(())
                >
                    <Icon name="fix" />
                    {label}
                </button>
            </div>
        }
    };
    let note = format!(
        "<p class=\"note\">{}</p>",
        crate::components::field::escape(words::recount_needs_script(lang))
    );
    view! {
        <section class="sec" data-recount=move || state_name(&state.read())>
            <div class="sec-head"><h2>{words::recount(lang)}</h2></div>
            <p class="m-0 text-ink-2">{words::recount_text(lang, texts::number(total))}</p>
            <noscript inner_html=note></noscript>
            <div class="grid gap-4" aria-live="polite">
                {move || match state.get() {
                    Checked::Idle => button(words::recount_go(lang)).into_any(),
                    Checked::Running(now) => view! { <Running now /> }.into_any(),
                    Checked::Failed(code) => {
                        view! {
                            <Note tone=Tone::Warn>
                                <p>{words::failure(lang, &code)}</p>
                            </Note>
                            {button(words::recount_again(lang))}
                        }
                            .into_any()
                    }
                    Checked::Done(report) => {
                        view! {
                            <Outcome report address=address.clone() />
                            {button(words::recount_again(lang))}
                        }
                            .into_any()
                    }
                }}
            </div>
        </section>
    }
}

/// For tests and styles: `idle`, `running`, `ok`, `broken`, `failed`.
fn state_name(state: &Checked<Report>) -> &'static str {
    match state {
        Checked::Idle => "idle",
        Checked::Running(_) => "running",
        Checked::Failed(_) => "failed",
        Checked::Done(report) if report.ok => "ok",
        Checked::Done(_) => "broken",
    }
}

#[component]
fn Running(now: Progress) -> impl IntoView {
    let lang = use_lang();
    let Progress { done, total } = now;
    let known = total > 0;
    view! {
        <div class="grid gap-2" aria-busy="true">
            <p class="m-0">{words::recount_running(lang)}</p>
            <progress
                max=known.then(|| total.to_string())
                value=known.then(|| done.to_string())
                aria-label=words::recount_running(lang)
            ></progress>
            <p class="cap num">
                {known.then(|| words::recount_progress(lang, texts::number(done), texts::number(total)))}
            </p>
        </div>
    }
}

#[component]
fn Outcome(report: Report, address: String) -> impl IntoView {
    let lang = use_lang();
    let Report {
        ok,
        sentence,
        steps,
        found,
        fault,
        micros,
    } = report;
    let verdict = if ok {
        view! {
            <Note tone=Tone::Ok>
                <h3>{words::recount_agrees(lang)}</h3>
                <p>{sentence}</p>
            </Note>
        }
        .into_any()
    } else {
        let place = fault.map(|fault| {
            let sentence = match fault.index {
                Some(leaf) => words::recount_fault(lang, &fault.title, texts::number(leaf)),
                None => words::recount_fault_step(lang, &fault.title),
            };
            let link = fault.index.map(|leaf| {
                view! {
                    <a href=format!("{address}/{leaf}")>
                        {words::recount_see_leaf(lang, texts::number(leaf))}
                    </a>
                }
            });
            view! { <p>{sentence} " " {link}</p> }
        });
        view! {
            <Note tone=Tone::Fault>
                <h3>{words::recount_differs(lang)}</h3>
                <p>{sentence}</p>
                {place}
            </Note>
        }
        .into_any()
    };
    let steps = steps
        .into_iter()
        .map(|step| {
            let (word, icon) = match step.state.as_str() {
                "ok" => (words::step_ok(lang), "check"),
                "broken" => (words::step_broken(lang), "cross"),
                _ => (words::step_skip(lang), "more"),
            };
            view! {
                <li class="flex items-center gap-2" data-state=step.state>
                    <Icon name=icon small=true />
                    <span class="grow">{step.title}</span>
                    <span class="cap">{word}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        {verdict}
        {found.map(|found| view! { <Figures found /> })}
        <ol class="list-none m-0 p-0 grid gap-1 text-sm">{steps}</ol>
        <p class="cap num">{words::recount_took(lang, words::millis(micros))}</p>
    }
}

#[component]
fn Figures(found: Found) -> impl IntoView {
    let lang = use_lang();
    let figures = [
        (words::recount_counted(lang), found.counted),
        (words::recount_attested(lang), found.attested),
        (words::recount_refused(lang), found.refused),
        (words::recount_eligible(lang), found.eligible_members),
        (words::recount_leaves(lang), found.leaves),
        (words::recount_signatures(lang), found.signatures),
        (words::recount_unread(lang), found.unread),
    ];
    let rows = figures
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd>{texts::number(value)}</dd> })
        .collect_view();
    view! {
        <dl class="kv">
            <dt>{words::recount_outcome(lang)}</dt>
            <dd>{found.outcome}</dd>
            {rows}
        </dl>
    }
}
