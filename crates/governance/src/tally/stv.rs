//! Single transferable vote by the Scottish rules: weighted inclusive Gregory (tally.md 19).
//!
//! A paper is worth so many hundred-thousandths for each base unit of its power; papers with the
//! same ranking stay together for the whole count.
use crate::choice::RuleSet;
use crate::tally::Lot;
use crate::tally::irv::Rows;
use crate::{Error, integer};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;

/// Parts of one: values are multiples of 10⁻⁵.
const SCALE: i128 = 100_000;

/// Equal rankings.
struct Papers {
    ranking: Vec<usize>,
    power: i128,
    /// Of one base unit, in parts of [`SCALE`].
    value: i128,
    /// Who holds them; `None` when nobody is left for them.
    holder: Option<usize>,
}

/// How a tie was settled, if there was one.
type Tie = Option<Value>;

struct Count<'a> {
    rules: &'a RuleSet,
    lot: Option<&'a Lot>,
    quota: i128,
    /// Everything that was cast, scaled.
    all: i128,
    papers: Vec<Papers>,
    votes: Vec<i128>,
    /// Neither elected nor excluded, by choice from 0.
    continuing: Vec<bool>,
    /// In order of election.
    elected: Vec<usize>,
    /// Elected with a surplus that was not transferred yet.
    surpluses: Vec<usize>,
    /// Votes after each stage.
    history: Vec<Vec<i128>>,
    stages: Vec<Value>,
}

/// Counts, writes the stages, and gives the elected.
///
/// # Errors
/// `lot_required`.
pub fn count(
    rules: &RuleSet,
    rows: &Rows,
    power: i128,
    lot: Option<&Lot>,
    out: &mut Map<String, Value>,
) -> Result<Vec<usize>, Error> {
    let unit = i128::from(rules.unit());
    let seats = i128::try_from(rules.seats).unwrap_or(i128::MAX);
    let papers = rows.iter().map(|(ranks, power)| Papers {
        // Equal ranks are refused (ballots.md 4): each rank is one choice.
        ranking: ranks.iter().flatten().copied().collect(),
        power: *power,
        value: SCALE,
        holder: None,
    });
    let mut count = Count {
        rules,
        lot,
        // At most 10^24 × 10^5, far below i128.
        quota: (power / (unit * (seats + 1)) + 1) * unit * SCALE,
        all: power * SCALE,
        papers: papers.collect(),
        votes: vec![0; rules.count()],
        continuing: vec![true; rules.count()],
        elected: Vec::new(),
        surpluses: Vec::new(),
        history: Vec::new(),
        stages: Vec::new(),
    };
    count.first_preferences();
    while count.open_seats() > 0 {
        count.next_stage()?;
    }
    out.insert("scale".into(), integer::to_json(SCALE));
    out.insert("quota".into(), integer::to_json(count.quota));
    out.insert("stages".into(), Value::Array(count.stages));
    out.insert("elected".into(), json!(count.elected));
    Ok(count.elected)
}

