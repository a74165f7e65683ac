//! The root seal: a checkpoint's root drawn in the manner of nine-fold seal script. The same root
//! gives the same seal on every screen; an equal-looking seal proves nothing.
use leptos::prelude::*;
use std::fmt::Write;

/// How large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SealSize {
    /// 56 px.
    Small,
    /// 96 px.
    #[default]
    Medium,
    /// 128 px.
    Large,
}

/// The seal of a root.
#[component]
pub fn Seal(
    /// Root, 64 hex digits.
    #[prop(into)]
    root_hex: String,
    /// Filled (anchored or final) instead of outlined (logged).
    #[prop(optional)]
    filled: bool,
    /// How large.
    #[prop(optional)]
    size: SealSize,
    /// Whether it was stamped just now: tilts and moves once.
    #[prop(optional)]
    stamp: bool,
    /// What it is, for readers that do not see it; must name the number of leaves.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let class = match (size, stamp) {
        (SealSize::Small, false) => "seal seal--sm",
        (SealSize::Small, true) => "seal seal--sm seal--stamp",
        (SealSize::Medium, false) => "seal",
        (SealSize::Medium, true) => "seal seal--stamp",
        (SealSize::Large, false) => "seal seal--lg",
        (SealSize::Large, true) => "seal seal--lg seal--stamp",
    };
    view! {
        <svg class=class viewBox="0 0 100 100" role="img" aria-label=label inner_html=inner(&root_hex, filled)></svg>
    }
}

fn inner(root_hex: &str, filled: bool) -> String {
    let maze = strokes(root_hex);
    if filled {
        format!(
            "<path d=\"M8 3.6L92.5 3Q97 3 97 8L96.4 92Q96.4 97 91.5 97L8.5 96.4Q3 96.4 3.2 91L3 8.5Q3 3.6 8 3.6Z\" class=\"f-seal\"/>\
             <rect x=\"9.5\" y=\"9.5\" width=\"81\" height=\"81\" rx=\"2\" class=\"f-none s-on-seal\" stroke-width=\"1.8\"/>\
             <path d=\"{maze}\" class=\"f-none s-on-seal\" stroke-width=\"4.6\" stroke-linecap=\"square\"/>"
        )
    } else {
        format!(
            "<path d=\"M8 4.6L92 4Q96 4 96 8L95.4 92Q95.4 96 91.5 96L8.5 95.4Q4 95.4 4.2 91L4 8.5Q4 4.6 8 4.6Z\" class=\"f-none s-seal\" stroke-width=\"3.6\"/>\
             <path d=\"{maze}\" class=\"f-none s-seal\" stroke-width=\"4.6\" stroke-linecap=\"square\"/>"
        )
    }
}

/// The strokes as an SVG path: an 8 × 8 sidewinder maze. Row 0 is one stroke; in rows 1…7 each
/// cell reads a bit; a 1 (or the last cell) closes the run, three more bits say where it joins
/// the row above. At most 224 bits are read, most significant first.
pub fn strokes(root_hex: &str) -> String {
    let nibbles: Vec<u8> = root_hex
        .chars()
        .map(|digit| digit.to_digit(16).map_or(0, |value| value as u8))
        .collect();
    let mut at = 0usize;
    let mut bit = || {
        let nibble = nibbles.get(at / 4).copied().unwrap_or(0);
        let value = (nibble >> (3 - at % 4)) & 1;
        at += 1;
        usize::from(value)
    };
    // Coordinates are 18.5 + 9 n: whole numbers before the half.
    let place = |n: usize| 18 + 9 * n;
    let mut path = format!("M{0}.5 {0}.5H{1}.5", place(0), place(7));
    for row in 1..8 {
        let mut start = 0;
        for column in 0..8 {
            let closes = bit() == 1 || column == 7;
            if !closes {
                continue;
            }
            let k = (bit() << 2) | (bit() << 1) | bit();
            let join = start + k % (column - start + 1);
            let y = place(row);
            if column > start {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{}.5 {y}.5H{}.5", place(start), place(column));
            }
            let _ = write!(path, "M{}.5 {y}.5V{}.5", place(join), place(row - 1));
            start = column + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::strokes;

    /// A seal of the design pages.
    #[test]
    fn draws_the_seal_of_the_design() {
        let root = "ffc9361dd54675a00bb0acac38bf7a2c2574fe96f2d900b9dc660829c72b6ba1";
        let expected = "M18.5 18.5H81.5M18.5 27.5V18.5M27.5 27.5V18.5M36.5 27.5V18.5M45.5 27.5V18.5M54.5 27.5H72.5M72.5 27.5V18.5M81.5 27.5V18.5M18.5 36.5H27.5M18.5 36.5V27.5M36.5 36.5V27.5M45.5 36.5V27.5M54.5 36.5V27.5M63.5 36.5H81.5M72.5 36.5V27.5M18.5 45.5V36.5M27.5 45.5V36.5M36.5 45.5H45.5M36.5 45.5V36.5M54.5 45.5H81.5M63.5 45.5V36.5M18.5 54.5H27.5M18.5 54.5V45.5M36.5 54.5V45.5M45.5 54.5H63.5M63.5 54.5V45.5M72.5 54.5V45.5M81.5 54.5V45.5M18.5 63.5V54.5M27.5 63.5H45.5M27.5 63.5V54.5M54.5 63.5H72.5M54.5 63.5V54.5M81.5 63.5V54.5M18.5 72.5H27.5M27.5 72.5V63.5M36.5 72.5H45.5M36.5 72.5V63.5M54.5 72.5V63.5M63.5 72.5H81.5M81.5 72.5V63.5M18.5 81.5H27.5M18.5 81.5V72.5M36.5 81.5V72.5M45.5 81.5V72.5M54.5 81.5V72.5M63.5 81.5V72.5M72.5 81.5H81.5M81.5 81.5V72.5";
        assert_eq!(strokes(root), expected);
    }
}
