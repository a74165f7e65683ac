//! `psephos resolve`: who votes with whose power.
use super::json;
use crate::delegation::{self, Edge, Question, Rules};
use crate::{Error, integer};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Format of these cases.
pub const FORMAT: &str = "psephos.delegation/1";

/// Runs a case.
///
/// # Errors
/// Those of [`delegation::resolve`] and of [`Rules::new`], `duplicate_member`, and those of reading.
pub fn run(case: &Value) -> Result<Value, Error> {
    let input = json::input(case)?;
    json::only(
        input,
        &["snapshot", "topic", "rules", "power", "edges", "direct"],
    )?;
    let snapshot = json::object(json::field(input, "snapshot")?)?;
    json::only(snapshot, &["index", "time_ms"])?;
    let question = Question {
        snapshot_index: integer::narrow(json::field(snapshot, "index")?)?,
        snapshot_ms: json::time(json::field(snapshot, "time_ms")?)?,
        topic: json::text(input, "topic")?,
    };
    let rules = rules(json::object(json::field(input, "rules")?)?)?;
    let power = power(json::object(json::field(input, "power")?)?)?;
    let edges: Vec<Edge<String>> = json::list(json::field(input, "edges")?)?
        .iter()
        .map(edge)
        .collect::<Result<_, _>>()?;
    let mut direct = BTreeSet::new();
    for member in json::list(json::field(input, "direct")?)? {
        let member = crate::choice::text(member)?;
        if !direct.insert(member.to_owned()) {
            return Err(Error::new("duplicate_member"));
        }
    }
    let resolved = delegation::resolve(question, rules, &power, &edges, &direct)?;
    Ok(output(&resolved))
}

fn rules(map: &Map<String, Value>) -> Result<Rules, Error> {
    json::only(map, &["max_depth", "min_delegation", "max_inbound"])?;
    let number = |name: &str, usual: i64| match map.get(name) {
        Some(value) => integer::narrow(value),
        None => Ok(usual),
    };
    Rules::new(
        number("max_depth", 1)?,
        number("min_delegation", 1_000_000)?,
        number("max_inbound", 1_000)?,
    )
}

fn power(map: &Map<String, Value>) -> Result<BTreeMap<String, i64>, Error> {
    let member = |(name, value): (&String, &Value)| {
        let own = i64::try_from(integer::from_json(value)?)
            .map_err(|_| Error::new("power_out_of_range"))?;
        Ok((name.clone(), own))
    };
    map.iter().map(member).collect()
}

fn edge(value: &Value) -> Result<Edge<String>, Error> {
    let map = json::object(value)?;
    json::only(
        map,
        &[
            "index",
            "from",
            "to",
            "topic",
            "share_ppm",
            "cap",
            "expires_ms",
        ],
    )?;
    Ok(Edge {
        index: integer::narrow(json::field(map, "index")?)?,
        from: json::text(map, "from")?.to_owned(),
        to: json::text(map, "to")?.to_owned(),
        topic: json::text(map, "topic")?.to_owned(),
        share_ppm: integer::narrow(json::field(map, "share_ppm")?)?,
        cap: map.get("cap").map(integer::narrow).transpose()?,
        expires_ms: map.get("expires_ms").map(json::time).transpose()?,
    })
}

fn output(resolved: &delegation::Resolved<String>) -> Value {
    let members: Map<String, Value> = resolved
        .members
        .iter()
        .map(|(name, standing)| {
            let value = json!({
                "own": integer::to_json(standing.own),
                "received": integer::to_json(standing.received),
                "power": integer::to_json(standing.power()),
            });
            (name.clone(), value)
        })
        .collect();
    let total = resolved
        .members
        .values()
        .map(|standing| standing.power())
        .sum();
    let flow = |flow: &delegation::Flow<String>| {
        json!({
            "index": flow.index, "from": flow.from, "to": flow.to,
            "amount": integer::to_json(flow.amount),
        })
    };
    let ignored = |ignored: &delegation::Ignored| json!({"index": ignored.index, "reason": ignored.reason.name()});
    json!({
        "total": integer::to_json(total),
        "members": members,
        "flows": resolved.flows.iter().map(flow).collect::<Vec<_>>(),
        "ignored": resolved.ignored.iter().map(ignored).collect::<Vec<_>>(),
        "cycles": resolved.cycles,
    })
}
