//! The static log: C2SP addresses, payloads, receipts, trust. Foreign tools read these.
use crate::problem::Problem;
use crate::router::AppState;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use service::log::{receipt, serve};
use service::{Error, Result};
use sha2::{Digest, Sha256};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `/.well-known/psephos.json`.
pub async fn well_known(State(state): State<AppState>) -> Response {
    let list = async {
        let mut tx = state.service.read().await?;
        let mut logs = Vec::new();
        for head in tx.log_heads().await? {
            let dao = tx.dao(&head.dao).await?.ok_or(Error::NotFound)?;
            logs.push(json!({
                "name": dao.name,
                "path": format!("/log/{}", head.slug),
                "trust": serve::trust(&state.service, &head, dao.chain_id)?,
            }));
        }
        Ok(json!({"version": 1, "logs": logs}).to_string())
    };
    answer(list.await, "application/json", "no-cache")
}

/// `/log/<dao>/checkpoint`.
pub async fn checkpoint(State(state): State<AppState>, Path(slug): Path<String>) -> Response {
    let text = async {
        let mut tx = state.service.read().await?;
        Ok(serve::head(tx.as_mut(), &slug).await?.checkpoint)
    };
    answer(text.await, "text/plain; charset=utf-8", "max-age=1")
}

/// `/log/<dao>/tile/…`.
pub async fn tile(
    State(state): State<AppState>,
    Path((slug, path)): Path<(String, String)>,
) -> Response {
    let bytes = serve::tile(&state.service, &slug, &format!("tile/{path}")).await;
    answer(bytes, "application/octet-stream", FOR_EVER)
}

/// `/log/<dao>/payload/<act>.json`.
pub async fn payload(
    State(state): State<AppState>,
    Path((slug, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let text = async {
        let act = file
            .strip_suffix(".json")
            .and_then(service::fields::id_from_hex);
        let act = act.ok_or(Error::NotFound)?;
        let mut tx = state.service.read().await?;
        let head = serve::head(tx.as_mut(), &slug).await?;
        let leaf = tx
            .leaf_by_act(&act)
            .await?
            .filter(|leaf| leaf.dao == head.dao);
        leaf.ok_or(Error::NotFound)?;
        tx.payload(&act).await?.ok_or(Error::NotFound)
    };
    let text = text.await;
    let etag = text.as_ref().ok().map(|text: &String| {
        format!(
            "\"{}\"",
            hex::encode(&Sha256::digest(text.as_bytes())[..16])
        )
    });
    let known = etag.as_deref().is_some_and(|etag| {
        headers
            .get(header::IF_NONE_MATCH)
            .is_some_and(|tag| tag.as_bytes() == etag.as_bytes())
    });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answer(text, "application/json", "no-cache")
    };
    if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

/// Range of a bulk request.
#[derive(Deserialize)]
pub struct Range {
    from: u64,
    to: u64,
}

/// `/log/<dao>/payloads?from=&to=`.
pub async fn payloads(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(range): Query<Range>,
) -> Response {
    let lines = serve::payloads(&state.service, &slug, range.from, range.to).await;
    answer(lines, "application/x-ndjson", "no-cache")
}

/// Earlier size of a consistency request.
#[derive(Deserialize)]
pub struct From {
    from: u64,
}

/// `/log/<dao>/consistency?from=`: proof from an earlier size to the current checkpoint.
pub async fn consistency(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(query): Query<From>,
) -> Response {
    let proof = async {
        let mut tx = state.service.read().await?;
        let head = serve::head(tx.as_mut(), &slug).await?;
        let hashes = receipt::consistency(tx.as_mut(), &head, query.from).await?;
        let hashes: Vec<String> = hashes.iter().map(hex::encode).collect();
        let out = json!({"from": query.from, "checkpoint": head.checkpoint, "proof": hashes});
        Ok(out.to_string())
    };
    answer(proof.await, "application/json", "no-cache")
}

/// `/log/<dao>/receipt/<index>`: text, or the JSON view by `Accept`.
pub async fn receipt(
    State(state): State<AppState>,
    Path((slug, index)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    let text = async {
        let mut tx = state.service.read().await?;
        let head = serve::head(tx.as_mut(), &slug).await?;
        if index >= head.size {
            return Err(Error::NotFound);
        }
        receipt::build(tx.as_mut(), &head, index).await
    };
    let text = text.await;
    let wants_json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"));
    if !wants_json {
        return answer(text, "text/plain; charset=utf-8", "no-cache");
    }
    let view = text.and_then(|text| {
        verifier::receipt::Receipt::parse(text.as_bytes())
            .map(|receipt| receipt.view())
            .map_err(|error| Error::Internal(format!("receipt: {}", error.code())))
    });
    answer(
        view.map(|view: Value| view.to_string()),
        "application/json",
        "no-cache",
    )
}

fn answer(
    body: Result<impl Into<axum::body::Body>>,
    kind: &'static str,
    cache: &'static str,
) -> Response {
    match body {
        Ok(body) => {
            let mut response = Response::new(body.into());
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_ORIGIN,
                HeaderValue::from_static("*"),
            );
            response
        }
        Err(error) => Problem::from(error).into_response(),
    }
}
