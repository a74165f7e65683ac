//! Checking a receipt: dropped, chosen, pasted, or carried by the link. Nothing is uploaded.
use super::verdict::{Check, Climbed, NextSteps, VerdictPanel, WithoutScript};
use crate::components::frame::Page;
use crate::components::merkle_path::MerklePath;
use crate::components::seal::Seal;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::texts::{self, proofs, verify as words};
use crate::types::frame::Framed;
use crate::types::verify::{Rung, Verdict};
use crate::verify::{self, Checked};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Checking a receipt.
#[component]
pub fn Read() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| crate::server_fns::verify::read());
    let title = |_: &Framed<Vec<Rung>>, lang: Lang| words::title(lang).to_owned();
    let render = |page: Framed<Vec<Rung>>| view! { <Bench before=page.view /> };
    view! { <Page data title render /> }
}

/// Where a receipt is laid down and checked.
#[component]
fn Bench(before: Vec<Rung>) -> impl IntoView {
    let lang = use_lang();
    let check: Check = RwSignal::new(Checked::Idle);
    let receipt = RwSignal::new(String::new());
    let trust = RwSignal::new(String::new());
    let run = Callback::new(move |()| {
        let (text, trust) = (receipt.get_untracked(), trust.get_untracked());
        verify::show(check, async move {
            // A link is as good as the text it carries.
            let text = match text.trim().split_once("#r=") {
                Some((_, rest)) => verify::unpack(format!("r={rest}")).await?,
                None => text,
            };
            verify::verify(text, Some(trust)).await
        });
    });
    Effect::new(move |_| {
        let fragment = verify::fragment();
        if fragment.starts_with("#r=") {
            receipt.set(fragment);
            run.run(());
        } else {
            // Loaded now, the verifier works later without a connection. What is wrong with it
            // shows when it is asked.
            spawn_local(async { drop(verify::warm().await) });
        }
    });
    let take = move |text: Option<String>| {
        if let Some(text) = text {
            receipt.set(text);
            run.run(());
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let _ = take;
    let chosen = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        {
            let input: web_sys::HtmlInputElement = event_target(&event);
            spawn_local(async move { take(verify::text_of(input.files()).await) });
        }
        #[cfg(not(feature = "hydrate"))]
        drop(event);
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        #[cfg(feature = "hydrate")]
        {
            let files = event.data_transfer().and_then(|data| data.files());
            spawn_local(async move { take(verify::text_of(files).await) });
        }
    };
    view! {
        <div class="wrap">
            <div class="pt-8 pb-8 md:pt-12">
                <h1 class="title">{words::title(lang)}</h1>
                <p class="lead">{words::lead(lang)}</p>
            </div>
            <div
                class="sheet"
                on:dragover=move |event: leptos::ev::DragEvent| event.prevent_default()
                on:drop=dropped
            >
                <div class="field">
                    <label for="file">{words::file(lang)}</label>
                    <input
                        class="input"
                        id="file"
                        type="file"
                        accept=".tlog-proof,text/plain"
                        aria-describedby="file-hint"
                        on:change=chosen
                    />
                    <p class="hint" id="file-hint">{words::file_hint(lang)}</p>
                </div>
                <div class="field">
                    <label for="receipt">{words::text(lang)}</label>
                    <textarea
                        class="input mono"
                        id="receipt"
                        rows="6"
                        spellcheck="false"
                        aria-describedby="receipt-hint"
                        prop:value=move || receipt.get()
                        on:input=move |event| receipt.set(event_target_value(&event))
                    ></textarea>
                    <p class="hint" id="receipt-hint">{words::text_hint(lang)}</p>
                </div>
                <details class="disclose">
                    <summary>{words::trust(lang)}</summary>
                    <div class="in">
                        <div class="field">
                            <label for="trust" class="sr-only">{words::trust(lang)}</label>
                            <textarea
                                class="input mono"
                                id="trust"
                                rows="4"
                                spellcheck="false"
                                aria-describedby="trust-hint"
                                prop:value=move || trust.get()
                                on:input=move |event| trust.set(event_target_value(&event))
                            ></textarea>
                            <p class="hint" id="trust-hint">{words::trust_hint(lang)}</p>
                        </div>
                    </div>
                </details>
            </div>
            <WithoutScript command="psephos verify receipt.tlog-proof --trust trust.json" />
            <VerdictPanel
                check
                run
                ready=Signal::derive(move || !receipt.read().trim().is_empty())
                receipt
            />
            <div class="cols pt-8">
                <Climbed check before />
                <aside class="rail">
                    <NextSteps check />
                    {move || match check.get() {
                        Checked::Done(verdict) => Some(view! { <Aside verdict /> }),
                        _ => None,
                    }}
                </aside>
            </div>
        </div>
    }
}

/// What the receipt is about, as far as it was read.
#[component]
fn Aside(verdict: Verdict) -> impl IntoView {
    let lang = use_lang();
    let path = verdict.path.unwrap_or_default();
    let act = verdict.act.clone();
    let broken_root = verdict
        .rungs
        .iter()
        .any(|rung| rung.name == "inclusion" && rung.tone == "broken");
    view! {
        {act
            .clone()
            .map(|act| {
                view! {
                    <section class="sec">
                        <div class="sec-head"><h2>{proofs::leaf(lang, texts::number(act.index))}</h2></div>
                        <p class="m-0">{act.summary}</p>
                        <p class="meta num">
                            <span>{proofs::kind_name(lang, act.kind)}</span>
                            <span><Time ms=act.logged_ms style=TimeStyle::Second /></span>
                        </p>
                    </section>
                }
            })}
        {verdict
            .checkpoint
            .map(|checkpoint| {
                let hashes = act
                    .as_ref()
                    .map(|act| act.leaf_hash.clone())
                    .into_iter()
                    .chain(path.iter().map(|branch| branch.node.clone()))
                    .collect::<Vec<_>>();
                let levels = path.len();
                let index = act.as_ref().map_or(0, |act| act.index);
                let drawn = (hashes.len() == levels + 1 && index < checkpoint.size).then(|| {
                    let broken = broken_root.then(|| levels.saturating_sub(1));
                    view! {
                        <section class="sec">
                            <div class="sec-head">
                                <h2>{proofs::path(lang)}</h2>
                                <span class="n">{proofs::levels(lang, levels)}</span>
                            </div>
                            <MerklePath index size=checkpoint.size hashes broken />
                            <p class="cap">{proofs::path_caption(lang)}</p>
                        </section>
                    }
                });
                view! {
                    {drawn}
                    <section class="sec">
                        <div class="sec-head"><h2>{words::in_log(lang)}</h2></div>
                        <Seal root_hex=checkpoint.root.clone() label=proofs::seal_label(lang, checkpoint.size) />
                        <dl class="kv">
                            <dt>{proofs::origin(lang)}</dt>
                            <dd class="hash">{checkpoint.origin}</dd>
                            <dt>{proofs::leaves(lang)}</dt>
                            <dd>{texts::number(checkpoint.size)}</dd>
                            <dt>{proofs::root(lang)}</dt>
                            <dd class="hash">{checkpoint.root}</dd>
                        </dl>
                    </section>
                }
            })}
    }
}
