//! A ranked ballot: a box for each place, and the ballot read back as a sentence.
use crate::components::ballot_marks::Numbers;
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::ballots::{Choice, Limits};
use leptos::prelude::*;

/// A place for each option; 1 is first.
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
    let names: Vec<String> = options.iter().map(|option| option.label.clone()).collect();
    let most = i64::try_from(options.len()).unwrap_or(i64::MAX);
    view! {
        <Numbers
            options
            prefix="rank"
            range=(1, most)
            hint=hint.to_owned()
            label=move |name: &str| words::rank_of(lang, name)
            read=move |ranks: &[String]| reading(&names, ranks, lang)
        />
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
