//! The API's description, OpenAPI 3.1.
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// GET /openapi.json.
pub async fn document() -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        include_str!("openapi.json"),
    )
        .into_response()
}
