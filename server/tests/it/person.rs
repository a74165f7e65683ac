//! People with a browser: a session cookie, a language, and the forms they send.
use crate::http::{self, Reply, form};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

/// Each person comes from another address, so that the sign-in limit is not what is measured.
static ADDRESS: AtomicU32 = AtomicU32::new(0);

/// Someone at a browser; without a cookie, a guest.
#[derive(Debug, Clone)]
pub struct Person {
    pub port: u16,
    pub cookie: String,
    pub lang: &'static str,
    address: String,
}

impl Person {
    /// Nobody in particular.
    pub fn guest(port: u16) -> Self {
        let n = ADDRESS.fetch_add(1, Ordering::Relaxed);
        Self {
            port,
            cookie: String::new(),
            lang: "en",
            address: format!("10.0.{}.{}", n / 256, n % 256),
        }
    }

    /// A new account `<name>@test.example`, signed in.
    pub fn sign_up(port: u16, name: &str) -> Self {
        let mut person = Self::guest(port);
        let email = format!("{name}@test.example");
        let reply = person.post(
            "/signup",
            &[
                ("email", email.as_str()),
                ("password", "long-enough-a-word"),
                ("name", name),
            ],
        );
        assert_eq!(reply.status, 303, "{}", reply.text());
        person.keep(&reply);
        person
    }

    /// Keeps the session cookie of an answer.
    pub fn keep(&mut self, reply: &Reply) {
        let cookie = reply.header("set-cookie").split(';').next().unwrap();
        assert!(cookie.starts_with("session="), "no session: {reply:?}");
        self.cookie = cookie.to_owned();
    }

    /// The same person reading another language.
    pub fn reading(&self, lang: &'static str) -> Self {
        Self {
            lang,
            ..self.clone()
        }
    }

    /// Any request with this person's cookie and language.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Reply> {
        let mut headers = vec![
            ("Accept-Language", self.lang),
            ("X-Forwarded-For", self.address.as_str()),
        ];
        if !self.cookie.is_empty() {
            headers.push(("Cookie", self.cookie.as_str()));
        }
        headers.extend_from_slice(more);
        http::send(self.port, method, path, &headers, body)
    }

    /// As [`Person::try_send`], for a server that is up.
    pub fn send(&self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> Reply {
        self.try_send(method, path, more, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let kind = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &kind, form(fields).as_bytes())
    }

    /// Sends JSON.
    pub fn post_json(&self, path: &str, body: &Value) -> Reply {
        let kind = [("Content-Type", "application/json")];
        self.send("POST", path, &kind, body.to_string().as_bytes())
    }

    /// Sends a form that must succeed; gives where it led.
    pub fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.post(path, fields);
        let to = reply.header("location").to_owned();
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        assert!(
            !to.contains("error=") && !to.starts_with("/signin"),
            "{path} led to {to}"
        );
        to
    }

    /// Founds a DAO where each member has one vote and anyone may join.
    pub fn found(&self, slug: &str) {
        self.does(
            "/daos",
            &[
                ("slug", slug),
                ("name", slug),
                ("lang", "en"),
                ("open_join", "on"),
                ("formula", "one_member"),
                ("handle", "founder"),
            ],
        );
    }

    pub fn join(&self, slug: &str, handle: &str) {
        self.does(&format!("/d/{slug}/join"), &[("handle", handle)]);
    }

    /// Saves a draft and hands it in for review; gives its id.
    pub fn draft(&self, slug: &str, system: &str, options: &str) -> String {
        let fields = [
            ("title", "A question"),
            ("body", "Why it is asked."),
            ("system", system),
            ("options", options),
            ("days", "7"),
            ("action", "submit"),
        ];
        let to = self.does(&format!("/d/{slug}/drafts"), &fields);
        let id = to.rsplit('/').next().unwrap();
        id.split('?').next().unwrap().to_owned()
    }

    /// Opens a vote at once; gives its number.
    pub fn open_vote(&self, slug: &str, system: &str, options: &str) -> i64 {
        let id = self.draft(slug, system, options);
        let to = self.does(&format!("/d/{slug}/drafts/{id}/publish"), &[]);
        let number = to.rsplit('/').next().unwrap();
        number.split('?').next().unwrap().parse().unwrap()
    }

    /// Casts a ballot over the JSON API.
    pub fn cast(&self, slug: &str, number: i64, ballot: &Value) -> Reply {
        let path = format!("/api/v1/daos/{slug}/proposals/{number}/ballots");
        self.post_json(&path, &json!({"ballot": ballot}))
    }
}
