//! The explorer of a log.
use super::{Search, name, vouched};
use crate::components::avatar::Avatar;
use crate::components::empty::Empty;
use crate::components::frame::{Page, Tab};
use crate::components::icon::Icon;
use crate::components::pager::Pager;
use crate::components::seal::Seal;
use crate::components::time::Time;
use crate::i18n::{Lang, use_lang};
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, proofs as words};
use crate::types::frame::{Checkpoint, Framed};
use crate::types::proofs::{LeafRow, ListView, Voucher};
use leptos::prelude::*;

/// The log of a DAO.
#[component]
pub fn List() -> impl IntoView {
    let (dao, query, kind, before) = (
        use_param("dao"),
        use_query("q"),
        use_query("kind"),
        use_query("before"),
    );
    let data = Resource::new_blocking(
        move || {
            (
                dao.get(),
                query.get(),
                kind.get().parse().ok(),
                before.get().parse().ok(),
            )
        },
        |(dao, query, kind, before)| server_fns::proofs::list(dao, query, kind, before),
    );
    let title = |_: &Framed<ListView>, lang: Lang| words::list_title(lang).to_owned();
    let render = |page: Framed<ListView>| view! { <Explorer page /> };
    view! { <Page data tab=Tab::Proofs title render /> }
}

#[component]
fn Explorer(page: Framed<ListView>) -> impl IntoView {
    let lang = use_lang();
    let Framed { dao, view, .. } = page;
    let (slug, checkpoint) = dao.map(|dao| (dao.slug, dao.checkpoint)).unzip();
    let slug = slug.unwrap_or_default();
    let ListView {
        query,
        kind,
        rows,
        next,
        later,
    } = view;
    let address = |before: Option<u64>| {
        let mut address = format!("/d/{slug}/proofs?q={}", encode(&query));
        if let Some(kind) = kind {
            address.push_str(&format!("&kind={kind}"));
        }
        if let Some(before) = before {
            address.push_str(&format!("&before={before}"));
        }
        address
    };
    let (first, next) = (
        later.then(|| address(None)),
        next.map(|next| address(Some(next))),
    );
    let searched = !query.is_empty() || kind.is_some();
    let heading = if searched {
        words::found(lang)
    } else {
        words::newest(lang)
    };
    let caption = if query.is_empty() {
        kind.map(|kind| words::kind_name(lang, kind))
    } else {
        Some(words::found_for(lang, &query))
    };
    let content = if rows.is_empty() {
        let all = format!("/d/{slug}/proofs");
        view! {
            <Empty text=words::empty(lang)>
                <a class="btn btn--line" href=all>{words::show_all(lang)}</a>
            </Empty>
        }
        .into_any()
    } else {
        let rows = rows
            .into_iter()
            .map(|row| view! { <Row slug=slug.clone() row /> })
            .collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <div class="wrap">
            <div class="pt-8 pb-8 grid gap-6 md:pt-12">
                <div>
                    <h1 class="title">{words::headline(lang)}</h1>
                    <p class="lead">{words::lead(lang)}</p>
                </div>
                <Search slug=slug.clone() query=query.clone() kind />
            </div>
            <div class="cols">
                <div class="stack">
                    <section class="sec">
                        <div class="sec-head">
                            <h2>{heading}</h2>
                            <span class="n">{caption}</span>
                        </div>
                        {content}
                        <Pager first next />
                    </section>
                </div>
                <aside class="rail">{checkpoint.map(|checkpoint| view! { <Log checkpoint /> })}</aside>
            </div>
        </div>
    }
}

#[component]
fn Row(slug: String, row: LeafRow) -> impl IntoView {
    let lang = use_lang();
    let who = name(lang, &row.actor);
    let sentence = if row.sentence.is_empty() {
        words::content_gone(lang).to_owned()
    } else {
        row.sentence
    };
    let icon = match row.voucher {
        Voucher::Operator | Voucher::Attested => "doc",
        _ => "key",
    };
    view! {
        <li>
            <p class="meta">
                <span class="num">{words::leaf(lang, texts::number(row.index))}</span>
                <span>{words::kind_name(lang, row.kind)}</span>
                <Time ms=row.logged_ms />
            </p>
            <h3 class="row-title">
                <a href=format!("/d/{slug}/proofs/{}", row.index)>{sentence}</a>
            </h3>
            <p class="meta">
                <span class="inline-flex items-center gap-2">
                    <Avatar name=who.clone() small=true />
                    {who}
                </span>
                <span class="inline-flex items-center gap-1">
                    <Icon name=icon small=true />
                    {vouched(lang, row.voucher)}
                </span>
            </p>
        </li>
    }
}

#[component]
fn Log(checkpoint: Checkpoint) -> impl IntoView {
    let lang = use_lang();
    let label = words::seal_label(lang, texts::number(checkpoint.size));
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::log(lang)}</h2></div>
            <Seal root_hex=checkpoint.root_hex.clone() label=label />
            <dl class="kv">
                <dt>{words::origin(lang)}</dt>
                <dd class="hash">{checkpoint.origin}</dd>
                <dt>{words::leaves(lang)}</dt>
                <dd>{texts::number(checkpoint.size)}</dd>
                <dt>{words::root(lang)}</dt>
                <dd class="hash">{checkpoint.root_hex}</dd>
                <dt>{words::signed(lang)}</dt>
                <dd><Time ms=checkpoint.signed_ms /></dd>
            </dl>
        </section>
    }
}

/// A value of an address' query.
fn encode(text: &str) -> String {
    let keep = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
