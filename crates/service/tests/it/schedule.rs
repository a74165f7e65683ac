//! Times: a vote that opens later, what notice and waiting do to it, and drafts in two tabs.
use crate::world::{self, World};
use act::Actor;
use serde_json::json;
use service::daos::{Founding, default_config};
use service::drafts::{DraftAction, Move, Revise, Save};
use service::proposals::{self, Phase, Settings};
use service::schedule::Schedule;
use service::{Error, acts, closing};
use storage::records::private::DraftRow;
use storage::records::proposals::{ProposalFilter, ProposalRow};

const HOUR_MS: i64 = 3_600_000;

/// A for/against vote at wall-clock times of Shanghai.
fn at(starts: &str, ends: &str) -> Settings {
    let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Settings {
        schedule: Schedule {
            starts: set(starts),
            ends: set(ends),
            ..Schedule::lasting(24 * HOUR_MS, "Asia/Shanghai")
        },
        ..world::basic()
    }
}

impl World {
    async fn draft_row(&self, id: &[u8; 16]) -> DraftRow {
        let mut tx = self.service.read().await.unwrap();
        tx.draft(id).await.unwrap().unwrap()
    }

    /// A draft that is handed in.
    async fn in_review(&self, dao: &[u8; 32], by: &Actor, settings: Settings) -> DraftRow {
        let id = self.draft(dao, by, settings).await;
        let submit = Move {
            id,
            dao: *dao,
            by: *by,
            action: DraftAction::Submit,
        };
        self.service.submit(submit).await.unwrap();
        self.draft_row(&id).await
    }

    /// The publishing act as prepared now.
    async fn publication(
        &self,
        dao: &[u8; 32],
        by: &Actor,
        draft: &DraftRow,
    ) -> service::Result<acts::Draft> {
        let row = self.dao(dao).await;
        let mut tx = self.service.read().await.unwrap();
        let now_ms = self.service.now_ms();
        proposals::publish_draft(tx.as_mut(), &row, *by, draft, now_ms).await
    }

    /// Numbers of the proposals that the list shows under a filter.
    async fn listed(&self, dao: &[u8; 32], phase: &str) -> Vec<i64> {
        let filter = ProposalFilter {
            phase: Some(phase.to_owned()),
            system: None,
            text: None,
            now_ms: self.service.now_ms(),
            before: None,
            limit: 10,
        };
        let mut tx = self.service.read().await.unwrap();
        let rows = tx.proposals(dao, &filter).await.unwrap();
        rows.iter().map(|row| row.number).collect()
    }

    fn phase(&self, row: &ProposalRow) -> Phase {
        Phase::of(row, self.service.now_ms())
    }
}

#[tokio::test]
async fn a_vote_opens_and_ends_by_the_logs_time() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let ana = world.join(&dao, "Ana").await;
    world.grant(&dao, &founder, &ana, "Ana", "12.5").await;
    // It is 2026-12-01 08:00 in Shanghai.
    let set = at("2026-12-02T09:00", "2026-12-04T18:00");
    let proposal = world.publish(&dao, &founder, set).await;
    assert_eq!(proposal.start_ms, 1_796_173_200_000); // 2026-12-02T01:00:00Z
    assert_eq!(proposal.end_ms, 1_796_378_400_000); // 2026-12-04T10:00:00Z
    let zone = {
        let mut tx = world.service.read().await.unwrap();
        proposals::zone_of(tx.as_mut(), &proposal.id).await.unwrap()
    };
    assert_eq!(zone.as_deref(), Some("Asia/Shanghai"));

    let (size, dump) = (world.size(&dao).await, world.dump().await);
    let yes = json!({"choice": "for"});
    for now_ms in [proposal.published_ms, proposal.start_ms - 1] {
        world.clock.set(now_ms);
        assert_eq!(world.phase(&proposal), Phase::Scheduled);
        assert_eq!(world.listed(&dao, "scheduled").await, [1]);
        assert!(world.listed(&dao, "active").await.is_empty());
        let early = world.vote(&proposal, &ana, yes.clone()).await;
        assert_eq!(early.unwrap_err(), Error::Refused("voting_not_open"));
        assert_eq!(closing::close_due(&world.service).await.unwrap(), 0);
    }
    assert_eq!(world.size(&dao).await, size);
    assert_eq!(world.dump().await, dump);

    // No worker has run: the moment itself opens it.
    world.clock.set(proposal.start_ms);
    assert_eq!(world.phase(&proposal), Phase::Active);
    assert!(world.listed(&dao, "scheduled").await.is_empty());
    assert_eq!(world.listed(&dao, "active").await, [1]);
    world.vote(&proposal, &ana, yes.clone()).await.unwrap();
    world.clock.set(proposal.end_ms - 1);
    let no = json!({"choice": "against"});
    world.vote(&proposal, &ana, no).await.unwrap();
    world.clock.set(proposal.end_ms);
    assert_eq!(world.phase(&proposal), Phase::Counting);
    let late = world.vote(&proposal, &ana, yes).await;
    assert_eq!(late.unwrap_err(), Error::Refused("voting_closed"));
    assert_eq!(closing::close_due(&world.service).await.unwrap(), 1);
    let found = world.recount(&dao, &proposal.id, |_, _| {}).await.unwrap();
    assert_eq!(found.counted, 1);
    world.audit().await;
}

