//! An empty tray: what will be here, and one way on.
use leptos::prelude::*;

const TRAY: &str = "<path d=\"M8 40q56 22 112 0\" class=\"f-none s-edge\" stroke-width=\"2\"/>";

/// Nothing yet.
#[component]
pub fn Empty(
    /// What will be here.
    #[prop(into)]
    text: String,
    /// One button, if there is something to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg
                class="peb-tray"
                viewBox="0 0 128 56"
                aria-hidden="true"
                inner_html=TRAY
            ></svg>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
