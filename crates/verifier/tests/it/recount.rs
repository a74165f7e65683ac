//! A small DAO, its vote and its certificate, made here and counted again; then the same log
//! with one thing wrong at a time.
use act::eip712::{Domain, Message, instance};
use act::payload::Payload;
use act::signature::Context;
use act::{Actor, ActorKind, Body, Leaf, kinds, summary};
use ed25519_dalek::{Signer, SigningKey};
use governance::power::Formula;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tlog::merkle::{self, Frontier};
use tlog::note::{self, VerifierKey};
use verifier::facts::{self, HalfLives, Membership, PointEntry};
use verifier::recount::{Fault, Found, Recount};
use verifier::{Hash, Trust, certificate};

const ORIGIN: &str = "vote.example/log/test";
const START: i64 = 1_000_000;
const END: i64 = 2_000_000;

/// A log under construction.
struct Log {
    leaves: Vec<(Vec<u8>, Value)>,
    frontier: Frontier,
    heads: BTreeMap<Actor, (u64, Hash)>,
    dao: Hash,
    keys: BTreeMap<Actor, SigningKey>,
    now: u64,
}

impl Log {
    fn new() -> Self {
        let mut log = Self {
            leaves: Vec::new(),
            frontier: Frontier::default(),
            heads: BTreeMap::new(),
            dao: [0; 32],
            keys: BTreeMap::new(),
            now: 1_000,
        };
        let genesis = json!({"charter_hash": "ab".repeat(32), "origin": ORIGIN, "chain_id": 1});
        log.dao = log.act(kinds::DAO, Actor::system(), [0; 32], genesis);
        log
    }

    fn context() -> Context {
        Context::wallet(Domain {
            chain_id: 1,
            instance: instance(ORIGIN),
        })
    }

    fn key(&mut self, seed: u8) -> Actor {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let actor = Actor {
            kind: ActorKind::Key,
            id: *key.verifying_key().as_bytes(),
        };
        self.keys.insert(actor, key);
        actor
    }

    /// Logs an act; signed when the actor has a key here, else attested. Gives its id.
    fn act(&mut self, kind: u16, actor: Actor, subject: Hash, payload: Value) -> Hash {
        let mut map: Map<String, Value> = payload.as_object().unwrap().clone();
        map.insert("lang".into(), "zh".into());
        map.insert("dao_name".into(), "试验社".into());
        map.insert(
            "summary".into(),
            summary::render(kind, &map).unwrap().into(),
        );
        let payload = Payload::new(&map, &[7; 32]).unwrap();
        let (seq, prev) = self.heads.get(&actor).copied().unwrap_or((0, [0; 32]));
        let signer = self.keys.get(&actor);
        let body = Body {
            kind,
            dao: self.dao,
            seq,
            prev,
            issued_ms: self.now,
            expires_ms: if signer.is_some() {
                self.now + 1_000
            } else {
                0
            },
            actor,
            subject,
            fields: payload.count(),
            payload: payload.commitment(),
        };
        let (alg, sig) = match signer {
            None => (0, Vec::new()),
            Some(key) => {
                let text = |name: &str| map[name].as_str().unwrap();
                let blind = payload.salt("summary").unwrap();
                let message =
                    Message::of(&body, text("dao_name"), text("summary"), &blind).unwrap();
                let mut signed = b"psephos-ed25519-v1\0".to_vec();
                signed.extend_from_slice(&message.digest(&Self::context().domain));
                let mut sig = actor.id.to_vec();
                sig.extend_from_slice(&key.sign(&signed).to_bytes());
                (4, sig)
            }
        };
        let id = body.id();
        let leaf = Leaf {
            body,
            logged_ms: self.now,
            alg,
            sig,
        }
        .encode();
        Leaf::decode(&leaf).unwrap();
        self.heads.insert(actor, (seq + 1, id));
        self.frontier.push(merkle::leaf_hash(&leaf));
        self.leaves.push((leaf, payload.to_json()));
        id
    }

    fn size(&self) -> u64 {
        self.frontier.size()
    }
}

