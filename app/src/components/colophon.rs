//! 落款: each page ends with the seal of the checkpoint it was drawn from.
use crate::components::checkpoint_check::CheckpointCheck;
use crate::components::copy::short;
use crate::components::seal::{Seal, SealSize};
use crate::components::time::{Time, TimeStyle};
use crate::i18n::use_lang;
use crate::texts::{frame as words, number};
use crate::types::frame::Checkpoint;
use leptos::prelude::*;

/// Seal, checkpoint, and whether this browser has checked it.
#[component]
pub fn Colophon(
    /// Short name of the DAO.
    slug: String,
    /// The checkpoint of the page.
    checkpoint: Checkpoint,
) -> impl IntoView {
    let lang = use_lang();
    let size = number(checkpoint.size);
    let proofs = format!("/d/{slug}/proofs");
    view! {
        <footer class="colophon">
            <div class="wrap">
                <Seal
                    root_hex=checkpoint.root_hex.clone()
                    size=SealSize::Small
                    label=words::root_seal(lang, &size)
                />
                <div>
                    <p>
                        <b>
                            {words::drawn_from(lang)} " "
                            <a class="num" href=proofs>
                                {size}
                            </a>
                        </b>
                        " · "
                        <span class="hash">{short(&checkpoint.root_hex)}</span>
                        " · "
                        <Time ms=checkpoint.signed_ms style=TimeStyle::Second />
                    </p>
                    <p><CheckpointCheck dao=slug /></p>
                </div>
                <p class="foot">
                    "Psephos · " <a href="/verify">{words::check_how(lang)}</a>
                </p>
            </div>
        </footer>
    }
}
