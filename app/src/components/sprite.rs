//! Shapes that every page refers to by `<use>`: stones, icons, state seals, textures.

/// The definitions, drawn once for the design and kept as they are.
#[cfg(feature = "ssr")]
const DEFS: &str = include_str!("sprite.svg");

#[cfg(feature = "ssr")]
mod sheet {
    use leptos::prelude::*;

    /// The sheet of symbols; stands once in the document, outside what is hydrated.
    #[component]
    pub fn Sprite() -> impl IntoView {
        view! {
            <svg
                class="absolute"
                width="0"
                height="0"
                aria-hidden="true"
                focusable="false"
                inner_html=super::DEFS
            ></svg>
        }
    }
}

#[cfg(feature = "ssr")]
pub use sheet::Sprite;
