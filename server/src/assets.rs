//! Files of the site, embedded in the binary.
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// What the build put into the site folder.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Site;

/// Content hash of the site; part of every asset's address, so that it may be kept for ever.
pub fn version() -> String {
    Site::get("version.txt")
        .and_then(|file| String::from_utf8(file.data.into_owned()).ok())
        .map_or_else(|| "dev".to_owned(), |text| text.trim().to_owned())
}

/// `/pkg/…`: hydration, verifier, style.
pub async fn package(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(
        &format!("pkg/{path}"),
        &headers,
        "public, max-age=31536000, immutable",
    )
}

/// A file at the root of the site, such as the worker or the icon.
pub fn root_file(name: &'static str, headers: &HeaderMap) -> Response {
    serve(name, headers, "no-cache")
}

fn serve(path: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| accepts.contains(name))
        .find_map(|(name, suffix)| Some((name, Site::get(&format!("{path}{suffix}"))?)));
    let (encoding, file) = match packed {
        Some((name, file)) => (Some(name), file),
        None => match Site::get(path) {
            Some(file) => (None, file),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file.data.into_owned().into_response()
    };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(path)),
    );
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
