//! Publishing, taking back and cancelling proposals; what phase one is in.
use crate::acts::Draft;
use crate::desk::Desk;
use crate::fields::{self, Fields};
use crate::log::receipt;
use crate::policy::{self, Permission, Role};
use crate::schedule::Schedule;
use crate::{Error, Result, ballots, members, power};
use act::{Actor, kinds};
use governance::decision::Decision;
use serde_json::{Value, json};
use storage::records::daos::DaoRow;
use storage::records::private::DraftRow;
use storage::records::proposals::ProposalRow;
use storage::{Id, Tx};

/// Longest title in code points.
const TITLE_MAX: usize = 200;
/// Longest text in bytes; a payload takes 262,144 in all.
const BODY_MAX: usize = 100_000;
/// A wallet may take this long between preparing and sending a publication.
const PREPARED_MS: i64 = 600_000;

/// Where a proposal stands at a moment, by the log's time even if no worker ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Published; voting has not opened.
    Scheduled,
    /// Ballots are taken.
    Active,
    /// The end has passed; the tally act is not in the log yet.
    Counting,
    /// It has a result.
    Decided,
    /// Cancelled or taken back.
    Withdrawn,
}

impl Phase {
    /// The phase at `now_ms`.
    pub fn of(row: &ProposalRow, now_ms: i64) -> Self {
        match row.status.as_str() {
            "published" if now_ms < row.start_ms => Self::Scheduled,
            "published" if now_ms < row.end_ms => Self::Active,
            "published" => Self::Counting,
            "cancelled" | "unpublished" => Self::Withdrawn,
            _ => Self::Decided,
        }
    }

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Active => "active",
            Self::Counting => "counting",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What an author decides about a proposal, beside title and text. Kept with the draft.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// Options in order.
    pub options: Vec<String>,
    /// Rule set of the system (`{"system":…, …}`).
    pub rules: Value,
    /// Decision rules.
    pub decision: Value,
    /// When the vote is held. Its fields stand beside the others in the JSON.
    #[serde(flatten)]
    pub schedule: Schedule,
    /// Where imported data comes from; empty otherwise.
    #[serde(default)]
    pub source: String,
    /// Formula instead of the DAO's own (imports); absent otherwise.
    #[serde(default)]
    pub formula: Option<Value>,
    /// Base units of one vote.
    #[serde(default = "default_unit")]
    pub unit: i64,
}

fn default_unit() -> i64 {
    1_000_000
}

impl Settings {
    /// The settings of a kept draft.
    ///
    /// # Errors
    /// `internal` when the row is damaged.
    pub fn of(draft: &DraftRow) -> Result<Self> {
        serde_json::from_str(&draft.settings)
            .map_err(|error| Error::Internal(format!("draft settings: {error}")))
    }

    /// The frozen `rules` object of the certificate for these settings in this DAO.
    pub fn frozen(&self, dao: &DaoRow) -> Result<Value> {
        let config: Value = serde_json::from_str(&dao.config)
            .map_err(|error| Error::Internal(format!("dao config: {error}")))?;
        let formula = match &self.formula {
            Some(formula) => formula.clone(),
            None => config
                .get("formula")
                .cloned()
                .unwrap_or_else(|| json!({"kind": "one_member"})),
        };
        let final_tie = self
            .rules
            .get("final_tie")
            .cloned()
            .unwrap_or_else(|| "tied".into());
        let mut frozen = json!({
            "version": 2,
            "choices": self.options,
            "rules": self.rules,
            "decision": self.decision,
            "delegation": {},
            "formula": formula,
            "unit": self.unit,
            "final_tie": final_tie,
        });
        if let Some(half_lives) = config.get("half_life_days") {
            frozen["half_life_days"] = act::json::without_nulls(half_lives);
        }
        Ok(frozen)
    }

    /// Checks everything that depends neither on who asks nor on when.
    pub fn check(&self, dao: &DaoRow) -> Result<()> {
        self.schedule.check()?;
        // What no recount can count yet is not published.
        if ["early", "extension"]
            .iter()
            .any(|name| self.decision.get(name).is_some())
        {
            return Err(Error::Refused("decision_not_available"));
        }
        let frozen = self.frozen(dao)?;
        let rules = ballots::rule_set(&frozen)?;
        // The length of the vote matters to extensions only, which are refused above.
        Decision::parse(&self.decision, &rules, None)?;
        power::formula_of(&frozen)?;
        Ok(())
    }
}

