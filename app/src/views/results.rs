//! Reading a certified result.
use crate::components::tally_bar::share_ppm;
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::proposals::{
    Cell, Certificate, Contest, Count, Debian, Outcome, Place, ResultView, Share,
};
use crate::views::proposals::{self, Loaded};
use crate::views::{frame, markdown, rounds};
use governance::choice::System;
use governance::integer;
use governance::sentence::Lang;
use serde_json::Value;
use service::{Error, Result};
use std::cmp::Ordering;
use storage::records::proposals::CertificateRow;

/// Most options of a drawn matrix: beyond, tables can't be read; the certificate has them all.
const DRAWN_MAX: usize = 40;

/// The result of a proposal.
///
/// # Errors
/// `not_found`; `internal` when the certificate can't be read.
pub async fn read(ctx: &Ctx, slug: &str, number: i64) -> Result<Framed<ResultView>> {
    let mut page = frame::open(ctx, slug).await?;
    let lang: Lang = ctx.lang.into();
    let row = proposals::find(&mut page, number).await?;
    let loaded = Loaded::new(page.tx.as_mut(), row).await?;
    let head = proposals::head(&loaded.row, ctx.service.now_ms(), lang);
    let count = match page.tx.certificate(&loaded.row.id).await? {
        Some(certificate) => Some(count(&loaded, &certificate, &head.status_word, lang)?),
        None => None,
    };
    let about_html = if head.source.is_empty() {
        String::new()
    } else {
        markdown::html(&loaded.row.body)
    };
    let view = ResultView {
        rule: loaded.rule(lang),
        about_html,
        head,
        count,
    };
    Ok(page.frame(ctx, view))
}

/// What the certificate says, for people.
fn count(loaded: &Loaded, row: &CertificateRow, status: &str, lang: Lang) -> Result<Count> {
    let payload: Value = serde_json::from_str(&row.payload)
        .map_err(|error| Error::Internal(format!("certificate: {error}")))?;
    let null = Value::Null;
    let tally = payload.pointer("/result/tally").unwrap_or(&null);
    let decision = payload.pointer("/result/decision").unwrap_or(&null);
    let names = Names {
        labels: proposals::labels(&loaded.rules, lang),
    };
    let matrix = square(tally.get("matrix"));
    let drawn = matrix.len() <= DRAWN_MAX;
    let winner = numbers(tally.get("winners")).first().copied();
    let contests = contests(loaded, &matrix, &names);
    let closest = winner.and_then(|winner| closest(loaded, &matrix, &names, winner));
    let amount_of = |name: &str| whole(decision.get(name));
    let participation = amount_of("participation");
    let basic = loaded.rules.system() == System::Basic;
    let outcome = match winner {
        Some(_) if !basic && loaded.row.status == "passed" => names
            .all(tally.get("winners"))
            .join(if lang == Lang::Zh { "、" } else { ", " }),
        _ => status.to_owned(),
    };
    Ok(Count {
        outcome,
        by_lot: tally.pointer("/tie/by").and_then(Value::as_str) == Some("lot"),
        tied: numbers(tally.get("tied"))
            .into_iter()
            .map(|n| names.of(n))
            .collect(),
        condorcet: winner.is_some() && numbers_one(tally.get("condorcet_winner")) == winner,
        order: order(tally, &matrix, &names),
        bars: shares(loaded, tally, &names),
        rounds: rounds::rounds(loaded, tally, &names),
        runoff: rounds::runoff(loaded, tally, &names),
        paired: !matrix.is_empty(),
        matrix: if drawn {
            cells(loaded, &matrix)
        } else {
            Vec::new()
        },
        paths: if drawn {
            cells(loaded, &square(tally.get("paths")))
        } else {
            Vec::new()
        },
        contests: if drawn { contests } else { Vec::new() },
        closest,
        debian: (loaded.rules.system() == System::Debian).then(|| debian(loaded, tally, &names)),
        turnout: share_ppm(participation, loaded.eligible()?),
        participation: loaded.show(participation),
        needed: loaded.show(amount_of("quorum_needed")),
        met: decision
            .get("quorum_met")
            .and_then(Value::as_bool)
            .unwrap_or(false),
        certificate: certificate(row, &payload),
        labels: names.labels,
    })
}

pub(super) struct Names {
    labels: Vec<String>,
}

impl Names {
    /// The name of an option, from 1.
    pub(super) fn of(&self, number: usize) -> String {
        number
            .checked_sub(1)
            .and_then(|at| self.labels.get(at))
            .cloned()
            .unwrap_or_default()
    }

    fn all(&self, list: Option<&Value>) -> Vec<String> {
        numbers(list)
            .into_iter()
            .map(|number| self.of(number))
            .collect()
    }
}

/// An exact integer of the certificate; 0 when absent.
pub(super) fn whole(value: Option<&Value>) -> i128 {
    value
        .and_then(|value| integer::from_json(value).ok())
        .unwrap_or(0)
}

fn numbers_one(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}

pub(super) fn numbers(list: Option<&Value>) -> Vec<usize> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| numbers_one(Some(item))).collect()
}

fn square(rows: Option<&Value>) -> Vec<Vec<i128>> {
    let rows = rows.and_then(Value::as_array).into_iter().flatten();
    rows.map(|row| {
        row.as_array()
            .into_iter()
            .flatten()
            .map(|n| whole(Some(n)))
            .collect()
    })
    .collect()
}

/// A number of the matrix; 0 outside.
fn at(matrix: &[Vec<i128>], a: usize, b: usize) -> i128 {
    matrix
        .get(a)
        .and_then(|row| row.get(b))
        .copied()
        .unwrap_or(0)
}

