//! Points over the last 12 weeks, and the two ways the next 12 may go. Words are HTML, marks are
//! SVG in per cent; the same numbers stand in a table.
use crate::components::time::{Time, TimeStyle};
use crate::i18n::use_lang;
use crate::texts::{self, points as words};
use crate::types::points::Curve;
use leptos::prelude::*;
use std::fmt::Write;

/// Base units of one point.
const UNIT: i64 = 1_000_000;
/// Lines across, with the ground.
const LINES: i64 = 4;

/// A round number of points at or above the highest value: 1, 2 or 5 with zeros, times four.
fn top(curve: &Curve) -> i64 {
    let all = [
        &curve.contribution,
        &curve.reputation,
        &curve.idle,
        &curve.pace,
    ];
    let highest = all.into_iter().flatten().copied().max().unwrap_or(0);
    let points = highest / UNIT + i64::from(highest % UNIT > 0);
    let mut step = 1i64;
    loop {
        for factor in [1, 2, 5] {
            if step.saturating_mul(factor * LINES) >= points.max(1) {
                return step * factor * LINES;
            }
        }
        step = step.saturating_mul(10);
    }
}

/// `Mx yLx y…` over `from…to` of the width (in per cent), `top` points being the upper edge.
fn path(values: &[i64], (from, to): (i64, i64), top: i64) -> String {
    let last = i64::try_from(values.len().saturating_sub(1).max(1)).unwrap_or(1);
    let mut out = String::new();
    for (at, value) in values.iter().enumerate() {
        let at = i64::try_from(at).unwrap_or(0);
        let x = (from * 100) + (to - from) * 100 * at / last;
        let full = i128::from(top) * i128::from(UNIT);
        let up = i128::from(*value).clamp(0, full) * 10_000 / full.max(1);
        let y = 10_000 - up;
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "{}{}.{:02} {}.{:02}",
            if at == 0 { 'M' } else { 'L' },
            x / 100,
            x % 100,
            y / 100,
            y % 100
        );
    }
    out
}

fn line(path: &str, class: &str, dash: &str) -> String {
    format!(
        "<path d=\"{path}\" class=\"f-none {class}\" stroke-width=\"2\" vector-effect=\"non-scaling-stroke\"{dash}/>"
    )
}

fn drawing(curve: &Curve, top: i64) -> String {
    let past = (0, 50);
    let future = (50, 100);
    let mut inner = String::from(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">",
    );
    let contribution = path(&curve.contribution, past, top);
    let _ = write!(
        inner,
        "<path d=\"{contribution}L50 100L0 100Z\" class=\"f-well\"/>"
    );
    inner.push_str(&line(&contribution, "s-ink", ""));
    inner.push_str(&line(
        &path(&curve.reputation, past, top),
        "s-edge",
        " stroke-dasharray=\"10 3 2 3\"",
    ));
    inner.push_str(&line(
        &path(&curve.idle, future, top),
        "s-ink2",
        " stroke-dasharray=\"2 4\"",
    ));
    inner.push_str(&line(
        &path(&curve.pace, future, top),
        "s-ink2",
        " stroke-dasharray=\"7 4\"",
    ));
    inner.push_str("</svg>");
    for step in 0..=LINES {
        let y = step * 100 / LINES;
        let _ = write!(
            inner,
            "<line x1=\"0\" x2=\"100%\" y1=\"{y}%\" y2=\"{y}%\" class=\"s-line\" stroke-width=\"1\"/>"
        );
    }
    inner.push_str(
        "<line x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\" class=\"s-edge\" stroke-width=\"1\"/>",
    );
    inner
}

fn key(sample: &'static str, text: String) -> impl IntoView {
    view! {
        <li>
            <svg viewBox="0 0 20 12" aria-hidden="true" inner_html=sample></svg>
            {text}
        </li>
    }
}

