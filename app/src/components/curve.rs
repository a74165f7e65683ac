//! A line over time, in the manner of the design: words outside, marks inside.
use leptos::prelude::*;
use std::fmt::Write;

/// A curve with its area. Points are evenly spaced; y starts at `floor`.
#[component]
pub fn Curve(
    /// Values, left to right.
    values: Vec<i64>,
    /// What the curve says, in one sentence.
    #[prop(into)]
    label: String,
    /// The value of the lower edge; 0 unless it is a sparkline.
    #[prop(optional)]
    floor: i64,
    /// The small plot of a rail.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "plot plot--sm" } else { "plot" };
    let points = points(&values, floor);
    let line = points.join("L");
    let inner = format!(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">\
         <path d=\"M0 100L{line}L100 100Z\" class=\"f-well\"/>\
         <path d=\"M{line}\" class=\"f-none s-ink\" stroke-width=\"2\" vector-effect=\"non-scaling-stroke\"/></svg>"
    );
    view! { <svg class=class role="img" aria-label=label inner_html=inner></svg> }
}

/// `x y` in hundredths of the box.
fn points(values: &[i64], floor: i64) -> Vec<String> {
    let top = values.iter().copied().max().unwrap_or(0);
    let span = i128::from(top) - i128::from(floor);
    let last = values.len().saturating_sub(1).max(1) as i128;
    let single = [values.first().copied().unwrap_or(0); 2];
    let values = if values.len() < 2 {
        &single[..]
    } else {
        values
    };
    values
        .iter()
        .enumerate()
        .map(|(i, value)| {
            let x = 10_000 * i as i128 / last;
            let up = i128::from(*value) - i128::from(floor);
            // A tenth of the box stays free above the highest point.
            let y = if span > 0 {
                10_000 - 9_000 * up.clamp(0, span) / span
            } else {
                10_000
            };
            let mut point = String::new();
            // Writing to a String cannot fail.
            let _ = write!(
                point,
                "{}.{:02} {}.{:02}",
                x / 100,
                x % 100,
                y / 100,
                y % 100
            );
            point
        })
        .collect()
}
