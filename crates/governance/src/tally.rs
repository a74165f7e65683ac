//! Tallies: exact, incremental, independent of order (tally.md).
pub mod borda;
pub mod copeland;
pub mod debian;
pub mod display;
pub mod graph;
pub mod irv;
pub mod lot;
pub mod pairs;
pub mod quadratic;
pub mod schulze;
pub mod scores;
pub mod star;
pub mod stv;

use crate::ballot::{self, Ballot};
use crate::choice::{Credits, FinalTie, RuleSet, System};
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
    /// Scores by choice, the pairwise matrix row by row, or what a system's module says.
    sums: Vec<i128>,
    /// The rankings themselves where they are counted round by round (`irv`, `stv`).
    rows: irv::Rows,
}

impl Tally {
    /// No ballots yet.
    pub fn new(rules: &RuleSet) -> Self {
        let n = rules.count();
        let width = match rules.system() {
            System::Schulze | System::Debian | System::Copeland => n * n,
            System::Star => star::width(n),
            System::Irv | System::Stv => 0,
            _ => n,
        };
        Self {
            counted: 0,
            power: 0,
            named: 0,
            replaced: 0,
            revoked: 0,
            rejected: Vec::new(),
            sums: vec![0; width],
            rows: irv::Rows::new(),
        }
    }

    /// Adds a ballot of power 1 or more; O(marked choices), O(n²) for pairs.
    pub fn add(&mut self, rules: &RuleSet, ballot: &Ballot, power: i64) {
        self.counted += 1;
        self.change(rules, ballot, power, 1);
    }

    /// Takes a ballot out again: the exact inverse of [`Tally::add`].
    pub fn remove(&mut self, rules: &RuleSet, ballot: &Ballot, power: i64) {
        self.counted = self.counted.saturating_sub(1);
        self.change(rules, ballot, power, -1);
    }

    /// Adds the same ballot of `count` different voters, or nothing.
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
        let counted = self.counted.saturating_add(count);
        if counted > BALLOTS_MAX {
            return Err(Error::new("too_many_ballots"));
        }
        if self.power + i128::from(power) * i128::from(count) > POWER_MAX {
            return Err(Error::new("total_power_out_of_range"));
        }
        self.counted = counted;
        self.change(rules, ballot, power, i128::from(count));
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

    /// Scores by choice (roots for `quadratic`); empty for ranked systems.
    pub fn scores(&self, rules: &RuleSet) -> &[i128] {
        if rules.system().is_ranked() {
            &[]
        } else {
            &self.sums[..rules.count()]
        }
    }

    /// Adds (or, below zero, subtracts) `times` ballots of the same power.
    fn change(&mut self, rules: &RuleSet, ballot: &Ballot, each: i64, times: i128) {
        let power = i128::from(each) * times;
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
            Ballot::Marks(marks) if rules.system() == System::Star => {
                star::change(rules, &mut self.sums, marks, power);
            }
            Ballot::Marks(marks) => {
                for (number, mark) in marks {
                    self.sums[number - 1] += match (rules.system(), rules.credits) {
                        (System::Quadratic, _) => times * quadratic::root(each, *mark),
                        // Power has bought the credits and does not count again.
                        (_, Credits::PerPoint(_)) => times * i128::from(*mark),
                        _ => power * i128::from(*mark),
                    };
                }
            }
            Ballot::Ranking(ranks) => match rules.system() {
                System::Irv | System::Stv => {
                    let sum = self.rows.entry(ranks.clone()).or_insert(0);
                    *sum += power;
                    if *sum == 0 {
                        self.rows.remove(ranks);
                    }
                }
                System::Borda => borda::change(rules, &mut self.sums, ranks, power),
                _ => pairs::change(&mut self.sums, rules.count(), ranks, power),
            },
        }
    }

    /// Compact form for storing. Refused rows are not part of it: a stored tally has none,
    /// because refused ballots never enter the log.
    pub fn state(&self) -> Value {
        let mut state = json!({
            "counted": self.counted,
            "power": integer::to_json(self.power),
            "named": integer::to_json(self.named),
            "replaced": self.replaced,
            "revoked": self.revoked,
            "sums": numbers(&self.sums),
        });
        if !self.rows.is_empty() {
            let row = |(ranks, power)| json!([integer::to_json(power), ballot::ranks(ranks)]);
            state["rows"] = self.rows.iter().map(|(r, p)| row((r, *p))).collect();
        }
        state
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
        let mut rows = irv::Rows::new();
        for row in state
            .get("rows")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let body = json!({"ranking": row[1]});
            let Ok(Ballot::Ranking(ranks)) = Ballot::parse(rules, &body) else {
                return Err(wrong);
            };
            rows.insert(ranks, integer::from_json(&row[0]).map_err(|_| wrong)?);
        }
        Ok(Self {
            counted: count("counted")?,
            power: number("power")?,
            named: number("named")?,
            replaced: count("replaced")?,
            revoked: count("revoked")?,
            rejected: Vec::new(),
            sums,
            rows,
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
            System::Basic
            | System::SingleChoice
            | System::Approval
            | System::Score
            | System::Weighted
            | System::QuadraticCredits => scores::count(rules, &self.sums, &mut out),
            System::Quadratic => quadratic::count(&self.sums, self.power, &mut out),
            System::Star => star::count(rules, &self.sums, lot, &mut out)?,
            System::Borda => borda::count(&self.sums, &mut out),
            System::Schulze => schulze::count(rules, &self.sums, &mut out),
            System::Debian => debian::count(rules, &self.sums, &mut out),
            System::Copeland => copeland::count(rules, &self.sums, self.power, &mut out),
            System::Irv => irv::count(rules, &self.rows, lot, &mut out)?,
            System::Stv => {
                let mut elected = stv::count(rules, &self.rows, self.power, lot, &mut out)?;
                // Several seats: winners by number, the order of election stands beside them.
                elected.sort_unstable();
                out.insert("outcome".into(), "decided".into());
                out.insert("winners".into(), json!(elected));
                return Ok(Value::Object(out));
            }
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
