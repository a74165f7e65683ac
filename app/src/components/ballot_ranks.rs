//! A ranked ballot: a box for each place, and the ballot read back as a sentence.
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::ballots::{Choice, Limits};
use leptos::prelude::*;

/// Number fields, and the ballot read back as a sentence.
#[component]
pub fn Ranks(
    /// Options in the order of the proposal.
    options: Vec<Choice>,
    /// Whether places may be shared, and whether all are needed.
    limits: Limits,
) -> impl IntoView {
    let lang = use_lang();
    let hint = match limits {
        Limits { full: true, .. } => words::rank_hint_full(lang),
        Limits { ties: false, .. } => words::rank_hint_strict(lang),
        Limits { .. } => words::rank_hint(lang),
    };
    let ranks = RwSignal::new(
        options
            .iter()
            .map(|option| option.mark.clone())
            .collect::<Vec<_>>(),
    );
    let names: Vec<String> = options.iter().map(|option| option.label.clone()).collect();
    let most = options.len().to_string();
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(at, option)| {
            let id = format!("rank-{}", option.number);
            let input = move |event| {
                let value = event_target_value(&event);
                ranks.update(|ranks| {
                    if let Some(rank) = ranks.get_mut(at) {
                        *rank = value;
                    }
                });
            };
            view! {
                <div class="rank">
                    <span>
                        <label class="sr-only" for=id.clone()>
                            {words::rank_of(lang, &option.label)}
                        </label>
                        <input
                            class="input"
                            id=id
                            name=format!("rank_{}", option.number)
                            type="number"
                            inputmode="numeric"
                            min="1"
                            max=most.clone()
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
            <p class="m-0" aria-live="polite">{move || reading(&names, &ranks.read(), lang)}</p>
        </div>
    }
}

/// Places as a sentence: `乙 ＞ 甲 ＝ 丙 ＞ 丁（未排）`.
pub fn reading(names: &[String], ranks: &[String], lang: Lang) -> String {
    let mut placed: Vec<(u32, &String)> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for (name, rank) in names.iter().zip(ranks) {
        match rank.trim().parse::<u32>() {
            Ok(place) => placed.push((place, name)),
            Err(_) => rest.push(name),
        }
    }
    if placed.is_empty() {
        return words::nothing_ranked(lang).to_owned();
    }
    placed.sort_by_key(|(place, _)| *place);
    let mut out: Vec<String> = placed
        .chunk_by(|a, b| a.0 == b.0)
        .map(|tie| {
            tie.iter()
                .map(|(_, name)| name.as_str())
                .collect::<Vec<_>>()
                .join(" ＝ ")
        })
        .collect();
    if !rest.is_empty() {
        out.push(words::unranked(lang, rest.join(lang.pick("、", ", "))));
    }
    out.join(" ＞ ")
}

#[cfg(test)]
mod tests {
    use super::reading;
    use crate::i18n::Lang;

    #[test]
    fn a_ranking_is_read_back() {
        let names = ["甲", "乙", "丙"].map(str::to_owned);
        let ranks = |list: [&str; 3]| list.map(str::to_owned);
        assert_eq!(
            reading(&names, &ranks(["2", "1", ""]), Lang::Zh),
            "乙 ＞ 甲 ＞ 丙（未排）"
        );
        assert_eq!(
            reading(&names, &ranks(["1", "1", "3"]), Lang::Zh),
            "甲 ＝ 乙 ＞ 丙"
        );
        assert_eq!(
            reading(&names, &ranks(["", "", ""]), Lang::En),
            "Nothing is ranked yet."
        );
    }
}
