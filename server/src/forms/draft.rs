//! Drafts: saved, previewed, handed in, returned, published, thrown away.
use super::{Asking, answer, refused, see};
use crate::router::AppState;
use app::types::proposals::DraftView;
use app::views::drafts::Kept;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use governance::points::DAY_MS;
use governance::sentence::Lang;
use serde::Deserialize;
use serde_json::{Value, json};
use service::drafts::{DraftAction, Move, Save};
use service::proposals::{self, Settings};
use service::schedule::{self, Schedule};
use service::{Error, Result, drafts};

/// Credits of each voter when the form says nothing.
const USUAL_CREDITS: i64 = 100;

#[derive(Deserialize)]
pub struct DraftForm {
    #[serde(default)]
    id: String,
    /// Last change that the form was made with; empty for a new draft.
    #[serde(default)]
    updated_ms: String,
    title: String,
    #[serde(default)]
    body: String,
    system: String,
    #[serde(default)]
    options: String,
    #[serde(default)]
    quorum_percent: String,
    #[serde(default)]
    starts: String,
    #[serde(default)]
    ends: String,
    #[serde(default)]
    limit: String,
    #[serde(default)]
    days: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    action: String,
}

impl DraftForm {
    /// What the form says about options, rules and times; the reader's language proposes a zone.
    fn settings(&self, lang: Lang) -> Result<Settings> {
        let lines = self
            .options
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let mut options: Vec<String> = lines.map(str::to_owned).collect();
        let mut rules = json!({"system": self.system});
        match self.system.as_str() {
            "basic" => options = ["for", "against", "abstain"].map(str::to_owned).to_vec(),
            // The default option of a Debian vote is the last one.
            "debian" => rules["default"] = options.len().into(),
            _ => {}
        }
        self.set_limit(&mut rules)?;
        let decision = match self.quorum_percent.trim() {
            "" | "0" => json!({"quorum": {"mode": "none"}}),
            percent => {
                let percent: i64 = percent
                    .parse()
                    .map_err(|_| Error::Refused("quorum_size_invalid"))?;
                json!({"quorum": {"mode": "all_cast", "ppm": percent.saturating_mul(10_000)}})
            }
        };
        Ok(Settings {
            options,
            rules,
            decision,
            schedule: self.schedule(lang)?,
            source: String::new(),
            formula: None,
            unit: 1_000_000,
        })
    }

    /// Writes the form's limit into the rules; nothing where it is empty and the rules have a usual
    /// one of their own.
    fn set_limit(&self, rules: &mut Value) -> Result<()> {
        let limit: Option<i64> = match self.limit.trim() {
            "" => None,
            limit => Some(
                limit
                    .parse()
                    .map_err(|_| Error::Refused("limit_out_of_range"))?,
            ),
        };
        match (self.system.as_str(), limit) {
            ("approval", Some(most)) => rules["max_approvals"] = most.into(),
            ("stv", seats) => rules["seats"] = seats.unwrap_or(1).into(),
            ("score" | "star", Some(most)) => rules["max_score"] = most.into(),
            ("quadratic_credits", credits) => {
                rules["credits"] = json!({"fixed": credits.unwrap_or(USUAL_CREDITS)});
            }
            _ => {}
        }
        Ok(())
    }

    fn schedule(&self, lang: Lang) -> Result<Schedule> {
        let set = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let days: i64 = match self.days.trim() {
            "" => 7,
            days => days.parse().map_err(|_| Error::Refused("period_empty"))?,
        };
        Ok(Schedule {
            zone: set(&self.zone).unwrap_or_else(|| schedule::usual_zone(lang).to_owned()),
            starts: set(&self.starts),
            ends: set(&self.ends),
            period_ms: days.saturating_mul(DAY_MS),
        })
    }

    /// The last change that the form knows of.
    fn seen_ms(&self) -> Result<Option<i64>> {
        match self.updated_ms.as_str() {
            "" => Ok(None),
            ms => ms
                .parse()
                .map(Some)
                .map_err(|_| Error::Refused("bad_request")),
        }
    }

    /// The form as its page shows it again.
    fn view(self) -> DraftView {
        DraftView {
            // A number that is none is as old as can be.
            updated_ms: self.updated_ms.parse().unwrap_or_default(),
            id: self.id,
            title: self.title,
            body: self.body.replace('\r', ""),
            system: self.system,
            options: self.options.replace('\r', ""),
            quorum_percent: self.quorum_percent,
            limit: self.limit,
            starts: self.starts,
            ends: self.ends,
            days: self.days,
            zone: self.zone,
            ..DraftView::default()
        }
    }
}

