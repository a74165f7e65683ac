//! The JSON API `/api/v1`: the same use cases as the pages; errors are RFC 9457 problems.
mod daos;
mod openapi;
mod session;

use crate::router::AppState;
use axum::Router;
use axum::routing::{get, post};

/// Addresses below `/api/v1`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/openapi.json", get(openapi::document))
        .route("/session/nonce", get(session::nonce))
        .route("/session/wallet", post(session::wallet))
        .route("/session", post(session::password))
        .route("/daos", get(daos::list))
        .route("/daos/{dao}", get(daos::read))
        .route("/daos/{dao}/members", get(daos::members))
        .route("/daos/{dao}/proposals", get(daos::proposals))
        .route("/daos/{dao}/proposals/{number}", get(daos::proposal))
        .route("/daos/{dao}/proposals/{number}/ballots", post(daos::cast))
        .route("/daos/{dao}/acts", get(daos::search).post(daos::submit))
        .route("/daos/{dao}/prepare", post(daos::prepare))
}
