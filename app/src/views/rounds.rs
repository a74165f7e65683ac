//! Reading for counts that go round by round, or end in a duel.
use super::proposals::Loaded;
use super::results::{Names, numbers, whole};
use crate::components::tally_bar::share_ppm;
use crate::types::proposals::{Contest, Round, Share};
use serde_json::Value;

/// Rounds of an instant-runoff count, stages of a transferable vote; none for other systems.
pub(super) fn rounds(loaded: &Loaded, tally: &Value, names: &Names) -> Vec<Round> {
    let list = |name: &str| {
        let items = tally.get(name).and_then(Value::as_array);
        items.into_iter().flatten()
    };
    let reading = Reading {
        loaded,
        names,
        all: whole(tally.pointer("/ballots/power")),
        scale: whole(tally.get("scale")).max(1),
    };
    let mut gone = Vec::new();
    list("rounds")
        .map(|round| reading.round(round))
        .chain(list("stages").map(|stage| reading.stage(stage, &mut gone)))
        .collect()
}

/// What rounds are read with.
struct Reading<'a> {
    loaded: &'a Loaded,
    names: &'a Names,
    all: i128,
    /// Parts of one that scores are written in.
    scale: i128,
}

impl Reading<'_> {
    fn share(&self, at: usize, score: i128) -> Share {
        Share {
            number: at + 1,
            label: self.names.of(at + 1),
            power: self.loaded.show(score / self.scale),
            share: share_ppm(score / self.scale, self.all),
        }
    }

    fn with(&self, bars: Vec<Option<Share>>, exhausted: i128) -> Round {
        Round {
            bars,
            leaving: Vec::new(),
            elected: Vec::new(),
            exhausted: self.loaded.show(exhausted / self.scale),
            exhausted_share: share_ppm(exhausted / self.scale, self.all),
        }
    }

    fn round(&self, round: &Value) -> Round {
        let bar = |(at, score): (usize, &Value)| {
            // An option that has left is the empty text (act::json::without_nulls).
            let stays = score.as_str() != Some("");
            stays.then(|| self.share(at, whole(Some(score))))
        };
        let scores = round.get("scores").and_then(Value::as_array);
        let bars = scores.into_iter().flatten().enumerate().map(bar).collect();
        Round {
            leaving: numbers(round.get("eliminated")),
            ..self.with(bars, whole(round.get("exhausted")))
        }
    }

    /// In a stage those who left before it have nothing; those who left by it have nothing any
    /// more, and are named.
    fn stage(&self, stage: &Value, gone: &mut Vec<usize>) -> Round {
        let leaving = match stage.get("action").and_then(Value::as_str) {
            Some("exclude") => numbers(stage.get("choices")),
            _ => Vec::new(),
        };
        gone.extend(&leaving);
        let bar = |(at, votes): (usize, &Value)| {
            (!gone.contains(&(at + 1))).then(|| self.share(at, whole(Some(votes))))
        };
        let votes = stage.get("votes").and_then(Value::as_array);
        let bars = votes.into_iter().flatten().enumerate().map(bar).collect();
        Round {
            leaving,
            elected: numbers(stage.get("elected")),
            ..self.with(bars, whole(stage.get("non_transferable")))
        }
    }
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
