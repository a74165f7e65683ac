//! `bench`: this server under its own load, beside the floors of the same machine and minute.
//!
//! Every figure is a ratio to a floor or to another figure of the same run; bare times of another
//! day say nothing. Ballots are wallet ballots: signature, window, membership, power, replace
//! rule, leaf, rows, tally, checkpoint and fsync are all on.
mod client;

use super::instance::{self, InstanceOptions};
use crate::router;
use act::Actor;
use act::signature::eoa;
use async_trait::async_trait;
use clap::Args;
use client::{drive, get};
use k256::ecdsa::SigningKey;
use serde_json::{Value, json};
use service::acts::{self, Draft, Prepared};
use service::clock::SystemClock;
use service::daos::{self, Founding, default_config};
use service::desk::{Auth, Desk, NewAct};
use service::drafts::{DraftAction, Move, Save};
use service::proposals::{self, Settings};
use service::schedule::Schedule;
use service::{Error, Result, Service, UseCase, ballots, members, sessions};
use sha2::{Digest, Sha256};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::Store;
use storage::records::daos::DaoRow;
use storage::records::private::AccountRow;
use storage::records::proposals::ProposalRow;
use storage_sql::SqliteStore;
use tokio::net::TcpListener;

/// Acts logged in one transaction while filling.
const CHUNK: usize = 200;
/// Runs on the empty and the full proposal, in turns.
const PAIRS: usize = 3;
/// How long a floor is measured.
const FLOOR: Duration = Duration::from_millis(700);

#[derive(Args)]
pub struct Options {
    /// Scratch folder; it is emptied first.
    #[arg(long, default_value = "psephos-bench")]
    data: PathBuf,
    /// Ballots per measured run.
    #[arg(long, default_value_t = 1_000)]
    ballots: usize,
    /// Ballots that the full proposal already has.
    #[arg(long, default_value_t = 19_000)]
    filled: usize,
}

/// `psephos bench`.
pub async fn run(options: Options) -> Result<ExitCode> {
    drop(std::fs::remove_dir_all(&options.data));
    let floors = floors(&options).await?;
    let instance = InstanceOptions {
        data: options.data.clone(),
        host: "localhost:3000".to_owned(),
        scheme: "http".to_owned(),
        chain_id: 31_337,
    };
    let opened = instance::open(&instance, Arc::new(SystemClock)).await?;
    let world = World::fill(&opened.service, &options).await?;
    let app = router::build(opened.service.clone(), false);
    let address = listen(app).await?;
    let ballots = options.ballots;
    for connections in [1, 64] {
        let load = world.load(&opened.service, &world.empty, ballots).await?;
        let run = drive(address, connections, load).await?;
        println!(
            "{:<30} {run}",
            format!("ballots, {connections} connections")
        );
    }
    // In turns, so that a change of the machine's mood meets both.
    let (mut empty, mut full) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        for (proposal, runs, name) in [
            (
                &world.empty,
                &mut empty,
                "ballots, 16 connections".to_owned(),
            ),
            (
                &world.full,
                &mut full,
                format!("the same, on {} others", options.filled),
            ),
        ] {
            let load = world.load(&opened.service, proposal, ballots).await?;
            let run = drive(address, 16, load).await?;
            println!("{name:<30} {run}");
            runs.push(run.per_second());
        }
    }
    let (empty, full) = (median(empty), median(full));
    let mut pages = Vec::new();
    for (name, path) in [
        ("list page", "/d/bench/proposals"),
        ("proposal page", "/d/bench/proposals/1"),
        ("API list", "/api/v1/daos/bench/proposals"),
        ("API proposal", "/api/v1/daos/bench/proposals/1"),
        ("checkpoint", "/log/bench/checkpoint"),
    ] {
        let load = (0..300).map(|_| get(path)).collect();
        let run = drive(address, 16, load).await?;
        println!("{name:<30} {run}");
        pages.push((name, run.per_second()));
    }
    println!("\nfloors of the same run\n{floors}\nratios (medians of {PAIRS} pairs)");
    let ratio = |name: &str, part: u128, whole: u128| println!("{name:<30} {}", over(part, whole));
    ratio("full ÷ empty (want ≥ 0.77)", full, empty);
    ratio("ballots ÷ recover", empty, floors.recovers);
    ratio("ballots ÷ fdatasync", empty, floors.syncs);
    for (name, per_second) in pages {
        ratio(
            &format!("{name} ÷ hello"),
            per_second,
            floors.hello.per_second(),
        );
    }
    opened.store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// What the machine can do without us, each per second.
struct Floors {
    /// Writes of 4 KiB with `fdatasync`, one after the other.
    syncs: u128,
    recovers: u128,
    /// Rows in groups of 100, each group durable.
    rows: u128,
    hello: client::Measured,
}

impl std::fmt::Display for Floors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "fdatasync, p50                 {}/s", self.syncs)?;
        writeln!(f, "secp256k1 recover              {}/s", self.recovers)?;
        writeln!(f, "SQLite FULL, groups of 100     {} rows/s", self.rows)?;
        writeln!(f, "axum hello, 16 connections     {}", self.hello)
    }
}

