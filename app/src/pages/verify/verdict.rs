//! A verdict in words: what was checked, here, and what broke. Shared by the page of a leaf and the
//! page for any receipt.
use crate::components::icon::Icon;
use crate::components::ladder::{self, Ladder, RungState};
use crate::components::note::{Note, Tone};
use crate::i18n::use_lang;
use crate::texts::verify as words;
use crate::types::verify::{Rung, Verdict};
use crate::verify::Checked;
use leptos::prelude::*;

/// State of the check that a page shows.
pub type Check = RwSignal<Checked<Verdict>>;

/// The seal of a broken proof.
const CRACK: &str = "<use href=\"#s5\"/>";

/// The verdict, with the button that asks for it.
#[component]
pub fn VerdictPanel(
    /// The check.
    check: Check,
    /// Asks for it.
    run: Callback<()>,
    /// Whether there is something to check.
    #[prop(into)]
    ready: Signal<bool>,
    /// The receipt, for whoever wants to keep it as evidence.
    #[prop(into)]
    receipt: Signal<String>,
) -> impl IntoView {
    let lang = use_lang();
    // Without scripts there is no button that does nothing.
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let button = move |label: &'static str| {
        view! {
            <div class="btns">
                <button
                    class="btn btn--verify"
                    type="button"
                    data-verify=""
                    hidden=move || !hydrated.get()
                    disabled=move || !ready.get()
                    on:click=move |_| run.run(())
                >
                    <Icon name="fix" />
                    {label}
                </button>
            </div>
        }
    };
    view! {
        <div class="mt-6" aria-live="polite" data-verdict=move || state_name(&check.read())>
            {move || match check.get() {
                Checked::Idle => {
                    view! {
                        <div class="verdict">
                            <div>
                                <h2>{words::idle(lang)}</h2>
                                <p>{words::idle_text(lang)}</p>
                            </div>
                            {button(words::go(lang))}
                        </div>
                    }
                        .into_any()
                }
                Checked::Running(_) => {
                    view! {
                        <div class="verdict" aria-busy="true">
                            <div>
                                <h2>{words::running(lang)}</h2>
                                <p>{words::idle_text(lang)}</p>
                            </div>
                        </div>
                    }
                        .into_any()
                }
                Checked::Failed(code) => {
                    view! {
                        <Note tone=Tone::Warn>
                            <h2>{words::failed(lang)}</h2>
                            <p>{words::failure(lang, &code)}</p>
                            {button(words::again(lang))}
                        </Note>
                    }
                        .into_any()
                }
                Checked::Done(verdict) if verdict.ok => {
                    view! { <Holds verdict button=button(words::again(lang)).into_any() /> }.into_any()
                }
                Checked::Done(verdict) => {
                    view! { <Broken verdict receipt button=button(words::again(lang)).into_any() /> }
                        .into_any()
                }
            }}
        </div>
    }
}

/// For tests and styles: `idle`, `running`, `ok`, `broken`, `failed`.
fn state_name(check: &Checked<Verdict>) -> &'static str {
    match check {
        Checked::Idle => "idle",
        Checked::Running(_) => "running",
        Checked::Failed(_) => "failed",
        Checked::Done(verdict) if verdict.ok => "ok",
        Checked::Done(_) => "broken",
    }
}

const CHECK: &str = "<circle cx=\"14\" cy=\"14\" r=\"12\" class=\"f-verified\"/><path d=\"M8.5 14.4l3.9 3.9 7.2-8\" class=\"f-none s-sheet\" stroke-width=\"2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";

/// Nothing broke. Green only when no rung rests on somebody's word.
#[component]
fn Holds(verdict: Verdict, button: AnyView) -> impl IntoView {
    let lang = use_lang();
    let verified = verdict.rungs.iter().all(|rung| rung.tone != "wait");
    let heading = if verified {
        view! {
            <h2>
                <svg viewBox="0 0 28 28" aria-hidden="true" inner_html=CHECK></svg>
                <span class="text-verified">{words::passed(lang)}</span>
            </h2>
        }
        .into_any()
    } else {
        view! { <h2>{words::passed_attested(lang)}</h2> }.into_any()
    };
    view! {
        <div class="verdict">
            <div>
                {heading}
                <p>{verdict.sentence}</p>
                <p class="text-sm!">
                    {words::computed(lang, words::millis(verdict.micros))}
                    {(!verdict.online).then(|| format!(" {}", words::was_offline(lang)))}
                </p>
            </div>
            {button}
        </div>
    }
}

