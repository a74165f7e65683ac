//! Tallies: exact, incremental, independent of order (tally.md).
pub mod debian;
pub mod display;
pub mod lot;
pub mod pairs;
pub mod schulze;

use crate::ballot::Ballot;
use crate::choice::{FinalTie, RuleSet, System};
use crate::{Error, integer};
pub use lot::Lot;
use serde_json::{Map, Value, json};

/// Most ballots of one tally.
pub const BALLOTS_MAX: u64 = 1 << 24;
/// Most power of one tally, base units.
pub const POWER_MAX: i128 = 10i128.pow(24);

/// A refused row of a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Row, from 1.
    pub row: u64,
    /// Code.
    pub error: &'static str,
}

/// Running sums over the live ballots of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    counted: u64,
    power: i128,
    /// Power of ballots that name an option.
    named: i128,
    replaced: u64,
    revoked: u64,
    rejected: Vec<Rejected>,
    /// Scores by choice, or the pairwise matrix row by row.
    sums: Vec<i128>,
}

impl Tally {
    /// No ballots yet.
    pub fn new(rules: &RuleSet) -> Self {
        let n = rules.count();
        let width = if rules.system().is_ranked() { n * n } else { n };
        Self {
            counted: 0,
            power: 0,
            named: 0,
            replaced: 0,
            revoked: 0,
            rejected: Vec::new(),
            sums: vec![0; width],
        }
    }

    /// Adds a ballot; O(marked choices), O(n²) for rankings.
    pub fn add(&mut self, rules: &RuleSet, ballot: &Ballot, power: i64) {
        self.counted += 1;
        self.change(rules, ballot, i128::from(power));
    }

    /// Takes a ballot out again: the exact inverse of [`Tally::add`].
    pub fn remove(&mut self, rules: &RuleSet, ballot: &Ballot, power: i64) {
        self.counted = self.counted.saturating_sub(1);
        self.change(rules, ballot, -i128::from(power));
    }

    /// Adds the same ballot of `count` different voters.
    ///
    /// # Errors
    /// `too_many_ballots`, `total_power_out_of_range`.
    pub fn add_many(
        &mut self,
        rules: &RuleSet,
        ballot: &Ballot,
        power: i64,
        count: u64,
    ) -> Result<(), Error> {
        self.counted = self.counted.saturating_add(count);
        if self.counted > BALLOTS_MAX {
            return Err(Error::new("too_many_ballots"));
        }
        let sum = i128::from(power) * i128::from(count);
        if self.power + sum > POWER_MAX {
            return Err(Error::new("total_power_out_of_range"));
        }
        self.change(rules, ballot, sum);
        Ok(())
    }

    /// Counts a replaced ballot.
    pub fn note_replaced(&mut self) {
        self.replaced += 1;
    }

    /// Counts a revoked ballot.
    pub fn note_revoked(&mut self) {
        self.revoked += 1;
    }

    /// Lists a refused row.
    pub fn note_rejected(&mut self, row: u64, error: &'static str) {
        self.rejected.push(Rejected { row, error });
    }

    /// Ballots counted.
    pub fn counted(&self) -> u64 {
        self.counted
    }

    /// Power of all counted ballots, T.
    pub fn power(&self) -> i128 {
        self.power
    }

    /// Power of ballots that name an option.
    pub fn named(&self) -> i128 {
        self.named
    }

    /// Scores by choice; empty for ranked systems.
    pub fn scores(&self, rules: &RuleSet) -> &[i128] {
        if rules.system().is_ranked() {
            &[]
        } else {
            &self.sums
        }
    }

    fn change(&mut self, rules: &RuleSet, ballot: &Ballot, power: i128) {
        self.power += power;
        if ballot.names_option(rules) {
            self.named += power;
        }
        match ballot {
            Ballot::Choice(number) => self.sums[number - 1] += power,
            Ballot::Approve(numbers) => {
                for number in numbers {
                    self.sums[number - 1] += power;
                }
            }
            Ballot::Ranking(ranks) => pairs::change(&mut self.sums, rules.count(), ranks, power),
        }
    }

    /// Compact form for storing.
    pub fn state(&self) -> Value {
        json!({
            "counted": self.counted,
            "power": integer::to_json(self.power),
            "named": integer::to_json(self.named),
            "replaced": self.replaced,
            "revoked": self.revoked,
            "sums": self.sums.iter().map(|n| integer::to_json(*n)).collect::<Vec<_>>(),
        })
    }

