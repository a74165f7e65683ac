//! The proposals of a DAO.
use crate::components::empty::Empty;
use crate::components::frame::{Page, Tab};
use crate::components::icon::Icon;
use crate::components::note::{Note, Notice, Tone};
use crate::components::pager::Pager;
use crate::components::proposal_row::ProposalRow;
use crate::components::proposal_row::system as system_name;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, proposals as words};
use crate::types::frame::Framed;
use crate::types::proposals::{DraftLine, ListQuery, ListView, Phase, Row};
use leptos::prelude::*;

/// Systems one can ask for.
const SYSTEMS: [&str; 5] = ["basic", "single_choice", "approval", "schulze", "debian"];

/// The proposals of a DAO.
#[component]
pub fn List() -> impl IntoView {
    let dao = use_param("dao");
    let (phase, system, q) = (use_query("phase"), use_query("system"), use_query("q"));
    let (before, error, done) = (use_query("before"), use_query("error"), use_query("done"));
    let query = move || ListQuery {
        phase: phase.get(),
        system: system.get(),
        q: q.get(),
        before: before.get().parse().ok(),
        error: error.get(),
        done: done.get(),
    };
    let data = Resource::new_blocking(
        move || (dao.get(), query()),
        |(dao, query)| server_fns::proposals::list(dao, query),
    );
    let title = |_: &Framed<ListView>, lang: Lang| words::title(lang).to_owned();
    let render = |page: Framed<ListView>| {
        let slug = page.dao.map(|dao| dao.slug).unwrap_or_default();
        view! { <Content slug view=page.view /> }
    };
    view! { <Page data tab=Tab::Proposals title render /> }
}

#[component]
fn Content(slug: String, view: ListView) -> impl IntoView {
    let lang = use_lang();
    let write = view.may_propose.then(|| {
        view! {
            <a class="btn" href=format!("/d/{slug}/proposals/new")>
                <Icon name="doc" />
                {words::write_one(lang)}
            </a>
        }
    });
    let discarded = (view.query.done == "discarded")
        .then(|| view! { <Note tone=Tone::Ok><p>{words::discarded(lang)}</p></Note> });
    let filtered =
        !(view.query.phase.is_empty() && view.query.system.is_empty() && view.query.q.is_empty());
    let base = format!("/d/{slug}/proposals");
    let first = view.query.before.map(|_| address(&base, &view.query, None));
    let next = view
        .next
        .map(|before| address(&base, &view.query, Some(before)));
    let here = base.clone();
    let empty = view.rows.is_empty().then(|| {
        if filtered {
            view! {
                <Empty text=words::none_match(lang)>
                    <a class="btn btn--line" href=here.clone()>{words::show_all(lang)}</a>
                </Empty>
            }
            .into_any()
        } else if view.may_propose {
            view! {
                <Empty text=words::none_yet(lang)>
                    <a class="btn" href=format!("{here}/new")>{words::write_one(lang)}</a>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Empty text=words::none_yet_guest(lang) /> }.into_any()
        }
    });
    view! {
        <div class="wrap">
            <div class="flex flex-wrap items-end justify-between gap-4 pt-8 pb-6 md:pt-10">
                <div>
                    <h1 class="title">{words::title(lang)}</h1>
                    <p class="lead mt-1!">{words::count(lang, texts::number(view.total))}</p>
                </div>
                {write}
            </div>
            <Notice text=view.notice />
            {discarded}
            <Filters base=base.clone() query=view.query.clone() />
            <div class="mt-10 stack">
                <Drafts slug=slug.clone() title=words::in_review(lang) drafts=view.review />
                <Drafts slug=slug.clone() title=words::my_drafts(lang) drafts=view.mine />
                <Sections slug rows=view.rows />
                {empty}
                <Pager first next />
            </div>
        </div>
    }
}

/// The list's address with its filters.
fn address(base: &str, query: &ListQuery, before: Option<i64>) -> String {
    let mut parts = Vec::new();
    for (name, value) in [
        ("phase", &query.phase),
        ("system", &query.system),
        ("q", &query.q),
    ] {
        if !value.is_empty() {
            parts.push(format!("{name}={}", encode(value)));
        }
    }
    parts.extend(before.map(|before| format!("before={before}")));
    if parts.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", parts.join("&"))
    }
}

