//! Moments. The server prints UTC; hydrated pages add the reader's own zone.
use crate::i18n::{Lang, use_lang};
use leptos::prelude::*;

/// How much of a moment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// Date, hour and minute, zone.
    #[default]
    Minute,
    /// With seconds.
    Second,
    /// Only the date.
    Day,
    /// Hour and minute; the date in the tooltip.
    Clock,
}

/// A moment.
#[component]
pub fn Time(
    /// Unix milliseconds.
    ms: i64,
    /// How much of it.
    #[prop(optional)]
    style: TimeStyle,
) -> impl IntoView {
    let lang = use_lang();
    let utc = Civil::from_ms(ms);
    let text = RwSignal::new(utc.text(style, lang, "UTC"));
    let title = utc.text(TimeStyle::Second, lang, "UTC");
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| text.set(local(ms).text(style, lang, &zone(ms))));
    view! {
        <time class="num" datetime=utc.iso() title=title data-local="">
            {move || text.get()}
        </time>
    }
}

/// A moment with UTC beside it, where the reader's zone is another.
#[component]
pub fn TimeAndUtc(
    /// Unix milliseconds.
    ms: i64,
) -> impl IntoView {
    // The server prints UTC itself, so there is nothing beside it until the page is hydrated.
    let beside = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    {
        let lang = use_lang();
        Effect::new(move |_| {
            if ahead_minutes(ms) != 0 {
                let utc = Civil::from_ms(ms).text(TimeStyle::Minute, lang, "UTC");
                beside.set(format!(" · {utc}"));
            }
        });
    }
    view! {
        <Time ms style=TimeStyle::Minute />
        <span class="cap num" data-utc="">{move || beside.get()}</span>
    }
}

/// A moment as calendars write it, in some zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// Year.
    pub year: i64,
    /// 1…12.
    pub month: i64,
    /// 1…31.
    pub day: i64,
    /// 0…23.
    pub hour: i64,
    /// 0…59.
    pub minute: i64,
    /// 0…59.
    pub second: i64,
}

impl Civil {
    /// From Unix milliseconds, in UTC.
    pub fn from_ms(ms: i64) -> Self {
        let seconds = ms.div_euclid(1_000);
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // Days from civil, reversed (era of 400 years, years beginning in March).
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self {
            year,
            month,
            day,
            hour: rest / 3_600,
            minute: rest % 3_600 / 60,
            second: rest % 60,
        }
    }

    /// RFC 3339 in UTC.
    pub fn iso(&self) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )
    }

    /// In words of a language, with the name of the zone.
    pub fn text(&self, style: TimeStyle, lang: Lang, zone: &str) -> String {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        let date = match lang {
            Lang::Zh => format!("{year} 年 {month} 月 {day} 日"),
            Lang::En => format!("{day} {} {year}", month_en(*month)),
        };
        match (style, lang) {
            (TimeStyle::Day, _) => date,
            (TimeStyle::Clock, _) => format!("{hour:02}:{minute:02}"),
            (TimeStyle::Minute, Lang::Zh) => format!("{date} {hour:02}:{minute:02} {zone}"),
            (TimeStyle::Minute, Lang::En) => format!("{date}, {hour:02}:{minute:02} ({zone})"),
            (TimeStyle::Second, Lang::Zh) => {
                format!("{date} {hour:02}:{minute:02}:{second:02} {zone}")
            }
            (TimeStyle::Second, Lang::En) => {
                format!("{date}, {hour:02}:{minute:02}:{second:02} ({zone})")
            }
        }
    }
}

fn month_en(month: i64) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|i| NAMES.get(i))
        .copied()
        .unwrap_or("")
}

/// Minutes that the reader's zone is ahead of UTC at a moment.
#[cfg(feature = "hydrate")]
fn ahead_minutes(ms: i64) -> i64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of our era are exact in a double"
    )]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole minutes of at most a day"
    )]
    let minutes = date.get_timezone_offset() as i64;
    -minutes
}

#[cfg(feature = "hydrate")]
fn local(ms: i64) -> Civil {
    Civil::from_ms(ms + ahead_minutes(ms) * 60_000)
}

#[cfg(feature = "hydrate")]
fn zone(ms: i64) -> String {
    offset(ahead_minutes(ms))
}

/// The name of an offset of whole minutes: `UTC+5:45`.
pub fn offset(ahead: i64) -> String {
    let (hours, minutes) = (ahead.abs() / 60, ahead.abs() % 60);
    let sign = if ahead < 0 { '−' } else { '+' };
    match (ahead, minutes) {
        (0, _) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Civil, offset};

    #[test]
    fn dates() {
        assert_eq!(Civil::from_ms(0).iso(), "1970-01-01T00:00:00Z");
        assert_eq!(
            Civil::from_ms(1_709_210_096_000).iso(),
            "2024-02-29T12:34:56Z"
        );
        assert_eq!(Civil::from_ms(-1).iso(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn offsets() {
        let names = [0, 480, -210, 345, -60].map(offset);
        assert_eq!(names, ["UTC", "UTC+8", "UTC−3:30", "UTC+5:45", "UTC−1"]);
    }
}
