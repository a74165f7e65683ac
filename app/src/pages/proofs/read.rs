//! One leaf: what it says, and the proof of it, climbed in the reader's browser.
use super::{Search, name, vouched};
use crate::components::avatar::Avatar;
use crate::components::copy::Copy;
use crate::components::frame::{Page, Tab};
use crate::components::icon::Icon;
use crate::components::merkle_path::MerklePath;
use crate::components::seal::Seal;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::pages::use_param;
use crate::pages::verify::verdict::{Check, Climbed, NextSteps, VerdictPanel, WithoutScript};
use crate::server_fns;
use crate::texts::{self, proofs as words};
use crate::types::frame::Framed;
use crate::types::proofs::{FieldView, LeafView, Qr};
use crate::verify::{self, Checked};
use leptos::prelude::*;

/// One leaf.
#[component]
pub fn Read() -> impl IntoView {
    let (dao, index) = (use_param("dao"), use_param("index"));
    let data = Resource::new_blocking(
        move || (dao.get(), index.get()),
        |(dao, index)| server_fns::proofs::read(dao, index),
    );
    let title =
        |page: &Framed<LeafView>, lang: Lang| words::leaf(lang, texts::number(page.view.row.index));
    let render = |page: Framed<LeafView>| view! { <Leaf page /> };
    view! { <Page data tab=Tab::Proofs title render /> }
}

#[component]
fn Leaf(page: Framed<LeafView>) -> impl IntoView {
    let lang = use_lang();
    let Framed { dao, view, .. } = page;
    let (slug, root) = dao.map(|dao| (dao.slug, dao.checkpoint.root_hex)).unzip();
    let (slug, root) = (slug.unwrap_or_default(), root.unwrap_or_default());
    let row = view.row.clone();
    let who = name(lang, &row.actor);
    let heading = if row.sentence.is_empty() {
        words::said(lang, &who, words::content_gone(lang))
    } else {
        words::said(lang, &who, &row.sentence)
    };
    let check: Check = RwSignal::new(Checked::Idle);
    let receipt = RwSignal::new(view.receipt.clone());
    let run = Callback::new(move |()| {
        verify::show(check, verify::verify(receipt.get_untracked(), None));
    });
    // Runs in browsers only, once the page is alive.
    Effect::new(move |_| run.run(()));
    let command = format!("psephos verify {} --trust trust.json", file_name(&row.act));
    view! {
        <div class="wrap">
            <div class="pt-6 pb-6">
                <Search slug=slug.clone() query=row.index.to_string() kind=None />
            </div>
            <div class="flex gap-4 items-start">
                <Avatar name=who />
                <div class="min-w-0 grid gap-1">
                    <p class="cap num">
                        {words::leaf(lang, texts::number(row.index))} " · "
                        {words::kind_name(lang, row.kind)} " · "
                        <Time ms=row.logged_ms style=TimeStyle::Second /> " · "
                        {vouched(lang, row.voucher)}
                    </p>
                    <h1 class="title text-[1.5rem]! leading-9! md:text-[1.75rem]!">{heading}</h1>
                    <p class="meta">
                        {view
                            .proposal
                            .map(|number| {
                                let href = format!("/d/{slug}/proposals/{number}");
                                view! { <a href=href>{words::about_proposal(lang, number)}</a> }
                            })}
                        <a href=format!("/d/{slug}/proofs")>{words::back(lang)}</a>
                    </p>
                </div>
            </div>
            <VerdictPanel check run ready=Signal::stored(true) receipt />
            <WithoutScript command=command.clone() />
            <div class="cols pt-8">
                <Climbed check before=view.rungs.clone() />
                <aside class="rail">
                    <NextSteps check />
                    <Path view=view.clone() check />
                    <TakeAlong slug view=view.clone() command />
                    <section class="sec">
                        <div class="sec-head"><h2>{words::root_seal(lang)}</h2></div>
                        <div class="grid gap-4 grid-cols-[6rem_minmax(0,1fr)] items-center">
                            <Seal root_hex=root label=words::seal_label(lang, texts::number(view.size)) />
                            <p class="cap">{words::root_seal_caption(lang)}</p>
                        </div>
                    </section>
                </aside>
            </div>
            <Originals view />
        </div>
    }
}

