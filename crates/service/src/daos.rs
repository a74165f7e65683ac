//! Founding DAOs.
use crate::acts::{self, Draft, SignedAct};
use crate::desk::{Auth, Desk, LoggedAct, NewAct};
use crate::fields::{self, Fields};
use crate::policy::Role;
use crate::{Error, Result, Service, UseCase, members};
use act::json::without_nulls;
use act::{Actor, eip712, kinds};
use async_trait::async_trait;
use governance::power::Formula;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use storage::Id;
use verifier::facts::HalfLives;

/// Longest charter in bytes.
const CHARTER_MAX: usize = 100_000;

/// What a founder decides.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Short name in addresses.
    pub slug: String,
    /// Display name.
    pub name: String,
    /// Language of its acts: `zh` or `en`.
    pub lang: String,
    /// One or two sentences.
    pub about: String,
    /// Charter in Markdown.
    pub charter: String,
    /// Formula, half-lives, lifecycle, joining.
    pub config: Value,
    /// Source of imported data; empty otherwise.
    pub source: String,
    /// The founder's handle; empty for a DAO without a founder (imports).
    pub handle: String,
}

/// The configuration of a DAO that decides nothing special.
pub fn default_config(open_join: bool) -> Value {
    json!({
        "formula": {"kind": "linear", "contribution_ppm": 1_000_000, "reputation_ppm": 0},
        "half_life_days": {"contribution": 90},
        "lifecycle": {"notice_ms": 0, "freeze_ms": 0, "period_ms": 604_800_000, "timelock_ms": 0, "grace_ms": 1},
        "open_join": open_join,
    })
}

impl Founding {
    /// Checks everything that needs no database.
    pub fn check(&self) -> Result<()> {
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.slug.is_empty() || self.slug.len() > 40 || !self.slug.bytes().all(letters) {
            return Err(Error::Refused("slug_invalid"));
        }
        let length = self.name.chars().count();
        if length == 0 || length > 80 || act::summary::format_text(&self.name) != self.name {
            return Err(Error::Refused("name_invalid"));
        }
        if !matches!(self.lang.as_str(), "zh" | "en") {
            return Err(Error::Refused("payload_lang"));
        }
        if self.about.chars().count() > 500 || self.charter.len() > CHARTER_MAX {
            return Err(Error::Refused("text_too_long"));
        }
        let formula = self
            .config
            .get("formula")
            .ok_or(Error::Refused("missing_field"))?;
        Formula::parse(formula)?;
        HalfLives::parse(self.config.get("half_life_days").unwrap_or(&Value::Null))
            .map_err(|error| Error::Refused(error.code()))?;
        Ok(())
    }

    /// The genesis act.
    pub fn draft(&self, service: &Service, actor: Actor) -> Draft {
        let mut fields = Fields::new();
        fields.insert("about".into(), self.about.clone().into());
        fields.insert("chain_id".into(), service.instance().chain_id.into());
        fields.insert("charter".into(), self.charter.clone().into());
        let charter_hash = hex::encode(Sha256::digest(self.charter.as_bytes()));
        fields.insert("charter_hash".into(), charter_hash.into());
        fields.insert("config".into(), without_nulls(&self.config));
        fields.insert("dao_name".into(), self.name.clone().into());
        fields.insert("lang".into(), self.lang.clone().into());
        fields.insert(
            "origin".into(),
            service.instance().origin(&self.slug).into(),
        );
        fields.insert("slug".into(), self.slug.clone().into());
        if !self.source.is_empty() {
            fields.insert("source".into(), self.source.clone().into());
        }
        if !self.handle.is_empty() {
            fields.insert("founder_handle".into(), self.handle.clone().into());
        }
        Draft {
            dao: [0; 32],
            kind: kinds::DAO,
            actor,
            subject: [0; 32],
            fields,
        }
    }
}

