//! Founding a DAO; joining, leaving, inviting; roles and points.
use super::{Asking, answer};
use crate::router::AppState;
use act::Actor;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use service::acts::{self, Log};
use service::daos::{self, Founding, default_config};
use service::desk::Auth;
use service::points::Movement;
use service::policy::Role;
use service::{Error, Result, invites, members, points};

#[derive(Deserialize)]
pub struct Found {
    slug: String,
    name: String,
    lang: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    charter: String,
    #[serde(default)]
    open_join: String,
    #[serde(default)]
    formula: String,
    handle: String,
}

/// What a founder's form says.
pub fn founding(form: &Found) -> Founding {
    let mut config = default_config(!form.open_join.is_empty());
    if form.formula == "one_member" {
        config["formula"] = json!({"kind": "one_member"});
    }
    Founding {
        slug: form.slug.trim().to_owned(),
        name: form.name.trim().to_owned(),
        lang: form.lang.clone(),
        about: form.about.replace('\r', "").trim().to_owned(),
        charter: form.charter.replace('\r', "").trim().to_owned(),
        config,
        source: String::new(),
        handle: form.handle.trim().to_owned(),
    }
}

/// POST /daos.
pub async fn found(
    State(state): State<AppState>,
    asking: Asking,
    Form(form): Form<Found>,
) -> Response {
    let outcome = async {
        let actor = asking.actor()?;
        if actor.address().is_some() {
            return Err(Error::Refused("signature_needed"));
        }
        let founding = founding(&form);
        daos::found(&state.service, founding, actor).await?;
        Ok(format!("/d/{}?done=founded", form.slug.trim()))
    };
    answer(outcome.await, "/daos/new")
}

#[derive(Deserialize)]
pub struct Join {
    handle: String,
    #[serde(default)]
    token: String,
}

/// POST /d/:dao/join.
pub async fn join(
    State(state): State<AppState>,
    asking: Asking,
    Path(slug): Path<String>,
    Form(form): Form<Join>,
) -> Response {
    let back = match form.token.as_str() {
        "" => format!("/d/{slug}"),
        token => format!("/d/{slug}?invite={token}"),
    };
    let outcome = async {
        let actor = asking.actor()?;
        if actor.address().is_some() {
            return Err(Error::Refused("signature_needed"));
        }
        let dao = asking.dao(&slug).await?;
        let draft = members::draft(
            &dao,
            "join",
            actor,
            &actor,
            form.handle.trim(),
            asking.lang(),
        );
        let token = (!form.token.is_empty()).then(|| invites::hash(&form.token));
        acts::log(
            &state.service,
            Log {
                draft,
                auth: Auth::Attested,
                token,
            },
        )
        .await?;
        Ok(format!("/d/{slug}?done=joined"))
    };
    answer(outcome.await, &back)
}

/// POST /d/:dao/leave.
pub async fn leave(asking: Asking, Path(slug): Path<String>) -> Response {
    let outcome = async {
        let actor = asking.actor()?;
        let dao = asking.dao(&slug).await?;
        let member = asking
            .0
            .service
            .read()
            .await?
            .member(&dao.id, &actor)
            .await?;
        let handle = member.ok_or(Error::Refused("member_unknown"))?.handle;
        let draft = members::draft(&dao, "leave", actor, &actor, &handle, asking.lang());
        asking.attest(draft).await?;
        Ok(format!("/d/{slug}?done=left"))
    };
    answer(outcome.await, &format!("/d/{slug}/members"))
}

/// POST /d/:dao/invites.
pub async fn invite(
    State(state): State<AppState>,
    asking: Asking,
    Path(slug): Path<String>,
) -> Response {
    let outcome = async {
        let by = asking.actor()?;
        let dao = asking.dao(&slug).await?.id;
        let (token, _) = state.service.submit(invites::Make { dao, by }).await?;
        Ok(format!("/d/{slug}/members?invite={token}"))
    };
    answer(outcome.await, &format!("/d/{slug}/members"))
}

#[derive(Deserialize)]
pub struct SetRole {
    member: String,
    role: String,
}

/// POST /d/:dao/members/role.
pub async fn role(asking: Asking, Path(slug): Path<String>, Form(form): Form<SetRole>) -> Response {
    let outcome = async {
        let actor = asking.actor()?;
        let dao = asking.dao(&slug).await?;
        let who: Actor = form
            .member
            .parse()
            .map_err(|_| Error::Refused("member_unknown"))?;
        let member = asking.0.service.read().await?.member(&dao.id, &who).await?;
        let member = member.ok_or(Error::Refused("member_unknown"))?;
        let role = Role::parse(&form.role).ok_or(Error::Refused("bad_request"))?;
        let lang = asking.lang();
        let draft = members::role_draft(&dao, "grant", actor, &who, &member.handle, role, lang);
        asking.attest(draft).await?;
        Ok(format!("/d/{slug}/members?done=role"))
    };
    answer(outcome.await, &format!("/d/{slug}/members"))
}

#[derive(Deserialize)]
pub struct Points {
    handle: String,
    #[serde(default)]
    kind: String,
    category: String,
    amount: String,
    reason: String,
    #[serde(default)]
    deduct: String,
}

/// A movement by the handle of its member.
pub async fn movement(asking: &Asking, dao: &[u8; 32], form: Points) -> Result<(Movement, bool)> {
    let handle = form.handle.trim();
    let member = asking
        .0
        .service
        .read()
        .await?
        .member_by_handle(dao, handle)
        .await?;
    let member = member.ok_or(Error::Refused("member_unknown"))?;
    let kind = if form.kind.is_empty() {
        "contribution".to_owned()
    } else {
        form.kind
    };
    let movement = Movement {
        member: member.actor,
        handle: member.handle,
        kind,
        category: form.category,
        amount: form.amount,
        reason: form.reason.replace('\r', ""),
    };
    Ok((movement, !form.deduct.is_empty()))
}

/// POST /d/:dao/points.
pub async fn points(
    asking: Asking,
    Path(slug): Path<String>,
    Form(form): Form<Points>,
) -> Response {
    let outcome = async {
        let actor = asking.actor()?;
        let dao = asking.dao(&slug).await?;
        let (movement, deduct) = movement(&asking, &dao.id, form).await?;
        let draft = points::draft(&dao, actor, &movement, deduct, asking.lang())?;
        asking.attest(draft).await?;
        Ok(format!("/d/{slug}/points?done=granted"))
    };
    answer(outcome.await, &format!("/d/{slug}/points"))
}
