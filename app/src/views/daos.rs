//! Reading DAOs.
use crate::context::Ctx;
use crate::types::daos::{DaoCard, DaosView, Election, HomeView, Join, MyPoints, NewView};
use crate::types::frame::{Framed, Role};
use crate::types::proposals::Row;
use crate::views::frame::{self, Opened};
use crate::views::{account, amount, markdown, proofs, proposals};
use governance::points::UNIT;
use service::policy::{self, Permission};
use service::{Error, Result, members, points};
use std::collections::BTreeMap;
use storage::Id;
use storage::records::log::LeafFilter;
use storage::records::members::MemberRow;
use storage::records::proposals::ProposalFilter;
use verifier::facts;

/// Open proposals that a home page shows.
const OPEN_MAX: i64 = 20;
/// Ended proposals that a home page shows.
const ENDED: i64 = 5;
/// Newest leaves that a home page shows.
const ACTS: i64 = 6;
/// Weeks of the curve.
const WEEKS: i64 = 12;
/// A week in milliseconds.
const WEEK_MS: i64 = 7 * 86_400_000;

/// All DAOs; real elections first.
///
/// # Errors
/// Storage failures.
pub async fn list(ctx: &Ctx) -> Result<Framed<DaosView>> {
    let now_ms = ctx.service.now_ms();
    let mut tx = ctx.service.read().await?;
    let heads: BTreeMap<Id, _> = tx
        .log_heads()
        .await?
        .into_iter()
        .map(|head| (head.dao, head))
        .collect();
    let mine: Vec<Id> = match frame::actor(ctx) {
        Some(actor) => tx
            .memberships(&actor)
            .await?
            .into_iter()
            .map(|row| row.dao)
            .collect(),
        None => Vec::new(),
    };
    let mut view = DaosView {
        elections: Vec::new(),
        daos: Vec::new(),
    };
    for dao in tx.daos().await? {
        let (leaves, root_hex) = heads.get(&dao.id).map_or((0, String::new()), |head| {
            (head.size, hex::encode(head.root))
        });
        let filter = ProposalFilter {
            now_ms,
            limit: OPEN_MAX,
            ..ProposalFilter::default()
        };
        if dao.source.is_empty() {
            let active = ProposalFilter {
                phase: Some("active".into()),
                ..filter
            };
            view.daos.push(DaoCard {
                members: tx.members_count(&dao.id).await?,
                active: tx.proposals(&dao.id, &active).await?.len() as u64,
                mine: mine.contains(&dao.id),
                slug: dao.slug,
                name: dao.name,
                about: dao.about,
                leaves,
                root_hex,
            });
            continue;
        }
        for row in tx.proposals(&dao.id, &filter).await? {
            let counted = tx.tally(&row.id).await?.map_or(0, |tally| tally.counted);
            view.elections.push(Election {
                slug: dao.slug.clone(),
                name: dao.name.clone(),
                ballots: counted,
                outcome: row.status_reason.clone(),
                title: row.title,
                number: row.number,
                system: row.system,
                source: dao.source.clone(),
                leaves,
                root_hex: root_hex.clone(),
            });
        }
    }
    Ok(frame::plain(ctx, view))
}

/// Home of a DAO.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn home(
    ctx: &Ctx,
    slug: &str,
    invite: String,
    error: &str,
    done: String,
) -> Result<Framed<HomeView>> {
    let now_ms = ctx.service.now_ms();
    let mut page = frame::open(ctx, slug).await?;
    let dao = page.dao.id;
    let open = rows(ctx, &mut page, "active", OPEN_MAX).await?;
    let ended = rows(ctx, &mut page, "ended", ENDED).await?;
    let active = open.len() as u64;
    let may_vote = page.role >= Role::Member;
    let (waiting, others) = open
        .into_iter()
        .partition(|row| may_vote && row.mine.is_none());
    let leaves = page
        .tx
        .leaves_latest(&dao, &LeafFilter::default(), None, ACTS)
        .await?;
    let acts = proofs::rows(ctx, page.tx.as_mut(), &leaves).await?;
    let points = match page.member.clone() {
        Some(member) => Some(my_points(&mut page, &member, now_ms).await?),
        None => None,
    };
    let join = join(ctx, &mut page, invite).await?;
    let view = HomeView {
        about: page.dao.about.clone(),
        charter_html: markdown::html(&page.dao.charter),
        members: page.tx.members_count(&dao).await?,
        active,
        published: page.tx.proposal_last_number(&dao).await?,
        waiting,
        others,
        ended,
        acts,
        points,
        join,
        notice: account::notice(ctx, error),
        done,
    };
    Ok(page.frame(ctx, view))
}

