//! DAOs, members, proposals, ballots and acts.
use crate::forms::Asking;
use crate::problem::{Answer, Problem};
use crate::router::AppState;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use service::acts::{self, Draft, SignedAct};
use service::desk::LoggedAct;
use service::proposals::Phase;
use service::{Error, Result, ballots, daos as founding, drafts, members, points, proposals};
use sha2::{Digest, Sha256};
use storage::records::daos::DaoRow;
use storage::records::log::LeafFilter;
use storage::records::proposals::{ProposalFilter, ProposalRow};

/// Rows of one answer.
const PAGE: i64 = 50;

/// Keyset and filters of a list.
#[derive(Deserialize)]
pub struct List {
    before: Option<i64>,
    after: Option<u64>,
    q: Option<String>,
    phase: Option<String>,
    system: Option<String>,
}

fn said(asking: &Asking) -> impl Fn(Error) -> Problem {
    let lang = asking.0.lang;
    move |error| Problem::new(error, Some(lang))
}

fn dao_json(dao: &DaoRow) -> Value {
    json!({
        "id": hex::encode(dao.id),
        "slug": dao.slug,
        "name": dao.name,
        "about": dao.about,
        "lang": dao.lang,
        "created_ms": dao.created_ms,
        "source": dao.source,
    })
}

fn proposal_json(row: &ProposalRow, now_ms: i64) -> Value {
    json!({
        "id": hex::encode(row.id),
        "number": row.number,
        "version": row.version,
        "title": row.title,
        "author": row.author_handle,
        "system": row.system,
        "phase": Phase::of(row, now_ms).name(),
        "status": row.status,
        "status_reason": row.status_reason,
        "start_ms": row.start_ms,
        "end_ms": row.end_ms,
        "snapshot_index": row.snapshot_index,
        "eligible": row.eligible,
    })
}

/// GET /daos.
pub async fn list(State(state): State<AppState>, asking: Asking) -> Answer<Json<Value>> {
    let rows = async { Ok(state.service.read().await?.daos().await?) };
    let rows = rows.await.map_err(said(&asking))?;
    Ok(Json(
        json!({"items": rows.iter().map(dao_json).collect::<Vec<_>>()}),
    ))
}

/// GET /daos/:dao.
pub async fn read(asking: Asking, Path(slug): Path<String>) -> Answer<Json<Value>> {
    let dao = asking.dao(&slug).await.map_err(said(&asking))?;
    Ok(Json(dao_json(&dao)))
}

/// GET /daos/:dao/members?after=&q=.
pub async fn members(
    asking: Asking,
    Path(slug): Path<String>,
    Query(list): Query<List>,
) -> Answer<Json<Value>> {
    let rows = async {
        let mut tx = asking.0.service.read().await?;
        let dao = tx.dao_by_slug(&slug).await?.ok_or(Error::NotFound)?;
        Ok(tx
            .members(&dao.id, list.q.as_deref(), list.after, PAGE)
            .await?)
    };
    let rows = rows.await.map_err(said(&asking))?;
    let next = (rows.len() == 50)
        .then(|| rows.last().map(|row| row.joined_index))
        .flatten();
    let items: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "actor": row.actor.to_string(),
                "handle": row.handle,
                "role": row.role,
                "joined_ms": row.joined_ms,
            })
        })
        .collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// GET /daos/:dao/proposals?before=&phase=&system=&q=.
