//! `psephos tally`: ballot boxes, tallies and decisions.
use super::json;
use crate::ballot::Ballot;
use crate::choice::{RuleSet, System};
use crate::decision::{Decision, Firm};
use crate::tally::{Lot, POWER_MAX, Tally};
use crate::{Error, integer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Format of tally cases.
pub const TALLY: &str = "psephos.tally/1";
/// Format of decision cases.
pub const DECISION: &str = "psephos.decision/1";

/// Voting time and the checkpoints around its end.
struct Window {
    start_ms: i64,
    end_ms: i64,
    checkpoints: Vec<(u64, i64)>,
}

/// A voter's live ballot.
struct Live {
    ballot: Ballot,
    power: i64,
    firm: i64,
}

/// What walking the rows leaves.
struct BallotBox<'a> {
    rules: &'a RuleSet,
    tally: Tally,
    live: BTreeMap<String, Live>,
    firm: Firm,
    last: Option<(u64, i64)>,
    end_ms: i64,
    quorum_seen: bool,
}

/// Runs a case.
///
/// # Errors
/// Those of a whole case.
pub fn run(case: &Value) -> Result<Value, Error> {
    let decides = json::format(case)? == DECISION;
    let input = json::input(case)?;
    let mut known = vec!["choices", "rules", "ballots", "unit", "lot"];
    if decides {
        known.extend(["decision", "eligible", "window", "checkpoints", "now_ms"]);
    }
    json::only(input, &known)?;
    let unit = match input.get("unit") {
        Some(unit) => {
            i64::try_from(integer::from_json(unit)?).map_err(|_| Error::new("unit_out_of_range"))?
        }
        None => 1_000_000,
    };
    let rules = RuleSet::parse(
        json::field(input, "choices")?,
        json::field(input, "rules")?,
        unit,
    )?;
    let lot = input.get("lot").map(Lot::parse).transpose()?;
    let rows = json::list(json::field(input, "ballots")?)?;
    if !decides {
        let filled = fill(&rules, rows, None, None)?;
        return filled.tally.result(&rules, lot.as_ref());
    }
    let window = window(input)?;
    let period = window
        .as_ref()
        .and_then(|w| u64::try_from(w.end_ms - w.start_ms).ok());
    let decision = Decision::parse(json::field(input, "decision")?, &rules, period)?;
    let eligible = integer::from_json(json::field(input, "eligible")?)?;
    if !(0..=POWER_MAX).contains(&eligible) {
        return Err(Error::new("integer_out_of_range"));
    }
    let now_ms = input.get("now_ms").map(json::time).transpose()?;
    if now_ms.is_some() && window.is_none() {
        return Err(Error::new("window_missing"));
    }
    let filled = fill(&rules, rows, window.as_ref(), Some((&decision, eligible)))?;
    let result = filled.tally.result(&rules, lot.as_ref())?;
    let decided = decision.decide(&rules, &filled.tally, &result, eligible)?;
    let mut out = decided.to_value();
    if let Some(window) = &window {
        let close = window
            .checkpoints
            .iter()
            .find(|(_, ms)| *ms >= filled.end_ms);
        out["end_ms"] = filled.end_ms.into();
        out["extended_ms"] = (filled.end_ms - window.end_ms).into();
        out["close_index"] = close.map_or(Value::Null, |(index, _)| (*index).into());
        let certain = if decision.early {
            decision.certain(filled.firm, eligible)
        } else {
            None
        };
        if now_ms.is_some_and(|now| now < window.start_ms) {
            out["status"] = "scheduled".into();
        } else if now_ms.is_some_and(|now| now < filled.end_ms)
            || (now_ms.is_none() && close.is_none() && certain.is_some())
        {
            match certain {
                Some(status) => {
                    out["status"] = status.into();
                    out["early"] = true.into();
                }
                None => out["status"] = "active".into(),
            }
        } else if close.is_none() {
            out["status"] = "awaiting_checkpoint".into();
        }
    } else if decision.early
        && let Some(status) = decision.certain(filled.firm, eligible)
    {
        out["status"] = status.into();
        out["early"] = true.into();
    }
    Ok(json!({"tally": result, "decision": out}))
}