/// The middle of some figures.
fn median(mut figures: Vec<u128>) -> u128 {
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied().unwrap_or(0)
}

/// A ratio with three decimals.
fn over(part: u128, whole: u128) -> String {
    let thousandths = part * 1_000 / whole.max(1);
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

async fn floors(options: &Options) -> Result<Floors> {
    let io = |error: std::io::Error| Error::Internal(format!("floor: {error}"));
    std::fs::create_dir_all(&options.data).map_err(io)?;
    let path = options.data.join("floor");
    let mut file = std::fs::File::create(&path).map_err(io)?;
    let mut syncs = Vec::new();
    let started = Instant::now();
    while started.elapsed() < FLOOR {
        let one = Instant::now();
        std::io::Write::write_all(&mut file, &[7; 4096]).map_err(io)?;
        file.sync_data().map_err(io)?;
        syncs.push(one.elapsed());
    }
    syncs.sort_unstable();
    let key = key(0)?;
    let digest = [9; 32];
    let (signature, recovery) = key
        .sign_prehash_recoverable(&digest)
        .map_err(|error| Error::Internal(error.to_string()))?;
    let mut sig = signature.to_bytes().to_vec();
    sig.push(27 + recovery.to_byte());
    let started = Instant::now();
    let mut recovered = 0_u128;
    while started.elapsed() < FLOOR {
        eoa::recover(&digest, &sig)?;
        recovered += 1;
    }
    let recovers = recovered * 1_000 / started.elapsed().as_millis().max(1);
    let store = SqliteStore::open(&options.data.join("floor.db")).await?;
    let started = Instant::now();
    let mut rows = 0_u128;
    while started.elapsed() < FLOOR {
        let mut tx = store.write().await?;
        for index in 0..100 {
            tx.outbox_insert(&[1; 32], index).await?;
        }
        tx.commit().await?;
        rows += 100;
    }
    let sqlite = rows * 1_000 / started.elapsed().as_millis().max(1);
    store.close().await?;
    let hello = axum::Router::new().route("/", axum::routing::get(|| async { "hello" }));
    let address = listen(hello).await?;
    let load = (0..4_000).map(|_| get("/")).collect();
    let hello = drive(address, 16, load).await?;
    let sync = syncs[syncs.len() / 2].as_nanos().max(1);
    Ok(Floors {
        syncs: 1_000_000_000 / sync,
        recovers,
        rows: sqlite,
        hello,
    })
}

async fn listen(app: axum::Router) -> Result<SocketAddr> {
    let io = |error: std::io::Error| Error::Internal(format!("bench: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .map_err(io)?;
    let address = listener.local_addr().map_err(io)?;
    tokio::spawn(async move {
        use axum::serve::ListenerExt;
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        axum::serve(listener, app).await
    });
    Ok(address)
}

/// The people and proposals of a bench.
struct World {
    dao: DaoRow,
    empty: ProposalRow,
    full: ProposalRow,
    voters: Vec<(SigningKey, Actor, String)>,
}

impl World {
    async fn fill(service: &Service, options: &Options) -> Result<Self> {
        let founder = Actor::member(service.parts().random.bytes32());
        let mut config = default_config(true);
        config["formula"] = json!({"kind": "one_member"});
        let founding = Founding {
            slug: "bench".to_owned(),
            name: "bench".to_owned(),
            lang: "en".to_owned(),
            about: String::new(),
            charter: String::new(),
            config,
            source: String::new(),
            handle: "Founder".to_owned(),
        };
        let id = daos::found(service, founding, founder).await?;
        let dao = service
            .read()
            .await?
            .dao(&id)
            .await?
            .ok_or(Error::NotFound)?;
        let system = Actor::system();
        let crowd: Vec<Actor> = (0..options.filled)
            .map(|n| Actor::member(Sha256::digest(n.to_string().as_bytes()).into()))
            .collect();
        let mut acts: Vec<Draft> = crowd
            .iter()
            .enumerate()
            .map(|(n, actor)| members::draft(&dao, "admit", system, actor, &format!("m{n}"), "en"))
            .collect();
        let mut voters = Vec::new();
        for n in 0..options.ballots {
            let key = key(n)?;
            let actor = Actor::evm(eoa::address(key.verifying_key()));
            acts.push(members::draft(
                &dao,
                "admit",
                system,
                &actor,
                &format!("w{n}"),
                "en",
            ));
            let (token, _) = service.submit(SignedIn { actor }).await?;
            voters.push((key, actor, token));
        }
        log(service, acts).await?;
        let empty = publish(service, &dao, founder).await?;
        let full = publish(service, &dao, founder).await?;
        let ballots = crowd
            .iter()
            .enumerate()
            .map(|(n, actor)| {
                let word = ["for", "against", "abstain"][n % 3];
                let body = json!({"choice": word});
                ballots::draft(&full, &dao.name, "en", *actor, &body)
            })
            .collect::<Result<_>>()?;
        log(service, ballots).await?;
        Ok(Self {
            dao,
            empty,
            full,
            voters,
        })
    }

    /// One signed ballot of each voter, as requests.
    async fn load(
        &self,
        service: &Service,
        proposal: &ProposalRow,
        count: usize,
    ) -> Result<Vec<Vec<u8>>> {
        let mut out = Vec::with_capacity(count);
        for (key, actor, token) in self.voters.iter().take(count) {
            let body = json!({"choice": "for"});
            let draft = ballots::draft(proposal, &self.dao.name, "en", *actor, &body)?;
            let prepared = acts::prepare(service, draft).await?;
            let body = signed(key, &prepared)?.to_string();
            out.push(
                format!(
                    "POST /api/v1/daos/bench/acts HTTP/1.1\r\nhost: bench\r\ncookie: session={token}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                )
                .into_bytes(),
            );
        }
        Ok(out)
    }
}

fn key(n: usize) -> Result<SigningKey> {
    let seed = Sha256::digest(format!("psephos-bench-{n}").as_bytes());
    SigningKey::from_slice(&seed).map_err(|error| Error::Internal(error.to_string()))
}

fn signed(key: &SigningKey, prepared: &Prepared) -> Result<Value> {
    let message = &prepared.typed_data["message"];
    let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
    let hash = |text: &str| -> Result<[u8; 32]> {
        hex::decode(text.trim_start_matches("0x"))
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Error::Internal("typed data".into()))
    };
    let number = |name: &str| text(name).parse().unwrap_or(0);
    let domain = &prepared.typed_data["domain"];
    let domain = act::eip712::Domain {
        chain_id: domain["chainId"].as_u64().unwrap_or(0),
        instance: hash(domain["salt"].as_str().unwrap_or_default())?,
    };
    let message = act::eip712::Message {
        action: text("action"),
        dao: text("dao"),
        summary: text("summary"),
        act_id: hash(&text("actId"))?,
        seq: number("seq"),
        issued_at: number("issuedAt"),
        expires_at: number("expiresAt"),
        blind: hash(&text("blind"))?,
    };
    let (signature, recovery) = key
        .sign_prehash_recoverable(&message.digest(&domain))
        .map_err(|error| Error::Internal(error.to_string()))?;
    let signature = format!(
        "{}{:02x}",
        hex::encode(signature.to_bytes()),
        27 + recovery.to_byte()
    );
    Ok(json!({"body": prepared.body, "payload": prepared.payload, "signature": signature}))
}

async fn publish(service: &Service, dao: &DaoRow, by: Actor) -> Result<ProposalRow> {
    let settings = Settings {
        options: ["for", "against", "abstain"].map(str::to_owned).to_vec(),
        rules: json!({"system": "basic"}),
        decision: json!({"quorum": {"mode": "none"}}),
        schedule: Schedule::lasting(86_400_000, "UTC"),
        source: String::new(),
        formula: None,
        unit: 1_000_000,
    };
    let (title, body) = ("Bench".to_owned(), "Text.".to_owned());
    let save = Save {
        id: None,
        dao: dao.id,
        by,
        title,
        body,
        settings,
        seen_ms: None,
    };
    let (id, _) = service.submit(save).await?;
    service
        .submit(Move {
            id,
            dao: dao.id,
            by,
            action: DraftAction::Submit,
        })
        .await?;
    let act = {
        let mut tx = service.read().await?;
        let draft = tx.draft(&id).await?.ok_or(Error::NotFound)?;
        proposals::publish_draft(tx.as_mut(), dao, by, &draft, service.now_ms()).await?
    };
    let logged = acts::attest(service, act).await?;
    service
        .read()
        .await?
        .proposal(&logged.act)
        .await?
        .ok_or(Error::NotFound)
}

/// Use case: an account of this actor with an open session.
struct SignedIn {
    actor: Actor,
}

#[async_trait]
impl UseCase for SignedIn {
    type Output = String;

    async fn run(self, desk: &mut Desk) -> Result<String> {
        let account = AccountRow {
            id: desk.parts.random.bytes16(),
            email: None,
            password_hash: None,
            actor: self.actor,
            name: "bench".to_owned(),
            lang: "en".to_owned(),
            created_ms: desk.now_ms(),
        };
        desk.tx.account_insert(&account).await?;
        sessions::open(desk, &account.id).await
    }
}

/// Use case: acts that only fill the bench.
struct Fill {
    acts: Vec<Draft>,
}

#[async_trait]
impl UseCase for Fill {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        for Draft {
            dao,
            kind,
            actor,
            subject,
            fields,
        } in self.acts
        {
            let auth = Auth::Attested;
            desk.append(NewAct {
                dao,
                kind,
                actor,
                subject,
                fields,
                auth,
            })
            .await?;
        }
        Ok(())
    }
}

async fn log(service: &Service, acts: Vec<Draft>) -> Result<()> {
    for chunk in acts.chunks(CHUNK) {
        service
            .submit(Fill {
                acts: chunk.to_vec(),
            })
            .await?;
    }
    Ok(())
}
