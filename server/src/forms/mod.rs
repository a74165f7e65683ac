//! Plain HTML forms: every change a person can make works without JavaScript.
//!
//! Each handler answers 303 to a page that shows the new state, or back to the form's page with
//! `?error=<code>`; the page writes the sentence.
mod account;
mod dao;
mod draft;
mod proposal;

use crate::router::AppState;
use act::{Actor, ActorKind};
use app::context::Ctx;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use service::acts::{self, Draft};
use service::desk::LoggedAct;
use service::{Error, Result};
use storage::records::daos::DaoRow;
use storage::records::private::AccountRow;

pub use account::limit as limit_sign_in;
pub use dao::{founding as founding_of, movement as movement_of};
pub use proposal::find as find_proposal;

/// Addresses of the forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/signup", post(account::sign_up))
        .route("/signin", post(account::sign_in))
        .route("/signout", post(account::sign_out))
        .route("/preferences", post(account::preferences))
        .route("/settings", post(account::settings))
        .route("/daos", post(dao::found))
        .route("/d/{dao}/join", post(dao::join))
        .route("/d/{dao}/leave", post(dao::leave))
        .route("/d/{dao}/invites", post(dao::invite))
        .route("/d/{dao}/members/role", post(dao::role))
        .route("/d/{dao}/points", post(dao::points))
        .route("/d/{dao}/drafts", post(draft::save))
        .route("/d/{dao}/drafts/{id}/{action}", post(draft::act))
        .route("/d/{dao}/proposals/{number}/vote", post(proposal::vote))
        .route("/d/{dao}/proposals/{number}/revoke", post(proposal::revoke))
        .route("/d/{dao}/proposals/{number}/event", post(proposal::event))
}

/// The request's context; it is always there, the middleware made it.
pub struct Asking(pub Ctx);

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, StatusCode> {
        let ctx = parts.extensions.get::<Ctx>().cloned();
        ctx.map(Self).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Asking {
    /// The signed-in account: whoever has it may act as it.
    pub fn account(&self) -> Result<&AccountRow> {
        self.0.account.as_ref().ok_or(Error::Unauthenticated)
    }

    /// The actor of the signed-in account.
    pub fn actor(&self) -> Result<Actor> {
        Ok(self.account()?.actor)
    }

    /// Language of the acts this person makes.
    pub fn lang(&self) -> &'static str {
        self.0.lang.code()
    }

    /// A DAO by its short name.
    pub async fn dao(&self, slug: &str) -> Result<DaoRow> {
        self.0
            .service
            .read()
            .await?
            .dao_by_slug(slug)
            .await?
            .ok_or(Error::NotFound)
    }

    /// Logs an act that the server vouches for.
    pub async fn attest(&self, draft: Draft) -> Result<LoggedAct> {
        if draft.actor.kind != ActorKind::Member {
            return Err(Error::Refused("signature_needed"));
        }
        acts::attest(&self.0.service, draft).await
    }
}

/// 303 to a path on this site.
pub fn see(path: &str) -> Response {
    let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response()
}

/// 303 to where it went, or back with the reason.
pub fn answer(outcome: Result<String>, back: &str) -> Response {
    match outcome {
        Ok(path) => see(&path),
        Err(error) => refused(&error, back),
    }
}

/// 303 back to the form with the reason; who is not signed in goes to sign in first.
pub fn refused(error: &Error, back: &str) -> Response {
    if let Error::Internal(detail) = error {
        tracing::error!(%detail, "form failed");
    }
    if *error == Error::Unauthenticated {
        return see(&format!("/signin?next={}", encode(back)));
    }
    let joint = if back.contains('?') { '&' } else { '?' };
    see(&format!("{back}{joint}error={}", error.code()))
}

/// Percent-encodes what is not safe inside a query value.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
