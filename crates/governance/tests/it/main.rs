//! The vectors of the rules, and real elections.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

use governance::ballot::Ballot;
use governance::choice::RuleSet;
use governance::tally::Tally;
use governance::{case, half_life, preflib};
use serde_json::{Value, json};
use std::path::PathBuf;

fn shared(folder: &str) -> Option<PathBuf> {
    let path = match (folder, std::env::var_os("PSEPHOS_VECTORS")) {
        ("vectors", Some(path)) => PathBuf::from(path),
        _ => PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared")
            .join(folder),
    };
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: {folder} not found");
    None
}

fn family(name: &str) {
    let Some(folder) = shared("vectors") else {
        return;
    };
    let (mut passed, mut not_yet, mut wrong) = (0, 0, Vec::new());
    let mut files: Vec<_> = std::fs::read_dir(folder.join(name))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let expected: Value = serde_json::from_str::<Value>(&text).unwrap()["expected"].clone();
        let got = match case::run(&text) {
            Ok(value) => value,
            Err(error) if error.code() == "system_not_available" => {
                not_yet += 1;
                continue;
            }
            Err(error) => json!({"error": error.code()}),
        };
        if got == expected {
            passed += 1;
        } else {
            wrong.push(format!(
                "{}\n  got      {got}\n  expected {expected}",
                path.display()
            ));
        }
    }
    println!("{name}: {passed} passed, {not_yet} not yet (systems of a later issue)");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn points() {
    family("points");
}

#[test]
fn tally() {
    family("tally");
}

#[test]
fn decision() {
    family("decision");
}

#[test]
fn lifecycle() {
    family("lifecycle");
}

#[test]
fn every_decay_factor() {
    let Some(folder) = shared("spec") else { return };
    let text = std::fs::read_to_string(folder.join("half-life-factors.csv")).unwrap();
    let mut rows = 0;
    for line in text.lines() {
        let mut cells = line.split(',');
        let Some(days) = cells
            .next()
            .and_then(|cell| cell.trim().parse::<u16>().ok())
        else {
            continue;
        };
        let factor: u64 = cells.next().unwrap().trim().parse().unwrap();
        assert_eq!(half_life::factor(days), factor, "half-life of {days} days");
        rows += 1;
    }
    assert_eq!(rows, 3_650);
}

#[test]
fn real_elections() {
    let Some(folder) = shared("data") else { return };
    let (mut passed, mut not_yet) = (0, 0);
    for file in [
        "debian-leader-2002.soi",
        "debian-leader-2003.soi",
        "burlington-2009.toi",
    ] {
        let text = std::fs::read_to_string(folder.join("elections").join(file)).unwrap();
        let expected = folder
            .join("elections/expected")
            .join(format!("{file}.json"));
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(expected).unwrap()).unwrap();
        for run in expected["runs"].as_array().unwrap() {
            let words: Vec<&str> = run["arguments"].as_str().unwrap().split(' ').collect();
            let system = words[1];
            match preflib::run(&text, system, &[]) {
                Ok(result) => assert_eq!(result, run["expected"], "{file} {system}"),
                Err(error) => {
                    assert_eq!(error.code(), "system_not_available", "{file} {system}");
                    not_yet += 1;
                    continue;
                }
            }
            passed += 1;
        }
    }
    println!("real elections: {passed} passed, {not_yet} not yet");
}

/// A small repeatable generator: the properties hold for any input.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn ranking(dice: &mut Dice, n: usize) -> Value {
    let mut left: Vec<usize> = (1..=n).collect();
    let mut ranks: Vec<Value> = Vec::new();
    while !left.is_empty() && (ranks.is_empty() || dice.roll(4) > 0) {
        let first = left.remove(dice.roll(left.len()));
        if !left.is_empty() && dice.roll(5) == 0 {
            let second = left.remove(dice.roll(left.len()));
            ranks.push(json!([first.min(second), first.max(second)]));
        } else {
            ranks.push(json!(first));
        }
    }
    json!({"ranking": ranks})
}

#[test]
fn ballots_in_any_order_and_out_again() {
    let mut dice = Dice(7);
    let choices = json!(["A", "B", "C", "D", "E"]);
    for system in ["schulze", "debian"] {
        let mut rules = json!({"system": system});
        if system == "debian" {
            rules["default"] = json!(5);
        }
        let rules = RuleSet::parse(&choices, &rules, 1).unwrap();
        for _ in 0..200 {
            let ballots: Vec<(Ballot, i64)> = (0..12)
                .map(|_| {
                    let body = ranking(&mut dice, 5);
                    let ballot = Ballot::parse(&rules, &body).unwrap();
                    assert_eq!(ballot.to_value(&rules), body);
                    (ballot, i64::try_from(1 + dice.roll(1_000)).unwrap())
                })
                .collect();
            let mut forward = Tally::new(&rules);
            let mut backward = Tally::new(&rules);
            for (ballot, power) in &ballots {
                forward.add(&rules, ballot, *power);
            }
            for (ballot, power) in ballots.iter().rev() {
                // One ballot split in two of the same content.
                backward.add(&rules, ballot, power / 2);
                backward.add(&rules, ballot, power - power / 2);
            }
            let (a, b) = (
                forward.result(&rules, None).unwrap(),
                backward.result(&rules, None).unwrap(),
            );
            assert_eq!((&a["matrix"], &a["winners"]), (&b["matrix"], &b["winners"]));
            let stored = Tally::from_state(&rules, &forward.state()).unwrap();
            assert_eq!(stored, forward);
            for (ballot, power) in &ballots {
                forward.remove(&rules, ballot, *power);
            }
            assert_eq!(forward, Tally::new(&rules));
        }
    }
}
