//! Use cases over a real SQLite file: the life of a ballot, from founding to recount.
#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

mod schedule;
mod systems;
mod world;

use act::Actor;
use governance::sentence::Lang;
use serde_json::{Value, json};
use service::drafts::{DraftAction, Move};
use service::{Error, acts, audit, ballots, closing, import, members, points};
use storage::Store;
use storage_sql::SqliteStore;
use verifier::ladder;
use verifier::recount::{Fault, Recount};
use verifier::trust::Trust;
use world::World;

#[tokio::test]
async fn a_ballot_from_founding_to_recount() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let ana = world.join(&dao, "Ana").await;
    let bo = world.join(&dao, "Bo").await;
    world.grant(&dao, &founder, &ana, "Ana", "12.5").await;
    world.grant(&dao, &founder, &bo, "Bo", "3").await;
    let proposal = world.publish(&dao, &founder, world::basic()).await;

    let act = world
        .vote(&proposal, &ana, json!({"choice": "for"}))
        .await
        .unwrap();
    let trust = world.trust(&dao).await;
    let verdict = ladder::climb(act.receipt.as_bytes(), &trust);
    assert_eq!(verdict.error, None, "{:?}", verdict.rungs);
    assert_eq!(verdict.rungs[4].state, "attested");

    // Change it, let another vote, take one back, vote again.
    world
        .vote(&proposal, &ana, json!({"choice": "against"}))
        .await
        .unwrap();
    world
        .vote(&proposal, &bo, json!({"choice": "for"}))
        .await
        .unwrap();
    let draft = ballots::revocation(&proposal, "garden", "en", bo);
    acts::attest(&world.service, draft).await.unwrap();
    world
        .vote(&proposal, &bo, json!({"choice": "for"}))
        .await
        .unwrap();

    // Not yet.
    let early = world
        .service
        .submit(closing::Close {
            proposal: proposal.id,
        })
        .await;
    assert_eq!(early.unwrap_err(), Error::Refused("too_early"));
    world.clock.set(proposal.end_ms);
    let late = world.vote(&proposal, &ana, json!({"choice": "for"})).await;
    assert_eq!(late.unwrap_err(), Error::Refused("voting_closed"));
    assert_eq!(closing::close_due(&world.service).await.unwrap(), 1);
    assert_eq!(closing::close_due(&world.service).await.unwrap(), 0);

    let found = world.recount(&dao, &proposal.id, |_, _| {}).await.unwrap();
    assert_eq!(found.counted, 2);
    assert_eq!(
        found.result["tally"]["scores"],
        json!([3_000_000, 12_500_000, 0])
    );
    assert_eq!(found.result["decision"]["status"], "rejected");
    world.audit().await;
}

#[tokio::test]
async fn a_wallet_signs_its_own_ballot() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let key = k256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let wallet = Actor::evm(act::signature::eoa::address(key.verifying_key()));
    let row = world.dao(&dao).await;
    let join = members::draft(&row, "join", wallet, &wallet, "钱包", "zh");
    // The server can't attest for a wallet.
    let refused = acts::attest(&world.service, join.clone())
        .await
        .unwrap_err();
    assert_eq!(refused, Error::Refused("signature_needed"));
    world.sign(&key, &wallet, join).await.unwrap();
    world.grant(&dao, &founder, &wallet, "钱包", "5").await;
    let proposal = world.publish(&dao, &founder, world::basic()).await;
    let draft =
        ballots::draft(&proposal, "garden", "zh", wallet, &json!({"choice": "for"})).unwrap();
    let prepared = acts::prepare(&world.service, draft.clone()).await.unwrap();
    assert!(prepared.summary.contains("「for」"), "{}", prepared.summary);
    let signed = world::signed(&key, &prepared);
    let act = acts::submit(&world.service, &wallet, &signed)
        .await
        .unwrap();
    let trust = world.trust(&dao).await;
    let verdict = ladder::climb(act.receipt.as_bytes(), &trust);
    assert_eq!(verdict.error, None);
    assert_eq!(verdict.rungs[4].state, "direct");

    // Replayed, altered, by another key, of another log: refused, and nothing is logged.
    let size = world.size(&dao).await;
    let replayed = acts::submit(&world.service, &wallet, &signed)
        .await
        .unwrap_err();
    assert_eq!(replayed, Error::Refused("seq_gap"));
    let prepared = acts::prepare(&world.service, draft.clone()).await.unwrap();
    let mut altered = world::signed(&key, &prepared);
    for field in altered.payload["fields"].as_array_mut().unwrap() {
        if field["name"] == "ballot" {
            field["value"] = json!({"choice": "against"});
        }
    }
    let altered = acts::submit(&world.service, &wallet, &altered)
        .await
        .unwrap_err();
    assert_eq!(altered, Error::Refused("field_mismatch"));
    let other = k256::ecdsa::SigningKey::from_slice(&[8; 32]).unwrap();
    let forged = acts::submit(&world.service, &wallet, &world::signed(&other, &prepared)).await;
    assert_eq!(forged.unwrap_err(), Error::Refused("wrong_signer"));
    assert_eq!(world.size(&dao).await, size);
    world.audit().await;
}

