//! Reading times: what a draft's come to, and those of a publication on its organiser's clock.
use crate::types::schedule::{Plan, SetTime, Times};
use governance::points::DAY_MS;
use service::proposals::{self, lifecycle_ms};
use service::schedule::{self, Schedule};
use service::{Error, Result};
use storage::Tx;
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;

/// What the times of a draft come to if it was published at `now_ms`.
///
/// # Errors
/// Those of [`Schedule::window`].
pub fn plan(times: &Schedule, dao: &DaoRow, now_ms: i64) -> Result<Plan> {
    let window = times.window(now_ms, lifecycle_ms(dao, "notice_ms")?)?;
    let unmoved = times.window(now_ms, 0)?;
    Ok(Plan {
        times: set(&times.zone, window.start_ms, window.end_ms)?,
        opens_at_publication: times.starts.is_none(),
        days: times.ends.is_none().then_some(times.period_ms / DAY_MS),
        is_moved: times.starts.is_some() && window.start_ms > unmoved.start_ms,
    })
}

/// Start and end of a publication on its organiser's clock; `None` where the payload is erased or
/// names a zone that is not known here.
///
/// # Errors
/// Storage failures.
pub async fn published(tx: &mut dyn Tx, row: &ProposalRow) -> Result<Option<Times>> {
    let Some(zone) = proposals::zone_of(tx, &row.id).await? else {
        return Ok(None);
    };
    match set(&zone, row.start_ms, row.end_ms) {
        Err(Error::Refused(_)) => Ok(None),
        times => times.map(Some),
    }
}

fn set(zone: &str, start_ms: i64, end_ms: i64) -> Result<Times> {
    let time = |ms: i64| -> Result<SetTime> {
        let ahead_s = schedule::ahead_s(zone, ms)?;
        Ok(SetTime { ms, ahead_s })
    };
    Ok(Times {
        zone: zone.to_owned(),
        start: time(start_ms)?,
        end: time(end_ms)?,
    })
}
