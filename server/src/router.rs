//! Every address of the instance that is not a page, and the way to the pages.
use crate::security::{self, Attempts};
use crate::{api, assets, forms, logs, problem, session};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRef, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use leptos::config::{Env, LeptosOptions};
use leptos_axum::{LeptosRoutes, generate_route_list};
use service::Service;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Largest form or JSON body.
const BODY_MAX: usize = 512 * 1024;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// The application.
    pub service: Service,
    /// Whether sample accounts are shown on the sign-in page.
    pub demo: bool,
    /// Sign-in attempts by address.
    pub attempts: Arc<Attempts>,
    leptos: LeptosOptions,
}

impl AppState {
    /// The page at a request's own address, whatever its method: for a form that is answered with
    /// what was typed. What the page needs stands in the extensions.
    pub async fn page(&self, parts: Parts) -> Response {
        let leptos = self.leptos.clone();
        let render = leptos_axum::render_app_async(move || app::shell(leptos.clone()));
        render(Request::from_parts(parts, Body::empty())).await
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// The whole site.
pub fn build(service: Service, demo: bool) -> Router {
    let leptos = LeptosOptions::builder()
        .output_name("psephos")
        .site_root("target/site")
        .site_pkg_dir("pkg")
        .env(Env::PROD)
        .build();
    app::assets::set_version(assets::version());
    let state = AppState {
        service,
        demo,
        attempts: Arc::default(),
        leptos: leptos.clone(),
    };
    let routes = generate_route_list(app::App);
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/pkg/{*path}", get(assets::package))
        .route(
            "/verify-worker.js",
            get(|h: HeaderMap| async move { assets::root_file("verify-worker.js", &h) }),
        )
        .route(
            "/favicon.svg",
            get(|h: HeaderMap| async move { assets::root_file("favicon.svg", &h) }),
        )
        .route("/.well-known/psephos.json", get(logs::well_known))
        .route("/log/{dao}/checkpoint", get(logs::checkpoint))
        .route("/log/{dao}/tile/{*path}", get(logs::tile))
        .route("/log/{dao}/payload/{file}", get(logs::payload))
        .route("/log/{dao}/payloads", get(logs::payloads))
        .route("/log/{dao}/consistency", get(logs::consistency))
        .route("/log/{dao}/receipt/{index}", get(logs::receipt))
        .merge(forms::routes())
        .nest("/api/v1", api::routes())
        // Server functions are called while hydrated; they only read.
        .route(
            "/api/{*fn_name}",
            post(leptos_axum::handle_server_fns).get(leptos_axum::handle_server_fns),
        )
        .leptos_routes(&state, routes, {
            let leptos = leptos.clone();
            move || app::shell(leptos.clone())
        })
        .fallback(leptos_axum::file_and_error_handler::<AppState, _>(
            app::shell,
        ))
        .layer(from_fn(problem::in_words))
        .layer(from_fn_with_state(state.clone(), security::same_site))
        .layer(from_fn_with_state(state.clone(), session::provide))
        .layer(from_fn(security::headers))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::REQUEST_TIMEOUT,
            Duration::from_secs(30),
        ))
        .layer(CatchPanicLayer::new())
        .with_state(state)
}
