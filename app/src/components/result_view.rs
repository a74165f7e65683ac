//! A count as shapes and sentences: bars, turnout, pairs, the certificate.
use crate::components::copy::Copy;
use crate::components::copy::short;
use crate::components::icon::Icon;
use crate::components::seal::Seal;
use crate::components::stone::{Stone, StoneKind};
use crate::components::tally_bar::{Bar, Fill, Part, percent};
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::texts;
use crate::texts::proposals as words;
use crate::types::frame::Checkpoint;
use crate::types::proposals::{Certificate, Contest, Live, Share};
use leptos::prelude::*;

/// What fills the bar of an option, by its number from 1.
pub fn fill(basic: bool, number: usize) -> Fill {
    let at = number.saturating_sub(1);
    if basic {
        Fill::of_choice(at)
    } else {
        Fill::series(at)
    }
}

/// The parts of one bar.
pub fn parts(bars: &[Share], basic: bool) -> Vec<Part> {
    let part = |bar: &Share| Part {
        name: bar.label.clone(),
        ppm: bar.share,
        fill: fill(basic, bar.number),
    };
    bars.iter().map(part).collect()
}

/// Each option with its power, share and bar.
#[component]
pub fn Shares(
    /// Options in the order of the proposal: who leads does not change it.
    bars: Vec<Share>,
    /// Whether they are for, against and abstain.
    basic: bool,
) -> impl IntoView {
    let lang = use_lang();
    let rows = bars
        .into_iter()
        .map(|bar| {
            let label = words::bar_label(lang, &bar.label, percent(bar.share));
            let stone = if basic {
                let at = bar.number - 1;
                view! { <Stone kind=StoneKind::of_choice(at) shape=at /> }.into_any()
            } else {
                view! { <span class="num muted">{bar.number}</span> }.into_any()
            };
            let part = Part { name: bar.label.clone(), ppm: bar.share, fill: fill(basic, bar.number) };
            view! {
                <div class="result-row">
                    {stone}
                    <span>{bar.label}</span>
                    <span><span class="muted">{bar.power}</span>" "<b class="pct">{percent(bar.share)}</b></span>
                    <Bar parts=vec![part] label=label />
                </div>
            }
        })
        .collect_view();
    view! { <div class="grid gap-4">{rows}</div> }
}

/// Turnout with the line of the quorum.
#[component]
pub fn Turnout(
    /// The count so far.
    live: Live,
) -> impl IntoView {
    let lang = use_lang();
    // A small turnout would be a sliver: the bar then ends at half of all power.
    let wide = live.turnout > 500_000 || live.needed.is_some_and(|needed| needed > 500_000);
    let scale = |ppm: u32| if wide { ppm } else { ppm * 2 };
    let part = Part {
        name: words::took_part(lang).to_owned(),
        ppm: scale(live.turnout),
        fill: Fill::For,
    };
    let line = live.needed.map(|needed| {
        let p = percent(needed);
        if live.met {
            words::quorum_line_met(lang, p, &live.needed_power)
        } else {
            words::quorum_line_short(lang, p, &live.needed_power)
        }
    });
    let label = match &line {
        Some(line) => format!("{}, {line}", words::turnout(lang, percent(live.turnout))),
        None => words::turnout(lang, percent(live.turnout)),
    };
    view! {
        <div class="grid gap-2">
            <div class="flex justify-between num">
                <span>{words::took_part(lang)}</span>
                <b>{percent(live.turnout)}</b>
            </div>
            <Bar parts=vec![part] label=label mark=live.needed.map(scale) />
            <div class="flex justify-between cap num">
                <span>{line}</span>
                <span>{if wide { "100%" } else { "50%" }}</span>
            </div>
        </div>
    }
}

/// A pair in one sentence.
pub fn sentence(contest: &Contest, lang: Lang) -> String {
    let Contest {
        first,
        second,
        with,
        against,
        tied,
        ..
    } = contest;
    if *tied {
        words::contest_tied(lang, first, with, second, against)
    } else {
        words::contest_won(lang, first, with, second, against)
    }
}