/// Checks title and text.
pub fn check_text(title: &str, body: &str) -> Result<()> {
    let length = title.chars().count();
    if title.trim().is_empty() || length > TITLE_MAX || title.chars().any(char::is_control) {
        return Err(Error::Refused("title_invalid"));
    }
    if body.len() > BODY_MAX {
        return Err(Error::Refused("text_too_long"));
    }
    Ok(())
}

/// Publication of a draft in review as an act, with snapshot and times as of `now_ms`.
///
/// # Errors
/// Those of [`Settings::check`], [`check_text`] and [`Schedule::window`]; `not_member` when the
/// author has never been one.
pub async fn publish_draft(
    tx: &mut dyn Tx,
    dao: &DaoRow,
    actor: Actor,
    draft: &DraftRow,
    now_ms: i64,
) -> Result<Draft> {
    let settings = Settings::of(draft)?;
    settings.check(dao)?;
    check_text(&draft.title, &draft.body)?;
    let head = tx.log_head(&dao.id).await?.ok_or(Error::NotFound)?;
    let last_ms = match head.size.checked_sub(1) {
        Some(last) => tx
            .leaf(&dao.id, last)
            .await?
            .map_or(0, |leaf| leaf.logged_ms),
        None => 0,
    };
    let now_ms = now_ms.max(last_ms);
    let author = tx
        .member(&dao.id, &draft.author)
        .await?
        .ok_or(Error::Refused("not_member"))?;
    let frozen = settings.frozen(dao)?;
    let table = power::table(tx, &dao.id, &frozen, head.size, now_ms).await?;
    let notice_ms = lifecycle_ms(dao, "notice_ms")?;
    let window = settings.schedule.window(now_ms, notice_ms)?;
    let mut fields = Fields::new();
    fields.insert("author_handle".into(), author.handle.into());
    fields::put_actor(&mut fields, "author", &draft.author);
    fields.insert("body".into(), draft.body.clone().into());
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("draft".into(), hex::encode(draft.id).into());
    fields.insert("eligible".into(), power::total(&table).to_string().into());
    fields.insert("end_ms".into(), window.end_ms.into());
    fields.insert("lang".into(), dao.lang.clone().into());
    fields.insert("options".into(), json!(settings.options));
    fields.insert("rules".into(), frozen);
    fields.insert("snapshot_index".into(), head.size.into());
    fields.insert("snapshot_ms".into(), now_ms.into());
    fields.insert("start_ms".into(), window.start_ms.into());
    fields.insert("title".into(), draft.title.clone().into());
    fields.insert("zone".into(), settings.schedule.zone.clone().into());
    if !settings.source.is_empty() {
        fields.insert("source".into(), settings.source.clone().into());
    }
    let (kind, subject) = match &draft.revises {
        Some(first) => {
            let row = tx.proposal(first).await?.ok_or(Error::NotFound)?;
            fields.insert("number".into(), row.number.into());
            fields.insert("proposal".into(), hex::encode(first).into());
            (kinds::PROPOSAL_VERSION, *first)
        }
        None => {
            let number = tx.proposal_last_number(&dao.id).await? + 1;
            fields.insert("number".into(), number.into());
            (kinds::PROPOSAL, [0; 32])
        }
    };
    Ok(Draft {
        dao: dao.id,
        kind,
        actor,
        subject,
        fields,
    })
}

/// The organiser's time zone of a publication, out of its payload; `None` once that is erased.
///
/// # Errors
/// Storage failures; `internal` when the payload is damaged.
pub async fn zone_of(tx: &mut dyn Tx, proposal: &Id) -> Result<Option<String>> {
    let Some(json) = tx.payload(proposal).await? else {
        return Ok(None);
    };
    let payload = receipt::payload(&json)?;
    let fields = payload.map();
    let zone = fields.get("zone").and_then(Value::as_str);
    Ok(zone.map(str::to_owned))
}

