//! Headers and gates of every answer: content policy, cross-site writes, rate limits.
use crate::problem::Problem;
use crate::router::AppState;
use app::context::Ctx;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::Error;
use std::collections::HashMap;
use std::sync::Mutex;

/// Sign-in attempts from one network address within [`WINDOW_MS`].
pub const PER_ADDRESS: u32 = 120;
/// Sign-in attempts for one account within [`WINDOW_MS`]. An attacker can change the network
/// address, not whose password is guessed.
pub const PER_ACCOUNT: u32 = 10;
/// Window of the rate limit.
const WINDOW_MS: i64 = 60_000;
/// Addresses remembered at once; beyond that all are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts attempts per key in fixed windows.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<String, (i64, u32)>>);

impl Attempts {
    /// Counts one; false when there were too many.
    pub fn allow(&self, key: &str, most: u32, now_ms: i64) -> bool {
        let mut map = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if map.len() > REMEMBERED {
            map.clear();
        }
        let entry = map.entry(key.to_owned()).or_insert((now_ms, 0));
        if now_ms - entry.0 >= WINDOW_MS {
            *entry = (now_ms, 0);
        }
        entry.1 += 1;
        entry.1 <= most
    }
}

/// Middleware: refuses writes that another site makes a browser send.
pub async fn same_site(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_same_site(&state, request.headers()) {
        return next.run(request).await;
    }
    let lang = request.extensions().get::<Ctx>().map(|ctx| ctx.lang);
    Problem::new(Error::Refused("cross_site"), lang).into_response()
}

fn is_same_site(state: &AppState, headers: &axum::http::HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    match text("origin") {
        // Not a browser: nothing is sent along without its user's will.
        None => true,
        Some(origin) => {
            let host = text("host").unwrap_or_default();
            origin.split("://").nth(1) == Some(host)
                || origin == state.service.instance().base_url()
        }
    }
}

/// Middleware: headers that every answer carries. Pages add their nonce to the policy.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let out = response.headers_mut();
    let fixed: [(HeaderName, &str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=()",
        ),
    ];
    for (name, value) in fixed {
        out.insert(name, HeaderValue::from_static(value));
    }
    if !out.contains_key(header::CONTENT_SECURITY_POLICY) {
        let policy = HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
        );
        out.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
