//! When a vote is held, as its organiser says it: wall-clock times in a time zone. Only here and
//! only on the server are they turned into moments; what is published are moments.
use crate::{Error, Result};
use governance::points::DAY_MS;
use governance::sentence::Lang;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Longest vote in milliseconds: 365 days.
pub const PERIOD_MAX_MS: i64 = 365 * DAY_MS;

/// Time zones as of the build; the machine's own files are not asked.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The times of a draft. Wall-clock times stay as they were typed, so that they mean the same
/// after a change of the zone's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The organiser's time zone (IANA name).
    pub zone: String,
    /// When voting opens, `YYYY-MM-DDThh:mm[:ss]` in the zone; at publication if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// When voting ends, in the same form; `period_ms` after the start if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// Length of the vote in milliseconds where no end is given, 1 ms to 365 days.
    pub period_ms: i64,
}

/// A half-open voting window, Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Voting opens.
    pub start_ms: i64,
    /// Voting ends.
    pub end_ms: i64,
}

impl Window {
    /// A window that is neither empty nor longer than 365 days.
    fn new(start_ms: i64, end_ms: i64) -> Result<Self> {
        if end_ms <= start_ms {
            return Err(Error::Refused("end_before_start"));
        }
        if end_ms - start_ms > PERIOD_MAX_MS {
            return Err(Error::Refused("period_too_long"));
        }
        Ok(Self { start_ms, end_ms })
    }
}

impl Schedule {
    /// A vote that opens at publication and lasts `period_ms` milliseconds.
    pub fn lasting(period_ms: i64, zone: &str) -> Self {
        Self {
            zone: zone.to_owned(),
            starts: None,
            ends: None,
            period_ms,
        }
    }

    /// Checks what does not depend on the moment of publication.
    ///
    /// # Errors
    /// `period_empty`, `period_too_long`, `zone_unknown`, `time_invalid`, `time_gap`,
    /// `end_before_start`.
    pub fn check(&self) -> Result<()> {
        if self.period_ms < 1 {
            return Err(Error::Refused("period_empty"));
        }
        if self.period_ms > PERIOD_MAX_MS {
            return Err(Error::Refused("period_too_long"));
        }
        if let (Some(start_ms), Some(end_ms)) = self.chosen()? {
            Window::new(start_ms, end_ms)?;
        }
        Ok(())
    }

    /// The window of a publication at `now_ms` in a DAO that gives `notice_ms` of notice: a
    /// chosen start that leaves less notice is moved, the end is not.
    ///
    /// # Errors
    /// Those of [`Schedule::check`]; `start_past` for a chosen start before `now_ms`.
    pub fn window(&self, now_ms: i64, notice_ms: i64) -> Result<Window> {
        self.check()?;
        let (start, end) = self.chosen()?;
        if start.is_some_and(|start_ms| start_ms < now_ms) {
            return Err(Error::Refused("start_past"));
        }
        let earliest_ms = now_ms.saturating_add(notice_ms);
        let start_ms = start.map_or(earliest_ms, |start_ms| start_ms.max(earliest_ms));
        let end_ms = end.unwrap_or_else(|| start_ms.saturating_add(self.period_ms));
        Window::new(start_ms, end_ms)
    }

    /// Chosen start and end as Unix milliseconds.
    fn chosen(&self) -> Result<(Option<i64>, Option<i64>)> {
        let zone = zone(&self.zone)?;
        let read = |text: &Option<String>| {
            let text = text.as_deref();
            text.map(|text| moment(&zone, text)).transpose()
        };
        Ok((read(&self.starts)?, read(&self.ends)?))
    }
}

/// The zone that a form proposes to readers of a language.
pub fn usual_zone(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "Asia/Shanghai",
        Lang::En => "UTC",
    }
}

/// A zone's name as the database spells it; letters of any case find it.
///
/// # Errors
/// `zone_unknown`.
pub fn zone_name(name: &str) -> Result<String> {
    let zone = zone(name)?;
    let spelled = zone.iana_name().ok_or(Error::Refused("zone_unknown"))?;
    Ok(spelled.to_owned())
}

