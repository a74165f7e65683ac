//! Errors as RFC 9457 problem details, in the reader's language.
use app::i18n::Lang;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use service::Error;

/// An error on its way out.
#[derive(Debug)]
pub struct Problem {
    error: Error,
    lang: Lang,
}

impl Problem {
    /// An error for a reader; Chinese when the language is not known.
    pub fn new(error: Error, lang: Option<Lang>) -> Self {
        if let Error::Internal(detail) = &error {
            // Logged once, here at the edge; people get the sentence only.
            tracing::error!(%detail, "internal error");
        }
        Self {
            error,
            lang: lang.unwrap_or(Lang::Zh),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::new(error, None)
    }
}

impl Problem {
    /// The answer under a status; the body says the same one.
    fn answer(self, status: StatusCode) -> Response {
        let code = self.error.code();
        let body = json!({
            "type": format!("about:blank#{code}"),
            "title": code,
            "status": status.as_u16(),
            "detail": self.error.sentence(self.lang.into()),
            "code": code,
        });
        let mut response = (status, body.to_string()).into_response();
        response.extensions_mut().insert(Said(self.error));
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json; charset=utf-8"),
        );
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.answer(status)
    }
}

/// Result of a JSON handler.
pub type Answer<T> = Result<T, Problem>;

/// The error behind a problem, for [`in_words`].
#[derive(Clone)]
struct Said(Error);

/// Longest plain refusal of a library that is read to tell what it was.
const PLAIN_MAX: usize = 4_096;

/// Middleware: every refusal leaves as a problem in the reader's language, also those of the
/// libraries underneath (unreadable JSON, a path that does not parse, a body too large).
pub async fn in_words(request: Request, next: Next) -> Response {
    let lang = request
        .extensions()
        .get::<app::context::Ctx>()
        .map(|ctx| ctx.lang);
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    if let Some(Said(error)) = response.extensions().get::<Said>().cloned() {
        // Already logged when it was made.
        let lang = lang.unwrap_or(Lang::Zh);
        return with_headers_of(&response, Problem { error, lang }, status);
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain")) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let text = to_bytes(body, PLAIN_MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let (code, status) = match status.as_u16() {
        413 => ("body_too_large", status),
        _ if text.contains("length limit exceeded") => ("body_too_large", status),
        404 | 405 => ("not_found", status),
        400 if text.starts_with("Invalid URL") || text.starts_with("Could not find a server") => {
            ("not_found", StatusCode::NOT_FOUND)
        }
        400 if text.contains("as JSON") => ("bad_json", status),
        400..=499 => ("bad_request", status),
        _ => ("internal", status),
    };
    let error = match code {
        "not_found" => Error::NotFound,
        "internal" => Error::Internal(text.into_owned()),
        code => Error::Refused(code),
    };
    let bare = Response::from_parts(parts, axum::body::Body::empty());
    with_headers_of(&bare, Problem::new(error, lang), status)
}

/// A problem that keeps what other layers had put on the answer.
fn with_headers_of(old: &Response, problem: Problem, status: StatusCode) -> Response {
    let mut response = problem.answer(status);
    for (name, value) in old.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            response.headers_mut().insert(name.clone(), value.clone());
        }
    }
    response
}