/// The form for a new DAO.
///
/// # Errors
/// `unauthenticated`.
pub fn new(ctx: &Ctx, error: &str) -> Result<Framed<NewView>> {
    let account = ctx.account.as_ref().ok_or(Error::Unauthenticated)?;
    let view = NewView {
        handle: account.name.clone(),
        notice: account::notice(ctx, error),
    };
    Ok(frame::plain(ctx, view))
}

async fn rows(ctx: &Ctx, page: &mut Opened, phase: &str, limit: i64) -> Result<Vec<Row>> {
    let filter = ProposalFilter {
        phase: Some(phase.to_owned()),
        now_ms: ctx.service.now_ms(),
        limit,
        ..ProposalFilter::default()
    };
    let dao = page.dao.id;
    let role = proposals::role(ctx, page).await?;
    let mut rows = Vec::new();
    for row in page.tx.proposals(&dao, &filter).await? {
        rows.push(proposals::line(ctx, page, role, row).await?);
    }
    Ok(rows)
}

/// The way in for whoever is no member. An invitation that is not alive is as good as none.
async fn join(ctx: &Ctx, page: &mut Opened, invite: String) -> Result<Option<Join>> {
    let role = proposals::role(ctx, page).await?;
    if !page.dao.source.is_empty() || !policy::allows(role, Permission::Join) {
        return Ok(None);
    }
    let alive = match invite.is_empty() {
        true => None,
        false => {
            page.tx
                .invite(&service::invites::hash(&invite), ctx.service.now_ms())
                .await?
        }
    };
    Ok(Some(Join {
        open: members::joining_is_open(&page.dao)?,
        token: alive
            .filter(|row| row.dao == page.dao.id)
            .map_or(String::new(), |_| invite),
        handle: ctx
            .account
            .as_ref()
            .map_or_else(String::new, |account| account.name.clone()),
    }))
}

/// Balance, power and curve of a member, all from one reading of the ledger.
async fn my_points(page: &mut Opened, member: &MemberRow, now_ms: i64) -> Result<MyPoints> {
    let before = page.log.size;
    let ledger = page
        .tx
        .points(&page.dao.id, Some(&member.actor), before)
        .await?;
    let entries: Vec<_> = ledger.iter().map(service::power::entry).collect();
    let half_lives = points::half_lives(&page.dao)?;
    let refused = |error: verifier::Error| Error::Refused(error.code());
    let at = |ms: i64| {
        let until: Vec<_> = entries
            .iter()
            .filter(|entry| entry.time_ms <= ms)
            .cloned()
            .collect();
        facts::balance(
            &until,
            &member.actor,
            "contribution",
            &half_lives,
            before,
            ms,
        )
        .map_err(refused)
    };
    let curve: Vec<i64> = (0..=WEEKS)
        .rev()
        .map(|weeks| at(now_ms - weeks * WEEK_MS))
        .collect::<Result<_>>()?;
    let config: serde_json::Value = serde_json::from_str(&page.dao.config)
        .map_err(|error| Error::Internal(format!("dao config: {error}")))?;
    let (formula, _) = service::power::formula_of(&config)?;
    let powers = facts::powers(
        &[service::power::membership(member)],
        &entries,
        &formula,
        &half_lives,
        before,
        now_ms,
    )
    .map_err(refused)?;
    let power = powers.get(&member.actor).copied().unwrap_or(0);
    Ok(MyPoints {
        balance: amount::show(at(now_ms)?, UNIT),
        power: amount::show(power, UNIT),
        first: amount::show(curve.first().copied().unwrap_or(0), UNIT),
        curve,
        entries: entries.len(),
    })
}