/// Percent-encodes a query value.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// States as links, the rest as a GET form.
#[component]
fn Filters(base: String, query: ListQuery) -> impl IntoView {
    let lang = use_lang();
    let phases = [
        ("", words::all(lang)),
        ("active", words::voting(lang)),
        ("scheduled", words::scheduled(lang)),
        ("counting", words::counting(lang)),
        ("ended", words::ended(lang)),
    ];
    let links = phases
        .into_iter()
        .map(|(phase, word)| {
            let here = ListQuery {
                phase: phase.to_owned(),
                ..query.clone()
            };
            let current = (query.phase == phase).then_some("true");
            view! { <a href=address(&base, &here, None) aria-current=current>{word}</a> }
        })
        .collect_view();
    let systems = SYSTEMS
        .into_iter()
        .map(|name| {
            view! { <option value=name selected=query.system == name>{system_name(name, lang)}</option> }
        })
        .collect_view();
    let phase = (!query.phase.is_empty())
        .then(|| view! { <input type="hidden" name="phase" value=query.phase.clone() /> });
    view! {
        <form class="grid gap-4" method="get" action=base role="search" aria-label=words::filter_label(lang)>
            <div class="scroll-x">
                <nav class="seg flex-nowrap!" aria-label=words::phases(lang)>{links}</nav>
            </div>
            {phase}
            <div class="filters">
                <div class="field grow">
                    <label for="q">{words::search(lang)}</label>
                    <input class="input" id="q" name="q" type="search" value=query.q placeholder=words::search_hint(lang) />
                </div>
                <div class="field">
                    <label for="system">{words::system(lang)}</label>
                    <select class="input" id="system" name="system">
                        <option value="" selected=query.system.is_empty()>{words::all_systems(lang)}</option>
                        {systems}
                    </select>
                </div>
                <button class="btn">{words::filter(lang)}</button>
            </div>
        </form>
    }
}

/// Proposals by state, in the order people look for them.
#[component]
fn Sections(slug: String, rows: Vec<Row>) -> impl IntoView {
    let lang = use_lang();
    let sections: [(&'static str, &[Phase]); 4] = [
        (words::voting(lang), &[Phase::Active]),
        (words::scheduled(lang), &[Phase::Scheduled]),
        (words::counting(lang), &[Phase::Counting]),
        (words::ended(lang), &[Phase::Decided, Phase::Withdrawn]),
    ];
    sections
        .into_iter()
        .filter_map(|(title, phases)| {
            let rows: Vec<Row> = rows
                .iter()
                .filter(|row| phases.contains(&row.head.phase))
                .cloned()
                .collect();
            (!rows.is_empty()).then(|| {
                let count = rows.len();
                let items = rows
                    .into_iter()
                    .map(|row| view! { <li><ProposalRow slug=slug.clone() row /></li> })
                    .collect_view();
                view! {
                    <section class="sec">
                        <div class="sec-head"><h2>{title}</h2><span class="n">{count}</span></div>
                        <ul class="rows">{items}</ul>
                    </section>
                }
            })
        })
        .collect_view()
}

#[component]
fn Drafts(slug: String, title: &'static str, drafts: Vec<DraftLine>) -> impl IntoView {
    let lang = use_lang();
    (!drafts.is_empty()).then(|| {
        let count = drafts.len();
        let items = drafts
            .into_iter()
            .map(|draft| line(&slug, draft, lang))
            .collect_view();
        view! {
            <section class="sec">
                <div class="sec-head"><h2>{title}</h2><span class="n">{count}</span></div>
                <ul class="rows">{items}</ul>
            </section>
        }
    })
}

fn line(slug: &str, draft: DraftLine, lang: Lang) -> impl IntoView + use<> {
    let state = if draft.state == "review" {
        words::review_state(lang)
    } else {
        words::draft_state(lang)
    };
    view! {
        <li>
            <div class="grid gap-1 py-4">
                <p class="meta items-center">
                    <span class="tag">{state}</span>
                    <span>{words::changed(lang)}" "<Time ms=draft.updated_ms style=TimeStyle::Minute /></span>
                </p>
                <h3 class="row-title"><a href=format!("/d/{slug}/drafts/{}", draft.id)>{draft.title}</a></h3>
            </div>
        </li>
    }
}