/// Every pair as a bar with its sentence for readers that do not see it.
#[component]
pub fn Contests(
    /// The pairs, winner first.
    contests: Vec<Contest>,
) -> impl IntoView {
    let lang = use_lang();
    let rows = contests
        .into_iter()
        .map(|contest| {
            let label = sentence(&contest, lang);
            let between = 1_000_000u32.saturating_sub(contest.with_share + contest.against_share);
            let parts = vec![
                Part {
                    name: contest.first.clone(),
                    ppm: contest.with_share,
                    fill: Fill::Stone(1),
                },
                Part {
                    name: String::new(),
                    ppm: between,
                    fill: Fill::Abstain,
                },
                Part {
                    name: contest.second.clone(),
                    ppm: contest.against_share,
                    fill: Fill::Stone(2),
                },
            ];
            view! {
                <li class="grid gap-1">
                    <p class="m-0 text-[0.9375rem]">{label.clone()}</p>
                    <Bar parts=parts label=label />
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="m-0 p-0 list-none grid gap-4 md:grid-cols-2 md:gap-x-10">{rows}</ul>
        <p class="cap">{words::hatch_hint(lang)}</p>
    }
}

/// The certificate: what was counted, over which leaves, and its hashes.
#[component]
pub fn CertificateView(
    /// The DAO.
    slug: String,
    /// Number of the proposal.
    number: i64,
    /// The checkpoint the page was drawn from.
    checkpoint: Checkpoint,
    /// The certificate.
    certificate: Certificate,
) -> impl IntoView {
    let lang = use_lang();
    let n = |number: u64| texts::number(number);
    let proof = format!("/d/{slug}/proofs/{}", certificate.index);
    let file = format!("/log/{slug}/receipt/{}", certificate.index);
    let last = certificate.to_index.saturating_sub(1);
    let hash = |text: String| {
        let shown = short(&text);
        view! { <dd><Copy text=text shown=shown /></dd> }
    };
    view! {
        <section class="receipt" aria-labelledby="certificate-title">
            <div class="part">
                <div class="stub">
                    <div class="grid gap-2">
                        <p class="cap">{words::certificate(lang)}</p>
                        <h2 class="sheet-title" id="certificate-title">
                            {words::certificate_of(lang, number)}
                        </h2>
                        <p class="m-0 text-ink-2 text-sm">
                            <Time ms=certificate.closed_ms style=TimeStyle::Minute />
                        </p>
                    </div>
                    <Seal
                        root_hex=checkpoint.root_hex
                        label=texts::frame::root_seal(lang, n(checkpoint.size))
                    />
                </div>
                <dl class="kv">
                    <dt>{words::cert_counted(lang)}</dt>
                    <dd>{n(certificate.counted)}</dd>
                    <dt>{words::cert_attested(lang)}</dt>
                    <dd>{n(certificate.attested)}</dd>
                    <dt>{words::cert_refused(lang)}</dt>
                    <dd>{n(certificate.refused)}</dd>
                    <dt>{words::cert_range(lang)}</dt>
                    <dd>{format!("{} – {}", n(certificate.from_index), n(last))}</dd>
                    <dt>{words::cert_power_index(lang)}</dt>
                    <dd>{n(certificate.power_index)}</dd>
                    <dt>{words::cert_ballot_root(lang)}</dt>
                    {hash(certificate.ballot_root)}
                    <dt>{words::cert_power_root(lang)}</dt>
                    {hash(certificate.power_root)}
                    <dt>{words::cert_rule(lang)}</dt>
                    {hash(certificate.rule_hash)}
                    <dt>{words::cert_result(lang)}</dt>
                    {hash(certificate.result_hash)}
                    <dt>{words::cert_leaf(lang)}</dt>
                    <dd><a href=proof.clone()>{n(certificate.index)}</a></dd>
                </dl>
            </div>
            <div class="part">
                <div class="btns">
                    <a class="btn btn--verify" href=proof>
                        <Icon name="ladder" />
                        {words::cert_prove(lang)}
                    </a>
                    <a class="btn btn--line" href=file download="certificate.tlog-proof" rel="external">
                        <Icon name="get" />
                        {words::cert_receipt(lang)}
                    </a>
                </div>
            </div>
        </section>
    }
}