fn window(input: &Map<String, Value>) -> Result<Option<Window>, Error> {
    let checkpoints: Vec<(u64, i64)> = match input.get("checkpoints") {
        None => Vec::new(),
        Some(list) => json::list(list)?
            .iter()
            .map(|item| {
                let map = json::object(item)?;
                json::only(map, &["index", "time_ms"])?;
                let index = integer::narrow(json::field(map, "index")?)?;
                Ok((index, json::time(json::field(map, "time_ms")?)?))
            })
            .collect::<Result<_, Error>>()?,
    };
    let Some(window) = input.get("window") else {
        return if checkpoints.is_empty() {
            Ok(None)
        } else {
            Err(Error::new("window_missing"))
        };
    };
    let map = json::object(window)?;
    json::only(map, &["start_ms", "end_ms"])?;
    let start_ms = json::time(json::field(map, "start_ms")?)?;
    let end_ms = json::time(json::field(map, "end_ms")?)?;
    if start_ms >= end_ms {
        return Err(Error::new("window_empty"));
    }
    let rising = |pair: &[(u64, i64)]| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1;
    if !checkpoints.windows(2).all(rising) {
        return Err(Error::new("checkpoints_not_increasing"));
    }
    Ok(Some(Window {
        start_ms,
        end_ms,
        checkpoints,
    }))
}

/// Walks the rows in log order.
fn fill<'a>(
    rules: &'a RuleSet,
    rows: &[Value],
    window: Option<&Window>,
    decision: Option<(&Decision, i128)>,
) -> Result<BallotBox<'a>, Error> {
    let mut filled = BallotBox {
        rules,
        tally: Tally::new(rules),
        live: BTreeMap::new(),
        firm: Firm::default(),
        last: None,
        end_ms: window.map_or(0, |w| w.end_ms),
        quorum_seen: false,
    };
    for (number, row) in (1..).zip(rows) {
        let map = json::object(row)?;
        let row = Row::parse(map, window.is_some())?;
        if let Err(error) = filled.take(&row, map, window, decision)? {
            filled.tally.note_rejected(number, error.code());
        }
    }
    Ok(filled)
}

/// A row, read; what is wrong with its ballot is judged later.
struct Row {
    power: i128,
    count: u64,
    voter: Option<String>,
    index: u64,
    time_ms: i64,
    delegated: i128,
}

impl Row {
    fn parse(map: &Map<String, Value>, timed: bool) -> Result<Self, Error> {
        json::only(
            map,
            &[
                "power",
                "ballot",
                "voter",
                "count",
                "index",
                "time_ms",
                "delegated",
            ],
        )?;
        json::field(map, "ballot")?;
        if !timed && (map.contains_key("index") || map.contains_key("time_ms")) {
            return Err(Error::new("window_missing"));
        }
        Ok(Self {
            power: integer::from_json(json::field(map, "power")?)?,
            count: match map.get("count") {
                Some(count) => integer::narrow(count)?,
                None => 1,
            },
            voter: match map.get("voter") {
                Some(_) => Some(json::text(map, "voter")?.to_owned()),
                None => None,
            },
            index: match (map.get("index"), timed) {
                (Some(index), true) => integer::narrow(index)?,
                (None, true) => return Err(Error::new("missing_field")),
                _ => 0,
            },
            time_ms: match (map.get("time_ms"), timed) {
                (Some(ms), true) => json::time(ms)?,
                (None, true) => return Err(Error::new("missing_field")),
                _ => 0,
            },
            delegated: match map.get("delegated") {
                Some(delegated) => integer::from_json(delegated)?,
                None => 0,
            },
        })
    }
}

