//! Importing a real election: every ballot becomes an attested act of a numbered voter.
use crate::acts::Draft;
use crate::daos::{Founding, default_config};
use crate::desk::{Auth, Desk, NewAct};
use crate::drafts::{DraftAction, Move, Save};
use crate::proposals::{self, Settings};
use crate::schedule::Schedule;
use crate::{Clock, Error, Result, Service, UseCase, ballots, closing, members};
use act::Actor;
use async_trait::async_trait;
use governance::preflib::{self, Election};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use storage::Id;
use storage::records::daos::DaoRow;
use storage::records::proposals::ProposalRow;

/// Acts logged in one transaction.
const CHUNK: usize = 200;
/// Voting time of an imported election: the ballots are all logged inside it.
const PERIOD_MS: i64 = 1_000;

/// What to import, and under which names.
#[derive(Debug, Clone)]
pub struct Import {
    /// Text of the PrefLib file.
    pub text: String,
    /// Short name of the DAO that is made for it.
    pub slug: String,
    /// Display name.
    pub name: String,
    /// Language of its acts.
    pub lang: String,
    /// Voting system.
    pub system: String,
    /// Title of the proposal.
    pub title: String,
    /// Text of the proposal in Markdown.
    pub body: String,
    /// Where the file comes from.
    pub source: String,
}

/// Imports an election as a closed proposal in a DAO of its own. `clock` must be the clock of
/// the service: it stands still while ballots are logged and then passes the end.
pub async fn run(
    service: &Service,
    clock: &crate::clock::ManualClock,
    import: &Import,
) -> Result<Id> {
    let election = preflib::parse(&import.text)?;
    let rules = preflib::rules(&election, &import.system, &[])?;
    let system = Actor::system();
    let founding = Founding {
        slug: import.slug.clone(),
        name: import.name.clone(),
        lang: import.lang.clone(),
        about: import.title.clone(),
        charter: import.body.clone(),
        config: {
            let mut config = default_config(false);
            config["formula"] = json!({"kind": "one_member", "floor": 1, "cap": 1});
            config
        },
        source: import.source.clone(),
        handle: String::new(),
    };
    let id = crate::daos::found(service, founding, system).await?;
    let dao = service
        .read()
        .await?
        .dao(&id)
        .await?
        .ok_or(Error::NotFound)?;
    let bodies = bodies(&election);
    let voters: Vec<Actor> = (1..=bodies.len())
        .map(|number| voter(&id, number))
        .collect();
    for (first, chunk) in voters.chunks(CHUNK).enumerate() {
        let acts = chunk
            .iter()
            .enumerate()
            .map(|(i, voter)| {
                let handle = handle(&import.lang, first * CHUNK + i + 1);
                members::draft(&dao, "admit", system, voter, &handle, &dao.lang)
            })
            .collect();
        service.submit(Attest { acts }).await?;
    }
    let proposal = publish(
        service,
        clock,
        &dao,
        &election,
        import,
        rules,
        voters.first(),
    )
    .await?;
    let drafts: Vec<Draft> = voters
        .iter()
        .zip(&bodies)
        .map(|(voter, body)| ballots::draft(&proposal, &dao.name, &dao.lang, *voter, body))
        .collect::<Result<_>>()?;
    for chunk in drafts.chunks(CHUNK) {
        service
            .submit(Attest {
                acts: chunk.to_vec(),
            })
            .await?;
    }
    clock.set(clock.now_ms().max(proposal.end_ms));
    service
        .submit(closing::Close {
            proposal: proposal.id,
        })
        .await?;
    Ok(id)
}

/// One body per voter, in the order of the file.
fn bodies(election: &Election) -> Vec<Value> {
    let each = |(count, body): &(u64, Value)| {
        std::iter::repeat_n(body.clone(), usize::try_from(*count).unwrap_or(0))
    };
    election.rows.iter().flat_map(each).collect()
}

/// The numbered voter of an imported election: a member id that anyone can compute.
fn voter(dao: &Id, number: usize) -> Actor {
    let mut hash = Sha256::new();
    hash.update(b"psephos-imported-voter-v1\0");
    hash.update(dao);
    hash.update(u64::try_from(number).unwrap_or(0).to_be_bytes());
    Actor::member(hash.finalize().into())
}

fn handle(lang: &str, number: usize) -> String {
    if lang == "en" {
        format!("Voter {number}")
    } else {
        format!("选民 {number}")
    }
}

async fn publish(
    service: &Service,
    clock: &crate::clock::ManualClock,
    dao: &DaoRow,
    election: &Election,
    import: &Import,
    rules: Value,
    author: Option<&Actor>,
) -> Result<ProposalRow> {
    let author = *author.ok_or(Error::Refused("empty_ballot"))?;
    let settings = Settings {
        options: election.labels.clone(),
        rules,
        decision: json!({"quorum": {"mode": "none"}}),
        schedule: Schedule::lasting(PERIOD_MS, "UTC"),
        source: import.source.clone(),
        formula: None,
        unit: 1,
    };
    let save = Save {
        id: None,
        dao: dao.id,
        by: author,
        title: import.title.clone(),
        body: import.body.clone(),
        settings,
        seen_ms: None,
    };
    let (draft, _) = service.submit(save).await?;
    let submit = Move {
        id: draft,
        dao: dao.id,
        by: author,
        action: DraftAction::Submit,
    };
    service.submit(submit).await?;
    let (_, acts) = service
        .submit(PublishBySystem { dao: dao.id, draft })
        .await?;
    let act = acts
        .first()
        .ok_or_else(|| Error::Internal("nothing was published".into()))?
        .act;
    // Ballots must come after the publication, inside the window.
    clock.advance(1);
    service
        .read()
        .await?
        .proposal(&act)
        .await?
        .ok_or(Error::NotFound)
}

/// Use case: the operator itself publishes what it imports.
struct PublishBySystem {
    dao: Id,
    draft: [u8; 16],
}

#[async_trait]
impl UseCase for PublishBySystem {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        let dao = desk.tx.dao(&self.dao).await?.ok_or(Error::NotFound)?;
        let draft = desk.tx.draft(&self.draft).await?.ok_or(Error::NotFound)?;
        let now = desk.now_ms();
        let system = Actor::system();
        let act = proposals::publish_draft(desk.tx.as_mut(), &dao, system, &draft, now).await?;
        desk.tx.draft_delete(&self.draft).await?;
        append(desk, act).await
    }
}

/// Use case: log acts that the operator vouches for.
struct Attest {
    acts: Vec<Draft>,
}

#[async_trait]
impl UseCase for Attest {
    type Output = ();

    async fn run(self, desk: &mut Desk) -> Result<()> {
        for act in self.acts {
            append(desk, act).await?;
        }
        Ok(())
    }
}

async fn append(desk: &mut Desk, draft: Draft) -> Result<()> {
    let Draft {
        dao,
        kind,
        actor,
        subject,
        fields,
    } = draft;
    desk.append(NewAct {
        dao,
        kind,
        actor,
        subject,
        fields,
        auth: Auth::Attested,
    })
    .await?;
    Ok(())
}

/// A service on another clock, over the same database: for imports and sample data.
pub async fn on_clock(
    service: &Service,
    clock: Arc<crate::clock::ManualClock>,
) -> Result<(Service, tokio::task::JoinHandle<()>)> {
    let parts = service.parts();
    Service::start(crate::service::Parts {
        store: parts.store.clone(),
        clock,
        random: parts.random.clone(),
        signer: parts.signer.clone(),
        instance: parts.instance.clone(),
    })
    .await
}