/// May this publication be logged? What the server set while preparing is checked again.
pub async fn check_publish(
    desk: &mut Desk,
    dao: &DaoRow,
    actor: &Actor,
    kind: u16,
    fields: &Fields,
) -> Result<()> {
    let role = members::role(desk.tx.as_mut(), &dao.id, Some(actor)).await?;
    policy::require(role, Permission::Moderate)?;
    let draft_id: [u8; 16] = hex::decode(fields::text(fields, "draft")?)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Error::Refused("payload_field_type"))?;
    let draft = desk
        .tx
        .draft(&draft_id)
        .await?
        .ok_or(Error::Refused("wrong_state"))?;
    if draft.dao != dao.id || draft.state != "review" {
        return Err(Error::Refused("wrong_state"));
    }
    let now = desk.log_time_ms(&dao.id).await?;
    let (size, _) = desk.snapshot(&dao.id).await?;
    let signed_ms = fields::integer(fields, "snapshot_ms")?;
    if signed_ms > now || signed_ms < now - PREPARED_MS {
        return Err(Error::Refused("expired"));
    }
    // Everything is made again from the draft; only the snapshot's moment is the caller's, and
    // nothing may have been logged since.
    let expected = publish_draft(desk.tx.as_mut(), dao, *actor, &draft, signed_ms).await?;
    if fields::integer(fields, "snapshot_index")? != i64::try_from(size).unwrap_or(i64::MAX) {
        return Err(Error::Refused("seq_gap"));
    }
    let mut given = fields.clone();
    given.remove("summary");
    if expected.kind != kind || given != expected.fields {
        return Err(Error::Refused("field_mismatch"));
    }
    // A wallet took its time: what was to come when it was asked may have passed.
    if fields::integer(fields, "end_ms")? <= now {
        return Err(Error::Refused("window_empty"));
    }
    let chosen = Settings::of(&draft)?.schedule.starts.is_some();
    if chosen && fields::integer(fields, "start_ms")? < now {
        return Err(Error::Refused("start_past"));
    }
    desk.tx.draft_delete(&draft_id).await?;
    Ok(())
}

/// Cancel or take back, as a draft act.
pub fn event_draft(
    proposal: &ProposalRow,
    dao: &DaoRow,
    actor: Actor,
    event: &str,
    reason: &str,
    lang: &str,
) -> Draft {
    let mut fields = Fields::new();
    fields.insert("dao_name".into(), dao.name.clone().into());
    fields.insert("event".into(), event.into());
    fields.insert("lang".into(), lang.into());
    fields.insert("proposal".into(), hex::encode(proposal.id).into());
    fields.insert("proposal_title".into(), proposal.title.clone().into());
    fields.insert("reason".into(), reason.trim().into());
    Draft {
        dao: dao.id,
        kind: kinds::PROPOSAL_EVENT,
        actor,
        subject: proposal.id,
        fields,
    }
}

/// May this event be logged (lifecycle.md 1)?
pub async fn check_event(
    desk: &mut Desk,
    dao: &Id,
    actor: &Actor,
    subject: &Id,
    fields: &Fields,
) -> Result<()> {
    let proposal = desk.tx.proposal(subject).await?.ok_or(Error::NotFound)?;
    if proposal.dao != *dao {
        return Err(Error::Refused("dao_mismatch"));
    }
    if fields::id(fields, "proposal")? != *subject
        || fields::text(fields, "proposal_title")? != proposal.title
    {
        return Err(Error::Refused("subject_mismatch"));
    }
    let reason = fields::text(fields, "reason")?;
    if reason.trim().is_empty() {
        return Err(Error::Refused("reason_missing"));
    }
    if reason.chars().count() > 500 {
        return Err(Error::Refused("text_too_long"));
    }
    let role = members::role(desk.tx.as_mut(), dao, Some(actor)).await?;
    let own = proposal.author == *actor && role >= Role::Member;
    let now = desk.log_time_ms(dao).await?;
    match (fields::text(fields, "event")?, Phase::of(&proposal, now)) {
        ("cancel" | "unpublish", Phase::Scheduled) => {
            if policy::allows(role, Permission::Moderate) {
                return Ok(());
            }
            if !own {
                return Err(Error::Refused("role_not_allowed"));
            }
            let row = desk.tx.dao(dao).await?.ok_or(Error::NotFound)?;
            if now < proposal.start_ms - lifecycle_ms(&row, "freeze_ms")? {
                Ok(())
            } else {
                Err(Error::Refused("frozen"))
            }
        }
        ("cancel", Phase::Active) if policy::allows(role, Permission::Guard) => Ok(()),
        ("cancel", Phase::Active) => Err(Error::Refused("role_not_allowed")),
        ("cancel" | "unpublish", Phase::Decided | Phase::Withdrawn) => {
            Err(Error::Refused("state_final"))
        }
        ("cancel" | "unpublish", _) => Err(Error::Refused("wrong_state")),
        _ => Err(Error::Refused("payload_variant")),
    }
}

/// A length out of the DAO's lifecycle rules.
pub fn lifecycle_ms(dao: &DaoRow, name: &str) -> Result<i64> {
    let config: Value = serde_json::from_str(&dao.config)
        .map_err(|error| Error::Internal(format!("dao config: {error}")))?;
    Ok(config
        .pointer(&format!("/lifecycle/{name}"))
        .and_then(Value::as_i64)
        .unwrap_or(0))
}
