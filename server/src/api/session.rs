//! Signing in over the API.
use crate::forms::Asking;
use crate::problem::{Answer, Problem};
use crate::router::AppState;
use crate::session::set_session;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use service::accounts;

/// GET /session/nonce: what a sign-in message must carry.
pub async fn nonce(State(state): State<AppState>, asking: Asking) -> Answer<Json<Value>> {
    let nonce = accounts::challenge(&state.service)
        .await
        .map_err(|error| Problem::new(error, Some(asking.0.lang)))?;
    let instance = state.service.instance();
    Ok(Json(json!({
        "nonce": nonce,
        "domain": instance.host,
        "uri": instance.base_url(),
        "chain_id": instance.chain_id,
        "now_ms": state.service.now_ms(),
    })))
}

#[derive(Deserialize)]
pub struct Wallet {
    message: String,
    signature: String,
}

/// POST /session/wallet: an EIP-4361 message and its signature.
pub async fn wallet(
    State(state): State<AppState>,
    asking: Asking,
    Json(form): Json<Wallet>,
) -> Answer<Response> {
    let (account, token) = accounts::sign_in_wallet(
        &state.service,
        &form.message,
        &form.signature,
        asking.lang(),
    )
    .await
    .map_err(|error| Problem::new(error, Some(asking.0.lang)))?;
    Ok(opened(&state, &account.name, &token))
}

#[derive(Deserialize)]
pub struct Password {
    email: String,
    password: String,
}

/// POST /session: e-mail and password.
pub async fn password(
    State(state): State<AppState>,
    asking: Asking,
    headers: HeaderMap,
    Json(form): Json<Password>,
) -> Answer<Response> {
    let outcome = async {
        crate::forms::limit_sign_in(&state, &headers, &form.email)?;
        accounts::sign_in(&state.service, &form.email, form.password).await
    };
    let (account, token) = outcome
        .await
        .map_err(|error| Problem::new(error, Some(asking.0.lang)))?;
    Ok(opened(&state, &account.name, &token))
}

fn opened(state: &AppState, name: &str, token: &str) -> Response {
    let secure = state.service.instance().scheme == "https";
    let body = Json(json!({"name": name}));
    ([(header::SET_COOKIE, set_session(token, secure))], body).into_response()
}