/// The chart with its key and table.
#[component]
pub fn PointsCurve(
    /// The numbers.
    curve: Curve,
) -> impl IntoView {
    let lang = use_lang();
    let top = top(&curve);
    let inner = drawing(&curve, top);
    let ends = curve.future_text.last().cloned().unwrap_or_default();
    let first = curve.past_text.first().cloned().unwrap_or_default();
    let now = curve.past_text.last().cloned().unwrap_or_default();
    let label = words::curve_label(lang, &first.0, &now.0, &ends.0, &ends.1);
    let scale = (0..=LINES)
        .rev()
        .map(|step| view! { <span>{texts::number(top * step / LINES)}</span> })
        .collect_view();
    let begin = curve.past_ms.first().copied().unwrap_or(0);
    let end = curve.future_ms.last().copied().unwrap_or(0);
    let past =
        curve
            .past_ms
            .iter()
            .zip(&curve.past_text)
            .map(|(ms, (contribution, reputation))| {
                view! {
                    <tr>
                        <th scope="row"><Time ms=*ms style=TimeStyle::Day /></th>
                        <td class="r">{contribution.clone()}</td>
                        <td class="r">{reputation.clone()}</td>
                        <td class="r">"–"</td>
                        <td class="r">"–"</td>
                    </tr>
                }
            });
    let past = past.collect_view();
    let future =
        curve
            .future_ms
            .iter()
            .zip(&curve.future_text)
            .skip(1)
            .map(|(ms, (idle, pace))| {
                view! {
                    <tr>
                        <th scope="row"><Time ms=*ms style=TimeStyle::Day /></th>
                        <td class="r">"–"</td>
                        <td class="r">"–"</td>
                        <td class="r">{pace.clone()}</td>
                        <td class="r">{idle.clone()}</td>
                    </tr>
                }
            });
    let future = future.collect_view();
    view! {
        <figure class="chart">
            <figcaption>
                {words::curve_title(lang)}
                <small>{words::curve_remark(lang)}</small>
            </figcaption>
            <div class="y" aria-hidden="true">{scale}</div>
            <div class="min-w-0">
                <svg class="plot" role="img" aria-label=label inner_html=inner></svg>
            </div>
            <div class="x" aria-hidden="true">
                <span><Time ms=begin style=TimeStyle::Day /></span>
                <span>{words::today(lang)}</span>
                <span><Time ms=end style=TimeStyle::Day /></span>
            </div>
            <ul class="key">
                {key("<path d=\"M0 6H20\" class=\"s-ink\" stroke-width=\"2\"/>", words::contribution(lang).to_owned())}
                {key(
                    "<path d=\"M0 6H20\" class=\"s-edge\" stroke-width=\"2\" stroke-dasharray=\"10 3 2 3\"/>",
                    words::reputation(lang).to_owned(),
                )}
                {key(
                    "<path d=\"M0 6H20\" class=\"s-ink2\" stroke-width=\"2\" stroke-dasharray=\"7 4\"/>",
                    words::at_pace(lang, ends.1),
                )}
                {key(
                    "<path d=\"M0 6H20\" class=\"s-ink2\" stroke-width=\"2\" stroke-dasharray=\"2 4\"/>",
                    words::idle(lang, ends.0),
                )}
            </ul>
        </figure>
        <details class="disclose">
            <summary>{words::as_table(lang)}</summary>
            <div class="in scroll-x" tabindex="0" role="region" aria-label=words::as_table(lang)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{words::day(lang)}</th>
                            <th scope="col" class="r">{words::contribution(lang)}</th>
                            <th scope="col" class="r">{words::reputation(lang)}</th>
                            <th scope="col" class="r">{words::pace_head(lang)}</th>
                            <th scope="col" class="r">{words::idle_head(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{past}{future}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::{Curve, path, top};

    #[test]
    fn scales_are_round() {
        let mut curve = Curve {
            past_ms: vec![],
            contribution: vec![1_842_500_000],
            reputation: vec![],
            future_ms: vec![],
            idle: vec![],
            pace: vec![],
            past_text: vec![],
            future_text: vec![],
        };
        assert_eq!(top(&curve), 2_000);
        curve.contribution = vec![];
        assert_eq!(top(&curve), 4);
        assert_eq!(
            path(&[0, 2_000_000], (0, 50), 4),
            "M0.00 100.00L50.00 50.00"
        );
    }
}