/// Seconds that a zone is ahead of UTC at `at_ms` (Unix milliseconds).
///
/// # Errors
/// `zone_unknown`; `time_invalid` outside of the years −9999 to 9999.
pub fn ahead_s(name: &str, at_ms: i64) -> Result<i32> {
    Ok(zone(name)?.to_offset(timestamp(at_ms)?).seconds())
}

/// The wall-clock time of `at_ms` (Unix milliseconds) in a zone, to the minute, as
/// [`Schedule::starts`] has it.
///
/// # Errors
/// `zone_unknown`; `time_invalid` outside of the years −9999 to 9999.
pub fn wall(name: &str, at_ms: i64) -> Result<String> {
    let time = zone(name)?.to_datetime(timestamp(at_ms)?);
    Ok(time.strftime("%Y-%m-%dT%H:%M").to_string())
}

fn timestamp(at_ms: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(at_ms).map_err(|_| Error::Refused("time_invalid"))
}

fn zone(name: &str) -> Result<TimeZone> {
    let found = ZONES.get(name.trim()).ok();
    found
        .filter(|zone| !zone.is_unknown())
        .ok_or(Error::Refused("zone_unknown"))
}

/// A wall-clock time as a moment: the earlier one where clocks are set back over it.
///
/// # Errors
/// `time_invalid`; `time_gap` where clocks are set forward over it.
fn moment(zone: &TimeZone, text: &str) -> Result<i64> {
    // As browsers send it; the length keeps out the freedoms of the parser.
    let form = match text.len() {
        16 => "%Y-%m-%dT%H:%M",
        19 => "%Y-%m-%dT%H:%M:%S",
        _ => return Err(Error::Refused("time_invalid")),
    };
    let time = DateTime::strptime(form, text).map_err(|_| Error::Refused("time_invalid"))?;
    let ambiguous = zone.to_ambiguous_timestamp(time);
    if let AmbiguousOffset::Gap { .. } = ambiguous.offset() {
        return Err(Error::Refused("time_gap"));
    }
    let earlier = ambiguous.earlier();
    let found = earlier.map_err(|_| Error::Refused("time_invalid"))?;
    Ok(found.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_796_083_200_000; // 2026-12-01T00:00:00Z

    fn schedule(zone: &str, starts: &str, ends: &str) -> Schedule {
        let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Schedule {
            zone: zone.to_owned(),
            starts: set(starts),
            ends: set(ends),
            period_ms: 7 * DAY_MS,
        }
    }

    fn code(schedule: &Schedule) -> &'static str {
        schedule.window(NOW_MS, 0).unwrap_err().code()
    }

    #[test]
    fn empty_times_are_now_and_the_period() {
        let window = schedule("UTC", "", "").window(NOW_MS, 5).unwrap();
        assert_eq!(window.start_ms, NOW_MS + 5);
        assert_eq!(window.end_ms, NOW_MS + 5 + 7 * DAY_MS);
    }

    #[test]
    fn wall_clocks_are_read_in_their_zone() {
        let set = schedule("Asia/Shanghai", "2026-12-24T09:00", "2026-12-26T18:30");
        let window = set.window(NOW_MS, 0).unwrap();
        assert_eq!(window.start_ms, 1_798_074_000_000); // 2026-12-24T01:00:00Z
        assert_eq!(window.end_ms, 1_798_281_000_000); // 2026-12-26T10:30:00Z
        assert_eq!(
            wall("Asia/Shanghai", window.start_ms).unwrap(),
            "2026-12-24T09:00"
        );
        assert_eq!(ahead_s("Asia/Shanghai", window.start_ms).unwrap(), 28_800);
        // With seconds, as browsers send them when there are any.
        let set = schedule("UTC", "2026-12-24T01:00:05", "");
        assert_eq!(set.window(NOW_MS, 0).unwrap().start_ms, 1_798_074_005_000);
    }

    #[test]
    fn a_fold_is_the_earlier_and_a_gap_is_refused() {
        // Berlin leaves summer time on 2027-10-31: 02:30 comes twice, first at UTC+2.
        let fold = schedule("Europe/Berlin", "2027-10-31T02:30", "");
        assert_eq!(
            fold.window(NOW_MS, 0).unwrap().start_ms,
            1_824_942_600_000 // 2027-10-31T00:30:00Z
        );
        // And enters it on 2027-03-28: there is no 02:30.
        let gap = schedule("Europe/Berlin", "2027-03-28T02:30", "");
        assert_eq!(gap.check().unwrap_err(), Error::Refused("time_gap"));
        let end = schedule("Europe/Berlin", "", "2027-03-28T02:30");
        assert_eq!(code(&end), "time_gap");
        // The edges of the gap exist.
        schedule("Europe/Berlin", "2027-03-28T03:00", "")
            .check()
            .unwrap();
        schedule("Europe/Berlin", "2027-03-28T01:59", "")
            .check()
            .unwrap();
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let cases = [
            ("Mars/Base", "", "", "zone_unknown"),
            ("", "", "", "zone_unknown"),
            ("Etc/Unknown", "", "", "zone_unknown"),
            ("../UTC", "", "", "zone_unknown"),
            ("UTC", "2026-13-01T00:00", "", "time_invalid"),
            ("UTC", "2027-02-29T00:00", "", "time_invalid"),
            ("UTC", "2026-12-24 09:00", "", "time_invalid"),
            ("UTC", "2026-12-24T09:00Z", "", "time_invalid"),
            ("UTC", "2026-12-24T24:00", "", "time_invalid"),
            ("UTC", "tomorrow at nine", "", "time_invalid"),
            ("UTC", "2026-11-30T23:59", "", "start_past"),
            (
                "UTC",
                "2026-12-24T09:00",
                "2026-12-24T09:00",
                "end_before_start",
            ),
            (
                "UTC",
                "2026-12-24T09:00",
                "2026-12-20T09:00",
                "end_before_start",
            ),
            ("UTC", "", "2026-11-30T23:59", "end_before_start"),
            (
                "UTC",
                "2026-12-24T09:00",
                "2027-12-24T09:01",
                "period_too_long",
            ),
            ("UTC", "", "2027-12-01T00:01", "period_too_long"),
        ];
        for (zone, starts, ends, wanted) in cases {
            let set = schedule(zone, starts, ends);
            assert_eq!(code(&set), wanted, "{zone} {starts} {ends}");
        }
        let whole_year = schedule("UTC", "2026-12-24T09:00", "2027-12-24T09:00");
        whole_year.window(NOW_MS, 0).unwrap();
        assert_eq!(code(&Schedule::lasting(0, "UTC")), "period_empty");
        let long = Schedule::lasting(PERIOD_MAX_MS + 1, "UTC");
        assert_eq!(code(&long), "period_too_long");
    }

    #[test]
    fn notice_moves_a_start_and_never_an_end() {
        let soon = schedule("UTC", "2026-12-01T01:00", "2026-12-03T00:00");
        let window = soon.window(NOW_MS, 2 * 3_600_000).unwrap();
        assert_eq!(window.start_ms, NOW_MS + 2 * 3_600_000);
        assert_eq!(window.end_ms, NOW_MS + 2 * DAY_MS);
        let late = soon.window(NOW_MS, 2 * DAY_MS).unwrap_err();
        assert_eq!(late, Error::Refused("end_before_start"));
        // A start at the very moment is not in the past.
        let now = schedule("UTC", "2026-12-01T00:00", "");
        assert_eq!(now.window(NOW_MS, 0).unwrap().start_ms, NOW_MS);
    }

    #[test]
    fn names_are_spelled_as_the_database_does() {
        assert_eq!(zone_name(" asia/shanghai ").unwrap(), "Asia/Shanghai");
        assert_eq!(zone_name("utc").unwrap(), "UTC");
        assert_eq!(ahead_s("Asia/Kathmandu", NOW_MS).unwrap(), 20_700);
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(zone_name(usual_zone(lang)).unwrap(), usual_zone(lang));
        }
    }
}