fn trust(dao: Hash) -> (Trust, note::SigningKey) {
    let key = note::SigningKey::new(ORIGIN, &[9; 32]).unwrap();
    let trust = Trust {
        origin: ORIGIN.into(),
        keys: vec![VerifierKey::parse(&key.vkey()).unwrap()],
        dao,
        context: Log::context(),
        policy: None,
        pin: None,
    };
    (trust, key)
}

/// The rules of the vote: single choice among three, a quorum of 10 %, lot on a tie.
fn rules() -> Value {
    json!({
        "version": 2,
        "choices": ["松", "竹", "梅"],
        "rules": {"system": "single_choice", "final_tie": "lot"},
        "decision": {"quorum": {"mode": "all_cast", "ppm": 100_000}},
        "delegation": {},
        "formula": {"kind": "linear", "contribution_ppm": 1_000_000},
        "half_life_days": {"contribution": 90},
        "unit": 1_000_000,
        "final_tie": "lot",
    })
}

struct Vote {
    log: Log,
    proposal: Hash,
    certificate: Map<String, Value>,
}

fn member(log: &mut Log, actor: Actor, handle: &str, event: &str) {
    let who = json!({
        "event": event, "handle": handle,
        "member_kind": actor.kind.code(), "member": hex::encode(actor.id),
    });
    log.act(kinds::MEMBER, Actor::system(), actor.id, who);
}

fn ballot(log: &mut Log, proposal: Hash, actor: Actor, number: usize) {
    let label = ["松", "竹", "梅"].get(number - 1).copied().unwrap_or("？");
    let body = json!({
        "ballot": {"choice": number}, "choice": [label], "mode": "open",
        "proposal": hex::encode(proposal), "proposal_title": "选一种树",
    });
    log.act(kinds::BALLOT, actor, proposal, body);
}

/// Five members, four with points; one leaves before the snapshot, one joins after it.
fn vote() -> Vote {
    vote_with(|_, _| {})
}

