//! Home of a DAO: does anything need me, and is the record intact?
use crate::components::curve::Curve;
use crate::components::empty::Empty;
use crate::components::field::Field;
use crate::components::frame::{Page, Section, Tab};
use crate::components::note::{Note, Notice, Tone};
use crate::components::proposal_row::ProposalRow;
use crate::components::seal::Seal;
use crate::components::state_seal::{SealState, StateSeal};
use crate::components::time::{Time, TimeStyle};
use crate::components::wallet_button::WalletJoin;
use crate::i18n::{Lang, use_lang};
use crate::pages::proofs::name;
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{daos as words, frame, number, proofs};
use crate::types::daos::{HomeView, Join, MyPoints};
use crate::types::frame::{DaoHead, Framed};
use crate::types::proofs::LeafRow;
use crate::types::proposals::Row;
use leptos::prelude::*;

/// `/d/:dao`.
#[component]
pub fn Read() -> impl IntoView {
    let dao = use_param("dao");
    let (invite, error, done) = (use_query("invite"), use_query("error"), use_query("done"));
    let data = Resource::new_blocking(
        move || (dao.get(), invite.get(), error.get(), done.get()),
        |(dao, invite, error, done)| server_fns::daos::home(dao, invite, error, done),
    );
    view! { <Page data tab=Tab::Home title=|_, lang| frame::home(lang).to_owned() render=content /> }
}

fn content(page: Framed<HomeView>) -> impl IntoView {
    let lang = use_lang();
    let Framed { dao, view, .. } = page;
    dao.map(|dao| body(dao, view, lang))
}

fn body(dao: DaoHead, view: HomeView, lang: Lang) -> impl IntoView {
    let slug = dao.slug.clone();
    let done = match view.done.as_str() {
        "joined" => Some(words::done_joined(lang)),
        "left" => Some(words::done_left(lang)),
        "founded" => Some(words::done_founded(lang)),
        _ => None,
    };
    let imported = (!dao.source.is_empty()).then(|| dao.source.clone());
    let source = imported.map(|source| {
        view! {
            <Note>
                <p class="text-sm">{words::imported(lang)} " " {source}</p>
            </Note>
        }
    });
    let member = view.points.is_some();
    let all = Some((
        format!("/d/{slug}/proposals"),
        words::all_proposals(lang).to_owned(),
    ));
    let waits = member.then(|| words::stat_waiting(lang, view.waiting.len()));
    let waiting = member.then(|| {
        let rows = &view.waiting;
        let title = words::waiting(lang);
        group(
            title,
            all.clone(),
            proposals(rows, &slug, words::nothing_waits(lang)),
            rows.len(),
        )
    });
    let others = (!member || !view.others.is_empty()).then(|| {
        let rows = &view.others;
        let title = if member {
            words::others(lang)
        } else {
            words::active(lang)
        };
        let link = if member { None } else { all.clone() };
        group(
            title,
            link,
            proposals(rows, &slug, words::no_active(lang)),
            rows.len(),
        )
    });
    let ended = (!view.ended.is_empty()).then(|| {
        let rows = &view.ended;
        group(
            words::ended(lang),
            None,
            proposals(rows, &slug, ""),
            rows.len(),
        )
    });
    let acts = view
        .acts
        .iter()
        .map(|act| line(act, &slug, lang))
        .collect_view();
    let log = Some((
        format!("/d/{slug}/proofs"),
        words::read_log(lang).to_owned(),
    ));
    let charter = Some(view.charter_html.clone()).filter(|html| !html.is_empty());
    let charter = charter.map(|html| {
        view! {
            <details class="disclose">
                <summary>{words::charter(lang)}</summary>
                <div class="in prose" inner_html=html></div>
            </details>
        }
    });
    let size = number(dao.checkpoint.size);
    view! {
        <div class="wrap">
            <div class="grid gap-x-12 gap-y-6 pt-8 pb-8 md:pt-12 md:grid-cols-[minmax(0,1fr)_auto] items-center">
                <div>
                    <h1 class="font-serif m-0 text-[2rem] leading-[2.75rem] md:text-3xl md:leading-[3.75rem]">
                        {dao.name.clone()}
                    </h1>
                    <p class="lead">{view.about.clone()}</p>
                </div>
                <a class="flex items-center gap-5 no-underline" href=format!("/d/{slug}/proofs")>
                    <Seal
                        root_hex=dao.checkpoint.root_hex.clone()
                        label=frame::root_seal(lang, &size)
                    />
                    <span class="grid">
                        <span class="cap">{words::latest_checkpoint(lang)}</span>
                        <b class="text-lg num">{words::leaves(lang, &size)}</b>
                        <span class="cap num">
                            <Time ms=dao.checkpoint.signed_ms style=TimeStyle::Minute />
                        </span>
                    </span>
                </a>
            </div>
            <div class="grid gap-4 pb-8 empty:hidden">
                <Notice text=view.notice.clone() />
                {done
                    .map(|text| {
                        view! {
                            <Note>
                                <p role="status">{text}</p>
                            </Note>
                        }
                    })}
                {source}
            </div>
            <dl class="stats border-t-3 border-double border-edge pt-6 mb-12">
                <div>
                    <dt>{words::stat_members(lang)}</dt>
                    <dd>{number(view.members)}</dd>
                </div>
                <div>
                    <dt>{words::stat_active(lang)}</dt>
                    <dd>{number(view.active)}{waits.map(|text| view! { <small>{text}</small> })}</dd>
                </div>
                <div>
                    <dt>{words::stat_published(lang)}</dt>
                    <dd>{number(view.published)}</dd>
                </div>
                <div>
                    <dt>{words::stat_leaves(lang)}</dt>
                    <dd>{size}</dd>
                </div>
            </dl>
            <div class="cols">
                <div class="stack">
                    {waiting} {others} {ended}
                    <Section title=words::acts(lang) link=log>
                        <ol class="rows">{acts}</ol>
                    </Section>
                </div>
                <aside class="rail">
                    {view.points.clone().map(|points| mine(points, &slug, lang))}
                    {view.join.clone().map(|join| way_in(join, &dao, lang))} {charter}
                </aside>
            </div>
        </div>
    }
}