    /// Reads [`Tally::state`].
    ///
    /// # Errors
    /// `tally_state` when it does not belong to the rule set.
    pub fn from_state(rules: &RuleSet, state: &Value) -> Result<Self, Error> {
        let wrong = Error::new("tally_state");
        let count = |name: &str| state.get(name).and_then(Value::as_u64).ok_or(wrong);
        let number = |name: &str| {
            state
                .get(name)
                .and_then(|n| integer::from_json(n).ok())
                .ok_or(wrong)
        };
        let sums = state.get("sums").and_then(Value::as_array).ok_or(wrong)?;
        let sums: Vec<i128> = sums
            .iter()
            .map(integer::from_json)
            .collect::<Result<_, _>>()
            .map_err(|_| wrong)?;
        let empty = Self::new(rules);
        if sums.len() != empty.sums.len() {
            return Err(wrong);
        }
        Ok(Self {
            counted: count("counted")?,
            power: number("power")?,
            named: number("named")?,
            replaced: count("replaced")?,
            revoked: count("revoked")?,
            rejected: Vec::new(),
            sums,
        })
    }

    /// The result object of `psephos tally`.
    ///
    /// # Errors
    /// `lot_required` when a lot is needed and none is given.
    pub fn result(&self, rules: &RuleSet, lot: Option<&Lot>) -> Result<Value, Error> {
        let rejected: Vec<Value> = self
            .rejected
            .iter()
            .map(|r| json!({"row": r.row, "error": r.error}))
            .collect();
        let mut out = Map::new();
        out.insert("system".into(), rules.system().name().into());
        out.insert(
            "ballots".into(),
            json!({
                "counted": self.counted,
                "replaced": self.replaced,
                "revoked": self.revoked,
                "rejected": rejected,
                "power": integer::to_json(self.power),
            }),
        );
        if self.power == 0 {
            out.insert("outcome".into(), "void".into());
            out.insert("winners".into(), json!([]));
            return Ok(Value::Object(out));
        }
        let leaders = match rules.system() {
            System::Basic => {
                out.insert("scores".into(), numbers(&self.sums));
                out.insert(
                    "display_bp".into(),
                    json!(display::basis_points(&self.sums)),
                );
                match self.sums[0].cmp(&self.sums[1]) {
                    std::cmp::Ordering::Greater => vec![1],
                    std::cmp::Ordering::Less => vec![2],
                    std::cmp::Ordering::Equal => vec![1, 2],
                }
            }
            System::SingleChoice | System::Approval => {
                out.insert("scores".into(), numbers(&self.sums));
                if rules.system() == System::SingleChoice {
                    out.insert(
                        "display_bp".into(),
                        json!(display::basis_points(&self.sums)),
                    );
                }
                let order = order(&self.sums);
                let leaders = order.first().cloned().unwrap_or_default();
                out.insert("order".into(), json!(order));
                leaders
            }
            System::Schulze => schulze::count(rules, &self.sums, &mut out),
            System::Debian => debian::count(rules, &self.sums, &mut out),
        };
        settle(rules, leaders, lot, &mut out)?;
        Ok(Value::Object(out))
    }
}

/// Writes outcome and winners; several leaders are a tie or go to the lot.
fn settle(
    rules: &RuleSet,
    leaders: Vec<usize>,
    lot: Option<&Lot>,
    out: &mut Map<String, Value>,
) -> Result<(), Error> {
    if leaders.len() == 1 {
        out.insert("outcome".into(), "decided".into());
        out.insert("winners".into(), json!(leaders));
        return Ok(());
    }
    if rules.final_tie == FinalTie::Lot {
        let lot = lot.ok_or(Error::new("lot_required"))?;
        let lucky = lot.luckiest(rules, &leaders);
        out.insert("outcome".into(), "decided".into());
        out.insert("winners".into(), json!([lucky]));
        out.insert("tie".into(), json!({"between": leaders, "by": "lot"}));
        return Ok(());
    }
    out.insert("outcome".into(), "tied".into());
    out.insert("winners".into(), json!([]));
    out.insert("tied".into(), json!(leaders));
    Ok(())
}

/// A list of integers.
fn numbers(list: &[i128]) -> Value {
    list.iter().map(|n| integer::to_json(*n)).collect()
}

/// Choices grouped by score, best first.
fn order(scores: &[i128]) -> Vec<Vec<usize>> {
    let mut choices: Vec<usize> = (1..=scores.len()).collect();
    choices.sort_by_key(|choice| (std::cmp::Reverse(scores[choice - 1]), *choice));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some(group) if scores[group[0] - 1] == scores[choice - 1] => group.push(choice),
            _ => groups.push(vec![choice]),
        }
    }
    groups
}
