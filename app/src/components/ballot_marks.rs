//! Ballots of numbers: parts of one's power, votes bought with credits, marks. What the numbers
//! come to is said beneath while they are typed.
use crate::ballot_fields::millionths;
use crate::components::tally_bar::percent;
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::ballots::{Choice, Limits};
use leptos::prelude::*;

/// Marks up to this are buttons in a row; higher ones are typed.
const BUTTONS_MAX: i64 = 10;

/// Parts of a whole of the voter's own choosing.
#[component]
pub fn Weights(
    /// Options in the order of the proposal.
    options: Vec<Choice>,
) -> impl IntoView {
    let lang = use_lang();
    let names = names(&options);
    let read = move |marks: &[String]| parts(&names, marks, lang);
    view! {
        <Numbers
            options
            prefix="weight"
            range=(0, 1_000_000)
            hint=words::weights_hint(lang).to_owned()
            label=move |name: &str| words::weight_of(lang, name)
            read
        />
    }
}

/// Votes whose squares are paid for.
#[component]
pub fn Votes(
    /// Options in the order of the proposal.
    options: Vec<Choice>,
    /// Credits, and whether votes may be negative.
    limits: Limits,
) -> impl IntoView {
    let lang = use_lang();
    let credits = limits.credits;
    let hint = if limits.signed {
        words::votes_hint_signed(lang, credits)
    } else {
        words::votes_hint(lang, credits)
    };
    let least = if limits.signed { -1_000 } else { 0 };
    view! {
        <Numbers
            options
            prefix="votes"
            range=(least, 1_000)
            hint
            label=move |name: &str| words::votes_of(lang, name)
            read=move |marks: &[String]| spent(marks, credits, lang)
        />
    }
}

/// A number for each option, and what they come to.
#[component]
pub fn Numbers<L, R>(
    /// Options in the order of the proposal.
    options: Vec<Choice>,
    /// Fields are named `<prefix>_<option>`.
    prefix: &'static str,
    /// Least and most.
    range: (i64, i64),
    /// What the numbers mean.
    hint: String,
    /// The label of an option's field.
    label: L,
    /// What the numbers come to.
    read: R,
) -> impl IntoView
where
    L: Fn(&str) -> String + 'static,
    R: Fn(&[String]) -> String + Send + Sync + 'static,
{
    let lang = use_lang();
    let marks = RwSignal::new(marks(&options));
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| {
            let id = format!("{prefix}-{}", option.number);
            let input = move |event| {
                let value = event_target_value(&event);
                marks.update(|marks| {
                    if let Some(mark) = marks.get_mut(at) {
                        *mark = value;
                    }
                });
            };
            view! {
                <div class="rank">
                    <span>
                        <label class="sr-only" for=id.clone()>
                            {label(&option.label)}
                        </label>
                        <input
                            class="input"
                            id=id
                            name=format!("{prefix}_{}", option.number)
                            type="number"
                            inputmode="numeric"
                            min=range.0.to_string()
                            max=range.1.to_string()
                            value=option.mark
                            on:input=input
                        />
                    </span>
                    <div><b>{option.label}</b></div>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="grid gap-4">
            <legend class="text-ink-2 mb-2">{hint}</legend>
            <div>{rows}</div>
        </fieldset>
        <div class="well grid gap-2">
            <p class="m-0 sub">{words::reads_as(lang)}</p>
            <p class="m-0 num" aria-live="polite">{move || read(&marks.read())}</p>
        </div>
    }
}

/// A mark for each option.
#[component]
pub fn Scores(
    /// Options in the order of the proposal.
    options: Vec<Choice>,
    /// The highest mark.
    limits: Limits,
) -> impl IntoView {
    let lang = use_lang();
    let most = limits.max_score;
    let rows = options
        .into_iter()
        .map(|option| score(option, most, lang))
        .collect_view();
    view! {
        <p class="m-0 text-ink-2">{words::scores_hint(lang, most)}</p>
        <div class="grid gap-4">{rows}</div>
    }
}

fn score(option: Choice, most: i64, lang: Lang) -> AnyView {
    let name = format!("score_{}", option.number);
    let label = words::score_of(lang, &option.label);
    if most > BUTTONS_MAX {
        let id = format!("score-{}", option.number);
        return view! {
            <div class="rank">
                <span>
                    <label class="sr-only" for=id.clone()>{label}</label>
                    <input
                        class="input"
                        id=id
                        name=name
                        type="number"
                        inputmode="numeric"
                        min="0"
                        max=most.to_string()
                        value=option.mark
                    />
                </span>
                <div><b>{option.label}</b></div>
            </div>
        }
        .into_any();
    }
    let marks = (0..=most)
        .map(|mark| {
            let mark = mark.to_string();
            let checked = option.mark == mark;
            view! {
                <label class="mark">
                    <input type="radio" name=name.clone() value=mark.clone() checked=checked />
                    <span>{mark}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="grid gap-2">
            <legend class="mb-2"><b>{option.label}</b><span class="sr-only">{label}</span></legend>
            <div class="marks">{marks}</div>
        </fieldset>
    }
    .into_any()
}

fn names(options: &[Choice]) -> Vec<String> {
    options.iter().map(|option| option.label.clone()).collect()
}

fn marks(options: &[Choice]) -> Vec<String> {
    options.iter().map(|option| option.mark.clone()).collect()
}

/// Numbers of the fields that hold one, by option from 1.
fn numbers(marks: &[String]) -> Vec<(u32, i64)> {
    (1..)
        .zip(marks)
        .filter_map(|(number, mark)| Some((number, mark.trim().parse().ok()?)))
        .collect()
}

/// Parts as per cent: `甲 66.7% · 乙 33.3%`.
fn parts(names: &[String], marks: &[String], lang: Lang) -> String {
    let Ok(shares) = millionths(&numbers(marks)) else {
        return words::nothing_given(lang).to_owned();
    };
    let named = shares.into_iter().filter_map(|(number, share)| {
        let name = names.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(format!("{name} {}", percent(u32::try_from(share).ok()?)))
    });
    named.collect::<Vec<_>>().join(" · ")
}

/// Credits that the votes cost.
fn spent(marks: &[String], credits: i64, lang: Lang) -> String {
    let used = numbers(marks).iter().fold(0_i64, |sum, (_, votes)| {
        sum.saturating_add(votes.saturating_mul(*votes))
    });
    if used > credits {
        words::credits_over(lang, used, credits)
    } else {
        words::credits_used(lang, used, credits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(marks: &[&str]) -> Vec<String> {
        marks.iter().map(|mark| (*mark).to_owned()).collect()
    }

    #[test]
    fn parts_are_read_back_as_per_cent() {
        let names = list(&["甲", "乙", "丙"]);
        assert_eq!(
            parts(&names, &list(&["2", "1", ""]), Lang::Zh),
            "甲 66.7% · 乙 33.3%"
        );
        assert_eq!(
            parts(&names, &list(&["", "x", "0"]), Lang::En),
            words::nothing_given(Lang::En)
        );
    }

    #[test]
    fn credits_are_squares() {
        assert_eq!(
            spent(&list(&["3", "-1", ""]), 10, Lang::En),
            "10 of 10 credits spent"
        );
        assert!(spent(&list(&["4"]), 10, Lang::En).starts_with("Too many"));
        assert!(spent(&list(&["9223372036854775807"]), 10, Lang::En).starts_with("Too many"));
    }
}