/// As [`vote`], with something more logged before the close.
fn vote_with(more: impl Fn(&mut Log, &[Actor])) -> Vote {
    let mut log = Log::new();
    let mut members: Vec<Actor> = (1..=3).map(|seed| log.key(seed)).collect();
    members.extend((1..=2).map(|n| Actor::member([n; 32])));
    for (n, actor) in members.iter().enumerate() {
        log.now += 1;
        member(&mut log, *actor, &format!("成员{n}"), "admit");
    }
    let mut entries = Vec::new();
    for (actor, amount) in members.iter().zip(["100", "40.5", "60", "59.5"]) {
        let grant = json!({
            "amount": amount, "category": "种树", "kind": "contribution", "handle": "某人",
            "reason": "浇水", "member_kind": actor.kind.code(), "member": hex::encode(actor.id),
        });
        let (index, time_ms) = (log.size(), facts::time(log.now));
        log.act(kinds::POINT_GRANT, Actor::system(), actor.id, grant);
        entries.push(PointEntry {
            index,
            time_ms,
            member: *actor,
            kind: "contribution".into(),
            amount: governance::points::parse_amount(amount).unwrap(),
        });
    }
    member(&mut log, members[2], "成员2", "leave");
    let half_lives = HalfLives::parse(&rules()["half_life_days"]).unwrap();
    let formula = Formula::parse(&rules()["formula"]).unwrap();
    let (snapshot, snapshot_ms) = (log.size(), facts::time(log.now));
    let present: Vec<Membership> = members
        .iter()
        .enumerate()
        .map(|(n, actor)| Membership {
            actor: *actor,
            joined_index: 1 + n as u64,
            left_index: (n == 2).then_some(snapshot - 1),
        })
        .collect();
    let table = facts::powers(
        &present,
        &entries,
        &formula,
        &half_lives,
        snapshot,
        snapshot_ms,
    )
    .unwrap();
    assert_eq!(table.len(), 3);
    let publication = json!({
        "title": "选一种树", "body": "三选一", "options": ["松", "竹", "梅"],
        "author": hex::encode(members[0].id), "author_kind": 4, "author_handle": "成员0",
        "number": 1, "rules": rules(), "start_ms": START, "end_ms": END,
        "snapshot_index": snapshot, "snapshot_ms": snapshot_ms,
        "eligible": facts::eligible(&table).to_string(),
    });
    let proposal = log.act(kinds::PROPOSAL, members[0], [0; 32], publication);
    let from = log.size();
    log.now = START as u64;
    let (first, second, left, attested) = (members[0], members[1], members[2], members[3]);
    ballot(&mut log, proposal, first, 2); // replaced below
    ballot(&mut log, proposal, left, 1); // refused: no member at the snapshot
    ballot(&mut log, proposal, first, 1); // 100
    ballot(&mut log, proposal, second, 3);
    let revoke = json!({"proposal": hex::encode(proposal), "proposal_title": "选一种树"});
    log.act(kinds::BALLOT_REVOKE, second, proposal, revoke);
    ballot(&mut log, proposal, second, 2); // 40.5
    ballot(&mut log, proposal, second, 9); // refused: no such choice; the earlier one stays
    ballot(&mut log, proposal, attested, 2); // 59.5: a tie of 100 to 100
    log.now = END as u64;
    ballot(&mut log, proposal, first, 3); // refused: too late
    let live = [3u64, 6, 8]
        .map(|n| usize::try_from(from + n - 1).unwrap())
        .map(|at| {
            (
                at as u64,
                Leaf::decode(&log.leaves[at].0).unwrap().body.id(),
            )
        });
    more(&mut log, &members);
    let to = log.size();
    let beacon = certificate::beacon(ORIGIN, to, &log.frontier.root());
    let set = governance::choice::RuleSet::parse(&rules()["choices"], &rules()["rules"], 1_000_000)
        .unwrap();
    let lot = governance::tally::Lot { proposal, beacon };
    let winner = lot.luckiest(&set, &[1, 2]);
    let result = json!({
        "tally": {
            "system": "single_choice",
            "ballots": {
                "counted": 3, "replaced": 1, "revoked": 1, "rejected": [], "power": 200_000_000,
            },
            "scores": [100_000_000, 100_000_000, 0],
            "display_bp": [5_000, 5_000, 0],
            "order": [[1, 2], [3]],
            "outcome": "decided",
            "winners": [winner],
            "tie": {"between": [1, 2], "by": "lot"},
        },
        "decision": {
            "status": "passed", "participation": 200_000_000, "quorum_needed": 20_000_000,
            "quorum_met": true, "early": false,
        },
    });
    let certificate = json!({
        "attested": 1, "refused": 3, "counted": 3,
        "ballot_root": hex::encode(certificate::ballot_root(&live)),
        "from_index": from, "to_index": to, "outcome": set.labels()[winner - 1],
        "power_index": snapshot, "power_root": hex::encode(certificate::power_root(&table)),
        "proposal": hex::encode(proposal), "proposal_title": "选一种树",
        "result_hash": hex::encode(certificate::result_hash(&result).unwrap()),
        "result": result,
        "rule_hash": hex::encode(certificate::rule_hash(&rules()).unwrap()),
    });
    let certificate = certificate.as_object().unwrap().clone();
    Vote {
        log,
        proposal,
        certificate,
    }
}

/// Declares the certificate, signs the log, and counts again.
fn recount(
    mut vote: Vote,
    alter: impl Fn(usize, &mut Vec<u8>, &mut Value),
) -> Result<Found, Fault> {
    let certificate = Value::Object(vote.certificate);
    vote.log
        .act(kinds::TALLY, Actor::system(), vote.proposal, certificate);
    let (trust, key) = trust(vote.log.dao);
    let (size, root) = (vote.log.size(), vote.log.frontier.root());
    let checkpoint = tlog::checkpoint::sign(ORIGIN, size, &root, &[&key]).unwrap();
    let mut recount = Recount::new(trust, vote.proposal);
    for (index, (mut leaf, mut payload)) in vote.log.leaves.into_iter().enumerate() {
        alter(index, &mut leaf, &mut payload);
        recount.push(&leaf, &payload)?;
    }
    recount.finish(&checkpoint)
}