fn outcome(matrix: &[Vec<i128>], a: usize, b: usize) -> Outcome {
    if a == b {
        return Outcome::Own;
    }
    match at(matrix, a, b).cmp(&at(matrix, b, a)) {
        Ordering::Greater => Outcome::Win,
        Ordering::Less => Outcome::Loss,
        Ordering::Equal => Outcome::Tie,
    }
}

fn cells(loaded: &Loaded, matrix: &[Vec<i128>]) -> Vec<Vec<Cell>> {
    let cell = |a: usize, b: usize| Cell {
        text: if a == b {
            String::new()
        } else {
            loaded.show(at(matrix, a, b))
        },
        outcome: outcome(matrix, a, b),
    };
    let n = matrix.len();
    (0..n)
        .map(|a| (0..n).map(|b| cell(a, b)).collect())
        .collect()
}

fn contest(
    loaded: &Loaded,
    matrix: &[Vec<i128>],
    names: &Names,
    (a, b): (usize, usize),
) -> Contest {
    let (first, second) = if at(matrix, b, a) > at(matrix, a, b) {
        (b, a)
    } else {
        (a, b)
    };
    let (with, against) = (at(matrix, first, second), at(matrix, second, first));
    let all = loaded.tally.power();
    Contest {
        first: names.of(first + 1),
        second: names.of(second + 1),
        with: loaded.show(with),
        against: loaded.show(against),
        with_share: share_ppm(with, all),
        against_share: share_ppm(against, all),
        tied: with == against,
    }
}

fn contests(loaded: &Loaded, matrix: &[Vec<i128>], names: &Names) -> Vec<Contest> {
    let n = matrix.len();
    let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
    pairs
        .map(|pair| contest(loaded, matrix, names, pair))
        .collect()
}

/// The winner's pair with the smallest lead.
fn closest(loaded: &Loaded, matrix: &[Vec<i128>], names: &Names, winner: usize) -> Option<Contest> {
    let a = winner.checked_sub(1)?;
    let others = (0..matrix.len()).filter(|b| *b != a);
    let nearest = others.min_by_key(|b| (at(matrix, a, *b) - at(matrix, *b, a), *b))?;
    Some(contest(loaded, matrix, names, (a, nearest)))
}

/// Options best first: by the count's own order, else by pairs won.
fn order(tally: &Value, matrix: &[Vec<i128>], names: &Names) -> Vec<Place> {
    let n = names.labels.len();
    let wins = |number: usize| {
        (0..matrix.len())
            .filter(|b| outcome(matrix, number - 1, *b) == Outcome::Win)
            .count()
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    if let Some(order) = tally.get("order").and_then(Value::as_array) {
        groups.extend(order.iter().map(|group| numbers(Some(group))));
    } else if let Some(elected) = tally.get("elected") {
        groups.extend(
            numbers(Some(elected))
                .into_iter()
                .map(|number| vec![number]),
        );
    } else if !matrix.is_empty() {
        let mut all: Vec<usize> = (1..=n).collect();
        let winners = numbers(tally.get("winners"));
        all.sort_by_key(|number| (!winners.contains(number), n - wins(*number), *number));
        groups.extend(
            all.chunk_by(|a, b| wins(*a) == wins(*b) && winners.contains(a) == winners.contains(b))
                .map(<[usize]>::to_vec),
        );
    }
    let mut place = 1;
    let mut out = Vec::new();
    for group in groups {
        let here = place;
        place += group.len();
        out.extend(group.into_iter().map(|number| Place {
            place: here,
            label: names.of(number),
            wins: wins(number),
        }));
    }
    out
}

fn shares(loaded: &Loaded, tally: &Value, names: &Names) -> Vec<Share> {
    let scores: Vec<i128> = tally
        .get("scores")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|score| whole(Some(score)))
        .collect();
    let all = match loaded.rules.system() {
        System::Approval => whole(tally.pointer("/ballots/power")),
        _ => scores.iter().sum(),
    };
    let share = |(at, score): (usize, &i128)| Share {
        number: at + 1,
        label: names.of(at + 1),
        power: shown(loaded, tally, *score),
        share: share_ppm(*score, all),
    };
    scores.iter().enumerate().map(share).collect()
}

/// A score as people read it; empty where only shares mean something.
fn shown(loaded: &Loaded, tally: &Value, score: i128) -> String {
    match loaded.rules.system() {
        System::Quadratic => String::new(),
        _ => {
            let scale = whole(tally.get("scale")).max(1);
            loaded.show(score / scale)
        }
    }
}

fn debian(loaded: &Loaded, tally: &Value, names: &Names) -> Debian {
    let steps = tally
        .get("dropped_defeats")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let defeat = |pair: &Value| {
        let pair = numbers(Some(pair));
        Some((names.of(*pair.first()?), names.of(*pair.get(1)?)))
    };
    Debian {
        default: names.of(loaded.rules.default),
        below_quorum: names.all(tally.get("below_quorum")),
        below_majority: names.all(tally.get("below_majority")),
        dropped: steps
            .map(|step| {
                step.as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(defeat)
                    .collect()
            })
            .collect(),
    }
}

fn certificate(row: &CertificateRow, payload: &Value) -> Certificate {
    let number = |name: &str| payload.get(name).and_then(Value::as_u64).unwrap_or(0);
    let text = |name: &str| {
        payload
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Certificate {
        index: row.index,
        act: hex::encode(row.act),
        closed_ms: row.closed_ms,
        counted: number("counted"),
        attested: number("attested"),
        refused: number("refused"),
        from_index: number("from_index"),
        to_index: number("to_index"),
        power_index: number("power_index"),
        power_root: text("power_root"),
        ballot_root: text("ballot_root"),
        rule_hash: text("rule_hash"),
        result_hash: text("result_hash"),
    }
}
