//! Reading points: a balance, its curve, the ledger.
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::points::{Balance, Curve, Entry, PointsQuery, PointsView};
use crate::views::frame::{self, Opened};
use crate::views::{amount, proposals};
use act::Actor;
use governance::points::{self, DAY_MS, Kind, UNIT};
use service::policy::{self, Permission};
use service::{Error, Result, power};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry::Vacant;
use storage::records::members::MemberRow;
use storage::records::points::PointRow;
use verifier::facts::{HalfLives, PointEntry};

/// Entries on one page of the ledger.
const PAGE: usize = 20;
/// Weeks behind and ahead on the curve.
const WEEKS: i64 = 12;
/// A week.
const WEEK_MS: i64 = 7 * DAY_MS;
/// Handles suggested in the form.
const SUGGESTED: i64 = 100;

/// The points page.
///
/// # Errors
/// `not_found` for an unknown member; storage failures.
pub async fn read(ctx: &Ctx, slug: &str, query: PointsQuery) -> Result<Framed<PointsView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = proposals::role(ctx, &mut page).await?;
    let now_ms = ctx.service.now_ms();
    let dao = page.dao.id;
    let half_lives = service::points::half_lives(&page.dao)?;
    let who = match query.who.trim() {
        "" => page.member.clone(),
        handle => {
            let member = page.tx.member_by_handle(&dao, handle).await?;
            Some(member.ok_or(Error::NotFound)?)
        }
    };
    let balance = match &who {
        Some(member) => Some(balance(ctx, &mut page, member, &half_lives, now_ms).await?),
        None => None,
    };
    let whose = who
        .as_ref()
        .map(|member| member.actor)
        .filter(|_| query.scope != "all");
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = page
        .tx
        .points_latest(&dao, whose.as_ref(), query.before, limit)
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = if more {
        found.last().map(|row| row.index)
    } else {
        None
    };
    let may_grant = policy::allows(role, Permission::GrantPoints);
    let handles = if may_grant {
        let first = page.tx.members(&dao, None, None, SUGGESTED).await?;
        first.into_iter().map(|member| member.handle).collect()
    } else {
        Vec::new()
    };
    let view = PointsView {
        balance,
        entries: entries(&mut page, found).await?,
        next,
        may_grant,
        handles,
        half_lives: (
            half_lives.of(Kind::Contribution),
            half_lives.of(Kind::Reputation),
        ),
        notice: proposals::notice(ctx, &query.error),
        query,
    };
    Ok(page.frame(ctx, view))
}

/// Rows with the handles of the people in them; each person is looked up once.
async fn entries(page: &mut Opened, rows: Vec<PointRow>) -> Result<Vec<Entry>> {
    let mut handles: BTreeMap<Actor, String> = BTreeMap::new();
    for actor in rows.iter().flat_map(|row| [row.member, row.reviewer]) {
        if let Vacant(place) = handles.entry(actor) {
            let member = page.tx.member(&page.dao.id, &actor).await?;
            place.insert(member.map(|member| member.handle).unwrap_or_default());
        }
    }
    let name = |actor: &Actor| handles.get(actor).cloned().unwrap_or_default();
    let entry = |row: PointRow| Entry {
        index: row.index,
        time_ms: row.time_ms,
        member: name(&row.member),
        kind: row.kind,
        category: row.category,
        amount: signed(row.amount),
        reviewer: name(&row.reviewer),
        reason: row.reason,
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn show(units: i64) -> String {
    amount::show(units, UNIT)
}

fn signed(units: i64) -> String {
    if units > 0 {
        format!("+{}", show(units))
    } else {
        show(units)
    }
}

async fn balance(
    ctx: &Ctx,
    page: &mut Opened,
    member: &MemberRow,
    half_lives: &HalfLives,
    now_ms: i64,
) -> Result<Balance> {
    let rows = page
        .tx
        .points(&page.dao.id, Some(&member.actor), page.log.size)
        .await?;
    let entries: Vec<PointEntry> = rows.iter().map(power::entry).collect();
    let contribution = Series::new(&entries, Kind::Contribution, half_lives);
    let reputation = Series::new(&entries, Kind::Reputation, half_lives);
    let now = contribution.at(now_ms);
    let month_ago = now_ms - 30 * DAY_MS;
    Ok(Balance {
        handle: member.handle.clone(),
        own: frame::actor(ctx) == Some(member.actor),
        contribution: show(now),
        reputation: show(reputation.at(now_ms)),
        credited: show(contribution.credited(month_ago, now_ms)),
        change: signed(now - contribution.at(month_ago)),
        curve: curve(&contribution, &reputation, now_ms),
    })
}

/// The entries of one kind.
struct Series {
    entries: Vec<(i64, i64)>,
    half_life_days: Option<u16>,
}

impl Series {
    fn new(entries: &[PointEntry], kind: Kind, half_lives: &HalfLives) -> Self {
        let own = entries.iter().filter(|entry| entry.kind == kind.name());
        Self {
            entries: own.map(|entry| (entry.time_ms, entry.amount)).collect(),
            half_life_days: half_lives.of(kind),
        }
    }

    /// The balance at a moment, as the ledger had it then.
    fn at(&self, time_ms: i64) -> i64 {
        let known = self
            .entries
            .iter()
            .copied()
            .filter(|(at, _)| *at <= time_ms);
        points::replay(known, self.half_life_days, time_ms, 0)
    }

    fn credited(&self, from_ms: i64, to_ms: i64) -> i64 {
        let within = |at: i64| from_ms < at && at <= to_ms;
        self.entries
            .iter()
            .filter(|(at, units)| within(*at) && *units > 0)
            .map(|(_, u)| u)
            .sum()
    }

    /// The same with `weekly` more units at the end of each week to come.
    fn going_on(&self, weekly: i64, now_ms: i64) -> Self {
        let more = (1..=WEEKS).map(|week| (now_ms + week * WEEK_MS, weekly));
        Self {
            entries: self
                .entries
                .iter()
                .copied()
                .chain(more.filter(|(_, u)| *u > 0))
                .collect(),
            half_life_days: self.half_life_days,
        }
    }
}

fn curve(contribution: &Series, reputation: &Series, now_ms: i64) -> Curve {
    let past_ms: Vec<i64> = (0..=WEEKS)
        .rev()
        .map(|week| now_ms - week * WEEK_MS)
        .collect();
    let future_ms: Vec<i64> = (0..=WEEKS).map(|week| now_ms + week * WEEK_MS).collect();
    let weekly = contribution.credited(now_ms - WEEKS * WEEK_MS, now_ms) / WEEKS;
    let going_on = contribution.going_on(weekly, now_ms);
    let along = |series: &Series, times: &[i64]| -> Vec<i64> {
        times.iter().map(|at| series.at(*at)).collect()
    };
    let (c, r) = (along(contribution, &past_ms), along(reputation, &past_ms));
    let (idle, pace) = (
        along(contribution, &future_ms),
        along(&going_on, &future_ms),
    );
    let pairs = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| (show(*a), show(*b))).collect();
    Curve {
        past_text: pairs(&c, &r),
        future_text: pairs(&idle, &pace),
        past_ms,
        contribution: c,
        reputation: r,
        future_ms,
        idle,
        pace,
    }
}