/// The path: as the server drew it, then as this browser computed it.
#[component]
fn Path(view: LeafView, check: Check) -> impl IntoView {
    let lang = use_lang();
    let LeafView {
        row, size, path, ..
    } = view;
    let levels = path.len().saturating_sub(1);
    let drawn = move || {
        let (mut hashes, mut size, mut broken) = (path.clone(), size, None);
        if let Checked::Done(verdict) = &*check.read()
            && let (Some(act), Some(checkpoint), Some(path)) =
                (&verdict.act, &verdict.checkpoint, &verdict.path)
        {
            hashes = std::iter::once(act.leaf_hash.clone())
                .chain(path.iter().map(|branch| branch.node.clone()))
                .collect();
            size = checkpoint.size;
            // A path alone tells only that the root differs, not from which level on.
            let root = verdict.rungs.iter().find(|rung| rung.name == "inclusion");
            if root.is_some_and(|rung| rung.tone == "broken") {
                broken = Some(path.len().saturating_sub(1));
            }
        }
        view! { <MerklePath index=row.index size hashes broken /> }
    };
    view! {
        <section class="sec">
            <div class="sec-head">
                <h2>{words::path(lang)}</h2>
                <span class="n">{words::levels(lang, levels)}</span>
            </div>
            <div>{drawn}</div>
            <p class="cap">
                {words::path_caption(lang)}
                {move || {
                    (!matches!(&*check.read(), Checked::Done(_))).then(|| words::path_pending(lang))
                }}
            </p>
        </section>
    }
}

/// File, link, picture, command.
#[component]
fn TakeAlong(slug: String, view: LeafView, command: String) -> impl IntoView {
    let lang = use_lang();
    let LeafView {
        row,
        receipt,
        link,
        qr,
        ..
    } = view;
    let length = link.len();
    let picture = match qr {
        Some(qr) => view! { <Picture qr /> }.into_any(),
        None => view! { <p class="cap">{words::qr_too_long(lang, texts::number(length))}</p> }
            .into_any(),
    };
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::take_along(lang)}</h2></div>
            <div class="grid gap-3">
                {picture}
                <div class="btns">
                    <a
                        class="btn btn--line btn--sm"
                        href=format!("/log/{slug}/receipt/{}", row.index)
                        download=file_name(&row.act)
                        rel="external"
                    >
                        <Icon name="get" />
                        ".tlog-proof"
                    </a>
                    <a class="btn btn--line btn--sm" href=link.clone() rel="external">
                        <Icon name="share" />
                        {words::open_link(lang)}
                    </a>
                </div>
                <Copy text=link shown=words::copy_link(lang) />
                <p class="cap">
                    {words::offline(lang, texts::number(receipt.len()))} " · "
                    {words::disclosed_warning(lang)}
                </p>
            </div>
            <div>
                <p class="cap">{words::command(lang)}</p>
                <pre class="hex" tabindex="0">{command}</pre>
                <p class="cap">{words::trust_file(lang)}</p>
            </div>
        </section>
    }
}

#[component]
fn Picture(qr: Qr) -> impl IntoView {
    let lang = use_lang();
    // Four modules of quiet zone, as the standard asks.
    let outer = qr.side + 8;
    view! {
        <svg
            class="block w-full h-auto max-w-md"
            viewBox=format!("-4 -4 {outer} {outer}")
            role="img"
            aria-label=words::qr_label(lang)
            shape-rendering="crispEdges"
        >
            <rect x="-4" y="-4" width=outer height=outer fill="#fff" />
            <path d=qr.path fill="#000" />
        </svg>
    }
}

/// Everything as it is: content, body, bytes, receipt, checkpoint.
#[component]
fn Originals(view: LeafView) -> impl IntoView {
    let lang = use_lang();
    let content = if view.erased {
        view! { <p>{words::content_gone(lang)}</p> }.into_any()
    } else {
        view! {
            <p class="cap">{words::fields_caption(lang)}</p>
            <Fields fields=view.fields caption=words::fields(lang) />
        }
        .into_any()
    };
    view! {
        <div class="mt-12">
            <details class="disclose" open>
                <summary>{words::fields(lang)}</summary>
                <div class="in">{content}</div>
            </details>
            <details class="disclose">
                <summary>{words::body(lang)}</summary>
                <div class="in"><Fields fields=view.body caption=words::body(lang) /></div>
            </details>
            <details class="disclose">
                <summary>{words::bytes(lang, texts::number(view.length))}</summary>
                <div class="in"><pre class="hex" tabindex="0">{view.hex}</pre></div>
            </details>
            <details class="disclose">
                <summary>{words::receipt(lang)}</summary>
                <div class="in"><pre class="hex" tabindex="0" data-receipt="">{view.receipt}</pre></div>
            </details>
            <details class="disclose">
                <summary>{words::checkpoint(lang)}</summary>
                <div class="in"><pre class="hex" tabindex="0">{view.checkpoint}</pre></div>
            </details>
        </div>
    }
}

#[component]
fn Fields(fields: Vec<FieldView>, caption: &'static str) -> impl IntoView {
    let lang = use_lang();
    let rows = fields
        .into_iter()
        .map(|FieldView { name, value }| {
            view! {
                <tr>
                    <th scope="row" class="mono">{name}</th>
                    <td class="hash">{value}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=caption>
            <table class="table">
                <caption class="sr-only">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::field_name(lang)}</th>
                        <th scope="col">{words::field_value(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Name under which a receipt is kept: the first eight digits of the act id.
fn file_name(act: &str) -> String {
    format!("{}.tlog-proof", act.get(..8).unwrap_or(act))
}
