//! A table of everyone against everyone: ink is a win, pale a loss, outlined a tie; the word is
//! in the cell.
use crate::i18n::use_lang;
use crate::texts;
use crate::types::proposals::{Cell, Outcome};
use leptos::prelude::*;

/// Everyone against everyone.
#[component]
pub fn Matrix(
    /// Names in the order of rows and columns.
    names: Vec<String>,
    /// What the row has over the column.
    cells: Vec<Vec<Cell>>,
    /// What the numbers are.
    caption: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let head = names
        .iter()
        .map(|name| view! { <th scope="col">{name.clone()}</th> })
        .collect_view();
    let cell = move |cell: Cell| {
        let (class, word) = match cell.outcome {
            Outcome::Own => return view! { <td class="self"></td> }.into_any(),
            Outcome::Win => ("win", texts::frame::wins(lang)),
            Outcome::Tie => ("tie", texts::frame::ties(lang)),
            Outcome::Loss => ("", texts::frame::loses(lang)),
        };
        view! { <td class=class>{cell.text}<small>{word}</small></td> }.into_any()
    };
    let rows = names
        .into_iter()
        .zip(cells)
        .map(|(name, row)| {
            let row = row.into_iter().map(cell).collect_view();
            view! { <tr><th scope="row">{name}</th>{row}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=caption>
            <table class="matrix md:min-w-[30rem]">
                <caption class="sr-only">{caption}</caption>
                <thead><tr><td class="self"></td>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
