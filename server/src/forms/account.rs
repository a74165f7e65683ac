//! Signing up, in and out; preferences and settings.
use super::{Asking, refused, see};
use crate::router::AppState;
use crate::security::{PER_ACCOUNT, PER_ADDRESS};
use crate::session::{cookie, cookie_name, set_preference, set_session};
use app::views::account::local;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use service::{Error, Result, accounts, sessions};

#[derive(Deserialize)]
pub struct SignUp {
    email: String,
    password: String,
    name: String,
    #[serde(default)]
    next: String,
}

/// POST /signup.
pub async fn sign_up(
    State(state): State<AppState>,
    asking: Asking,
    headers: HeaderMap,
    Form(form): Form<SignUp>,
) -> Response {
    let outcome = async {
        limit(&state, &headers, &form.email)?;
        let lang = asking.lang();
        accounts::sign_up(
            &state.service,
            &form.email,
            form.password,
            form.name.trim(),
            lang,
        )
        .await
    };
    let opened = outcome.await.map(|(_, token)| token);
    enter(&state, opened, "/signup", &form.next)
}

#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// POST /signin.
pub async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Response {
    let outcome = async {
        limit(&state, &headers, &form.email)?;
        accounts::sign_in(&state.service, &form.email, form.password).await
    };
    let opened = outcome.await.map(|(_, token)| token);
    enter(&state, opened, "/signin", &form.next)
}

/// Too many attempts from one place, or for one account, are refused before any work is done.
pub fn limit(state: &AppState, headers: &HeaderMap, email: &str) -> Result<()> {
    let from = network(headers);
    let now = state.service.now_ms();
    let account = format!("account {}", email.trim().to_lowercase());
    if state.attempts.allow(from, PER_ADDRESS, now)
        && state.attempts.allow(&account, PER_ACCOUNT, now)
    {
        Ok(())
    } else {
        Err(Error::Refused("too_many_requests"))
    }
}

/// The address that the reverse proxy saw. Only its own entry, the last, is to be believed: what
/// stands before it came from the sender.
fn network(headers: &HeaderMap) -> &str {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .map_or("direct", str::trim)
}

fn enter(state: &AppState, token: Result<String>, back: &str, next: &str) -> Response {
    match token {
        Ok(token) => {
            let mut response = see(local(next));
            let secure = state.service.instance().scheme == "https";
            add_cookie(&mut response, set_session(&token, secure));
            response
        }
        Err(error) => {
            let back = match local(next) {
                "/" => back.to_owned(),
                next => format!("{back}?next={}", super::encode(next)),
            };
            refused(&error, &back)
        }
    }
}

/// POST /signout.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let secure = state.service.instance().scheme == "https";
    if let Some(token) = cookie(&headers, cookie_name(secure)) {
        let case = sessions::Close {
            token: token.to_owned(),
        };
        if let Err(error) = state.service.submit(case).await {
            return refused(&error, "/settings");
        }
    }
    let mut response = see("/");
    add_cookie(&mut response, set_session("", secure));
    response
}

#[derive(Deserialize)]
pub struct Preferences {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    back: String,
}

/// POST /preferences: language and theme of this browser.
pub async fn preferences(Form(form): Form<Preferences>) -> Response {
    let mut response = see(local(&form.back));
    if matches!(form.lang.as_str(), "zh" | "en") {
        add_cookie(&mut response, set_preference("lang", &form.lang));
    }
    if matches!(form.theme.as_str(), "light" | "dark" | "system") {
        add_cookie(&mut response, set_preference("theme", &form.theme));
    }
    response
}

#[derive(Deserialize)]
pub struct Settings {
    name: String,
}

/// POST /settings: the account's own name.
pub async fn settings(
    State(state): State<AppState>,
    asking: Asking,
    Form(form): Form<Settings>,
) -> Response {
    let outcome = async {
        let mut account = asking.account()?.clone();
        account.name = form.name.trim().to_owned();
        state.service.submit(accounts::Update { account }).await?;
        Ok("/settings?done=saved".to_owned())
    };
    super::answer(outcome.await, "/settings")
}

fn add_cookie(response: &mut Response, value: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_cannot_choose_their_network() {
        let mut headers = HeaderMap::new();
        assert_eq!(network(&headers), "direct");
        headers.append("x-forwarded-for", "10.0.0.1, 192.0.2.7".parse().unwrap());
        assert_eq!(network(&headers), "192.0.2.7");
        headers.append("x-forwarded-for", "192.0.2.8".parse().unwrap());
        assert_eq!(network(&headers), "192.0.2.8");
    }
}
