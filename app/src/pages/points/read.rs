//! Points: balance, curve, ledger, grants.
use crate::components::act_form::{ActForm, WalletAct};
use crate::components::empty::Empty;
use crate::components::field::TextArea;
use crate::components::frame::{Page, Tab};
use crate::components::note::{Note, Notice, Tone};
use crate::components::pager::Pager;
use crate::components::points_curve::PointsCurve;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::pages::proposals::list::encode;
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, points as words};
use crate::types::frame::{DaoHead, Framed};
use crate::types::points::{Balance, Entry, PointsQuery, PointsView};
use leptos::prelude::*;

/// Points of a DAO.
#[component]
pub fn Read() -> impl IntoView {
    let dao = use_param("dao");
    let (who, scope, before) = (use_query("who"), use_query("scope"), use_query("before"));
    let (error, done) = (use_query("error"), use_query("done"));
    let query = move || PointsQuery {
        who: who.get(),
        scope: scope.get(),
        before: before.get().parse().ok(),
        error: error.get(),
        done: done.get(),
    };
    let data = Resource::new_blocking(
        move || (dao.get(), query()),
        |(dao, query)| server_fns::points::ledger(dao, query),
    );
    let title = |page: &Framed<PointsView>, lang: Lang| heading(page.view.balance.as_ref(), lang);
    let render =
        |page: Framed<PointsView>| page.dao.map(|dao| view! { <Content dao view=page.view /> });
    view! { <Page data tab=Tab::Points title render /> }
}

fn heading(balance: Option<&Balance>, lang: Lang) -> String {
    match balance {
        Some(balance) if balance.own => words::mine(lang).to_owned(),
        Some(balance) => words::of(lang, &balance.handle),
        None => words::all(lang).to_owned(),
    }
}

#[component]
fn Content(dao: DaoHead, view: PointsView) -> impl IntoView {
    let lang = use_lang();
    let title = heading(view.balance.as_ref(), lang);
    let done = (!view.query.done.is_empty())
        .then(|| view! { <Note tone=Tone::Ok><p>{words::done(lang)}</p></Note> });
    let halves = |days: Option<u16>| match days {
        Some(days) => words::half_life(lang, days),
        None => words::no_decay(lang).to_owned(),
    };
    let (contribution, reputation) = view.half_lives;
    let stats = view.balance.as_ref().map(|balance| {
        let sep = lang.pick("，", ", ");
        view! {
            <dl class="stats">
                <div>
                    <dt>{words::contribution(lang)}</dt>
                    <dd>
                        {balance.contribution.clone()}
                        <small>{format!("{}{sep}{}", words::contribution_means(lang), halves(contribution))}</small>
                    </dd>
                </div>
                <div>
                    <dt>{words::reputation(lang)}</dt>
                    <dd>
                        {balance.reputation.clone()}
                        <small>{format!("{}{sep}{}", words::reputation_means(lang), halves(reputation))}</small>
                    </dd>
                </div>
                <div>
                    <dt>{words::month(lang)}</dt>
                    <dd>{balance.change.clone()}<small>{words::month_credited(lang, &balance.credited)}</small></dd>
                </div>
            </dl>
        }
    });
    let curve = match view.balance.as_ref() {
        Some(balance) => view! {
            <section class="sec">
                <div class="sec-head"><h2>{words::curve(lang)}</h2></div>
                <PointsCurve curve=balance.curve.clone() />
            </section>
        }
        .into_any(),
        None => view! { <Note><p>{words::guest(lang)}</p></Note> }.into_any(),
    };
    let grant = view
        .may_grant
        .then(|| view! { <aside class="rail"><Grant dao=dao.clone() handles=view.handles.clone() /></aside> });
    let layout = if view.may_grant { "cols" } else { "stack" };
    view! {
        <div class="wrap">
            <div class="pt-8 pb-8 md:pt-10 grid gap-6">
                <h1 class="title">{title}</h1>
                <Notice text=view.notice.clone() />
                {done}
                {stats}
            </div>
            <div class=layout>
                <div class="stack">
                    {curve}
                    <Ledger slug=dao.slug.clone() view=view.clone() />
                </div>
                {grant}
            </div>
        </div>
    }
}

/// The ledger's address with its filters.
fn address(slug: &str, query: &PointsQuery, scope: &str, before: Option<u64>) -> String {
    let mut parts = Vec::new();
    if !query.who.is_empty() {
        parts.push(format!("who={}", encode(&query.who)));
    }
    if !scope.is_empty() {
        parts.push(format!("scope={scope}"));
    }
    parts.extend(before.map(|before| format!("before={before}")));
    let base = format!("/d/{slug}/points");
    if parts.is_empty() {
        base
    } else {
        format!("{base}?{}", parts.join("&"))
    }
}