fn id(text: &str) -> Result<[u8; 16]> {
    hex::decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Error::NotFound)
}

/// POST /d/:dao/drafts. A refusal is answered with the form as it was sent: a text of hours must
/// not be lost to a wrong hour.
pub async fn save(
    State(state): State<AppState>,
    asking: Asking,
    parts: Parts,
    Path(slug): Path<String>,
    Form(form): Form<DraftForm>,
) -> Response {
    match kept(&asking, &slug, &form).await {
        Ok(path) => see(&path),
        Err(error @ (Error::Unauthenticated | Error::Forbidden)) => {
            refused(&error, &format!("/d/{slug}/proposals/new"))
        }
        Err(error) => again(&state, parts, form, error).await,
    }
}

/// Saves and, if asked to, hands in; gives where to go.
async fn kept(asking: &Asking, slug: &str, form: &DraftForm) -> Result<String> {
    let service = &asking.0.service;
    let by = asking.actor()?;
    let dao = asking.dao(slug).await?.id;
    let draft = match form.id.as_str() {
        "" => None,
        text => Some(id(text)?),
    };
    let case = Save {
        id: draft,
        dao,
        by,
        title: form.title.trim().to_owned(),
        body: form.body.replace('\r', ""),
        settings: form.settings(asking.0.lang.into())?,
        seen_ms: form.seen_ms()?,
    };
    let (id, _) = service.submit(case).await?;
    if form.action == "submit" {
        let action = DraftAction::Submit;
        let case = Move {
            id,
            dao,
            by,
            action,
        };
        service.submit(case).await?;
    }
    Ok(format!("/d/{slug}/drafts/{}?done=saved", hex::encode(id)))
}

/// The page of the form with what was typed, under the status of the refusal.
async fn again(state: &AppState, mut parts: Parts, form: DraftForm, error: Error) -> Response {
    if let Error::Internal(detail) = &error {
        tracing::error!(%detail, "form failed");
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let form = form.view();
    parts.extensions.insert(Kept { form, error });
    let mut response = state.page(parts).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// What a moderator has read when they publish.
#[derive(Deserialize)]
pub struct Seen {
    #[serde(default)]
    updated_ms: String,
}

/// POST /d/:dao/drafts/:id/:action.
pub async fn act(
    State(state): State<AppState>,
    asking: Asking,
    Path((slug, draft, action)): Path<(String, String, String)>,
    Form(seen): Form<Seen>,
) -> Response {
    let back = format!("/d/{slug}/drafts/{draft}");
    let outcome = async {
        let by = asking.actor()?;
        let dao = asking.dao(&slug).await?;
        let id = id(&draft)?;
        let action = match action.as_str() {
            "submit" => DraftAction::Submit,
            "return" => DraftAction::Return,
            "discard" => DraftAction::Discard,
            "publish" => return publish(&asking, &slug, &dao, id, &seen).await,
            _ => return Err(Error::NotFound),
        };
        state
            .service
            .submit(Move {
                id,
                dao: dao.id,
                by,
                action,
            })
            .await?;
        Ok(match action {
            DraftAction::Discard => format!("/d/{slug}/proposals?done=discarded"),
            _ => format!("/d/{slug}/drafts/{draft}?done=moved"),
        })
    };
    answer(outcome.await, &back)
}

async fn publish(
    asking: &Asking,
    slug: &str,
    dao: &storage::records::daos::DaoRow,
    id: [u8; 16],
    seen: &Seen,
) -> Result<String> {
    let service = &asking.0.service;
    let draft = {
        let mut tx = service.read().await?;
        let row = tx
            .draft(&id)
            .await?
            .filter(|row| row.dao == dao.id)
            .ok_or(Error::NotFound)?;
        drafts::check_seen(&row, &seen.updated_ms)?;
        let now = service.now_ms();
        proposals::publish_draft(tx.as_mut(), dao, asking.actor()?, &row, now).await?
    };
    let number = service::fields::integer(&draft.fields, "number")?;
    asking.attest(draft).await?;
    Ok(format!("/d/{slug}/proposals/{number}?done=published"))
}
