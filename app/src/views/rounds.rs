//! Reading for counts that go round by round, or end in a duel.
use super::proposals::Loaded;
use super::results::{Names, numbers, whole};
use crate::components::tally_bar::share_ppm;
use crate::types::proposals::{Contest, Round, Share};
use serde_json::Value;

/// Rounds of an instant-runoff count; none for other systems.
pub(super) fn rounds(loaded: &Loaded, tally: &Value, names: &Names) -> Vec<Round> {
    let all = whole(tally.pointer("/ballots/power"));
    let list = tally.get("rounds").and_then(Value::as_array);
    let round = |round: &Value| {
        let scores = round.get("scores").and_then(Value::as_array);
        let bar = |(at, score): (usize, &Value)| {
            // An option that has left is the empty text (act::json::without_nulls).
            (score.as_str() != Some("")).then(|| {
                let score = whole(Some(score));
                Share {
                    number: at + 1,
                    label: names.of(at + 1),
                    power: loaded.show(score),
                    share: share_ppm(score, all),
                }
            })
        };
        let exhausted = whole(round.get("exhausted"));
        Round {
            bars: scores.into_iter().flatten().enumerate().map(bar).collect(),
            leaving: numbers(round.get("eliminated")),
            exhausted: loaded.show(exhausted),
            exhausted_share: share_ppm(exhausted, all),
        }
    };
    list.into_iter().flatten().map(round).collect()
}

/// The duel of STAR's finalists, the winner first.
pub(super) fn runoff(loaded: &Loaded, tally: &Value, names: &Names) -> Option<Contest> {
    let finalists = numbers(tally.get("finalists"));
    let duel = tally.get("runoff").and_then(Value::as_array)?;
    let (a, b) = (*finalists.first()?, *finalists.get(1)?);
    let (with, against) = (whole(duel.first()), whole(duel.get(1)));
    let all = loaded.tally.power();
    let (first, second) = if against > with {
        ((b, against), (a, with))
    } else {
        ((a, with), (b, against))
    };
    Some(Contest {
        first: names.of(first.0),
        second: names.of(second.0),
        with: loaded.show(first.1),
        against: loaded.show(second.1),
        with_share: share_ppm(first.1, all),
        against_share: share_ppm(second.1, all),
        tied: with == against,
    })
}
