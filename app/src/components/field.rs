//! Controls with their label, hint and error, in this order.
use crate::components::icon::Icon;
use leptos::prelude::*;

/// A one-line control.
#[component]
pub fn Field(
    /// Name in the form; also its id.
    name: &'static str,
    /// Label.
    #[prop(into)]
    label: String,
    /// `text`, `email`, `password`, `number`, `datetime-local`…
    #[prop(default = "text")]
    kind: &'static str,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: String,
    /// `autocomplete` of the browser.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Most characters.
    #[prop(optional_no_strip)]
    maxlength: Option<u32>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let invalid = !error.is_empty();
    let about = match (invalid, hint.is_empty()) {
        (true, _) => Some(format!("{name}-error")),
        (false, false) => Some(format!("{name}-hint")),
        (false, true) => None,
    };
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                type=kind
                name=name
                value=value
                required=!optional
                autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                maxlength=maxlength
                aria-invalid=invalid.then_some("true")
                aria-describedby=about
            />
            <Remarks name hint error />
        </div>
    }
}

/// A control of several lines.
#[component]
pub fn TextArea(
    /// Name in the form; also its id.
    name: &'static str,
    /// Label.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: String,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
    /// Most characters.
    #[prop(optional_no_strip)]
    maxlength: Option<u32>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let invalid = !error.is_empty();
    // Children of <textarea> are printed raw by this version of the framework, so the text goes
    // in escaped by hand.
    let inner = escape(&value);
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name>{label}</label>
            <textarea
                class="input"
                id=name
                name=name
                rows=rows
                required=!optional
                maxlength=maxlength
                aria-invalid=invalid.then_some("true")
                inner_html=inner
            ></textarea>
            <Remarks name hint error />
        </div>
    }
}

#[component]
fn Remarks(name: &'static str, hint: String, error: String) -> impl IntoView {
    view! {
        {(!error.is_empty())
            .then(|| {
                view! {
                    <p class="err" id=format!("{name}-error")>
                        <Icon name="warn" small=true />
                        {error}
                    </p>
                }
            })}
        {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
    }
}

/// Text for the inside of an element. A leading newline is kept (parsers drop the first one).
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    if text.starts_with(['\n', '\r']) {
        out.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::TextArea;
    use leptos::prelude::*;

    #[test]
    fn text_cannot_leave_its_textarea() {
        let owner = Owner::new();
        let html = owner.with(|| {
            view! { <TextArea name="body" label="x" value="</textarea><script>alert(1)</script>&" /> }
                .to_html()
        });
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
    }
}
