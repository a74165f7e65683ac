//! Proposals before publication: written, handed in, returned. Private; nothing is logged.
use crate::desk::Desk;
use crate::policy::{self, Permission};
use crate::proposals::{self, Settings};
use crate::schedule::{self, Schedule};
use crate::{Error, Result, UseCase, members};
use act::Actor;
use async_trait::async_trait;
use governance::points::DAY_MS;
use storage::Id;
use storage::records::private::DraftRow;
use storage::records::proposals::ProposalRow;

/// Use case: make or change a draft. Gives its id.
pub struct Save {
    /// The draft to change; `None` makes one.
    pub id: Option<[u8; 16]>,
    /// The DAO.
    pub dao: Id,
    /// Who writes.
    pub by: Actor,
    /// Title.
    pub title: String,
    /// Text in Markdown.
    pub body: String,
    /// The rest.
    pub settings: Settings,
    /// Last change that the writer has seen, Unix milliseconds: a draft that was changed after it
    /// is not written over. `None` writes over anything.
    pub seen_ms: Option<i64>,
}

#[async_trait]
impl UseCase for Save {
    type Output = [u8; 16];

    async fn run(mut self, desk: &mut Desk) -> Result<[u8; 16]> {
        let role = members::role(desk.tx.as_mut(), &self.dao, Some(&self.by)).await?;
        policy::require(role, Permission::Propose)?;
        let dao = desk.tx.dao(&self.dao).await?.ok_or(Error::NotFound)?;
        let before = match &self.id {
            Some(id) => Some(own(desk, id, &self.dao, &self.by).await?),
            None => None,
        };
        let changed_ms = before.as_ref().map(|row| row.updated_ms);
        if self.seen_ms.is_some() && changed_ms.is_some() && self.seen_ms != changed_ms {
            return Err(Error::Refused("draft_changed"));
        }
        proposals::check_text(&self.title, &self.body)?;
        self.settings.check(&dao)?;
        // What could not be published now is told while the author is here.
        let notice_ms = proposals::lifecycle_ms(&dao, "notice_ms")?;
        self.settings.schedule.window(desk.now_ms(), notice_ms)?;
        self.settings.schedule.zone = schedule::zone_name(&self.settings.schedule.zone)?;
        let row = DraftRow {
            id: self.id.unwrap_or_else(|| desk.parts.random.bytes16()),
            dao: self.dao,
            author: self.by,
            // Changing a text that is under review takes it back (lifecycle.md `edit`).
            state: "draft".to_owned(),
            title: self.title,
            body: self.body,
            settings: serde_json::to_string(&self.settings)
                .map_err(|error| Error::Internal(error.to_string()))?,
            revises: before.as_ref().and_then(|row| row.revises),
            version: before.as_ref().map_or(1, |row| row.version),
            updated_ms: next_ms(desk, changed_ms),
        };
        desk.tx.draft_put(&row).await?;
        Ok(row.id)
    }
}

/// Is this the draft that somebody read? `updated_ms` is what their page was made from; empty when
/// they did not say.
///
/// # Errors
/// `draft_newer` when it has been changed since.
pub fn check_seen(row: &DraftRow, updated_ms: &str) -> Result<()> {
    if updated_ms.is_empty() || updated_ms.parse() == Ok(row.updated_ms) {
        Ok(())
    } else {
        Err(Error::Refused("draft_newer"))
    }
}

/// Use case: hand a draft in for review, or return it.
pub struct Move {
    /// The draft.
    pub id: [u8; 16],
    /// The DAO.
    pub dao: Id,
    /// Who moves it.
    pub by: Actor,
    /// `submit` or `return`.
    pub action: DraftAction,
}

/// Moves of lifecycle.md before publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftAction {
    /// draft → review, by the author.
    Submit,
    /// review → draft, by a moderator.
    Return,
    /// Throw the draft away, by the author.
    Discard,
}