#[tokio::test]
async fn notice_is_the_least_there_is() {
    let world = World::new().await;
    let founder = Actor::member(world.service.parts().random.bytes32());
    let mut config = default_config(true);
    config["lifecycle"]["notice_ms"] = (2 * HOUR_MS).into();
    let founding = Founding {
        slug: "slow".into(),
        name: "slow".into(),
        lang: "zh".into(),
        about: String::new(),
        charter: String::new(),
        config,
        source: String::new(),
        handle: "Founder".into(),
    };
    let dao = service::daos::found(&world.service, founding, founder)
        .await
        .unwrap();
    let earliest_ms = world.service.now_ms() + 2 * HOUR_MS;
    let empty = world.publish(&dao, &founder, at("", "")).await;
    assert_eq!(empty.start_ms, earliest_ms);
    assert_eq!(empty.end_ms, earliest_ms + 24 * HOUR_MS);
    let soon = at("2026-12-01T08:30", "2026-12-03T08:00");
    let soon = world.publish(&dao, &founder, soon).await;
    assert_eq!(soon.start_ms, earliest_ms);
    assert_eq!(soon.end_ms, world.service.now_ms() + 48 * HOUR_MS);
    let later = world
        .publish(&dao, &founder, at("2026-12-01T12:00", ""))
        .await;
    assert_eq!(later.start_ms, world.service.now_ms() + 4 * HOUR_MS);
    assert_eq!(later.end_ms, later.start_ms + 24 * HOUR_MS);
    world.audit().await;
}

#[tokio::test]
async fn a_start_that_passed_is_not_published() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    // It is 08:00. In review for too long:
    let draft = world
        .in_review(&dao, &founder, at("2026-12-01T08:03", ""))
        .await;
    let prepared = world.publication(&dao, &founder, &draft).await.unwrap();
    let size = world.size(&dao).await;
    world.clock.advance(4 * 60_000);
    let late = world.publication(&dao, &founder, &draft).await;
    assert_eq!(late.unwrap_err(), Error::Refused("start_past"));
    // Prepared in time and sent too late:
    let late = acts::attest(&world.service, prepared).await;
    assert_eq!(late.unwrap_err(), Error::Refused("start_past"));
    // The end passed on the way:
    let draft = world
        .in_review(&dao, &founder, at("", "2026-12-01T08:07"))
        .await;
    let prepared = world.publication(&dao, &founder, &draft).await.unwrap();
    world.clock.advance(4 * 60_000);
    let late = acts::attest(&world.service, prepared).await;
    assert_eq!(late.unwrap_err(), Error::Refused("window_empty"));
    assert_eq!(world.size(&dao).await, size);
    // The drafts are still there, to be returned and changed.
    assert_eq!(world.draft_row(&draft.id).await, draft);
}

#[tokio::test]
async fn a_new_version_keeps_the_organisers_clock() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let set = at("2026-12-02T09:00", "2026-12-04T18:00");
    let proposal = world.publish(&dao, &founder, set.clone()).await;
    let row = world.dao(&dao).await;
    let back = proposals::event_draft(
        &proposal,
        &row,
        founder,
        "unpublish",
        "a typing error",
        "en",
    );
    acts::attest(&world.service, back).await.unwrap();
    let revise = Revise {
        dao,
        by: founder,
        proposal: proposal.id,
    };
    let (id, _) = world.service.submit(revise).await.unwrap();
    let kept = Settings::of(&world.draft_row(&id).await).unwrap();
    let times = (kept.schedule.starts, kept.schedule.ends, kept.schedule.zone);
    let wanted = set.schedule;
    assert_eq!(times, (wanted.starts, wanted.ends, wanted.zone));
}

#[tokio::test]
async fn a_draft_open_in_two_tabs_is_not_written_over() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let id = world.draft(&dao, &founder, world::basic()).await;
    let seen = world.draft_row(&id).await.updated_ms;
    let save = |title: &str, seen_ms: Option<i64>| Save {
        id: Some(id),
        dao,
        by: founder,
        title: title.to_owned(),
        body: String::new(),
        settings: world::basic(),
        seen_ms,
    };
    // Both tabs have seen the same; the clock stands still, and still they are told apart.
    let one = world.service.submit(save("one", Some(seen))).await;
    one.unwrap();
    let kept = world.draft_row(&id).await;
    assert!(kept.updated_ms > seen);
    let two = world.service.submit(save("two", Some(seen))).await;
    assert_eq!(two.unwrap_err(), Error::Refused("draft_changed"));
    assert_eq!(world.draft_row(&id).await, kept);
    // Having seen it, the second may replace it.
    let two = save("two", Some(kept.updated_ms));
    world.service.submit(two).await.unwrap();
    assert_eq!(world.draft_row(&id).await.title, "two");
}

#[tokio::test]
async fn drafts_of_before_are_still_read() {
    let old = r#"{"options":["for","against","abstain"],"rules":{"system":"basic"},
        "decision":{"quorum":{"mode":"none"}},"period_ms":604800000,"notice_ms":0,"zone":"UTC"}"#;
    let old: Settings = serde_json::from_str(old).unwrap();
    assert_eq!(old.schedule, Schedule::lasting(604_800_000, "UTC"));
    assert_eq!(old.unit, 1_000_000);
    // What is written now is flat as it was, and reads back.
    let new = at("2026-12-02T09:00", "");
    let text = serde_json::to_value(&new).unwrap();
    assert_eq!(text["zone"], "Asia/Shanghai");
    assert_eq!(text["starts"], "2026-12-02T09:00");
    assert!(text.get("ends").is_none());
    let back: Settings = serde_json::from_value(text).unwrap();
    assert_eq!(back, new);
}
