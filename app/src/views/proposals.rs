//! Reading proposals: the list and one page.
use crate::components::tally_bar::share_ppm;
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::proposals::{
    DraftLine, Head, ListQuery, ListView, Live, Phase, ReadView, Row, Share,
};
use crate::views::ballots as ballots_view;
use crate::views::frame::{self, Opened};
use crate::views::{amount, markdown, schedule};
use governance::ballot::Ballot;
use governance::choice::{RuleSet, System};
use governance::decision::Decision;
use governance::sentence::{self, Lang};
use governance::tally::Tally;
use serde_json::Value;
use service::policy::{self, Permission, Role};
use service::proposals::{self, lifecycle_ms};
use service::{Error, Result, ballots, power};
use storage::Tx;
use storage::records::private::DraftRow;
use storage::records::proposals::{ProposalFilter, ProposalRow, TallyRow};

/// Proposals on one page of the list.
const PAGE: usize = 20;

/// A proposal with its rules and count, read once.
pub struct Loaded {
    /// The row.
    pub row: ProposalRow,
    /// Frozen rules.
    pub frozen: Value,
    /// Parsed rules.
    pub rules: RuleSet,
    /// Running tally, as stored.
    pub tally_row: TallyRow,
    /// Running tally.
    pub tally: Tally,
}

impl Loaded {
    /// Reads what belongs to a proposal.
    ///
    /// # Errors
    /// `internal` when rows do not fit together.
    pub async fn new(tx: &mut dyn Tx, row: ProposalRow) -> Result<Self> {
        let frozen = power::rules_of(&row)?;
        let rules = ballots::rule_set(&frozen)?;
        let lost = || Error::Internal("proposal without a tally".into());
        let tally_row = tx.tally(&row.id).await?.ok_or_else(lost)?;
        let state: Value = serde_json::from_str(&tally_row.state)
            .map_err(|error| Error::Internal(format!("tally state: {error}")))?;
        let tally = Tally::from_state(&rules, &state)?;
        Ok(Self {
            row,
            frozen,
            rules,
            tally_row,
            tally,
        })
    }

    /// Decision rules.
    pub fn decision(&self) -> Result<Decision> {
        let period = u64::try_from(self.row.end_ms - self.row.start_ms).ok();
        let null = Value::Null;
        let rules = self.frozen.get("decision").unwrap_or(&null);
        Ok(Decision::parse(rules, &self.rules, period)?)
    }

    /// The rule in one sentence.
    pub fn rule(&self, lang: Lang) -> String {
        let null = Value::Null;
        let decision = self.frozen.get("decision").unwrap_or(&null);
        sentence::rule(&self.rules, decision, lang)
    }

    /// Power at the snapshot.
    pub fn eligible(&self) -> Result<i128> {
        let broken = |_| Error::Internal("eligible power is not a number".into());
        self.row.eligible.parse().map_err(broken)
    }

    /// Power as text.
    pub fn show(&self, power: i128) -> String {
        amount::show(power, self.rules.unit())
    }

    /// Each option's part of the power cast.
    pub fn shares(&self, lang: Lang) -> Vec<Share> {
        let scores = self.tally.scores(&self.rules);
        let whole = match self.rules.system() {
            // Approvals are each a part of everybody, they do not add up to one.
            System::Approval => self.tally.power(),
            _ => scores.iter().sum(),
        };
        let labels = labels(&self.rules, lang);
        let share = |(at, (label, score)): (usize, (String, &i128))| Share {
            number: at + 1,
            label,
            power: self.show(*score),
            share: share_ppm(*score, whole),
        };
        labels
            .into_iter()
            .zip(scores)
            .enumerate()
            .map(share)
            .collect()
    }

    /// The count so far. Who leads shows before the end only where nothing is elected.
    fn live(&self, phase: Phase, lang: Lang) -> Result<Live> {
        let open = matches!(phase, Phase::Scheduled | Phase::Active | Phase::Counting);
        let hidden = open && self.rules.system() != System::Basic;
        let eligible = self.eligible()?;
        let decision = self.decision()?;
        let needed = decision.needed(eligible);
        let participation = decision.participation(&self.rules, &self.tally);
        let if_now = if hidden || phase != Phase::Active {
            String::new()
        } else {
            let result = self.tally.result(&self.rules, None)?;
            let decided = decision.decide(&self.rules, &self.tally, &result, eligible)?;
            sentence::status(decided.status, lang)
        };
        Ok(Live {
            ballots: self.tally_row.counted,
            bars: if hidden {
                Vec::new()
            } else {
                self.shares(lang)
            },
            turnout: share_ppm(participation, eligible),
            needed: (needed > 0).then(|| share_ppm(needed, eligible)),
            needed_power: self.show(needed),
            met: participation >= needed,
            if_now,
        })
    }
}