impl BallotBox<'_> {
    /// Takes one row. The outer error spoils the case, the inner one refuses the row.
    fn take(
        &mut self,
        row: &Row,
        map: &Map<String, Value>,
        window: Option<&Window>,
        decision: Option<(&Decision, i128)>,
    ) -> Result<Result<(), Error>, Error> {
        if row.voter.is_some() && row.count != 1 {
            return Ok(Err(Error::new("count_with_voter")));
        }
        let Ok(power) = i64::try_from(row.power).and_then(|p| u64::try_from(p).map(|_| p)) else {
            return Ok(Err(Error::new("power_out_of_range")));
        };
        if let Some(window) = window
            && let Err(error) = self.in_window(row, window)
        {
            return Ok(Err(error));
        }
        let final_ballots = decision.is_some_and(|(decision, _)| decision.final_ballots);
        let voter = row.voter.as_deref();
        let before = voter.is_some_and(|voter| self.live.contains_key(voter));
        if final_ballots && before {
            return Ok(Err(Error::new("ballot_final")));
        }
        let ballot = &map["ballot"];
        if ballot.is_null() {
            return Ok(self.revoke(voter));
        }
        if power == 0 {
            return Ok(Err(Error::new("no_power")));
        }
        if row.delegated < 0 || row.delegated > row.power {
            return Ok(Err(Error::new("delegated_above_power")));
        }
        let ballot = Ballot::parse(self.rules, ballot)
            .and_then(|ballot| ballot.affordable(self.rules, power).map(|()| ballot));
        let ballot = match ballot {
            Ok(ballot) => ballot,
            Err(error) => return Ok(Err(error)),
        };
        let firm = i64::try_from(row.power - row.delegated).unwrap_or(0);
        if before && let Some(voter) = voter {
            self.take_out(voter);
            self.tally.note_replaced();
        }
        self.tally.add_many(self.rules, &ballot, power, row.count)?;
        self.change_firm(&ballot, i128::from(firm) * i128::from(row.count));
        if let Some(voter) = voter {
            self.live.insert(
                voter.to_owned(),
                Live {
                    ballot,
                    power,
                    firm,
                },
            );
        }
        if let (Some(window), Some((decision, eligible))) = (window, decision) {
            self.extend(row.time_ms, window, decision, eligible);
        }
        Ok(Ok(()))
    }

    fn in_window(&mut self, row: &Row, window: &Window) -> Result<(), Error> {
        if self
            .last
            .is_some_and(|(index, ms)| row.index <= index || row.time_ms < ms)
        {
            return Err(Error::new("log_out_of_order"));
        }
        self.last = Some((row.index, row.time_ms));
        if row.time_ms < window.start_ms {
            return Err(Error::new("voting_not_open"));
        }
        let close = window.checkpoints.iter().find(|(_, ms)| *ms >= self.end_ms);
        if row.time_ms >= self.end_ms || close.is_some_and(|(index, _)| row.index >= *index) {
            return Err(Error::new("voting_closed"));
        }
        Ok(())
    }

    fn revoke(&mut self, voter: Option<&str>) -> Result<(), Error> {
        match voter {
            Some(voter) if self.live.contains_key(voter) => {
                self.take_out(voter);
                self.tally.note_revoked();
                Ok(())
            }
            _ => Err(Error::new("nothing_to_revoke")),
        }
    }

    fn take_out(&mut self, voter: &str) {
        if let Some(old) = self.live.remove(voter) {
            self.tally.remove(self.rules, &old.ballot, old.power);
            self.change_firm(&old.ballot, -i128::from(old.firm));
        }
    }

    fn change_firm(&mut self, ballot: &Ballot, power: i128) {
        if self.rules.system() != System::Basic {
            return;
        }
        match ballot {
            Ballot::Choice(1) => self.firm.for_ += power,
            Ballot::Choice(2) => self.firm.against += power,
            _ => self.firm.abstain += power,
        }
    }

    /// Late quorum: once, when the participation first reaches the need.
    fn extend(&mut self, time_ms: i64, window: &Window, decision: &Decision, eligible: i128) {
        let need = decision.needed(eligible);
        if self.quorum_seen || decision.participation(self.rules, &self.tally) < need {
            return;
        }
        self.quorum_seen = true;
        if let Some(extension) = decision.extension {
            self.end_ms = self
                .end_ms
                .max(time_ms + extension.extend_ms)
                .min(window.end_ms + extension.max_ms);
        }
    }
}
