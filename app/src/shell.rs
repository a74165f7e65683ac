//! The document around the pages: head, scripts, sprite. Server only, never hydrated.
use crate::components::sprite::Sprite;
use crate::context;
use crate::routes::App;
use crate::{assets, i18n};
use http::{HeaderValue, header};
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

/// The whole document of a page.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    if let (Some(nonce), Some(options)) = (&nonce, use_context::<ResponseOptions>()) {
        // A nonce of letters and digits always makes a header value.
        if let Ok(policy) = HeaderValue::from_str(&policy(nonce)) {
            options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
        options.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
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

/// What a page may load: its own files, scripts by nonce, nothing inline.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         worker-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
         font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
