//! The result of a proposal.
use crate::components::frame::{Page, Tab};
use crate::components::matrix::Matrix;
use crate::components::proposal_row::system as system_name;
use crate::components::recount::Recount;
use crate::components::result_view::{CertificateView, Contests, Shares};
use crate::components::rounds::Rounds;
use crate::components::rule::Rule;
use crate::components::tally_bar::percent;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::pages::proposals::read::Source;
use crate::pages::use_param;
use crate::server_fns;
use crate::texts::{self, proposals as words};
use crate::types::frame::{DaoHead, Framed};
use crate::types::proposals::{Contest, Count, Debian, Head, Phase, Place, ResultView};
use leptos::prelude::*;

/// The result of a proposal.
#[component]
pub fn Result() -> impl IntoView {
    let (dao, number) = (use_param("dao"), use_param("number"));
    let data = Resource::new_blocking(
        move || (dao.get(), number.get()),
        |(dao, number)| server_fns::proposals::read_result(dao, number),
    );
    let title =
        |page: &Framed<ResultView>, lang: Lang| words::result_of(lang, &page.view.head.title);
    let render =
        |page: Framed<ResultView>| page.dao.map(|dao| view! { <Content dao view=page.view /> });
    view! { <Page data tab=Tab::Proposals title render /> }
}

#[component]
fn Content(dao: DaoHead, view: ResultView) -> impl IntoView {
    let lang = use_lang();
    let head = view.head.clone();
    let link = format!("/d/{}/proposals/{}", dao.slug, head.number);
    let body = match view.count {
        Some(count) => {
            let about = view! { <Source source=head.source.clone() about_html=view.about_html /> };
            view! { <Counted dao head=head.clone() rule=view.rule about=about.into_any() count /> }
                .into_any()
        }
        None => view! { <Nothing head=head.clone() link=link.clone() /> }.into_any(),
    };
    view! {
        <div class="wrap">
            <nav class="crumbs" aria-label=texts::frame::breadcrumb(lang)>
                <a href=link.rsplit_once('/').map(|(list, _)| list.to_owned())>{words::title(lang)}</a>
                <span aria-hidden="true">"/"</span>
                <a href=link.clone()>{words::of(lang, head.number)}</a>
                <span aria-hidden="true">"/"</span>
                <span aria-current="page">{words::result(lang)}</span>
            </nav>
            <div class="grid gap-4 pb-6">
                <p class="meta items-center">
                    <span class="tag">{head.status_word.clone()}</span>
                    <span>{system_name(&head.system, lang)}</span>
                    <span>{words::ended_at(lang)}" "<Time ms=head.end_ms style=TimeStyle::Minute /></span>
                </p>
                <h1 class="title">{head.title}</h1>
            </div>
            {body}
        </div>
    }
}

/// Not yet, or never.
#[component]
fn Nothing(head: Head, link: String) -> impl IntoView {
    let lang = use_lang();
    let text = match head.phase {
        Phase::Counting => words::no_result_counting(lang),
        Phase::Withdrawn => words::no_result_withdrawn(lang),
        _ => words::no_result_open(lang),
    };
    view! {
        <div class="empty">
            <p>{text}</p>
            <a class="btn btn--line" href=link>{words::back_to(lang, head.number)}</a>
        </div>
    }
}

#[component]
fn Counted(dao: DaoHead, head: Head, rule: String, about: AnyView, count: Count) -> impl IntoView {
    let lang = use_lang();
    let basic = head.system == "basic";
    let ranked = count.paired;
    let shares = (!count.bars.is_empty()).then(|| {
        view! {
            <section class="sec">
                <div class="sec-head"><h2>{words::shares(lang)}</h2></div>
                <Shares bars=count.bars.clone() basic />
            </section>
        }
    });
    let pairs = ranked.then(|| view! { <Pairs count=count.clone() /> });
    let runoff = count.runoff.clone().map(|runoff| {
        view! {
            <section class="sec">
                <div class="sec-head"><h2>{words::runoff(lang)}</h2></div>
                <Contests contests=vec![runoff] />
            </section>
        }
    });
    let rounds = (!count.rounds.is_empty()).then(|| {
        view! { <Rounds rounds=count.rounds.clone() labels=count.labels.clone() /> }
    });
    // The recount reads the whole log.
    let total = dao.checkpoint.size;
    view! {
        <div class="cols">
            <div class="stack">
                <div class="grid gap-8 md:grid-cols-2">
                    <Verdict count=count.clone() basic passed=head.status == "passed" />
                    <Order places=count.order.clone() with_wins=ranked />
                </div>
                <Rule sentence=rule fine_print=turnout(&count, lang) />
                {about}
                {shares}
                {runoff}
                {rounds}
                {pairs}
            </div>
            <aside class="rail">
                <Recount dao=dao.slug.clone() proposal=head.id.clone() total />
                <CertificateView
                    slug=dao.slug
                    number=head.number
                    checkpoint=dao.checkpoint
                    certificate=count.certificate
                />
            </aside>
        </div>
    }
}

fn turnout(count: &Count, lang: Lang) -> String {
    let sum = words::took_part_sum(
        lang,
        percent(count.turnout),
        &count.participation,
        &count.needed,
    );
    let met = if count.met {
        words::quorum_met(lang)
    } else {
        words::quorum_missed(lang)
    };
    format!("{sum}{}{met}", lang.pick("", " "))
}

