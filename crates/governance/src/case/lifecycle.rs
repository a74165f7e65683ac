//! `psephos lifecycle`: events and the states they lead to.
use super::json;
use crate::Error;
use crate::lifecycle::{Action, Life, Role, Rules};
use serde_json::{Map, Value, json};

/// Format of these cases.
pub const FORMAT: &str = "psephos.lifecycle/1";

/// Runs a case.
///
/// # Errors
/// Those of a whole case.
pub fn run(case: &Value) -> Result<Value, Error> {
    let input = json::input(case)?;
    json::only(input, &["rules", "events"])?;
    let mut life = Life::new(Rules::parse(json::field(input, "rules")?)?);
    let mut log = Vec::new();
    for item in json::list(json::field(input, "events")?)? {
        let event = json::object(item)?;
        json::only(event, &["action", "by", "time_ms", "result"])?;
        let (action, by) = (json::text(event, "action")?, json::text(event, "by")?);
        let time_ms = json::time(json::field(event, "time_ms")?)?;
        let result = match event.get("result") {
            Some(_) => Some(json::text(event, "result")?),
            None => None,
        };
        let moved = Action::parse(action)
            .and_then(|action| life.apply(action, Role::parse(by)?, time_ms, result));
        log.push(match moved {
            Ok(state) => json!({"state": state.name()}),
            Err(error) => json!({"error": error.code()}),
        });
    }
    let mut times = Map::new();
    let all = [
        ("start_ms", life.start_ms),
        ("end_ms", life.end_ms),
        ("eta_ms", life.eta_ms),
        ("expiry_ms", life.expiry_ms),
    ];
    for (name, ms) in all {
        if let Some(ms) = ms {
            times.insert(name.into(), ms.into());
        }
    }
    Ok(json!({
        "state": life.state.name(),
        "version": life.version,
        "times": times,
        "log": log,
    }))
}
