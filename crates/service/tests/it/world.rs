//! A small instance over a temporary folder, with a clock that tests move.
use act::Actor;
use serde_json::{Value, json};
use service::acts::{Draft, Prepared, SignedAct};
use service::clock::ManualClock;
use service::daos::{Founding, default_config};
use service::desk::LoggedAct;
use service::drafts::{DraftAction, Move, Save};
use service::instance::Instance;
use service::log::serve;
use service::proposals::{self, Settings};
use service::random::SeededRandom;
use service::schedule::Schedule;
use service::service::Parts;
use service::signer::Signer;
use service::{Service, acts, ballots, members, points};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;
use storage_sql::SqliteStore;
use verifier::trust::Trust;

const START_MS: i64 = 1_796_083_200_000;

pub struct World {
    pub service: Service,
    pub clock: Arc<ManualClock>,
    store: Arc<SqliteStore>,
    folder: tempfile::TempDir,
}

async fn start(
    folder: &Path,
    clock: Arc<ManualClock>,
) -> service::Result<(Service, Arc<SqliteStore>)> {
    let store = Arc::new(SqliteStore::open(&folder.join("psephos.db")).await.unwrap());
    let parts = Parts {
        store: store.clone(),
        clock,
        random: Arc::new(SeededRandom::new(7)),
        signer: Arc::new(Signer::open(&folder.join("signer"), [5; 32]).unwrap()),
        instance: Instance {
            host: "a.example".into(),
            scheme: "https".into(),
            chain_id: 31_337,
        },
    };
    let (service, _) = Service::start(parts).await?;
    Ok((service, store))
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(START_MS));
        let (service, store) = start(folder.path(), clock.clone()).await.unwrap();
        Self {
            service,
            clock,
            store,
            folder,
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("psephos.db")
    }

    /// A consistent copy of the database as it is now.
    pub async fn backup(&self) -> PathBuf {
        let copy = self.folder.path().join("copy.db");
        // A second connection copies the committed state.
        let store = SqliteStore::open(&self.database()).await.unwrap();
        store.close().await.unwrap();
        std::fs::copy(self.database(), &copy).unwrap();
        copy
    }

    pub async fn stop(&self) {
        self.store.close().await.unwrap();
    }

    pub async fn restart(&self) -> service::Result<Service> {
        for extra in ["psephos.db-wal", "psephos.db-shm"] {
            drop(std::fs::remove_file(self.folder.path().join(extra)));
        }
        start(self.folder.path(), self.clock.clone())
            .await
            .map(|(service, _)| service)
    }

    pub async fn dao(&self, id: &[u8; 32]) -> DaoRow {
        self.service
            .read()
            .await
            .unwrap()
            .dao(id)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn size(&self, id: &[u8; 32]) -> u64 {
        self.service
            .read()
            .await
            .unwrap()
            .log_head(id)
            .await
            .unwrap()
            .unwrap()
            .size
    }

    pub async fn dump(&self) -> Vec<String> {
        self.service
            .read()
            .await
            .unwrap()
            .dump_derived()
            .await
            .unwrap()
    }

    pub async fn trust(&self, id: &[u8; 32]) -> Trust {
        let dao = self.dao(id).await;
        let head = self
            .service
            .read()
            .await
            .unwrap()
            .log_head(id)
            .await
            .unwrap()
            .unwrap();
        Trust::parse(&serve::trust(&self.service, &head, dao.chain_id).unwrap()).unwrap()
    }

    /// An open DAO with its founder.
    pub async fn found(&self, slug: &str) -> ([u8; 32], Actor) {
        let founder = Actor::member(self.service.parts().random.bytes32());
        let founding = Founding {
            slug: slug.into(),
            name: slug.into(),
            lang: "zh".into(),
            about: "一个园子".into(),
            charter: "章程".into(),
            config: default_config(true),
            source: String::new(),
            handle: "Founder".into(),
        };
        (
            service::daos::found(&self.service, founding, founder)
                .await
                .unwrap(),
            founder,
        )
    }

    pub async fn join(&self, dao: &[u8; 32], handle: &str) -> Actor {
        let row = self.dao(dao).await;
        let actor = Actor::member(self.service.parts().random.bytes32());
        let draft = members::draft(&row, "join", actor, &actor, handle, "zh");
        acts::attest(&self.service, draft).await.unwrap();
        actor
    }

    pub async fn grant(&self, dao: &[u8; 32], by: &Actor, to: &Actor, handle: &str, amount: &str) {
        let row = self.dao(dao).await;
        let movement = points::Movement {
            member: *to,
            handle: handle.into(),
            kind: "contribution".into(),
            category: "code".into(),
            amount: amount.into(),
            reason: "三周浇水".into(),
        };
        let draft = points::draft(&row, *by, &movement, false, "zh").unwrap();
        acts::attest(&self.service, draft).await.unwrap();
    }

    pub async fn draft(&self, dao: &[u8; 32], by: &Actor, settings: Settings) -> [u8; 16] {
        let save = Save {
            id: None,
            dao: *dao,
            by: *by,
            title: "修缮北门的凉亭".into(),
            body: "# 为什么\n\n漏雨。".into(),
            settings,
            seen_ms: None,
        };
        self.service.submit(save).await.unwrap().0
    }

    pub async fn publish(&self, dao: &[u8; 32], by: &Actor, settings: Settings) -> ProposalRow {
        let id = self.draft(dao, by, settings).await;
        let submit = Move {
            id,
            dao: *dao,
            by: *by,
            action: DraftAction::Submit,
        };
        self.service.submit(submit).await.unwrap();
        let row = self.dao(dao).await;
        let act = {
            let mut tx = self.service.read().await.unwrap();
            let draft = tx.draft(&id).await.unwrap().unwrap();
            let now = self.service.now_ms();
            proposals::publish_draft(tx.as_mut(), &row, *by, &draft, now)
                .await
                .unwrap()
        };
        let logged = acts::attest(&self.service, act).await.unwrap();
        self.service
            .read()
            .await
            .unwrap()
            .proposal(&logged.act)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn vote(
        &self,
        proposal: &ProposalRow,
        actor: &Actor,
        body: Value,
    ) -> service::Result<LoggedAct> {
        let dao = self.dao(&proposal.dao).await;
        let draft = ballots::draft(proposal, &dao.name, "zh", *actor, &body)?;
        acts::attest(&self.service, draft).await
    }

    pub async fn sign(
        &self,
        key: &k256::ecdsa::SigningKey,
        actor: &Actor,
        draft: Draft,
    ) -> service::Result<LoggedAct> {
        let prepared = acts::prepare(&self.service, draft).await?;
        acts::submit(&self.service, actor, &signed(key, &prepared)).await
    }
}

/// Signs as a wallet would, from the typed data's digest.
pub fn signed(key: &k256::ecdsa::SigningKey, prepared: &Prepared) -> SignedAct {
    let message = &prepared.typed_data["message"];
    let text = |name: &str| message[name].as_str().unwrap().to_owned();
    let bytes = |text: String| -> [u8; 32] {
        hex::decode(text.trim_start_matches("0x"))
            .unwrap()
            .try_into()
            .unwrap()
    };
    let domain = act::eip712::Domain {
        chain_id: prepared.typed_data["domain"]["chainId"].as_u64().unwrap(),
        instance: bytes(
            prepared.typed_data["domain"]["salt"]
                .as_str()
                .unwrap()
                .to_owned(),
        ),
    };
    let message = act::eip712::Message {
        action: text("action"),
        dao: text("dao"),
        summary: text("summary"),
        act_id: bytes(text("actId")),
        seq: text("seq").parse().unwrap(),
        issued_at: text("issuedAt").parse().unwrap(),
        expires_at: text("expiresAt").parse().unwrap(),
        blind: bytes(text("blind")),
    };
    let digest = message.digest(&domain);
    let (signature, recovery) = key.sign_prehash_recoverable(&digest).unwrap();
    let mut sig = signature.to_bytes().to_vec();
    sig.push(27 + recovery.to_byte());
    SignedAct {
        body: prepared.body.clone(),
        payload: prepared.payload.clone(),
        signature: format!("0x{}", hex::encode(sig)),
    }
}

/// For, against, abstain; no quorum; one day.
pub fn basic() -> Settings {
    Settings {
        options: vec!["for".into(), "against".into(), "abstain".into()],
        rules: json!({"system": "basic"}),
        decision: json!({"quorum": {"mode": "none"}}),
        schedule: Schedule::lasting(86_400_000, "Asia/Shanghai"),
        source: String::new(),
        formula: None,
        unit: 1_000_000,
    }
}