/// Who or what, and how close it was.
#[component]
fn Verdict(count: Count, basic: bool, passed: bool) -> impl IntoView {
    let lang = use_lang();
    let caption = if passed && !basic {
        words::winner(lang)
    } else {
        words::decision(lang)
    };
    let mut reasons = Vec::new();
    if count.condorcet {
        reasons.push(words::beats_all(lang).to_owned());
    }
    if let Some(contest) = count.closest.as_ref().filter(|_| passed) {
        reasons.push(closest(contest, &count.outcome, lang));
    }
    if !count.tied.is_empty() {
        reasons.push(words::tied_between(
            lang,
            count.tied.join(lang.pick("、", ", ")),
        ));
    }
    if count.by_lot {
        reasons.push(words::by_lot(lang).to_owned());
    }
    view! {
        <div class="grid gap-2 content-start">
            <p class="cap">{caption}</p>
            <p class="m-0 font-serif font-bold text-[2.25rem] leading-[3rem]">{count.outcome}</p>
            <p class="m-0 text-ink-2">{reasons.join(lang.pick("", " "))}</p>
        </div>
    }
}

fn closest(contest: &Contest, winner: &str, lang: Lang) -> String {
    if contest.tied {
        let other = if contest.first == winner {
            &contest.second
        } else {
            &contest.first
        };
        return words::closest_tied(lang, other, &contest.with);
    }
    if contest.first == winner {
        words::closest(lang, &contest.second, &contest.with, &contest.against)
    } else {
        // A winner by paths may have lost a pair.
        words::closest(lang, &contest.first, &contest.against, &contest.with)
    }
}

/// Everybody's place.
#[component]
fn Order(places: Vec<Place>, with_wins: bool) -> impl IntoView {
    let lang = use_lang();
    let items = places
        .into_iter()
        .map(|place| {
            let first = place.place == 1;
            let number = if first {
                "num text-lg font-semibold"
            } else {
                "num text-lg muted"
            };
            let name = if first {
                "font-serif font-bold text-lg"
            } else {
                ""
            };
            let wins = with_wins.then(
                || view! { <span class="muted num text-sm">{words::wins(lang, place.wins)}</span> },
            );
            view! {
                <li class="grid grid-cols-[2rem_minmax(0,1fr)_auto] gap-x-3 items-center">
                    <span class=number>{place.place}</span>
                    <span class=name>{place.label}</span>
                    {wins}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="m-0 p-0 list-none grid gap-3 content-start">{items}</ol> }
}

/// The matrix, every pair, and what the rule made of them.
#[component]
fn Pairs(count: Count) -> impl IntoView {
    let lang = use_lang();
    if count.matrix.is_empty() {
        return view! { <p>{words::too_many(lang)}</p> }.into_any();
    }
    let paths = (!count.paths.is_empty()).then(|| {
        view! {
            <section class="sec">
                <div class="sec-head"><h2>{words::paths(lang)}</h2></div>
                <p class="m-0 text-ink-2">{words::paths_hint(lang)}</p>
                <Matrix
                    names=count.labels.clone()
                    cells=count.paths.clone()
                    caption=words::paths_caption(lang)
                />
            </section>
        }
    });
    let debian = count.debian.map(|debian| view! { <LeftOut debian /> });
    let n = count.contests.len();
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::pairwise(lang)}</h2></div>
            <p class="m-0 text-ink-2">{words::pairwise_hint(lang)}</p>
            <Matrix
                names=count.labels.clone()
                cells=count.matrix
                caption=words::matrix_caption(lang)
            />
        </section>
        <section class="sec">
            <div class="sec-head">
                <h2>{words::contests(lang)}</h2>
                <span class="n">{words::contests_n(lang, n)}</span>
            </div>
            <Contests contests=count.contests />
        </section>
        {debian}
        {paths}
    }
    .into_any()
}

/// What Debian's rule left out, in its order.
#[component]
fn LeftOut(debian: Debian) -> impl IntoView {
    let lang = use_lang();
    let list = |names: &[String]| names.join(lang.pick("、", ", "));
    let quorum = (!debian.below_quorum.is_empty()).then(
        || view! { <p class="m-0">{words::debian_quorum(lang, list(&debian.below_quorum))}</p> },
    );
    let majority = (!debian.below_majority.is_empty())
        .then(|| view! { <p class="m-0">{words::debian_majority(lang, list(&debian.below_majority))}</p> });
    let nothing = debian.below_quorum.is_empty()
        && debian.below_majority.is_empty()
        && debian.dropped.is_empty();
    let nothing = nothing.then(|| view! { <p class="m-0">{words::debian_none(lang)}</p> });
    let dropped = (!debian.dropped.is_empty()).then(|| {
        let steps = debian
            .dropped
            .iter()
            .map(|step| {
                let defeats: Vec<String> = step
                    .iter()
                    .map(|(a, b)| words::debian_defeat(lang, a, b))
                    .collect();
                view! { <li>{list(&defeats)}</li> }
            })
            .collect_view();
        view! { <p class="m-0">{words::debian_dropped(lang)}</p><ol>{steps}</ol> }
    });
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::debian_title(lang)}</h2></div>
            <p class="m-0 text-ink-2">{words::debian_default(lang, &debian.default)}</p>
            {quorum}
            {majority}
            {dropped}
            {nothing}
        </section>
    }
}
