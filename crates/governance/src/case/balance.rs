//! `psephos balance`: ledgers, balances and powers.
use super::json;
use crate::points::{Budget, Entry, HalfLives, Kind, Ledger, Rules};
use crate::power::Formula;
use crate::{Error, half_life, integer};
use serde_json::{Map, Value, json};

/// Format of these cases.
pub const FORMAT: &str = "psephos.points/1";

/// Runs a case.
///
/// # Errors
/// Those of a whole case (points.md "Case errors").
pub fn run(case: &Value) -> Result<Value, Error> {
    let input = json::input(case)?;
    json::only(input, &["rules", "entries", "queries"])?;
    let mut ledger = Ledger::new(rules(json::field(input, "rules")?)?);
    let mut rejected = Vec::new();
    let mut last: Option<(u64, i64)> = None;
    for item in json::list(json::field(input, "entries")?)? {
        let (entry, index) = entry(item)?;
        if let Some((last_index, last_ms)) = last {
            if index <= last_index {
                return Err(Error::new("index_not_increasing"));
            }
            if entry.time_ms < last_ms {
                return Err(Error::new("time_decreasing"));
            }
        }
        last = Some((index, entry.time_ms));
        if let Err(error) = amount_fits(item).and_then(|()| ledger.append(entry)) {
            rejected.push(json!({"index": index, "error": error.code()}));
        }
    }
    let answers: Vec<Value> = json::list(json::field(input, "queries")?)?
        .iter()
        .map(|query| {
            answer(&ledger, query).map_or_else(
                |error| {
                    if is_fatal(error) {
                        Err(error)
                    } else {
                        Ok(json!({"error": error.code()}))
                    }
                },
                Ok,
            )
        })
        .collect::<Result<_, _>>()?;
    Ok(json!({"accepted": ledger.entries().len(), "rejected": rejected, "answers": answers}))
}

/// Faults of form spoil the case; faults of a rule are the answer of one query.
fn is_fatal(error: Error) -> bool {
    matches!(
        error.code(),
        "missing_field"
            | "unknown_field"
            | "not_an_integer"
            | "integer_not_canonical"
            | "not_an_object"
            | "not_a_text"
            | "unknown_kind"
            | "unknown_option"
            | "integer_out_of_range"
    )
}

/// An amount beyond 64 bits is out of range like any too large one.
fn amount_fits(item: &Value) -> Result<(), Error> {
    let amount = integer::from_json(&item["amount"])?;
    match i64::try_from(amount) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::new("amount_out_of_range")),
    }
}

fn entry(value: &Value) -> Result<(Entry, u64), Error> {
    let map = json::object(value)?;
    let known = [
        "index", "time_ms", "member", "kind", "category", "amount", "reviewer", "reason", "act",
    ];
    json::only(map, &known)?;
    let index: u64 = integer::narrow(json::field(map, "index")?)?;
    let amount = integer::from_json(json::field(map, "amount")?)?;
    let entry = Entry {
        index,
        time_ms: json::time(json::field(map, "time_ms")?)?,
        member: json::text(map, "member")?.to_owned(),
        kind: Kind::parse(json::text(map, "kind")?)?,
        category: json::text(map, "category")?.to_owned(),
        amount: i64::try_from(amount).unwrap_or(i64::MAX),
        reviewer: json::text(map, "reviewer")?.to_owned(),
    };
    Ok((entry, index))
}

fn rules(value: &Value) -> Result<Rules, Error> {
    let map = json::object(value)?;
    json::only(map, &["half_life_days", "budgets"])?;
    let days = json::object(json::field(map, "half_life_days")?)?;
    json::only(days, &["contribution", "reputation"])?;
    let half_lives = HalfLives {
        contribution: half_life(json::field(days, "contribution")?)?,
        reputation: half_life(json::field(days, "reputation")?)?,
    };
    let mut budgets: Vec<Budget> = Vec::new();
    if let Some(list) = map.get("budgets") {
        for item in json::list(list)? {
            let budget = budget(json::object(item)?)?;
            let same = |b: &Budget| b.kind == budget.kind && b.category == budget.category;
            if budgets.iter().any(same) {
                return Err(Error::new("duplicate_budget"));
            }
            budgets.push(budget);
        }
    }
    Ok(Rules {
        half_lives,
        budgets,
    })
}

/// Days of a half-life; `null` is none.
///
/// # Errors
/// `half_life_out_of_range` and those of integers.
pub fn half_life(value: &Value) -> Result<Option<u16>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    u16::try_from(integer::from_json(value)?)
        .ok()
        .filter(|days| (1..=half_life::HALF_LIFE_MAX).contains(days))
        .map(Some)
        .ok_or(Error::new("half_life_out_of_range"))
}

fn budget(map: &Map<String, Value>) -> Result<Budget, Error> {
    json::only(
        map,
        &["kind", "category", "anchor_day", "period_days", "limit"],
    )?;
    let period_days: i64 = integer::narrow(json::field(map, "period_days")?)?;
    if period_days < 1 {
        return Err(Error::new("integer_out_of_range"));
    }
    Ok(Budget {
        kind: Kind::parse(json::text(map, "kind")?)?,
        category: json::text(map, "category")?.to_owned(),
        anchor_day: integer::narrow(json::field(map, "anchor_day")?)?,
        period_days,
        limit: integer::from_json(json::field(map, "limit")?)?,
    })
}

fn answer(ledger: &Ledger, query: &Value) -> Result<Value, Error> {
    let map = json::object(query)?;
    let member = json::text(map, "member")?;
    let index: u64 = integer::narrow(json::field(map, "index")?)?;
    let time_ms = json::time(json::field(map, "time_ms")?)?;
    match json::text(map, "ask")? {
        "balance" => {
            json::only(
                map,
                &["ask", "member", "kind", "index", "time_ms", "min_age_days"],
            )?;
            let kind = Kind::parse(json::text(map, "kind")?)?;
            let min_age: i64 = match map.get("min_age_days") {
                Some(days) => integer::narrow(days)?,
                None => 0,
            };
            let balance = ledger.balance(member, kind, index, time_ms, min_age)?;
            Ok(json!({"balance": integer::to_json(balance.into())}))
        }
        "power" => {
            json::only(map, &["ask", "member", "index", "time_ms", "formula"])?;
            let formula = Formula::parse(json::field(map, "formula")?)?;
            let of = |kind| ledger.balance(member, kind, index, time_ms, formula.min_age_days());
            let (contribution, reputation) = (of(Kind::Contribution)?, of(Kind::Reputation)?);
            Ok(json!({
                "power": integer::to_json(formula.power(contribution, reputation)?.into()),
                "contribution": integer::to_json(contribution.into()),
                "reputation": integer::to_json(reputation.into()),
            }))
        }
        _ => Err(Error::new("unknown_option")),
    }
}