impl Count<'_> {
    fn open_seats(&self) -> usize {
        self.rules.seats - self.elected.len()
    }

    fn left(&self) -> Vec<usize> {
        (1..=self.rules.count())
            .filter(|choice| self.continuing[choice - 1])
            .collect()
    }

    fn first_preferences(&mut self) {
        for n in 0..self.papers.len() {
            self.hand_on(n);
        }
        self.end_stage("first_preferences", &[], None);
    }

    /// Gives papers to their next continuing choice.
    fn hand_on(&mut self, n: usize) {
        let papers = &mut self.papers[n];
        let continuing = &self.continuing;
        papers.holder = papers
            .ranking
            .iter()
            .copied()
            .find(|choice| continuing[choice - 1]);
        if let Some(holder) = papers.holder {
            self.votes[holder - 1] += papers.value * papers.power;
        }
    }

    fn next_stage(&mut self) -> Result<(), Error> {
        if !self.surpluses.is_empty() {
            return self.transfer();
        }
        let left = self.left();
        let empty: Vec<usize> = left
            .iter()
            .copied()
            .filter(|choice| self.votes[choice - 1] == 0)
            .collect();
        let (leaving, tie) = if !empty.is_empty() && left.len() - empty.len() >= self.open_seats() {
            (empty, None)
        } else {
            let (lowest, tie) = self.extreme(&left, false)?;
            (vec![lowest], tie)
        };
        for choice in &leaving {
            self.continuing[choice - 1] = false;
            self.votes[choice - 1] = 0;
        }
        for n in 0..self.papers.len() {
            if self.papers[n]
                .holder
                .is_some_and(|holder| leaving.contains(&holder))
            {
                self.hand_on(n);
            }
        }
        self.end_stage("exclude", &leaving, tie);
        Ok(())
    }

    /// The largest surplus goes on; its choice keeps the quota.
    fn transfer(&mut self) -> Result<(), Error> {
        let mut among = self.surpluses.clone();
        among.sort_unstable();
        let (choice, tie) = self.extreme(&among, true)?;
        self.surpluses.retain(|other| *other != choice);
        let (votes, surplus) = (self.votes[choice - 1], self.votes[choice - 1] - self.quota);
        for n in 0..self.papers.len() {
            if self.papers[n].holder == Some(choice) {
                // At most 10^29 × 10^5.
                self.papers[n].value = surplus * self.papers[n].value / votes;
                self.hand_on(n);
            }
        }
        self.votes[choice - 1] = self.quota;
        self.end_stage("transfer_surplus", &[choice], tie);
        Ok(())
    }

    /// The one with most (or fewest) votes; ties by earlier stages, then by lot (tally.md 5).
    fn extreme(&self, among: &[usize], most: bool) -> Result<(usize, Tie), Error> {
        let narrow = |among: &[usize], votes: &[i128]| -> Vec<usize> {
            let of = |choice: &usize| votes[choice - 1];
            let edge = if most {
                among.iter().map(of).max()
            } else {
                among.iter().map(of).min()
            };
            let here = |choice: &usize| Some(of(choice)) == edge;
            among.iter().copied().filter(here).collect()
        };
        let tied = narrow(among, &self.votes);
        let mut left = tied.clone();
        if let [one] = left[..] {
            return Ok((one, None));
        }
        // The last entry is the stage before, whose votes these are.
        let before = self.history.len().saturating_sub(1);
        for (index, votes) in self.history[..before].iter().enumerate().rev() {
            left = narrow(&left, votes);
            if let [one] = left[..] {
                let tie = json!({"between": tied, "by": "earlier_round", "round": index + 1});
                return Ok((one, Some(tie)));
            }
        }
        let lot = self.lot.ok_or(Error::new("lot_required"))?;
        let drawn = if most {
            lot.luckiest(self.rules, &left)
        } else {
            lot.unluckiest(self.rules, &left)
        };
        let tie = json!({"between": tied, "by": "lot", "among": left});
        Ok((drawn, Some(tie)))
    }

    /// Elects who has the quota, or everybody when no more are left than seats, and writes down.
    fn end_stage(&mut self, action: &str, choices: &[usize], tie: Tie) {
        self.history.push(self.votes.clone());
        let mut elected = Vec::new();
        let reached: Vec<usize> = self
            .left()
            .into_iter()
            .filter(|choice| self.votes[choice - 1] >= self.quota)
            .collect();
        self.elect(reached, &mut elected);
        let left = self.left();
        if self.open_seats() > 0 && left.len() <= self.open_seats() {
            self.elect(left, &mut elected);
        }
        let held: i128 = self.votes.iter().sum();
        let votes: Value = self.votes.iter().map(|n| integer::to_json(*n)).collect();
        let mut stage = json!({
            "action": action,
            "choices": choices,
            "votes": votes,
            "non_transferable": integer::to_json(self.all - held),
            "elected": elected,
        });
        if let Some(tie) = tie {
            stage["tie"] = tie;
        }
        self.stages.push(stage);
    }

    /// Elects some at once: by votes, earlier stages, lot, label.
    fn elect(&mut self, mut choices: Vec<usize>, elected: &mut Vec<usize>) {
        let label = |choice: usize| self.rules.labels()[choice - 1].clone();
        choices.sort_by_cached_key(|choice| {
            let past = self.history.iter().rev().map(|votes| votes[choice - 1]);
            let key = self.lot.map(|lot| lot.key(&label(*choice)));
            (Reverse(past.collect::<Vec<_>>()), key, label(*choice))
        });
        for choice in choices {
            self.continuing[choice - 1] = false;
            if self.votes[choice - 1] > self.quota {
                self.surpluses.push(choice);
            }
            self.elected.push(choice);
            elected.push(choice);
        }
    }
}
