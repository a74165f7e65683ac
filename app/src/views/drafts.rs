//! Reading drafts: the form for a new proposal, and one draft with its preview.
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::proposals::DraftView;
use crate::views::frame::{self, Opened};
use crate::views::{markdown, proposals, schedule};
use governance::choice::System;
use governance::points::DAY_MS;
use governance::sentence::{self, Lang};
use serde_json::Value;
use service::policy::{self, Permission};
use service::proposals::Settings;
use service::schedule::usual_zone;
use service::{Error, Result, ballots};
use storage::records::private::DraftRow;

/// The empty form. Nothing is chosen in it.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn new(ctx: &Ctx, slug: &str, error: &str) -> Result<Framed<DraftView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = proposals::role(ctx, &mut page).await?;
    let view = DraftView {
        mine: policy::allows(role, Permission::Propose),
        days: "7".to_owned(),
        zone: usual_zone(ctx.lang.into()).to_owned(),
        zone_is_proposed: true,
        notice: proposals::notice(ctx, error),
        ..DraftView::default()
    };
    Ok(page.frame(ctx, view))
}

/// What a refused form said, for the page that answers it.
#[derive(Clone)]
pub struct Kept {
    /// The fields as they were sent.
    pub form: DraftView,
    /// Why they were refused.
    pub error: Error,
}

/// The form as it was sent, with the reason why it was refused.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn again(ctx: &Ctx, slug: &str, kept: Kept) -> Result<Framed<DraftView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = proposals::role(ctx, &mut page).await?;
    let Kept { form, error } = kept;
    let row = match hex::decode(&form.id).ok().map(TryInto::try_into) {
        Some(Ok(id)) => page.tx.draft(&id).await?,
        _ => None,
    };
    let own = row.filter(|row| row.dao == page.dao.id && frame::actor(ctx) == Some(row.author));
    let mut view = DraftView {
        mine: policy::allows(role, Permission::Propose),
        notice: proposals::notice(ctx, error.code()),
        ..form
    };
    match own {
        // Told of the other version, its author may replace it.
        Some(row) if error == Error::Refused("draft_changed") => view.updated_ms = row.updated_ms,
        Some(_) => {}
        // Gone, or never there: what was typed can be saved as a new one.
        None => view.id.clear(),
    }
    Ok(page.frame(ctx, view))
}

/// A draft: for its author always, for moderators once it is in review. For others it does not
/// exist.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn read(
    ctx: &Ctx,
    slug: &str,
    id: &str,
    error: &str,
    done: String,
) -> Result<Framed<DraftView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = proposals::role(ctx, &mut page).await?;
    let bytes = hex::decode(id).ok().and_then(|bytes| bytes.try_into().ok());
    let row = page
        .tx
        .draft(&bytes.ok_or(Error::NotFound)?)
        .await?
        .ok_or(Error::NotFound)?;
    let mine = frame::actor(ctx) == Some(row.author);
    let may_publish = row.state == "review" && policy::allows(role, Permission::Moderate);
    if row.dao != page.dao.id || !(mine || may_publish) {
        return Err(Error::NotFound);
    }
    let author = page.tx.member(&page.dao.id, &row.author).await?;
    let view = DraftView {
        author: author.map(|member| member.handle).unwrap_or_default(),
        mine,
        may_publish,
        notice: proposals::notice(ctx, error),
        done,
        ..filled(ctx, &page, row)?
    };
    Ok(page.frame(ctx, view))
}

/// The limit that a rule set states, as the form has it.
fn limit(rules: &Value) -> String {
    ["/max_approvals", "/max_score", "/credits/fixed", "/seats"]
        .iter()
        .find_map(|path| rules.pointer(path).and_then(Value::as_i64))
        .map_or_else(String::new, |limit| limit.to_string())
}

/// The form filled in, and the preview.
fn filled(ctx: &Ctx, page: &Opened, row: DraftRow) -> Result<DraftView> {
    let lang: Lang = ctx.lang.into();
    let settings = Settings::of(&row)?;
    // Settings were checked when they were saved; the DAO's own rules may have changed since.
    let frozen = settings.frozen(&page.dao)?;
    let rules = ballots::rule_set(&frozen)?;
    let null = Value::Null;
    let decision = frozen.get("decision").unwrap_or(&null);
    let now_ms = ctx.service.now_ms();
    let (plan, plan_fault) = match schedule::plan(&settings.schedule, &page.dao, now_ms) {
        Ok(plan) => (Some(plan), String::new()),
        Err(Error::Refused(code)) => (None, ctx.notice(code)),
        Err(error) => return Err(error),
    };
    let ppm = settings
        .decision
        .pointer("/quorum/ppm")
        .and_then(Value::as_i64);
    Ok(DraftView {
        id: hex::encode(row.id),
        state: row.state,
        body_html: markdown::html(&row.body),
        rule: sentence::rule(&rules, decision, lang),
        labels: proposals::labels(&rules, lang),
        title: row.title,
        body: row.body,
        system: rules.system().name().to_owned(),
        options: match rules.system() {
            System::Basic => String::new(),
            _ => settings.options.join("\n"),
        },
        quorum_percent: ppm.map_or_else(String::new, |ppm| (ppm / 10_000).to_string()),
        limit: limit(&settings.rules),
        days: (settings.schedule.period_ms / DAY_MS).to_string(),
        starts: settings.schedule.starts.unwrap_or_default(),
        ends: settings.schedule.ends.unwrap_or_default(),
        zone: settings.schedule.zone,
        plan,
        plan_fault,
        updated_ms: row.updated_ms,
        ..DraftView::default()
    })
}