/// A section of proposals.
fn group(
    title: &'static str,
    link: Option<(String, String)>,
    content: AnyView,
    count: usize,
) -> impl IntoView {
    view! {
        <Section title count=Some(count as u64) link>
            {content}
        </Section>
    }
}

fn proposals(rows: &[Row], slug: &str, none: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty text=none /> }.into_any();
    }
    let items = rows
        .iter()
        .cloned()
        .map(|row| view! { <li><ProposalRow slug=slug.to_owned() row home=true /></li> })
        .collect_view();
    view! { <ul class="rows">{items}</ul> }.into_any()
}

fn line(act: &LeafRow, slug: &str, lang: Lang) -> impl IntoView + use<> {
    let sentence = match act.sentence.is_empty() {
        true => proofs::content_gone(lang).to_owned(),
        false => act.sentence.clone(),
    };
    view! {
        <li class="py-3!">
            <div class="act">
                <Time ms=act.logged_ms style=TimeStyle::Clock />
                <span>
                    <b>{name(lang, &act.actor)}</b>
                    " "
                    <a href=format!("/d/{slug}/proofs/{}", act.index)>{sentence}</a>
                </span>
                <StateSeal state=SealState::Logged />
            </div>
        </li>
    }
}

fn mine(points: MyPoints, slug: &str, lang: Lang) -> impl IntoView + use<> {
    let label = words::curve(lang, &points.first, &points.balance);
    let floor = points.curve.iter().copied().min().unwrap_or(0) / 2;
    let link = Some((format!("/d/{slug}/points"), words::details(lang).to_owned()));
    view! {
        <Section title=words::my_points(lang) link>
            <div class="grid gap-4">
                <p class="figure-num m-0">{points.balance} " " <small>{words::points_unit(lang)}</small></p>
                <Curve values=points.curve label floor small=true />
                <dl class="kv">
                    <dt>{words::entries(lang)}</dt>
                    <dd>{points.entries}</dd>
                    <dt>
                        <b class="text-ink">{words::my_power(lang)}</b>
                    </dt>
                    <dd>
                        <b>{points.power}</b>
                    </dd>
                </dl>
            </div>
        </Section>
    }
}

fn way_in(join: Join, dao: &DaoHead, lang: Lang) -> impl IntoView + use<> {
    let slug = dao.slug.clone();
    let invited = !join.token.is_empty();
    let content = if !join.open && !invited {
        view! { <p class="m-0">{words::join_closed(lang)}</p> }.into_any()
    } else if !dao.signed_in {
        let next = match invited {
            true => format!("/d/{slug}%3Finvite={}", join.token),
            false => format!("/d/{slug}"),
        };
        view! {
            <p class="m-0">{words::join_sign_in(lang)}</p>
            <a class="btn btn--wide" href=format!("/signin?next={next}")>
                {frame::sign_in(lang)}
            </a>
        }
        .into_any()
    } else if dao.is_wallet {
        view! { <WalletJoin slug handle=join.handle /> }.into_any()
    } else {
        view! {
            <form method="post" action=format!("/d/{slug}/join") class="grid gap-4">
                <input type="hidden" name="token" value=join.token />
                <Field
                    name="handle"
                    label=words::handle(lang)
                    hint=words::handle_hint(lang)
                    value=join.handle
                    maxlength=Some(40)
                />
                <button class="btn btn--wide">{words::join(lang)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="sheet" id="join">
            <h2 class="sheet-title">{words::join_title(lang)}</h2>
            {invited.then(|| view! { <Note tone=Tone::Plain><p>{words::invited(lang)}</p></Note> })}
            {content}
            <p class="cap">{words::join_text(lang)}</p>
        </section>
    }
}