#[tokio::test]
async fn refusals_change_nothing() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let ana = world.join(&dao, "Ana").await;
    let row = world.dao(&dao).await;
    let proposal = world.publish(&dao, &founder, world::basic()).await;
    let before = (world.size(&dao).await, world.dump().await);
    let stranger = Actor::member([9; 32]);
    let cast = |actor: Actor, body: Value| {
        let (service, proposal) = (world.service.clone(), proposal.clone());
        async move {
            let draft = ballots::draft(&proposal, "garden", "zh", actor, &body)?;
            acts::attest(&service, draft).await
        }
    };
    let code = |result: service::Result<service::desk::LoggedAct>| result.unwrap_err().code();
    assert_eq!(
        code(cast(stranger, json!({"choice": "for"})).await),
        "not_member"
    );
    assert_eq!(code(cast(ana, json!({"choice": "for"})).await), "no_power");
    assert_eq!(
        code(cast(ana, json!({"choice": "maybe"})).await),
        "choice_out_of_range"
    );
    assert_eq!(
        code(cast(ana, json!({"approve": [1]})).await),
        "ballot_malformed"
    );
    let again = members::draft(&row, "join", ana, &ana, "Ana 2", "zh");
    assert_eq!(
        code(acts::attest(&world.service, again).await),
        "already_member"
    );
    let taken = members::draft(&row, "join", stranger, &stranger, "Ana", "zh");
    assert_eq!(
        code(acts::attest(&world.service, taken).await),
        "handle_taken"
    );
    let grant = |by: Actor, amount: &str, reason: &str| {
        let movement = points::Movement {
            member: ana,
            handle: "Ana".into(),
            kind: "contribution".into(),
            category: "code".into(),
            amount: amount.into(),
            reason: reason.into(),
        };
        points::draft(&row, by, &movement, false, "zh")
    };
    let attempt = acts::attest(&world.service, grant(ana, "5", "x").unwrap()).await;
    assert_eq!(code(attempt), "forbidden");
    let attempt = acts::attest(&world.service, grant(founder, "0", "x").unwrap()).await;
    assert_eq!(code(attempt), "amount_zero");
    let attempt = acts::attest(&world.service, grant(founder, "5", "").unwrap()).await;
    assert_eq!(code(attempt), "reason_missing");
    assert_eq!(
        grant(founder, "1.2345678", "x").unwrap_err().code(),
        "amount_invalid"
    );
    assert_eq!((world.size(&dao).await, world.dump().await), before);
    // Each refusal has a sentence of its own in both languages.
    for code in [
        "not_member",
        "no_power",
        "already_member",
        "forbidden",
        "amount_zero",
    ] {
        let zh = service::error::sentence(code, Lang::Zh);
        assert!(!zh.contains(code), "{zh}");
        assert!(!service::error::sentence(code, Lang::En).contains(code));
    }
}

#[tokio::test]
async fn a_real_election_and_what_tampering_does_to_its_recount() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/elections/debian-leader-2003.soi"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: elections not found");
        return;
    };
    let world = World::new().await;
    let import = import::Import {
        text,
        slug: "debian-2003".into(),
        name: "Debian 2003".into(),
        lang: "en".into(),
        system: "debian".into(),
        title: "Project leader 2003".into(),
        body: "Imported.".into(),
        source: "PrefLib 00002".into(),
    };
    let dao = import::run(&world.service, &world.clock, &import)
        .await
        .unwrap();
    let proposal = world
        .service
        .read()
        .await
        .unwrap()
        .proposal_by_number(&dao, 1)
        .await
        .unwrap();
    let id = proposal.unwrap().id;
    let found = world.recount(&dao, &id, |_, _| {}).await.unwrap();
    assert_eq!((found.counted, found.attested), (488, 488));
    assert_eq!(found.result["tally"]["winners"], json!([2]));
    assert_eq!(found.result["tally"]["matrix"][1][3], 252);
    assert_eq!(found.result["tally"]["matrix"][3][1], 228);
    world.audit().await;

    let fault = |fault: Fault| (fault.step, fault.code, fault.index);
    // One byte of a leaf.
    let broken = world
        .recount(&dao, &id, |leaf, index| {
            if index == 700 {
                leaf[170] ^= 1
            }
        })
        .await;
    assert_eq!(
        fault(broken.unwrap_err()),
        ("payload", "field_mismatch", Some(700))
    );
    // A later time on a leaf: the tree notices.
    let broken = world
        .recount(&dao, &id, |leaf, index| {
            if index == 2 {
                leaf[196] ^= 0;
                leaf[0] = 2
            }
        })
        .await;
    assert_eq!(fault(broken.unwrap_err()).1, "leaf_version");
}

