//! The organiser's time zone: any IANA name, some of them offered.
use leptos::prelude::*;

/// Zones offered while typing. Any other name of the database is taken as well.
const OFFERED: [&str; 24] = [
    "UTC",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Bangkok",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Warsaw",
    "Europe/London",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// The control. Where the zone is only proposed, the browser's own takes its place once the page
/// is hydrated, unless something else was typed before.
#[component]
pub fn ZoneField(
    /// Name in the form; also its id.
    name: &'static str,
    /// Label.
    label: &'static str,
    /// What helps to fill it.
    hint: &'static str,
    /// What stands in it.
    value: String,
    /// Whether that is only a proposal.
    is_proposed: bool,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    #[cfg(feature = "hydrate")]
    {
        let proposed = value.clone();
        Effect::new(move |_| {
            if let Some(input) = input.get()
                && is_proposed
                && input.value() == proposed
                && let Some(zone) = browser_zone()
            {
                input.set_value(&zone);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = is_proposed;
    let offered = OFFERED.map(|zone| view! { <option value=zone></option> });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                type="text"
                name=name
                value=value
                list=format!("{name}-list")
                autocomplete="off"
                spellcheck="false"
                maxlength="64"
                aria-describedby=format!("{name}-hint")
                node_ref=input
            />
            <datalist id=format!("{name}-list")>{offered.into_iter().collect_view()}</datalist>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
        </div>
    }
}

/// The zone of the reader's browser, such as `Europe/Warsaw`.
#[cfg(feature = "hydrate")]
fn browser_zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok()?.as_string().filter(|zone| !zone.is_empty())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::OFFERED;

    #[test]
    fn every_zone_that_is_offered_is_known() {
        for zone in OFFERED {
            assert_eq!(service::schedule::zone_name(zone).as_deref(), Ok(zone));
        }
    }
}