/// Founds a DAO with the founder as its first member and owner. Gives its id.
pub async fn found(service: &Service, founding: Founding, actor: Actor) -> Result<Id> {
    founding.check()?;
    if !founding.handle.is_empty() {
        members::check_handle(&founding.handle)?;
    }
    let draft = founding.draft(service, actor);
    let (id, _) = service
        .submit(Found {
            draft,
            auth: Auth::Attested,
        })
        .await?;
    Ok(id)
}

/// Founds a DAO by a wallet's signature over the genesis act.
pub async fn found_signed(service: &Service, signed: &SignedAct) -> Result<LoggedAct> {
    let list = signed.payload.get("fields").and_then(Value::as_array);
    let origin = list
        .into_iter()
        .flatten()
        .find(|field| field.get("name").and_then(Value::as_str) == Some("origin"))
        .and_then(|field| field.get("value")?.as_str())
        .ok_or(Error::Refused("payload_missing_field"))?;
    let domain = eip712::Domain {
        chain_id: service.instance().chain_id,
        instance: eip712::instance(origin),
    };
    let checked = acts::verify(signed, &domain)?;
    let fields: Fields = checked
        .fields
        .iter()
        .map(|f| (f.name.clone(), f.value.clone()))
        .collect();
    let text = |name: &str| fields::text_or_empty(&fields, name).map(str::to_owned);
    let founding = Founding {
        slug: text("slug")?,
        name: text("dao_name")?,
        lang: text("lang")?,
        about: text("about")?,
        charter: text("charter")?,
        config: fields.get("config").cloned().unwrap_or(Value::Null),
        source: text("source")?,
        handle: text("founder_handle")?,
    };
    founding.check()?;
    members::check_handle(&founding.handle)?;
    let mut given = fields.clone();
    given.remove("summary");
    let draft = founding.draft(service, checked.body.actor);
    if given != draft.fields {
        return Err(Error::Refused("field_mismatch"));
    }
    let auth = Auth::Signed(Box::new(checked));
    let (_, acts) = service.submit(Found { draft, auth }).await?;
    acts.into_iter()
        .next()
        .ok_or_else(|| Error::Internal("no act was logged".into()))
}

/// Use case: genesis, then the founder's membership and ownership.
struct Found {
    draft: Draft,
    auth: Auth,
}

#[async_trait]
impl UseCase for Found {
    type Output = Id;

    async fn run(self, desk: &mut Desk) -> Result<Id> {
        let Draft {
            kind,
            actor,
            fields,
            ..
        } = self.draft;
        let slug = fields::text(&fields, "slug")?.to_owned();
        if desk.tx.dao_by_slug(&slug).await?.is_some() {
            return Err(Error::Refused("slug_taken"));
        }
        let handle = fields::text_or_empty(&fields, "founder_handle")?.to_owned();
        let zeros = [0; 32];
        let genesis = NewAct {
            dao: zeros,
            kind,
            actor,
            subject: zeros,
            fields,
            auth: self.auth,
        };
        let logged = desk.found(&slug, genesis).await?;
        if !handle.is_empty() {
            let dao = desk.tx.dao(&logged.act).await?.ok_or(Error::NotFound)?;
            // The founder asked for both by founding; the system writes them down.
            let system = Actor::system();
            let join = members::draft(&dao, "admit", system, &actor, &handle, &dao.lang);
            append(desk, join).await?;
            let role = members::role_draft(
                &dao,
                "grant",
                system,
                &actor,
                &handle,
                Role::Owner,
                &dao.lang,
            );
            append(desk, role).await?;
        }
        Ok(logged.act)
    }
}

async fn append(desk: &mut Desk, draft: Draft) -> Result<LoggedAct> {
    let Draft {
        dao,
        kind,
        actor,
        subject,
        fields,
    } = draft;
    desk.append(NewAct {
        dao,
        kind,
        actor,
        subject,
        fields,
        auth: Auth::Attested,
    })
    .await
}
