//! The document around the pages: head, scripts, sprite. Server only, never hydrated.
use crate::components::sprite::Sprite;
use crate::context::{self, PageNonce};
use crate::routes::App;
use crate::{assets, i18n};
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The whole document of a page.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    // Scripts that the framework writes must carry the nonce of the server's policy.
    if let Some(nonce) = use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<PageNonce>().cloned())
    {
        provide_context(Nonce::from_value(nonce.0));
    }
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let lang = i18n::current();
    let theme = context::ctx().and_then(|ctx| ctx.theme);
    let script = assets::package("psephos.js");
    let wasm = assets::package("psephos_bg.wasm");
    let start = format!(
        "import('{script}').then(m=>m.default({{module_or_path:'{wasm}'}}).then(()=>m.hydrate()))"
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang.html() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=assets::package("psephos.css") />
                <link rel="modulepreload" href=script nonce=nonce.clone() />
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
                <Sprite />
            </body>
        </html>
    }
}
