//! Notes: plain, attention, checked, fault. Failure speaks in ink.
use leptos::prelude::*;

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// A remark.
    #[default]
    Plain,
    /// Attention.
    Warn,
    /// Done, or checked in this browser.
    Ok,
    /// Something just failed; announced at once.
    Fault,
}

/// A note.
#[component]
pub fn Note(
    /// What kind.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Plain => ("note", None),
        Tone::Warn => ("note note--warn", None),
        Tone::Ok => ("note note--ok", Some("status")),
        Tone::Fault => ("note note--fault", Some("alert")),
    };
    view! { <div class=class role=role>{children()}</div> }
}

/// What a form came back with: a refusal, or nothing.
#[component]
pub fn Notice(
    /// The sentence; nothing is shown when it is empty.
    text: Option<String>,
) -> impl IntoView {
    text.filter(|text| !text.is_empty())
        .map(|text| view! { <Note tone=Tone::Fault><p>{text}</p></Note> })
}