/// Something broke: which rung, why, what to do.
#[component]
fn Broken(verdict: Verdict, receipt: Signal<String>, button: AnyView) -> impl IntoView {
    let lang = use_lang();
    let at = verdict.rungs.iter().position(|rung| rung.tone == "broken");
    let (heading, reason) = match at {
        Some(at) => {
            let rung = &verdict.rungs[at];
            (
                words::broken_at(lang, at + 1, &rung.title),
                rung.meaning.clone(),
            )
        }
        None => (words::broken(lang).to_owned(), verdict.sentence),
    };
    let evidence = move || {
        let bytes: String = receipt.read().bytes().map(percent).collect();
        format!("data:text/plain;charset=utf-8,{bytes}")
    };
    view! {
        <div class="note note--fault p-6!" role="alert">
            <div class="grid gap-5 md:grid-cols-[auto_minmax(0,1fr)] items-start">
                <svg class="w-16 h-16" viewBox="0 0 20 20" aria-hidden="true" inner_html=CRACK></svg>
                <div class="grid gap-3">
                    <h2 class="m-0 text-[1.75rem] leading-10">{heading}</h2>
                    <p>{reason}</p>
                    <p>{words::broken_caution(lang)}</p>
                    <div class="btns">
                        {button}
                        <a
                            class="btn btn--line bg-transparent! text-on-ink! border-on-ink!"
                            href=evidence
                            download="evidence.tlog-proof"
                            rel="external"
                        >
                            <Icon name="get" />
                            {words::keep_evidence(lang)}
                        </a>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// A byte of a data address.
fn percent(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).into()
        }
        other => format!("%{other:02X}"),
    }
}

/// The ladder: climbed by this browser, or as it stood before.
#[component]
pub fn Climbed(
    /// The check.
    check: Check,
    /// The rungs before it.
    before: Vec<Rung>,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="min-w-0">
            <h2 class="sr-only">{crate::texts::proofs::ladder(lang)}</h2>
            {move || {
                let rungs = match check.get() {
                    Checked::Done(verdict) if !verdict.rungs.is_empty() => verdict.rungs,
                    _ => before.clone(),
                };
                let rungs = rungs.iter().map(drawn).collect::<Vec<_>>();
                view! { <Ladder rungs /> }
            }}
        </section>
    }
}

fn drawn(rung: &Rung) -> ladder::Rung {
    let state = match rung.tone.as_str() {
        "ok" => RungState::Ok,
        "wait" => RungState::Wait,
        "broken" => RungState::Broken,
        _ => RungState::Skip,
    };
    ladder::Rung {
        state,
        title: rung.title.clone(),
        sentence: rung.meaning.clone(),
        time: String::new(),
    }
}

/// What to do when something broke; nothing otherwise.
#[component]
pub fn NextSteps(
    /// The check.
    check: Check,
) -> impl IntoView {
    let lang = use_lang();
    let broken = move || matches!(&*check.read(), Checked::Done(verdict) if !verdict.ok);
    view! {
        <Show when=broken>
            <section class="sec">
                <div class="sec-head"><h2>{words::next_steps(lang)}</h2></div>
                <ol class="steps">
                    <li>
                        <b>{words::step_again(lang)}</b>
                        <p class="text-sm text-ink-2">{words::step_again_text(lang)}</p>
                    </li>
                    <li>
                        <b>{words::step_report(lang)}</b>
                        <p class="text-sm text-ink-2">{words::step_report_text(lang)}</p>
                    </li>
                    <li>
                        <b>{words::step_compare(lang)}</b>
                        <p class="text-sm text-ink-2">{words::step_compare_text(lang)}</p>
                    </li>
                </ol>
            </section>
        </Show>
    }
}

/// What stands there for readers without scripts: how to check on a command line.
#[component]
pub fn WithoutScript(
    /// The command.
    #[prop(into)]
    command: String,
) -> impl IntoView {
    let lang = use_lang();
    let escape = crate::components::field::escape;
    let html = format!(
        "<div class=\"note mt-6\"><p>{}</p><pre class=\"hex\" tabindex=\"0\">{}</pre></div>",
        escape(words::needs_script(lang)),
        escape(&command),
    );
    // With scripts, browsers read the inside as text: it must not be hydrated.
    view! { <noscript inner_html=html></noscript> }
}
