//! One bar with the shares of a vote, its legend, and single rows.
use crate::components::stone::{Stone, StoneKind};
use crate::i18n::use_lang;
use crate::texts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What fills a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fill {
    /// Solid.
    For,
    /// Dotted.
    Against,
    /// Hatched.
    Abstain,
    /// One of the six stones, from 1; for choices in their order use [`Fill::series`].
    Stone(u8),
}

impl Fill {
    /// The colour of the n-th choice, from 0: stones 1, 4, 5, 6, 2, and again.
    pub fn series(n: usize) -> Self {
        Self::Stone([1, 4, 5, 6, 2][n % 5])
    }

    /// By the choice's number of a basic vote.
    pub fn of_choice(choice: usize) -> Self {
        match choice {
            0 => Self::For,
            1 => Self::Against,
            _ => Self::Abstain,
        }
    }

    fn attribute(self) -> &'static str {
        match self {
            Self::For => "class=\"f1\"",
            Self::Against => "fill=\"url(#pierced)\"",
            Self::Abstain => "fill=\"url(#hatch)\"",
            Self::Stone(2) => "class=\"f2\"",
            Self::Stone(3) => "class=\"f3\"",
            Self::Stone(4) => "class=\"f4\"",
            Self::Stone(5) => "class=\"f5\"",
            Self::Stone(6) => "class=\"f6\"",
            Self::Stone(_) => "class=\"f1\"",
        }
    }
}

/// One part of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Share of the whole bar in millionths.
    pub ppm: u32,
    /// What fills it.
    pub fill: Fill,
}

/// `part` of `whole` in millionths, rounded down; 0 of nothing is 0.
pub fn share_ppm(part: i128, whole: i128) -> u32 {
    if whole <= 0 || part <= 0 {
        return 0;
    }
    let ppm = part
        .checked_mul(1_000_000)
        .map_or_else(|| part / (whole / 1_000_000).max(1), |x| x / whole);
    u32::try_from(ppm.min(1_000_000)).unwrap_or(1_000_000)
}

/// Millionths as a percentage with one decimal: 629,000 → `62.9%`.
pub fn percent(ppm: u32) -> String {
    let tenths = (ppm + 500) / 1_000;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A bar. Gaps are 0.4 % wide; nothing at all is an empty well.
#[component]
pub fn Bar(
    /// Parts, left to right.
    parts: Vec<Part>,
    /// All values in words.
    #[prop(into)]
    label: String,
    /// 20 px instead of 14.
    #[prop(optional)]
    large: bool,
    /// A line across the bar, in millionths: the quorum.
    #[prop(optional_no_strip)]
    mark: Option<u32>,
) -> impl IntoView {
    let mut inner =
        String::from("<rect width=\"100%\" height=\"100%\" rx=\"4\" class=\"f-well\"/>");
    let mut x = 0u32;
    for part in parts.iter().filter(|part| part.ppm > 0) {
        let width = part.ppm.saturating_sub(4_000).max(6_000);
        // Writing to a String cannot fail.
        let _ = write!(
            inner,
            "<rect x=\"{}\" width=\"{}\" height=\"100%\" rx=\"4\" {}/>",
            length(x),
            length(width),
            part.fill.attribute()
        );
        x += part.ppm;
    }
    if let Some(mark) = mark {
        let at = length(mark);
        let _ = write!(
            inner,
            "<line x1=\"{at}\" x2=\"{at}\" y1=\"-4\" y2=\"18\" class=\"s-ink\" stroke-width=\"2\"/>"
        );
    }
    let class = if large { "bar bar--lg" } else { "bar" };
    view! { <svg class=class role="img" aria-label=label inner_html=inner></svg> }
}

/// Bar and legend of a for/against/abstain vote, or words when nobody voted yet.
#[component]
pub fn TallyBar(
    /// For, against, abstain.
    parts: Vec<Part>,
    /// The line beneath: turnout, quorum, people.
    #[prop(optional, into)]
    caption: String,
) -> impl IntoView {
    let lang = use_lang();
    let label = parts
        .iter()
        .map(|part| format!("{} {}", part.name, percent(part.ppm)))
        .collect::<Vec<_>>()
        .join(lang.pick("，", ", "));
    let empty = parts.iter().all(|part| part.ppm == 0);
    let legend = (!empty).then(|| {
        let items = parts
            .iter()
            .enumerate()
            .map(|(i, part)| {
                view! {
                    <li>
                        <Stone kind=StoneKind::of_choice(i) />
                        {part.name.clone()}
                        <b>{percent(part.ppm)}</b>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="tally-legend">{items}</ul> }
    });
    let caption = if empty {
        texts::frame::no_stone_yet(lang).to_owned()
    } else {
        caption
    };
    view! {
        <div class="tally">
            <Bar parts=parts label=label />
            {legend}
            <p class="cap num">{caption}</p>
        </div>
    }
}

/// Millionths as a length in per cent.
pub(crate) fn length(ppm: u32) -> String {
    format!("{}.{:02}%", ppm / 10_000, ppm % 10_000 / 100)
}

#[cfg(test)]
mod tests {
    use super::{percent, share_ppm};

    #[test]
    fn shares_are_exact() {
        assert_eq!(percent(share_ppm(2, 3)), "66.7%");
        assert_eq!(percent(share_ppm(0, 0)), "0.0%");
        assert_eq!(percent(share_ppm(5, 5)), "100.0%");
        assert_eq!(share_ppm(i128::MAX / 2, i128::MAX), 500_000);
    }
}
