//! Instant runoff: the weakest leaves, its ballots move on (tally.md 18, ties 5).
use crate::choice::{EqualRanks, RuleSet};
use crate::tally::Lot;
use crate::{Error, integer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Equal rankings with their power.
pub type Rows = BTreeMap<Vec<Vec<usize>>, i128>;

/// One ranking while the rounds go on.
struct Paper<'a> {
    ranks: &'a [Vec<usize>],
    power: i128,
    /// First rank that still matters; it never moves back.
    at: usize,
}

impl Paper<'_> {
    /// The best continuing choice. `None` is for good: an ended paper never counts again.
    fn choice(&mut self, rules: &RuleSet, continuing: &[bool]) -> Option<usize> {
        while let Some(rank) = self.ranks.get(self.at) {
            let skipped = rules.equal_ranks == EqualRanks::Skip && rank.len() > 1;
            let mut left = rank.iter().filter(|c| continuing[**c - 1] && !skipped);
            match (left.next(), left.next()) {
                (None, _) => self.at += 1,
                (Some(only), None) => return Some(*only),
                (Some(_), Some(_)) => self.at = self.ranks.len(),
            }
        }
        None
    }
}

/// Counts, writes the rounds, and gives the leaders.
///
/// # Errors
/// `lot_required`.
pub fn count(
    rules: &RuleSet,
    rows: &Rows,
    lot: Option<&Lot>,
    out: &mut Map<String, Value>,
) -> Result<Vec<usize>, Error> {
    let n = rules.count();
    let mut papers: Vec<Paper<'_>> = rows
        .iter()
        .map(|(ranks, power)| Paper {
            ranks,
            power: *power,
            at: 0,
        })
        .collect();
    let mut continuing = vec![true; n];
    let mut history: Vec<Vec<i128>> = Vec::new();
    let mut rounds: Vec<Value> = Vec::new();
    let leaders = loop {
        let mut scores = vec![0; n];
        let mut exhausted = 0;
        for paper in &mut papers {
            match paper.choice(rules, &continuing) {
                Some(choice) => scores[choice - 1] += paper.power,
                None => exhausted += paper.power,
            }
        }
        let shown: Vec<Value> = scores
            .iter()
            .zip(&continuing)
            .map(|(score, stays)| {
                if *stays {
                    integer::to_json(*score)
                } else {
                    Value::Null
                }
            })
            .collect();
        let mut round = json!({
            "scores": shown,
            "exhausted": integer::to_json(exhausted),
            "eliminated": [],
        });
        history.push(scores);
        let left: Vec<usize> = (1..=n).filter(|c| continuing[c - 1]).collect();
        if let Some(leaders) = leaders(&left, &history[history.len() - 1]) {
            rounds.push(round);
            break leaders;
        }
        let (leaving, tie) = weakest(rules, &left, &history, lot)?;
        for choice in &leaving {
            continuing[choice - 1] = false;
        }
        round["eliminated"] = json!(leaving);
        if let Some(tie) = tie {
            round["tie"] = tie;
        }
        rounds.push(round);
    };
    out.insert("rounds".into(), Value::Array(rounds));
    Ok(leaders)
}

/// Who leads when the count ends with this round.
fn leaders(left: &[usize], scores: &[i128]) -> Option<Vec<usize>> {
    let score = |c: &usize| scores[c - 1];
    let total: i128 = left.iter().map(score).sum();
    if let Some(winner) = left.iter().find(|c| 2 * score(c) > total) {
        return Some(vec![*winner]);
    }
    // Without a majority two choices have equal power; without power all are equal.
    (total == 0 || left.len() == 2).then(|| left.to_vec())
}

/// Who leaves, and how a tie for it was settled.
fn weakest(
    rules: &RuleSet,
    left: &[usize],
    history: &[Vec<i128>],
    lot: Option<&Lot>,
) -> Result<(Vec<usize>, Option<Value>), Error> {
    let Some((now, before)) = history.split_last() else {
        return Ok((Vec::new(), None));
    };
    let lowest = |among: &[usize], scores: &[i128]| -> Vec<usize> {
        let least = among.iter().map(|c| scores[c - 1]).min();
        let is_least = |c: &usize| Some(scores[c - 1]) == least;
        among.iter().copied().filter(is_least).collect()
    };
    let last = lowest(left, now);
    if last.len() == 1 || last.iter().all(|c| now[c - 1] == 0) {
        return Ok((last, None));
    }
    let mut among = last.clone();
    for (index, scores) in before.iter().enumerate().rev() {
        among = lowest(&among, scores);
        if among.len() == 1 {
            let tie = json!({"between": last, "by": "earlier_round", "round": index + 1});
            return Ok((among, Some(tie)));
        }
    }
    let lot = lot.ok_or(Error::new("lot_required"))?;
    let tie = json!({"between": last, "by": "lot", "among": among});
    Ok((vec![lot.unluckiest(rules, &among)], Some(tie)))
}