/// Who got what, from whom, and why.
#[component]
fn Ledger(slug: String, view: PointsView) -> impl IntoView {
    let lang = use_lang();
    let query = view.query;
    let all = query.scope == "all" || view.balance.is_none();
    let tabs = view.balance.is_some().then(|| {
        let tab = |scope: &'static str, word: &'static str, current: bool| {
            let current = current.then_some("true");
            view! { <a href=address(&slug, &query, scope, None) aria-current=current>{word}</a> }
        };
        view! {
            <nav class="tabs" aria-label=words::ledger_whose(lang)>
                {tab("", words::ledger_mine(lang), !all)}
                {tab("all", words::ledger_all(lang), all)}
            </nav>
        }
    });
    let scope = query.scope.clone();
    let first = query.before.map(|_| address(&slug, &query, &scope, None));
    let next = view
        .next
        .map(|before| address(&slug, &query, &scope, Some(before)));
    let table = if view.entries.is_empty() {
        view! { <Empty text=words::none(lang) /> }.into_any()
    } else {
        let rows = view
            .entries
            .into_iter()
            .map(|entry| line(&slug, entry, lang))
            .collect_view();
        view! {
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{words::time(lang)}</th>
                        <th scope="col" role="columnheader">{words::member(lang)}</th>
                        <th scope="col" role="columnheader">{words::category(lang)}</th>
                        <th scope="col" role="columnheader">{words::why(lang)}</th>
                        <th scope="col" role="columnheader" class="r">{words::amount(lang)}</th>
                        <th scope="col" role="columnheader">{words::act(lang)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::ledger(lang)}</h2></div>
            {tabs}
            {table}
            <Pager first next />
        </section>
    }
}

fn line(slug: &str, entry: Entry, lang: Lang) -> impl IntoView + use<> {
    let kind = match entry.kind.as_str() {
        "reputation" => words::reputation(lang),
        _ => words::contribution(lang),
    };
    let by = (!entry.reviewer.is_empty()).then(
        || view! { <br /><span class="cap">{words::granted_by(lang, &entry.reviewer)}</span> },
    );
    let whose = format!("/d/{slug}/points?who={}", encode(&entry.member));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span class="font-normal"><Time ms=entry.time_ms style=TimeStyle::Minute /></span>
            </th>
            <td role="cell" data-label=words::member(lang)><a href=whose>{entry.member}</a></td>
            <td role="cell" data-label=words::category(lang)>
                <span>{entry.category}<br /><span class="cap">{kind}</span></span>
            </td>
            <td role="cell" data-label=words::why(lang)><span>{entry.reason}{by}</span></td>
            <td role="cell" data-label=words::amount(lang) data-lead="" class="r">
                <span><b>{entry.amount}</b></span>
            </td>
            <td role="cell" data-label=words::act(lang)>
                <a class="num" href=format!("/d/{slug}/proofs/{}", entry.index)>
                    {texts::number(entry.index)}
                </a>
            </td>
        </tr>
    }
}

/// Granting, for those who may.
#[component]
fn Grant(dao: DaoHead, handles: Vec<String>) -> impl IntoView {
    let lang = use_lang();
    let back = format!("/d/{}/points", dao.slug);
    let act = WalletAct {
        slug: dao.slug.clone(),
        kind: "grant",
        fields: &["handle", "kind", "category", "amount", "reason", "deduct"],
        number: 0,
        back: back.clone(),
        done: "granted",
    };
    let suggestions = handles
        .into_iter()
        .map(|handle| view! { <option value=handle></option> })
        .collect_view();
    view! {
        <section class="sheet" id="grant" aria-labelledby="grant-title">
            <h2 class="sheet-title" id="grant-title">{words::grant(lang)}</h2>
            <p class="cap">{words::grant_lead(lang)}</p>
            <ActForm
                action=back
                is_wallet=dao.is_wallet
                act
                label=words::submit(lang)
                wallet_label=words::submit_wallet(lang)
            >
                <div class="field">
                    <label for="handle">{words::to(lang)}</label>
                    <input class="input" id="handle" name="handle" list="handles" required autocomplete="off" />
                    <datalist id="handles">{suggestions}</datalist>
                </div>
                <div class="field">
                    <label for="kind">{words::kind(lang)}</label>
                    <select class="input" id="kind" name="kind">
                        <option value="contribution">{words::contribution(lang)}</option>
                        <option value="reputation">{words::reputation(lang)}</option>
                    </select>
                </div>
                <div class="field">
                    <label for="category">{words::category(lang)}</label>
                    <input class="input" id="category" name="category" required maxlength="500" />
                </div>
                <div class="field">
                    <label for="amount">{words::how_many(lang)}</label>
                    <input
                        class="input"
                        id="amount"
                        name="amount"
                        inputmode="decimal"
                        required
                        aria-describedby="amount-hint"
                    />
                    <p class="hint" id="amount-hint">{words::how_many_hint(lang)}</p>
                </div>
                <TextArea
                    name="reason"
                    label=words::why(lang)
                    hint=words::reason_hint(lang)
                    rows=3
                    maxlength=Some(500)
                />
                <label class="check">
                    <input type="checkbox" name="deduct" value="1" />
                    {words::deduct(lang)}
                </label>
            </ActForm>
        </section>
    }
}
