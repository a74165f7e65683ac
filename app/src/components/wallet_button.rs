//! Buttons that need a wallet. Without scripts they say so; the forms beside them still work.
use crate::components::icon::Icon;
use crate::components::signing::{Refusal, Signing};
use crate::i18n::use_lang;
use crate::texts::{daos, wallet as words};
use leptos::prelude::*;

/// Name of a wallet in the browser, and how to find it again.
type Found = (String, String);

/// Signing in by wallet: one button for each wallet found.
#[component]
pub fn WalletSignIn(
    /// Where to go afterwards.
    #[prop(into)]
    next: String,
) -> impl IntoView {
    let lang = use_lang();
    let found = RwSignal::new(Vec::<Found>::new());
    let hydrated = RwSignal::new(false);
    let signing = Signing::default();
    let busy = signing.busy;
    let next = StoredValue::new(next);
    Effect::new(move |_| {
        hydrated.set(true);
        #[cfg(feature = "hydrate")]
        {
            let list = |wallets: Vec<crate::wallet::Wallet>| {
                wallets
                    .into_iter()
                    .map(|w| (w.rdns, w.name))
                    .collect::<Vec<Found>>()
            };
            crate::wallet::discover(move |wallets| found.set(list(wallets)));
            found.set(list(crate::wallet::wallets()));
        }
    });
    let sign_in = move |rdns: String| {
        #[cfg(feature = "hydrate")]
        {
            let wallet = crate::wallet::wallets()
                .into_iter()
                .find(|w| w.rdns == rdns);
            let Some(wallet) = wallet else { return };
            signing.ask(async move {
                crate::wallet::sign_in(&wallet, lang).await?;
                Ok(next.get_value())
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (rdns, next);
    };
    let none = move || found.with(Vec::is_empty);
    view! {
        <div class="grid gap-3">
            <Show when=none>
                <button class="btn btn--line btn--wide justify-between!" type="button" disabled=true>
                    <span class="flex gap-3 items-center">
                        <Icon name="wallet" />
                        {words::sign_in(lang)}
                    </span>
                    <span class="font-normal text-sm muted">
                        {move || {
                            if hydrated.get() { words::none(lang) } else { words::needs_scripts(lang) }
                        }}
                    </span>
                </button>
            </Show>
            <For each=move || found.get() key=|wallet| wallet.0.clone() let:wallet>
                <button
                    class="btn btn--line btn--wide justify-between!"
                    type="button"
                    disabled=move || busy.get()
                    on:click={
                        let rdns = wallet.0.clone();
                        move |_| sign_in(rdns.clone())
                    }
                >
                    <span class="flex gap-3 items-center">
                        <Icon name="wallet" />
                        {words::sign_in_with(lang, &wallet.1)}
                    </span>
                    <span class="font-normal text-sm muted">
                        {move || if busy.get() { words::waiting(lang) } else { "" }}
                    </span>
                </button>
            </For>
            <Refusal signing />
        </div>
    }
}

/// Joining a DAO by a wallet's signature.
#[component]
pub fn WalletJoin(
    /// The DAO.
    #[prop(into)]
    slug: String,
    /// Suggested handle.
    #[prop(into)]
    handle: String,
) -> impl IntoView {
    let lang = use_lang();
    let name = RwSignal::new(handle);
    let signing = Signing::default();
    let busy = signing.busy;
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let join = move |_| {
        #[cfg(feature = "hydrate")]
        {
            let slug = slug.clone();
            signing.ask(async move {
                let act = serde_json::json!({"kind": "join", "handle": name.get_untracked()});
                crate::wallet::sign_and_submit(slug.clone(), act).await?;
                Ok(format!("/d/{slug}?done=joined"))
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &slug;
    };
    view! {
        <div class="grid gap-4">
            <div class="field">
                <label for="handle">{daos::handle(lang)}</label>
                <input class="input" id="handle" maxlength="40" bind:value=name />
                <p class="hint">{daos::handle_hint(lang)}</p>
            </div>
            <button
                class="btn btn--seal btn--wide"
                type="button"
                disabled=move || busy.get() || !ready.get()
                on:click=join
            >
                <Icon name="wallet" />
                {move || if busy.get() { words::waiting(lang) } else { daos::join_wallet(lang) }}
            </button>
            <Refusal signing />
        </div>
    }
}
