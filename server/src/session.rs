//! Who is asking: the session cookie, language and theme, as a context for pages and handlers.
use crate::router::AppState;
use app::context::Ctx;
use app::i18n::Lang;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::sessions;

/// Name of the session cookie; the prefix needs TLS.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// A cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` for the session; an empty token ends it.
pub fn set_session(token: &str, secure: bool) -> HeaderValue {
    let age = if token.is_empty() {
        0
    } else {
        sessions::LIFE_MS / 1_000
    };
    let flag = if secure { "; Secure" } else { "" };
    let name = cookie_name(secure);
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{flag}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A `Set-Cookie` for a preference that scripts need not read either.
pub fn set_preference(name: &str, value: &str) -> HeaderValue {
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Middleware: puts [`Ctx`] into the request.
pub async fn provide(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let secure = state.service.instance().scheme == "https";
    let token = cookie(headers, cookie_name(secure)).map(str::to_owned);
    let account = match &token {
        None => None,
        Some(token) => match sessions::account(&state.service, token).await {
            Ok(account) => account,
            Err(error) => {
                tracing::error!(%error, "session look-up failed");
                return crate::problem::Problem::from(error).into_response();
            }
        },
    };
    let lang = match cookie(headers, "lang") {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => accepted(headers),
    };
    let theme = cookie(headers, "theme").filter(|t| matches!(*t, "light" | "dark"));
    let ctx = Ctx {
        service: state.service.clone(),
        account,
        lang,
        theme: theme.map(str::to_owned),
        demo: state.demo,
    };
    request.extensions_mut().insert(ctx);
    next.run(request).await
}

/// Chinese unless the browser prefers English.
fn accepted(headers: &HeaderMap) -> Lang {
    let text = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let first = |prefix: &str| {
        text.split(',')
            .position(|part| part.trim().to_ascii_lowercase().starts_with(prefix))
    };
    match (first("zh"), first("en")) {
        (None, Some(_)) => Lang::En,
        (Some(zh), Some(en)) if en < zh => Lang::En,
        _ => Lang::Zh,
    }
}