#[async_trait]
impl UseCase for Move {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        let mut row = match self.action {
            DraftAction::Submit | DraftAction::Discard => {
                own(desk, &self.id, &self.dao, &self.by).await?
            }
            DraftAction::Return => {
                let role = members::role(desk.tx.as_mut(), &self.dao, Some(&self.by)).await?;
                policy::require(role, Permission::Moderate)?;
                let row = desk.tx.draft(&self.id).await?.ok_or(Error::NotFound)?;
                if row.dao != self.dao || row.state != "review" {
                    return Err(Error::Refused("wrong_state"));
                }
                row
            }
        };
        row.state = match self.action {
            DraftAction::Discard => return Ok(desk.tx.draft_delete(&self.id).await?),
            DraftAction::Submit if row.state == "draft" => "review".to_owned(),
            DraftAction::Submit => return Err(Error::Refused("wrong_state")),
            DraftAction::Return => "draft".to_owned(),
        };
        row.updated_ms = next_ms(desk, Some(row.updated_ms));
        Ok(desk.tx.draft_put(&row).await?)
    }
}

/// Use case: start a new version from a proposal that was taken back for review.
pub struct Revise {
    /// The DAO.
    pub dao: Id,
    /// The author.
    pub by: Actor,
    /// The unpublished proposal.
    pub proposal: Id,
}

#[async_trait]
impl UseCase for Revise {
    type Output = [u8; 16];

    async fn run(self, desk: &mut Desk) -> Result<[u8; 16]> {
        let row = desk
            .tx
            .proposal(&self.proposal)
            .await?
            .ok_or(Error::NotFound)?;
        if row.dao != self.dao {
            return Err(Error::NotFound);
        }
        if row.author != self.by {
            return Err(Error::Forbidden);
        }
        if row.status != "unpublished" {
            return Err(Error::Refused("wrong_state"));
        }
        let frozen = crate::power::rules_of(&row)?;
        let list = frozen.get("choices").cloned().unwrap_or_default();
        let dao = desk.tx.dao(&self.dao).await?.ok_or(Error::NotFound)?;
        let notice_ms = proposals::lifecycle_ms(&dao, "notice_ms")?;
        let zone = proposals::zone_of(desk.tx.as_mut(), &row.id).await?;
        let settings = Settings {
            options: serde_json::from_value(list)
                .map_err(|error| Error::Internal(error.to_string()))?,
            rules: frozen.get("rules").cloned().unwrap_or_default(),
            decision: frozen.get("decision").cloned().unwrap_or_default(),
            schedule: again(&row, notice_ms, zone.as_deref().unwrap_or("UTC"))?,
            source: row.source.clone(),
            formula: None,
            unit: frozen
                .get("unit")
                .and_then(serde_json::Value::as_i64)
                .unwrap_or(1_000_000),
        };
        let draft = DraftRow {
            id: desk.parts.random.bytes16(),
            dao: self.dao,
            author: self.by,
            state: "draft".to_owned(),
            title: row.title,
            body: row.body,
            settings: serde_json::to_string(&settings)
                .map_err(|error| Error::Internal(error.to_string()))?,
            revises: Some(self.proposal),
            version: row.version + 1,
            updated_ms: desk.now_ms(),
        };
        desk.tx.draft_put(&draft).await?;
        Ok(draft.id)
    }
}

/// The times of a taken-back proposal for its next version. A start later than the notice asks
/// for was chosen, and so was an end that is not whole days after the start: these stay as they
/// are on the organiser's wall clock.
fn again(row: &ProposalRow, notice_ms: i64, zone: &str) -> Result<Schedule> {
    let period_ms = row.end_ms - row.start_ms;
    let mut schedule = Schedule::lasting(period_ms, zone);
    let chosen = row.start_ms > row.snapshot_ms.saturating_add(notice_ms);
    if chosen {
        schedule.starts = Some(schedule::wall(zone, row.start_ms)?);
    }
    if chosen || period_ms % DAY_MS != 0 {
        schedule.ends = Some(schedule::wall(zone, row.end_ms)?);
    }
    Ok(schedule)
}

/// The time of a change: later than the one before, also within a millisecond.
fn next_ms(desk: &Desk, before_ms: Option<i64>) -> i64 {
    let now_ms = desk.now_ms();
    before_ms.map_or(now_ms, |before_ms| now_ms.max(before_ms + 1))
}

/// A draft of this author; another's draft does not exist for the asker.
async fn own(desk: &mut Desk, id: &[u8; 16], dao: &Id, by: &Actor) -> Result<DraftRow> {
    let row = desk.tx.draft(id).await?.ok_or(Error::NotFound)?;
    if row.dao == *dao && row.author == *by {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}