pub async fn proposals(
    asking: Asking,
    Path(slug): Path<String>,
    Query(list): Query<List>,
) -> Answer<Json<Value>> {
    let now_ms = asking.0.service.now_ms();
    let rows = async {
        let mut tx = asking.0.service.read().await?;
        let dao = tx.dao_by_slug(&slug).await?.ok_or(Error::NotFound)?;
        let filter = ProposalFilter {
            phase: list.phase,
            system: list.system,
            text: list.q,
            now_ms,
            before: list.before,
            limit: PAGE,
        };
        Ok(tx.proposals(&dao.id, &filter).await?)
    };
    let rows = rows.await.map_err(said(&asking))?;
    let next = (rows.len() == 50)
        .then(|| rows.last().map(|row| row.number))
        .flatten();
    let items: Vec<Value> = rows.iter().map(|row| proposal_json(row, now_ms)).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// GET /daos/:dao/proposals/:number.
pub async fn proposal(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
) -> Answer<Json<Value>> {
    let found = async {
        let mut tx = asking.0.service.read().await?;
        let dao = tx.dao_by_slug(&slug).await?.ok_or(Error::NotFound)?;
        let row = tx
            .proposal_by_number(&dao.id, number)
            .await?
            .ok_or(Error::NotFound)?;
        let tally = tx.tally(&row.id).await?;
        let certificate = tx.certificate(&row.id).await?;
        let mut out = proposal_json(&row, asking.0.service.now_ms());
        out["body"] = row.body.clone().into();
        out["rules"] = service::power::rules_of(&row)?;
        out["counted"] = tally.map_or(0, |tally| tally.counted).into();
        if let Some(certificate) = certificate {
            out["certificate"] = serde_json::from_str(&certificate.payload)
                .map_err(|error| Error::Internal(format!("certificate: {error}")))?;
            out["certificate_index"] = certificate.index.into();
        }
        if let Some(account) = &asking.0.account {
            out["ballot"] = ballots::mine(tx.as_mut(), &row.id, &account.actor)
                .await?
                .unwrap_or(Value::Null);
        }
        Ok(out)
    };
    Ok(Json(found.await.map_err(said(&asking))?))
}

fn logged(act: &LoggedAct) -> Value {
    json!({
        "act": hex::encode(act.act),
        "index": act.index,
        "logged_ms": act.logged_ms,
        "receipt": act.receipt,
    })
}

/// POST /daos/:dao/proposals/:number/ballots: an attested ballot `{"ballot": body}` or
/// `{"ballot": null}` to take it back.
pub async fn cast(
    asking: Asking,
    Path((slug, number)): Path<(String, i64)>,
    headers: HeaderMap,
    Json(form): Json<Value>,
) -> Answer<Json<Value>> {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let outcome = async {
        let actor = asking.actor()?;
        let once = Once::new(&asking, &format!("cast {slug} {number}"), key, &form);
        if let Some(answer) = once.known(&asking).await? {
            return Ok(answer);
        }
        let (dao, row) = crate::forms::find_proposal(&asking, &slug, number).await?;
        let body = form.get("ballot").ok_or(Error::Refused("bad_request"))?;
        let draft = if body.is_null() {
            ballots::revocation(&row, &dao.name, asking.lang(), actor)
        } else {
            ballots::draft(&row, &dao.name, asking.lang(), actor, body)?
        };
        let answer = logged(&asking.attest(draft).await?);
        once.keep(&asking, &answer).await?;
        Ok(answer)
    };
    Ok(Json(outcome.await.map_err(said(&asking))?))
}

/// An idempotency key: the same request is answered the same, another one is refused.
struct Once(Option<([u8; 32], [u8; 32])>);

impl Once {
    fn new(asking: &Asking, route: &str, key: Option<&str>, form: &Value) -> Self {
        let Some((key, account)) = key.zip(asking.0.account.as_ref()) else {
            return Self(None);
        };
        let mut hash = Sha256::new();
        for part in [account.id.as_slice(), route.as_bytes(), key.as_bytes()] {
            hash.update(u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
            hash.update(part);
        }
        let request = Sha256::digest(form.to_string().as_bytes()).into();
        Self(Some((hash.finalize().into(), request)))
    }

    async fn known(&self, asking: &Asking) -> Result<Option<Value>> {
        let Some((key, request)) = &self.0 else {
            return Ok(None);
        };
        let Some(row) = asking.0.service.read().await?.answer(key).await? else {
            return Ok(None);
        };
        if row.request_hash != *request {
            return Err(Error::Refused("idempotency_conflict"));
        }
        serde_json::from_str(&row.answer)
            .map(Some)
            .map_err(|error| Error::Internal(format!("kept answer: {error}")))
    }

    async fn keep(&self, asking: &Asking, answer: &Value) -> Result<()> {
        let Some((key, request_hash)) = self.0 else {
            return Ok(());
        };
        let case = service::answers::Keep {
            key,
            request_hash,
            answer: answer.to_string(),
        };
        asking.0.service.submit(case).await?;
        Ok(())
    }
}

/// Search of acts: newest first, or by act id prefix (`q`).
#[derive(Deserialize)]
pub struct Search {
    q: Option<String>,
    kind: Option<u16>,
    before: Option<u64>,
}

/// GET /daos/:dao/acts?q=&kind=&before=.
pub async fn search(
    asking: Asking,
    Path(slug): Path<String>,
    Query(search): Query<Search>,
) -> Answer<Json<Value>> {
    let found = async {
        let mut tx = asking.0.service.read().await?;
        let dao = tx.dao_by_slug(&slug).await?.ok_or(Error::NotFound)?;
        let leaves = match search.q.as_deref().filter(|q| !q.is_empty()) {
            Some(q) => {
                tx.leaves_by_act_prefix(&dao.id, &q.to_ascii_lowercase(), PAGE)
                    .await?
            }
            None => {
                let filter = LeafFilter {
                    kind: search.kind,
                    ..LeafFilter::default()
                };
                tx.leaves_latest(&dao.id, &filter, search.before, PAGE)
                    .await?
            }
        };
        let items: Vec<Value> = leaves
            .iter()
            .map(|leaf| {
                json!({
                    "index": leaf.index,
                    "act": hex::encode(leaf.act),
                    "kind": act::kinds::name(leaf.kind),
                    "actor": leaf.actor.to_string(),
                    "logged_ms": leaf.logged_ms,
                    "alg": leaf.alg,
                })
            })
            .collect();
        Ok(json!({"items": items, "next": leaves.last().map(|leaf| leaf.index)}))
    };
    Ok(Json(found.await.map_err(said(&asking))?))
}

/// POST /daos/:dao/acts: an act signed by the signed-in wallet.
pub async fn submit(asking: Asking, Json(signed): Json<SignedAct>) -> Answer<Json<Value>> {
    let outcome = async {
        let actor = asking.actor()?;
        acts::submit(&asking.0.service, &actor, &signed).await
    };
    Ok(Json(logged(&outcome.await.map_err(said(&asking))?)))
}

/// What a wallet is about to sign; which fields count depends on `kind`.
#[derive(Deserialize)]
pub struct Prepare {
    kind: String,
    #[serde(flatten)]
    fields: serde_json::Map<String, Value>,
}

impl Prepare {
    fn text(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// POST /daos/:dao/prepare: body, payload and typed data for a signature.
pub async fn prepare(
    asking: Asking,
    Path(slug): Path<String>,
    Json(form): Json<Prepare>,
) -> Answer<Json<Value>> {
    let outcome = async {
        let draft = draft(&asking, &slug, &form).await?;
        let prepared = acts::prepare(&asking.0.service, draft).await?;
        serde_json::to_value(prepared).map_err(|error| Error::Internal(error.to_string()))
    };
    Ok(Json(outcome.await.map_err(said(&asking))?))
}

async fn draft(asking: &Asking, slug: &str, form: &Prepare) -> Result<Draft> {
    let (actor, lang) = (asking.actor()?, asking.lang());
    if form.kind == "dao" {
        let fields = Value::Object(form.fields.clone());
        let form = serde_json::from_value(fields).map_err(|_| Error::Refused("bad_request"))?;
        let founding: founding::Founding = crate::forms::founding_of(&form);
        founding.check()?;
        return Ok(founding.draft(&asking.0.service, actor));
    }
    let dao = asking.dao(slug).await?;
    let number = form
        .fields
        .get("number")
        .and_then(Value::as_i64)
        .unwrap_or(0);
    match form.kind.as_str() {
        "join" => Ok(members::draft(
            &dao,
            "join",
            actor,
            &actor,
            form.text("handle").trim(),
            lang,
        )),
        "ballot" => {
            let (dao, row) = crate::forms::find_proposal(asking, slug, number).await?;
            let body = form
                .fields
                .get("ballot")
                .ok_or(Error::Refused("bad_request"))?;
            ballots::draft(&row, &dao.name, lang, actor, body)
        }
        "revoke" => {
            let (dao, row) = crate::forms::find_proposal(asking, slug, number).await?;
            Ok(ballots::revocation(&row, &dao.name, lang, actor))
        }
        "event" => {
            let (dao, row) = crate::forms::find_proposal(asking, slug, number).await?;
            let (event, reason) = (form.text("event"), form.text("reason"));
            Ok(proposals::event_draft(
                &row, &dao, actor, event, reason, lang,
            ))
        }
        "grant" => {
            let fields = Value::Object(form.fields.clone());
            let fields =
                serde_json::from_value(fields).map_err(|_| Error::Refused("bad_request"))?;
            let (movement, deduct) = crate::forms::movement_of(asking, &dao.id, fields).await?;
            points::draft(&dao, actor, &movement, deduct, lang)
        }
        "publish" => {
            let id = hex::decode(form.text("draft"))
                .ok()
                .and_then(|id| id.try_into().ok());
            let id: [u8; 16] = id.ok_or(Error::NotFound)?;
            let mut tx = asking.0.service.read().await?;
            let row = tx.draft(&id).await?.filter(|row| row.dao == dao.id);
            let row = row.ok_or(Error::NotFound)?;
            // A number, or the form's field as it is.
            let seen = match form.fields.get("updated_ms") {
                Some(Value::String(text)) => text.clone(),
                Some(number) => number.to_string(),
                None => String::new(),
            };
            drafts::check_seen(&row, &seen)?;
            let now = asking.0.service.now_ms();
            proposals::publish_draft(tx.as_mut(), &dao, actor, &row, now).await
        }
        _ => Err(Error::Refused("bad_request")),
    }
}
