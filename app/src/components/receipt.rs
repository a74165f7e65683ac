//! The stub of a receipt: what was cast, where it stands, how to check it.
use crate::components::copy::short;
use crate::components::icon::Icon;
use crate::components::seal::Seal;
use crate::components::state_seal::{SealState, Track};
use crate::components::time::{Time, TimeStyle};
use crate::i18n::use_lang;
use crate::texts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a stub shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Heading, such as "你投了赞成".
    pub title: String,
    /// The line beneath: voting power.
    pub power: String,
    /// Log index.
    pub index: u64,
    /// Log time, Unix milliseconds.
    pub logged_ms: i64,
    /// Who vouches: a wallet's signature, or the server.
    pub signature: String,
    /// Act id, hex.
    pub act_hex: String,
    /// Root of the checkpoint, hex.
    pub root_hex: String,
    /// Leaves of the checkpoint.
    pub size: u64,
}

/// A receipt; `children` is its last part (change, withdraw).
#[component]
pub fn Receipt(
    /// Short name of the DAO.
    #[prop(into)]
    slug: String,
    /// What it shows.
    receipt: ReceiptView,
    /// Whether it was made just now.
    #[prop(optional)]
    fresh: bool,
    /// The last part.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lang = use_lang();
    let label = texts::frame::root_seal(lang, receipt.size);
    let proof = format!("/d/{slug}/proofs/{}", receipt.index);
    let file = format!("/log/{slug}/receipt/{}", receipt.index);
    view! {
        <section class="receipt" aria-labelledby="receipt-title">
            <div class="part">
                <div class="stub">
                    <div class="grid gap-2">
                        <p class="cap">{texts::frame::receipt(lang)}</p>
                        <h2 class="sheet-title" id="receipt-title">{receipt.title}</h2>
                        <p class="num m-0 text-ink-2">{receipt.power}</p>
                    </div>
                    <Seal root_hex=receipt.root_hex stamp=fresh label=label />
                </div>
                <dl class="kv">
                    <dt>{texts::frame::leaf_number(lang)}</dt>
                    <dd>{texts::number(receipt.index)}</dd>
                    <dt>{texts::frame::time(lang)}</dt>
                    <dd><Time ms=receipt.logged_ms style=TimeStyle::Second /></dd>
                    <dt>{texts::frame::signature(lang)}</dt>
                    <dd>{receipt.signature}</dd>
                    <dt>{texts::frame::act_id(lang)}</dt>
                    <dd class="hash" title=receipt.act_hex.clone()>{short(&receipt.act_hex)}</dd>
                </dl>
            </div>
            <div class="part"><Track at=SealState::Logged /></div>
            <div class="part">
                <div class="btns">
                    <a class="btn btn--verify" href=proof><Icon name="ladder" />{texts::frame::check_rungs(lang)}</a>
                    <a class="btn btn--line" href=file download="receipt.tlog-proof" rel="external">
                        <Icon name="get" />".tlog-proof"
                    </a>
                </div>
                <p class="cap">{texts::frame::receipt_remark(lang)}</p>
            </div>
            {children.map(|children| view! { <div class="part">{children()}</div> })}
        </section>
    }
}
