//! kill -9 during a load of ballots: whoever got an answer has a ballot in the log, once.
use crate::http::Reply;
use crate::instance::{Instance, verify};
use crate::person::Person;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Times the server is killed.
const ROUNDS: u64 = 50;
/// Voters, each on a thread.
const VOTERS: usize = 8;
/// Ballots that a voter casts in a round at most, so that the log stays small.
const BALLOTS: usize = 6;

/// A ballot that the server answered for.
#[derive(Debug, Clone)]
struct Acknowledged {
    voter: usize,
    act: String,
    index: u64,
    receipt: String,
}

#[test]
fn an_acknowledged_ballot_survives_kill_9() {
    let begun = Instant::now();
    let mut instance = Instance::started();
    let founder = Person::sign_up(instance.port, "founder");
    founder.found("crash");
    let voters: Vec<Person> = (0..VOTERS)
        .map(|i| {
            let name = format!("voter{i}");
            let person = Person::sign_up(instance.port, &name);
            person.join("crash", &name);
            person
        })
        .collect();
    let number = founder.open_vote("crash", "approval", "one\ntwo\nthree\nfour");
    let trust = instance.trust("crash");

    let mut all: Vec<Acknowledged> = Vec::new();
    for round in 0..ROUNDS {
        let got = one_round(&mut instance, &voters, number, round);
        if round % 10 == 9 {
            let (well, text) = instance.audit();
            assert!(well, "audit after round {round}: {text}");
        }
        instance.start();
        if let Some(last) = got.last() {
            let (code, verdict) = verify(&last.receipt, &trust);
            assert_eq!(code, 0, "receipt of round {round}: {verdict}");
        }
        all.extend(got);
    }
    assert!(
        all.len() >= usize::try_from(ROUNDS).unwrap(),
        "too little load"
    );

    each_is_there_once(&instance, &all);
    live_ballots_are_the_last(&instance, &voters, number);
    // A receipt that is fetched later proves the same leaf under the newest checkpoint.
    for one in all.iter().step_by(all.len() / 10 + 1) {
        let (code, verdict) = verify(&instance.receipt("crash", one.index), &trust);
        assert_eq!(code, 0, "leaf {}: {verdict}", one.index);
    }
    instance.kill();
    let (well, text) = instance.audit();
    assert!(well, "{text}");
    println!(
        "{ROUNDS} kills, {} acknowledged ballots, {} s",
        all.len(),
        begun.elapsed().as_secs()
    );
}

/// Load from all voters, then a kill in the middle of it; gives what was acknowledged.
fn one_round(
    instance: &mut Instance,
    voters: &[Person],
    number: i64,
    round: u64,
) -> Vec<Acknowledged> {
    let answered = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = voters
            .iter()
            .enumerate()
            .map(|(voter, person)| {
                let answered = &answered;
                scope.spawn(move || cast_until_cut_off(person, voter, number, round, answered))
            })
            .collect();
        // Killed after a few answers, each round at another moment of the batch.
        let wanted = 1 + usize::try_from(round % 24).unwrap();
        let begun = Instant::now();
        while answered.load(Ordering::Acquire) < wanted && begun.elapsed() < Duration::from_secs(5)
        {
            std::thread::sleep(Duration::from_micros(200 + 130 * (round % 7)));
        }
        instance.kill();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn cast_until_cut_off(
    person: &Person,
    voter: usize,
    number: i64,
    round: u64,
    answered: &AtomicUsize,
) -> Vec<Acknowledged> {
    let path = format!("/api/v1/daos/crash/proposals/{number}/ballots");
    let kind = [("Content-Type", "application/json")];
    let mut out = Vec::new();
    for turn in 0..BALLOTS {
        let option = 1 + (voter + turn + usize::try_from(round).unwrap()) % 4;
        let body = json!({"ballot": {"approve": [option]}}).to_string();
        let Ok(reply) = person.try_send("POST", &path, &kind, body.as_bytes()) else {
            break;
        };
        // A server that is going down may still say 5xx; only 200 is a promise.
        if reply.status == 200 {
            out.push(acknowledged(voter, &reply));
            answered.fetch_add(1, Ordering::Release);
        } else {
            assert!(reply.status >= 500, "{}", reply.text());
        }
    }
    out
}

fn acknowledged(voter: usize, reply: &Reply) -> Acknowledged {
    let json = reply.json();
    Acknowledged {
        voter,
        act: json["act"].as_str().unwrap().to_owned(),
        index: json["index"].as_u64().unwrap(),
        receipt: json["receipt"].as_str().unwrap().to_owned(),
    }
}

fn each_is_there_once(instance: &Instance, all: &[Acknowledged]) {
    let lines = instance.payloads("crash");
    let mut places: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (index, act, _) in &lines {
        places.entry(act).or_default().push(*index);
    }
    for one in all {
        assert_eq!(
            places.get(one.act.as_str()),
            Some(&vec![one.index]),
            "{one:?}"
        );
    }
    let indexes: BTreeSet<u64> = lines.iter().map(|(index, ..)| *index).collect();
    assert_eq!(indexes.len(), lines.len(), "one leaf a place");
    assert_eq!(lines.len() as u64, instance.size("crash"), "no gaps");
    let voters: BTreeSet<usize> = all.iter().map(|one| one.voter).collect();
    assert_eq!(voters.len(), VOTERS, "every voter got through");
}

/// What the pages show as a voter's ballot is the last one in the log, acknowledged or not.
fn live_ballots_are_the_last(instance: &Instance, voters: &[Person], number: i64) {
    let ballots: BTreeMap<String, Value> = instance
        .payloads("crash")
        .into_iter()
        .filter_map(|(_, act, fields)| {
            let list = fields.as_array()?;
            let ballot = list.iter().find(|field| field["name"] == "ballot")?;
            Some((act, ballot["value"].clone()))
        })
        .collect();
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    let mut before = String::new();
    loop {
        let path = format!(
            "/api/v1/daos/crash/acts?kind={}{before}",
            act::kinds::BALLOT
        );
        let page = instance.get(&path).json();
        let items = page["items"].as_array().unwrap().clone();
        if items.is_empty() {
            break;
        }
        for item in &items {
            let (actor, act) = (item["actor"].as_str(), item["act"].as_str());
            // Newest first: the first one seen is the last one cast.
            last.entry(actor.unwrap().to_owned())
                .or_insert_with(|| ballots[act.unwrap()].clone());
        }
        before = format!("&before={}", page["next"]);
    }
    let members = instance.get("/api/v1/daos/crash/members").json();
    for (i, person) in voters.iter().enumerate() {
        let handle = format!("voter{i}");
        let list = members["items"].as_array().unwrap();
        let member = list.iter().find(|m| m["handle"] == handle.as_str());
        let actor = member.unwrap()["actor"].as_str().unwrap();
        let path = format!("/api/v1/daos/crash/proposals/{number}");
        let seen = person.get(&path).json();
        assert_eq!(seen["ballot"], last[actor], "{handle}");
        assert_eq!(seen["counted"], VOTERS);
    }
}
