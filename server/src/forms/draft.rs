//! Drafts: saved, previewed, handed in, returned, published, thrown away.
use super::{Asking, answer};
use crate::router::AppState;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use service::drafts::{DraftAction, Move, Save};
use service::proposals::{self, Settings};
use service::{Error, Result};

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

#[derive(Deserialize)]
pub struct DraftForm {
    #[serde(default)]
    id: String,
    title: String,
    #[serde(default)]
    body: String,
    system: String,
    #[serde(default)]
    options: String,
    #[serde(default)]
    quorum_percent: String,
    #[serde(default)]
    days: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    action: String,
}

impl DraftForm {
    /// What the form says about options, rules and times.
    fn settings(&self) -> Result<Settings> {
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
        let decision = match self.quorum_percent.trim() {
            "" | "0" => json!({"quorum": {"mode": "none"}}),
            percent => {
                let percent: i64 = percent
                    .parse()
                    .map_err(|_| Error::Refused("quorum_size_invalid"))?;
                json!({"quorum": {"mode": "all_cast", "ppm": percent.saturating_mul(10_000)}})
            }
        };
        let days: i64 = match self.days.trim() {
            "" => 7,
            days => days.parse().map_err(|_| Error::Refused("period_empty"))?,
        };
        if !(1..=365).contains(&days) {
            return Err(Error::Refused("period_empty"));
        }
        Ok(Settings {
            options,
            rules,
            decision,
            schedule: service::schedule::Schedule::lasting(
                days * DAY_MS,
                if self.zone.is_empty() { "UTC" } else { &self.zone },
            ),
            source: String::new(),
            formula: None,
            unit: 1_000_000,
        })
    }
}

fn id(text: &str) -> Result<[u8; 16]> {
    hex::decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Error::NotFound)
}

/// POST /d/:dao/drafts.
pub async fn save(
    State(state): State<AppState>,
    asking: Asking,
    Path(slug): Path<String>,
    Form(form): Form<DraftForm>,
) -> Response {
    let back = match form.id.as_str() {
        "" => format!("/d/{slug}/proposals/new"),
        id => format!("/d/{slug}/drafts/{id}"),
    };
    let outcome = async {
        let by = asking.actor()?;
        let dao = asking.dao(&slug).await?.id;
        let case = Save {
            id: if form.id.is_empty() {
                None
            } else {
                Some(id(&form.id)?)
            },
            dao,
            by,
            title: form.title.trim().to_owned(),
            body: form.body.replace('\r', ""),
            settings: form.settings()?,
            seen_ms: None,
        };
        let (id, _) = state.service.submit(case).await?;
        if form.action == "submit" {
            state
                .service
                .submit(Move {
                    id,
                    dao,
                    by,
                    action: DraftAction::Submit,
                })
                .await?;
        }
        Ok(format!("/d/{slug}/drafts/{}?done=saved", hex::encode(id)))
    };
    answer(outcome.await, &back)
}

/// POST /d/:dao/drafts/:id/:action.
pub async fn act(
    State(state): State<AppState>,
    asking: Asking,
    Path((slug, draft, action)): Path<(String, String, String)>,
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
            "publish" => return publish(&asking, &slug, &dao, id).await,
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
) -> Result<String> {
    let service = &asking.0.service;
    let draft = {
        let mut tx = service.read().await?;
        let row = tx
            .draft(&id)
            .await?
            .filter(|row| row.dao == dao.id)
            .ok_or(Error::NotFound)?;
        let now = service.now_ms();
        proposals::publish_draft(tx.as_mut(), dao, asking.actor()?, &row, now).await?
    };
    let number = service::fields::integer(&draft.fields, "number")?;
    asking.attest(draft).await?;
    Ok(format!("/d/{slug}/proposals/{number}?done=published"))
}