fn untouched(_: usize, _: &mut Vec<u8>, _: &mut Value) {}

/// The recount with one member of the certificate replaced.
fn with(name: &str, value: Value) -> (&'static str, &'static str) {
    let mut vote = vote();
    vote.certificate.insert(name.into(), value);
    if name == "result" {
        let hash = certificate::result_hash(&vote.certificate["result"]).unwrap();
        vote.certificate
            .insert("result_hash".into(), hex::encode(hash).into());
    }
    let fault = recount(vote, untouched).unwrap_err();
    (fault.step, fault.code)
}

#[test]
fn an_honest_vote_is_confirmed() {
    let found = recount(vote(), untouched).unwrap();
    assert_eq!((found.counted, found.refused, found.attested), (3, 3, 1));
    assert_eq!(found.eligible, 200_000_000);
    assert_eq!(found.states["direct"], 9);
    assert_eq!(found.certificate_index, found.leaves - 1);
}

#[test]
fn a_false_certificate_is_named() {
    assert_eq!(with("counted", 4.into()), ("count", "result_mismatch"));
    assert_eq!(with("refused", 0.into()), ("count", "result_mismatch"));
    assert_eq!(with("outcome", "梅".into()), ("count", "result_mismatch"));
    assert_eq!(
        with("ballot_root", "00".repeat(32).into()),
        ("ballots", "ballot_set_mismatch")
    );
    assert_eq!(
        with("power_root", "00".repeat(32).into()),
        ("power", "power_mismatch")
    );
    assert_eq!(
        with("rule_hash", "00".repeat(32).into()),
        ("rules", "rule_mismatch")
    );
    assert_eq!(
        with("result_hash", "00".repeat(32).into()),
        ("result_hash", "result_hash_mismatch")
    );
    assert_eq!(with("from_index", 13.into()), ("range", "tally_form"));
    let mut inflated = vote().certificate["result"].clone();
    inflated["tally"]["scores"][2] = 1.into();
    assert_eq!(with("result", inflated), ("count", "result_mismatch"));
}

#[test]
fn a_false_log_is_named() {
    let fault = recount(vote(), |index, leaf, _| {
        if index == 13 {
            // One millisecond later than logged, and so later than the next leaf.
            leaf[196] ^= 1;
        }
    });
    let expected = Fault {
        step: "leaf",
        code: "time_regression",
        index: Some(14),
    };
    assert_eq!(fault.unwrap_err(), expected);
    let fault = recount(vote(), |index, _, payload| {
        if index == 13 {
            payload["fields"][0]["value"] = json!({"choice": 3});
        }
    });
    assert_eq!(fault.unwrap_err().code, "field_mismatch");
    let fault = recount(vote(), |index, _, payload| {
        if index == 13 {
            *payload = Value::Null;
        }
    });
    assert_eq!(fault.unwrap_err().code, "missing");
}

#[test]
fn a_vote_closed_early_is_named() {
    let mut early = vote();
    // The log's time can't go back, so the last ballot is left out with everything after it.
    early.log = {
        let mut log = vote().log;
        let last = log.leaves.pop().unwrap();
        let leaf = Leaf::decode(&last.0).unwrap();
        log.heads
            .insert(leaf.body.actor, (leaf.body.seq, leaf.body.prev));
        log.frontier = Frontier::default();
        for (leaf, _) in &log.leaves {
            log.frontier.push(merkle::leaf_hash(leaf));
        }
        log.now = END as u64 - 1;
        log
    };
    early
        .certificate
        .insert("to_index".into(), early.log.size().into());
    let fault = recount(early, untouched).unwrap_err();
    assert_eq!((fault.step, fault.code), ("range", "tally_form"));
}

#[test]
fn a_member_who_comes_back_keeps_the_power_of_the_snapshot() {
    let back = vote_with(|log, members| {
        member(log, members[1], "成员1", "leave");
        member(log, members[1], "成员1", "admit");
    });
    assert_eq!(recount(back, untouched).unwrap().eligible, 200_000_000);
}
