//! Errors as RFC 9457 problem details, in the reader's language.
use app::i18n::Lang;
use axum::http::{HeaderValue, StatusCode, header};
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let code = self.error.code();
        let status =
            StatusCode::from_u16(self.error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = json!({
            "type": format!("about:blank#{code}"),
            "title": code,
            "status": status.as_u16(),
            "detail": self.error.sentence(self.lang.into()),
            "code": code,
        });
        let mut response = (status, body.to_string()).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json; charset=utf-8"),
        );
        response
    }
}

/// Result of a JSON handler.
pub type Answer<T> = Result<T, Problem>;
