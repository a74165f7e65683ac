//! Pages of proofs.
mod list;
mod read;

pub use list::List;
pub use read::Read;

use crate::components::copy::short;
use crate::components::icon::Icon;
use crate::i18n::{Lang, use_lang};
use crate::texts::proofs as words;
use crate::types::proofs::{ActorView, Voucher};
use leptos::prelude::*;

/// The search form; works by its address.
#[component]
fn Search(
    /// Short name of the DAO.
    slug: String,
    /// What was searched for.
    #[prop(optional, into)]
    query: String,
    /// Which kind was asked for.
    #[prop(optional_no_strip)]
    kind: Option<u16>,
) -> impl IntoView {
    let lang = use_lang();
    let kinds = words::KINDS
        .into_iter()
        .map(|number| {
            view! {
                <option value=number.to_string() selected=kind == Some(number)>
                    {words::kind_name(lang, number)}
                </option>
            }
        })
        .collect_view();
    view! {
        <form
            class="flex flex-wrap gap-3 items-end"
            role="search"
            method="get"
            action=format!("/d/{slug}/proofs")
        >
            <div class="field grow basis-72">
                <label for="q">{words::search(lang)}</label>
                <input
                    class="input"
                    id="q"
                    name="q"
                    type="search"
                    value=query
                    placeholder=words::search_hint(lang)
                />
            </div>
            <div class="field">
                <label for="kind">{words::kind(lang)}</label>
                <select class="input" id="kind" name="kind">
                    <option value="" selected=kind.is_none()>
                        {words::kind_all(lang)}
                    </option>
                    {kinds}
                </select>
            </div>
            <button class="btn">
                <Icon name="search" />
                {words::search_go(lang)}
            </button>
            <a class="btn btn--line" href="/verify">
                <Icon name="doc" />
                {words::check_file(lang)}
            </a>
        </form>
    }
}

/// The name of whoever acted.
pub fn name(lang: Lang, actor: &ActorView) -> String {
    match (actor.handle.is_empty(), actor.kind) {
        (false, _) => actor.handle.clone(),
        (true, 0) => words::operator(lang).to_owned(),
        (true, _) => words::stranger(lang, short(&actor.id)),
    }
}

/// Who vouches, in words.
pub fn vouched(lang: Lang, voucher: Voucher) -> &'static str {
    match voucher {
        Voucher::Operator => words::by_operator(lang),
        Voucher::Attested => words::by_attested(lang),
        Voucher::Wallet => words::by_wallet(lang),
        Voucher::Contract => words::by_contract(lang),
        Voucher::Passkey => words::by_passkey(lang),
        Voucher::Key => words::by_key(lang),
    }
}