/// Option names for a reader: the words of `basic` are translated, others stand as written.
pub fn labels(rules: &RuleSet, lang: Lang) -> Vec<String> {
    if rules.system() == System::Basic {
        let words = match lang {
            Lang::Zh => ["赞成", "反对", "弃权"],
            Lang::En => ["For", "Against", "Abstain"],
        };
        return words.map(str::to_owned).to_vec();
    }
    rules.labels().to_vec()
}

/// A ballot as a sentence: `甲 ＞ 乙 ＝ 丙`.
pub fn words(rules: &RuleSet, body: &Value, lang: Lang) -> Result<String> {
    let labels = labels(rules, lang);
    let name = |number: &usize| labels.get(number - 1).cloned().unwrap_or_default();
    Ok(match Ballot::parse(rules, body)? {
        Ballot::Choice(number) => name(&number),
        Ballot::Approve(numbers) => {
            let names: Vec<String> = numbers.iter().map(name).collect();
            names.join(if lang == Lang::Zh { "、" } else { ", " })
        }
        Ballot::Marks(marks) => {
            let mark = |(number, mark): &(usize, i64)| format!("{} {mark}", name(number));
            marks.iter().map(mark).collect::<Vec<_>>().join(" · ")
        }
        Ballot::Ranking(ranks) => {
            let rank = |rank: &Vec<usize>| rank.iter().map(name).collect::<Vec<_>>().join(" ＝ ");
            ranks.iter().map(rank).collect::<Vec<_>>().join(" ＞ ")
        }
    })
}

/// What a proposal is.
pub fn head(row: &ProposalRow, now_ms: i64, lang: Lang) -> Head {
    let phase = phase(row, now_ms);
    let word = match phase {
        Phase::Scheduled => "scheduled",
        Phase::Active => "active",
        Phase::Counting => "counting",
        Phase::Decided | Phase::Withdrawn => &row.status,
    };
    Head {
        number: row.number,
        id: hex::encode(row.id),
        title: row.title.clone(),
        version: row.version,
        author: row.author_handle.clone(),
        system: row.system.clone(),
        phase,
        status: row.status.clone(),
        status_word: sentence::status(word, lang),
        reason: if phase == Phase::Withdrawn {
            row.status_reason.clone()
        } else {
            String::new()
        },
        published_ms: row.published_ms,
        published_index: row.published_index,
        start_ms: row.start_ms,
        end_ms: row.end_ms,
        source: row.source.clone(),
    }
}

/// The phase for pages.
pub fn phase(row: &ProposalRow, now_ms: i64) -> Phase {
    match proposals::Phase::of(row, now_ms) {
        proposals::Phase::Scheduled => Phase::Scheduled,
        proposals::Phase::Active => Phase::Active,
        proposals::Phase::Counting => Phase::Counting,
        proposals::Phase::Decided => Phase::Decided,
        proposals::Phase::Withdrawn => Phase::Withdrawn,
    }
}

/// The sentence of a code a form came back with; `None` without one.
pub fn notice(ctx: &Ctx, code: &str) -> Option<String> {
    (!code.is_empty()).then(|| ctx.notice(code))
}

/// The role as the policy knows it.
pub async fn role(ctx: &Ctx, page: &mut Opened) -> Result<Role> {
    let actor = frame::actor(ctx);
    service::members::role(page.tx.as_mut(), &page.dao.id, actor.as_ref()).await
}

/// The list.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn list(ctx: &Ctx, slug: &str, query: ListQuery) -> Result<Framed<ListView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = role(ctx, &mut page).await?;
    let now_ms = ctx.service.now_ms();
    let set = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = ProposalFilter {
        phase: set(&query.phase)
            .filter(|phase| ["active", "scheduled", "counting", "ended"].contains(&phase.as_str())),
        system: set(&query.system),
        text: set(&query.q),
        now_ms,
        before: query.before,
        limit: i64::try_from(PAGE + 1).unwrap_or(i64::MAX),
    };
    let dao = page.dao.id;
    let mut found = page.tx.proposals(&dao, &filter).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = if more {
        found.last().map(|row| row.number)
    } else {
        None
    };
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(line(ctx, &mut page, role, row).await?);
    }
    let mine = match frame::actor(ctx) {
        Some(actor) if policy::allows(role, Permission::Propose) => {
            draft_lines(page.tx.drafts(&dao, Some(&actor)).await?)
        }
        _ => Vec::new(),
    };
    let review = if policy::allows(role, Permission::Moderate) {
        draft_lines(page.tx.drafts(&dao, None).await?)
    } else {
        Vec::new()
    };
    let view = ListView {
        rows,
        next,
        total: page.tx.proposal_last_number(&dao).await?,
        mine,
        review,
        may_propose: policy::allows(role, Permission::Propose),
        notice: notice(ctx, &query.error),
        query,
    };
    Ok(page.frame(ctx, view))
}

