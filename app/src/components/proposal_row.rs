//! A proposal in a list: what, how it stands, and the next step.
use crate::components::ballot_form::Kind;
use crate::components::icon::Icon;
use crate::components::result_view::parts;
use crate::components::stone::{Stone, StoneKind};
use crate::components::tally_bar::{Bar, TallyBar, percent};
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::texts::{self, proposals as words};
use crate::types::proposals::{Phase, Row};
use leptos::prelude::*;

/// The name of a system for people.
pub fn system(name: &str, lang: Lang) -> String {
    match name {
        "basic" => words::basic(lang).to_owned(),
        "single_choice" => words::single_choice(lang).to_owned(),
        "approval" => words::approval(lang).to_owned(),
        "weighted" => words::weighted(lang).to_owned(),
        "quadratic" => words::quadratic(lang).to_owned(),
        "quadratic_credits" => words::quadratic_credits(lang).to_owned(),
        "score" => words::score(lang).to_owned(),
        "star" => words::star(lang).to_owned(),
        "borda" => words::borda(lang).to_owned(),
        "irv" => words::irv(lang).to_owned(),
        "stv" => words::stv(lang).to_owned(),
        "schulze" => words::schulze(lang).to_owned(),
        "debian" => words::debian(lang).to_owned(),
        "copeland" => words::copeland(lang).to_owned(),
        other => words::other_system(lang, other),
    }
}

/// One proposal; wrap it in a list item.
#[component]
pub fn ProposalRow(
    /// The DAO.
    #[prop(into)]
    slug: String,
    /// The proposal.
    row: Row,
    /// In the narrower column of a home page: the bar stands under the title.
    #[prop(optional)]
    home: bool,
) -> impl IntoView {
    let lang = use_lang();
    let head = row.head.clone();
    let standing = view! { <Standing row=row.clone() /> }.into_any();
    let (under, beside) = if home {
        (Some(standing), None)
    } else {
        (None, Some(standing))
    };
    let link = format!("/d/{slug}/proposals/{}", head.number);
    let over = matches!(head.phase, Phase::Decided | Phase::Withdrawn);
    let tag = over.then(|| view! { <span class="tag">{head.status_word.clone()}</span> });
    let imported = !head.source.is_empty();
    let (word, at) = match head.phase {
        Phase::Scheduled => (words::starts(lang), head.start_ms),
        Phase::Active => (words::ends(lang), head.end_ms),
        _ => (words::ended_at(lang), head.end_ms),
    };
    view! {
        <article class=if home { "prop prop--home" } else { "prop" }>
            <div class="grid gap-2">
                <p class="meta items-center">
                    {tag}
                    <span class="num">{words::of(lang, head.number)}</span>
                    <span>{word}" "<Time ms=at style=TimeStyle::Minute /></span>
                </p>
                <h3 class="row-title"><a href=link>{head.title.clone()}</a></h3>
                <p class="meta">
                    <span>{head.author.clone()}</span>
                    <span>{system(&head.system, lang)}</span>
                    {imported.then(|| view! { <span>{words::imported(lang)}</span> })}
                </p>
                {under}
            </div>
            {beside}
            <div><Next slug row /></div>
        </article>
    }
}

/// How it stands, as a shape and a line.
#[component]
fn Standing(row: Row) -> impl IntoView {
    let lang = use_lang();
    let ballots = texts::number(row.ballots);
    let turnout = percent(row.turnout);
    let line = match row.needed {
        Some(needed) if row.turnout >= needed => {
            words::turnout_met(lang, turnout, percent(needed), ballots)
        }
        Some(needed) => words::turnout_short(lang, turnout, percent(needed), ballots),
        None => words::turnout_free(lang, turnout, ballots),
    };
    if row.head.system == "basic" && !row.bars.is_empty() {
        return view! { <TallyBar parts=parts(&row.bars, true) caption=line /> }.into_any();
    }
    if row.bars.is_empty() {
        let hidden = !matches!(row.head.phase, Phase::Decided | Phase::Withdrawn);
        return view! {
            <div class="tally">
                <p class="m-0">{words::ballots(lang, texts::number(row.ballots))}</p>
                {(!row.outcome.is_empty()).then(|| view! { <p class="m-0 font-semibold">{row.outcome}</p> })}
                {hidden.then(|| view! { <p class="cap">{words::leader_hidden(lang)}</p> })}
            </div>
        }
        .into_any();
    }
    let label = row
        .bars
        .iter()
        .map(|bar| words::bar_label(lang, &bar.label, percent(bar.share)))
        .collect::<Vec<_>>()
        .join(lang.pick("，", ", "));
    // Approvals overlap; a stacked bar would lie.
    let bar = (row.head.system != "approval")
        .then(|| view! { <Bar parts=parts(&row.bars, false) label=label /> });
    view! {
        <div class="tally">
            {(!row.outcome.is_empty()).then(|| view! { <p class="m-0 font-semibold">{row.outcome}</p> })}
            {bar}
            <p class="cap num">{line}</p>
        </div>
    }
    .into_any()
}

/// The next step.
#[component]
fn Next(slug: String, row: Row) -> impl IntoView {
    let lang = use_lang();
    let number = row.head.number;
    let link = format!("/d/{slug}/proposals/{number}");
    match (row.head.phase, row.mine) {
        (Phase::Active, Some(mine)) => view! {
            <div class="grid gap-1">
                <p class="m-0 font-semibold">{words::voted(lang, mine)}</p>
                <a class="linkish" href=link>{words::open_proposal(lang)}</a>
            </div>
        }
        .into_any(),
        (Phase::Active, None) if row.one_click => {
            let action = format!("{link}/vote");
            let choices = [
                ("for", texts::frame::choice_for(lang)),
                ("against", texts::frame::choice_against(lang)),
                ("abstain", texts::frame::choice_abstain(lang)),
            ];
            let buttons = choices
                .into_iter()
                .enumerate()
                .map(|(at, (value, word))| {
                    view! {
                        <button name="choice" value=value aria-label=words::one_click_label(lang, number, word)>
                            <Stone kind=StoneKind::of_choice(at) shape=at />
                            {word}
                        </button>
                    }
                })
                .collect_view();
            view! {
                <form method="post" action=action>
                    <fieldset>
                        <legend class="cap mb-1.5">{words::one_click(lang)}</legend>
                        <div class="one-click">{buttons}</div>
                    </fieldset>
                </form>
            }
            .into_any()
        }
        (Phase::Active, None) => {
            let ranked = Kind::of(&row.head.system) == Kind::Ranks;
            let label = if ranked {
                words::open_ranking(lang)
            } else {
                words::open_ballot(lang)
            };
            view! {
                <div class="grid gap-1.5">
                    <p class="cap">{words::options(lang, row.options)}</p>
                    <a class="btn btn--line btn--wide" href=link>{label}</a>
                </div>
            }
            .into_any()
        }
        (Phase::Decided, _) => view! {
            <a class="btn btn--line btn--wide" href=format!("{link}/result")>
                {words::open_result(lang)}
                <Icon name="right" />
            </a>
        }
        .into_any(),
        _ => view! {
            <a class="btn btn--line btn--wide" href=link>{words::open_proposal(lang)}</a>
        }
        .into_any(),
    }
}
