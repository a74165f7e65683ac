//! A form that makes one act: posted plainly by whoever the server attests, signed in the browser
//! by whoever has a wallet.
use crate::components::signing::{Refusal, Signing};
use crate::i18n::use_lang;
use crate::texts::proposals as words;
use leptos::prelude::*;

/// What a wallet signs instead of posting the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletAct {
    /// The DAO.
    pub slug: String,
    /// Kind of act as the API names it.
    pub kind: &'static str,
    /// Fields of the form that go along.
    pub fields: &'static [&'static str],
    /// Number of the proposal it is about; 0 if none.
    pub number: i64,
    /// Where to go afterwards: this address with `?done=…`.
    pub back: String,
    /// Word for `done`.
    pub done: &'static str,
}

/// The form; `children` are its fields, the button stands last.
#[component]
pub fn ActForm(
    /// Where it is posted.
    #[prop(into)]
    action: String,
    /// Whether the reader signs by wallet.
    is_wallet: bool,
    /// What the wallet signs.
    act: WalletAct,
    /// Label of the button.
    label: &'static str,
    /// Label of the button for a wallet.
    wallet_label: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let signing = Signing::default();
    let busy = signing.busy;
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_wallet {
            event.prevent_default();
            #[cfg(feature = "hydrate")]
            by_wallet::sign(&event, act.clone(), signing);
            #[cfg(not(feature = "hydrate"))]
            let _ = &act;
        }
    };
    let text = move || match (is_wallet, busy.get()) {
        (true, true) => words::cast_busy(lang),
        (true, false) => wallet_label,
        (false, _) => label,
    };
    view! {
        <form class="grid gap-4" method="post" action=action on:submit=submit>
            {children()}
            <div class="btns">
                <button class="btn btn--seal" disabled=move || busy.get()>{text}</button>
            </div>
            <Refusal signing />
        </form>
    }
}

#[cfg(feature = "hydrate")]
mod by_wallet {
    use super::{Signing, WalletAct};
    use serde_json::{Map, Value};
    use wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlFormElement};

    pub fn sign(event: &leptos::ev::SubmitEvent, act: WalletAct, signing: Signing) {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let data = form.and_then(|form| FormData::new_with_form(&form).ok());
        let mut request = Map::new();
        request.insert("kind".to_owned(), act.kind.into());
        if act.number > 0 {
            request.insert("number".to_owned(), act.number.into());
        }
        for field in act.fields {
            let value = data.as_ref().and_then(|data| data.get(field).as_string());
            request.insert((*field).to_owned(), value.unwrap_or_default().into());
        }
        signing.ask(async move {
            crate::wallet::sign_and_submit(act.slug, Value::Object(request)).await?;
            Ok(format!("{}?done={}", act.back, act.done))
        });
    }
}
