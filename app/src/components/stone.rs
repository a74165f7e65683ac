//! Stones: solid is for, pierced is against, outlined is abstain. Shape before colour.
use leptos::prelude::*;

/// What a stone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoneKind {
    /// Solid.
    For,
    /// Pierced.
    Against,
    /// Outlined.
    Abstain,
}

impl StoneKind {
    /// By the choice's number of a basic vote: 0 for, 1 against, 2 abstain.
    pub fn of_choice(choice: usize) -> Self {
        match choice {
            0 => Self::For,
            1 => Self::Against,
            _ => Self::Abstain,
        }
    }

    /// Symbol letter and class.
    pub(crate) fn symbol(self) -> (char, &'static str) {
        match self {
            Self::For => ('p', "peb-for"),
            Self::Against => ('q', "peb-against"),
            Self::Abstain => ('p', "peb-abstain"),
        }
    }
}

/// A stone; the word stands beside it.
#[component]
pub fn Stone(
    /// What it means.
    kind: StoneKind,
    /// Which of the six shapes.
    #[prop(optional)]
    shape: usize,
) -> impl IntoView {
    let (letter, class) = kind.symbol();
    let shape = shape % 6;
    view! {
        <svg
            class="peb"
            aria-hidden="true"
            inner_html=format!("<use href=\"#{letter}{shape}\" class=\"{class}\"/>")
        ></svg>
    }
}