#[tokio::test]
async fn an_old_backup_is_not_signed_over() {
    let world = World::new().await;
    let (dao, _) = world.found("garden").await;
    let copy = world.backup().await;
    world.join(&dao, "Ana").await;
    world.stop().await;
    std::fs::copy(copy, world.database()).unwrap();
    let refused = world.restart().await.err().unwrap();
    assert!(refused.to_string().contains("old backup"), "{refused}");
}

#[tokio::test]
async fn drafts_belong_to_their_authors() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let ana = world.join(&dao, "Ana").await;
    let draft = world.draft(&dao, &founder, world::basic()).await;
    let theft = Move {
        id: draft,
        dao,
        by: ana,
        action: DraftAction::Submit,
    };
    assert_eq!(
        world.service.submit(theft).await.unwrap_err(),
        Error::NotFound
    );
    let own = Move {
        id: draft,
        dao,
        by: founder,
        action: DraftAction::Submit,
    };
    world.service.submit(own).await.unwrap();
    let twice = Move {
        id: draft,
        dao,
        by: founder,
        action: DraftAction::Submit,
    };
    assert_eq!(
        world.service.submit(twice).await.unwrap_err(),
        Error::Refused("wrong_state")
    );
}

#[tokio::test]
async fn many_voters_at_once_are_counted_once_each() {
    let world = World::new().await;
    let (dao, founder) = world.found("garden").await;
    let mut voters = Vec::new();
    for number in 0..40 {
        let voter = world.join(&dao, &format!("v{number}")).await;
        world
            .grant(&dao, &founder, &voter, &format!("v{number}"), "1")
            .await;
        voters.push(voter);
    }
    let proposal = world.publish(&dao, &founder, world::basic()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for voter in voters {
        let (service, proposal) = (world.service.clone(), proposal.clone());
        tasks.spawn(async move {
            for choice in ["for", "against", "for"] {
                let body = json!({"choice": choice});
                let draft = ballots::draft(&proposal, "garden", "zh", voter, &body).unwrap();
                acts::attest(&service, draft).await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    world.clock.set(proposal.end_ms);
    closing::close_due(&world.service).await.unwrap();
    let found = world.recount(&dao, &proposal.id, |_, _| {}).await.unwrap();
    assert_eq!(found.counted, 40);
    assert_eq!(found.result["tally"]["scores"], json!([40_000_000, 0, 0]));
    assert_eq!(found.result["tally"]["ballots"]["replaced"], 80);
    world.audit().await;
}

/// The audit's own database.
async fn empty(folder: &std::path::Path) -> SqliteStore {
    SqliteStore::open(&folder.join("audit.db")).await.unwrap()
}

impl World {
    async fn audit(&self) {
        let store = empty(self.folder()).await;
        let store: &dyn Store = &store;
        let report = audit::run(&self.service, store).await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.leaves > 0 && report.rows > 0);
    }

    async fn recount(
        &self,
        dao: &[u8; 32],
        proposal: &[u8; 32],
        tamper: impl Fn(&mut Vec<u8>, u64),
    ) -> Result<verifier::recount::Found, Fault> {
        let trust: Trust = self.trust(dao).await;
        let mut recount = Recount::new(trust, *proposal);
        let mut tx = self.service.read().await.unwrap();
        let head = tx.log_head(dao).await.unwrap().unwrap();
        for leaf in tx.leaves(dao, 0, head.size).await.unwrap() {
            let mut bytes = leaf.leaf.clone();
            tamper(&mut bytes, leaf.index);
            let payload = tx.payload(&leaf.act).await.unwrap().unwrap();
            let payload: Value = serde_json::from_str(&payload).unwrap();
            recount.push(&bytes, &payload["fields"])?;
        }
        recount.finish(&head.checkpoint)
    }
}
