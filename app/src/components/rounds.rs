//! A count that goes round by round: a bar for each round, and the numbers as a table.
use crate::components::result_view::fill;
use crate::components::tally_bar::{Bar, Fill, Part, percent};
use crate::i18n::{Lang, use_lang};
use crate::texts;
use crate::texts::proposals as words;
use crate::types::proposals::Round;
use leptos::prelude::*;

/// The rounds, first to last.
#[component]
pub fn Rounds(
    /// What each round had, and who left after it.
    rounds: Vec<Round>,
    /// Options in the order of the proposal.
    labels: Vec<String>,
) -> impl IntoView {
    let lang = use_lang();
    let count = rounds.len();
    let bars = rounds
        .iter()
        .enumerate()
        .map(|(at, round)| bar(at, round, at + 1 == count, &labels, lang))
        .collect_view();
    view! {
        <section class="sec">
            <div class="sec-head">
                <h2>{words::rounds(lang)}</h2>
                <span class="n">{words::rounds_n(lang, count)}</span>
            </div>
            {legend(&labels, lang)}
            <div class="grid gap-4">{bars}</div>
        </section>
        <section class="sec">
            <div class="sec-head"><h2>{words::rounds_table(lang)}</h2></div>
            {table(&rounds, &labels, lang)}
        </section>
    }
}

/// Which colour is whose. The numbers stand in the table too, for readers who don't see colours.
fn legend(labels: &[String], lang: Lang) -> AnyView {
    let exhausted = (words::exhausted(lang).to_owned(), Fill::Abstain);
    let named = (1..)
        .zip(labels)
        .map(|(number, label)| (label.clone(), fill(false, number)));
    let items = named
        .chain([exhausted])
        .map(|(name, fill)| {
            let whole = Part {
                name: name.clone(),
                ppm: 1_000_000,
                fill,
            };
            view! {
                <li>
                    <span class="inline-block w-5" aria-hidden="true"><Bar parts=vec![whole] label="" /></span>
                    {name}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tally-legend">{items}</ul> }.into_any()
}

/// One round: everybody's part, and who leaves.
fn bar(at: usize, round: &Round, is_last: bool, labels: &[String], lang: Lang) -> AnyView {
    let title = words::round(lang, at + 1);
    let mut parts: Vec<Part> = round
        .bars
        .iter()
        .flatten()
        .map(|bar| Part {
            name: bar.label.clone(),
            ppm: bar.share,
            fill: fill(false, bar.number),
        })
        .collect();
    if round.exhausted_share > 0 {
        parts.push(Part {
            name: words::exhausted(lang).to_owned(),
            ppm: round.exhausted_share,
            fill: Fill::Abstain,
        });
    }
    let named = |numbers: &[usize]| {
        let names = numbers
            .iter()
            .filter_map(|number| labels.get(number.checked_sub(1)?).cloned());
        names.collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    let mut ends = Vec::new();
    if !round.leaving.is_empty() {
        ends.push(words::leaves(lang, named(&round.leaving)));
    }
    if !round.elected.is_empty() {
        ends.push(words::elected(lang, named(&round.elected)));
    }
    if let (true, true, Some(name)) = (is_last, ends.is_empty(), lead(round)) {
        ends.push(words::round_won(lang, name));
    }
    let end = ends.join(lang.pick("；", "; "));
    let said: Vec<String> = parts
        .iter()
        .map(|part| format!("{} {}", part.name, percent(part.ppm)))
        .collect();
    let label = format!("{title}: {}", said.join(", "));
    view! {
        <div class="grid gap-1">
            <p class="m-0 flex justify-between gap-4"><b>{title}</b><span class="cap">{end}</span></p>
            <Bar parts=parts label=label />
        </div>
    }
    .into_any()
}

/// Who has most in a round.
fn lead(round: &Round) -> Option<&str> {
    let best = round.bars.iter().flatten().max_by_key(|bar| bar.share)?;
    Some(&best.label)
}

fn table(rounds: &[Round], labels: &[String], lang: Lang) -> AnyView {
    let head = (1..=rounds.len())
        .map(|number| view! { <th scope="col" class="num text-end">{words::round(lang, number)}</th> })
        .collect_view();
    let row = |at: usize, label: &String| {
        let cells = rounds
            .iter()
            .map(|round| {
                let text = match round.bars.get(at).and_then(Option::as_ref) {
                    None => "–".to_owned(),
                    Some(bar) if round.leaving.contains(&(at + 1)) => {
                        words::left_with(lang, &bar.power)
                    }
                    Some(bar) => bar.power.clone(),
                };
                view! { <td class="num text-end">{text}</td> }
            })
            .collect_view();
        view! { <tr><th scope="row">{label.clone()}</th>{cells}</tr> }
    };
    let rows = labels
        .iter()
        .enumerate()
        .map(|(at, label)| row(at, label))
        .collect_view();
    let exhausted = rounds
        .iter()
        .map(|round| view! { <td class="num text-end">{round.exhausted.clone()}</td> })
        .collect_view();
    let caption = words::rounds_table(lang);
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=caption>
            <table class="table">
                <caption class="sr-only">{caption}</caption>
                <thead><tr><th scope="col">{texts::proposals::field_options(lang)}</th>{head}</tr></thead>
                <tbody>
                    {rows}
                    <tr><th scope="row">{words::exhausted(lang)}</th>{exhausted}</tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
