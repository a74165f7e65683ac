//! When a vote is held: in the reader's zone, in UTC, and on the organiser's clock.
use crate::components::note::{Note, Tone};
use crate::components::time::{Civil, TimeAndUtc, TimeStyle, offset};
use crate::i18n::{Lang, use_lang};
use crate::texts::proposals as words;
use crate::types::schedule::{Plan, SetTime};
use leptos::prelude::*;

/// A moment on its organiser's clock: `24 Dec 2026, 09:00 (UTC+8)`. The same on both sides.
pub fn set_text(time: SetTime, lang: Lang) -> String {
    let ahead_s = i64::from(time.ahead_s);
    let civil = Civil::from_ms(time.ms + ahead_s * 1_000);
    civil.text(TimeStyle::Minute, lang, &offset(ahead_s / 60))
}

/// What the times of a draft come to.
#[component]
pub fn Planned(
    /// If published now.
    plan: Option<Plan>,
    /// Why they come to nothing.
    fault: String,
) -> impl IntoView {
    let lang = use_lang();
    let Some(plan) = plan else {
        return view! { <Note tone=Tone::Warn><p>{fault}</p></Note> }.into_any();
    };
    let Plan {
        times,
        opens_at_publication,
        days,
        is_moved,
    } = plan;
    let waits = opens_at_publication.then(|| words::opens_at_publication(lang).to_owned());
    let lasts = days.map(|days| words::lasts(lang, days));
    // Both hang on the publication: what they are now is only an example.
    let end_waits = opens_at_publication && days.is_some();
    let note = is_moved.then(|| view! { <p class="cap">{words::notice_moves(lang)}</p> });
    view! {
        <div class="well grid gap-2">
            <p class="m-0 sub">{words::times(lang)}</p>
            <dl class="kv kv--start">
                <dt>{words::starts(lang)}</dt>
                <dd><Planning time=times.start zone=times.zone.clone() rule=waits example=opens_at_publication /></dd>
                <dt>{words::ends(lang)}</dt>
                <dd><Planning time=times.end zone=times.zone rule=lasts example=end_waits /></dd>
            </dl>
            {note}
        </div>
    }
    .into_any()
}

/// One of the two times.
#[component]
fn Planning(time: SetTime, zone: String, rule: Option<String>, example: bool) -> impl IntoView {
    let lang = use_lang();
    let rule = rule.map(|rule| view! { <span class="block">{rule}</span> });
    let example = example.then(|| words::if_published_now(lang));
    view! {
        {rule}
        <span class="block">{example}<TimeAndUtc ms=time.ms /></span>
        <span class="block cap num">{words::set_in(lang, zone, set_text(time, lang))}</span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_organisers_clock() {
        let time = SetTime {
            ms: 1_798_074_000_000,
            ahead_s: 28_800,
        };
        assert_eq!(set_text(time, Lang::En), "24 Dec 2026, 09:00 (UTC+8)");
        assert_eq!(set_text(time, Lang::Zh), "2026 年 12 月 24 日 09:00 UTC+8");
    }
}