/// One line of the list.
pub async fn line(ctx: &Ctx, page: &mut Opened, role: Role, row: ProposalRow) -> Result<Row> {
    let lang: Lang = ctx.lang.into();
    let actor = frame::actor(ctx);
    let loaded = Loaded::new(page.tx.as_mut(), row).await?;
    let head = head(&loaded.row, ctx.service.now_ms(), lang);
    let live = loaded.live(head.phase, lang)?;
    let mine = match (&actor, head.phase) {
        (Some(actor), Phase::Active) => {
            let body = ballots::mine(page.tx.as_mut(), &loaded.row.id, actor).await?;
            body.map(|body| words(&loaded.rules, &body, lang))
                .transpose()?
        }
        _ => None,
    };
    let one_click = head.phase == Phase::Active
        && loaded.rules.system() == System::Basic
        && policy::allows(role, Permission::Vote)
        && actor.is_some_and(|actor| actor.address().is_none());
    let outcome = match head.phase {
        Phase::Decided if loaded.rules.system() != System::Basic => {
            loaded.row.status_reason.clone()
        }
        _ => String::new(),
    };
    Ok(Row {
        bars: live.bars,
        ballots: live.ballots,
        options: loaded.rules.count(),
        turnout: live.turnout,
        needed: live.needed,
        mine,
        one_click,
        outcome,
        head,
    })
}

fn draft_lines(rows: Vec<DraftRow>) -> Vec<DraftLine> {
    let line = |row: DraftRow| DraftLine {
        id: hex::encode(row.id),
        title: row.title,
        state: row.state,
        updated_ms: row.updated_ms,
    };
    rows.into_iter().map(line).collect()
}

/// One proposal. `receipt` is the leaf of the ballot just cast.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn read(
    ctx: &Ctx,
    slug: &str,
    number: i64,
    receipt: Option<u64>,
    error: &str,
    done: String,
) -> Result<Framed<ReadView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = role(ctx, &mut page).await?;
    let lang: Lang = ctx.lang.into();
    let now_ms = ctx.service.now_ms();
    let row = find(&mut page, number).await?;
    let loaded = Loaded::new(page.tx.as_mut(), row).await?;
    let head = head(&loaded.row, now_ms, lang);
    let ballot = ballots_view::ballot_box(ctx, &mut page, &loaded, role, head.phase).await?;
    let receipt = match receipt {
        Some(index) => ballots_view::given(ctx, &mut page, &loaded, index, &ballot.power).await?,
        None => None,
    };
    let times = schedule::published(page.tx.as_mut(), &loaded.row).await?;
    let certificate = page.tx.certificate(&loaded.row.id).await?;
    let own = role >= Role::Member && frame::actor(ctx) == Some(loaded.row.author);
    let frozen_from = loaded.row.start_ms - lifecycle_ms(&page.dao, "freeze_ms")?;
    let before = head.phase == Phase::Scheduled
        && (policy::allows(role, Permission::Moderate) || own && now_ms < frozen_from);
    let guard = head.phase == Phase::Active && policy::allows(role, Permission::Guard);
    let view = ReadView {
        rule: loaded.rule(lang),
        times,
        snapshot_ms: loaded.row.snapshot_ms,
        eligible: loaded.show(loaded.eligible()?),
        eligible_members: loaded.row.eligible_members,
        body_html: markdown::html(&loaded.row.body),
        live: loaded.live(head.phase, lang)?,
        ballot,
        receipt,
        may_cancel: before || guard,
        may_unpublish: before,
        certificate: certificate.as_ref().map(|row| row.index),
        closed_ms: certificate.map(|row| row.closed_ms),
        notice: notice(ctx, error),
        done,
        head,
    };
    Ok(page.frame(ctx, view))
}

/// A proposal of the DAO by its number.
pub async fn find(page: &mut Opened, number: i64) -> Result<ProposalRow> {
    page.tx
        .proposal_by_number(&page.dao.id, number)
        .await?
        .ok_or(Error::NotFound)
}
