//! What holds for any ballots (tally.md "Properties").
use governance::ballot::Ballot;
use governance::choice::{RuleSet, System};
use governance::tally::{Lot, Tally};
use serde_json::{Value, json};

const LABELS: [&str; 5] = ["Ash", "Birch", "Cedar", "Dogwood", "Elm"];
const LOT: Lot = Lot {
    proposal: [0x11; 32],
    beacon: [0x22; 32],
};

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

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.roll(i + 1));
        }
    }
}

/// Rules in which nothing stays undecided; `place[i]` is where choice i of `LABELS` stands.
fn rules(system: System, place: &[usize], unit: i64) -> RuleSet {
    let mut labels = vec![""; place.len()];
    for (i, at) in place.iter().enumerate() {
        labels[at - 1] = LABELS[i];
    }
    let mut rules = json!({"system": system.name()});
    match system {
        System::Basic => labels = vec!["for", "against", "abstain"],
        System::Stv => rules["seats"] = 2.into(),
        _ => rules["final_tie"] = "lot".into(),
    }
    match system {
        System::Debian => rules["default"] = json!(place[4]),
        System::Irv => rules["equal_ranks"] = "exhaust".into(),
        System::QuadraticCredits => {
            rules["credits"] = json!({"fixed": 100});
            rules["signed"] = true.into();
        }
        _ => {}
    }
    RuleSet::parse(&json!(labels), &rules, unit).unwrap()
}

/// A random opinion on the choices of `LABELS`.
fn opinion(dice: &mut Dice, system: System) -> Value {
    let some: Vec<usize> = (1..=5).filter(|_| dice.roll(2) == 0).collect();
    match system {
        System::Basic => json!({"choice": (["for", "against", "abstain"][dice.roll(3)])}),
        System::SingleChoice => json!({"choice": 1 + dice.roll(5)}),
        System::Approval => json!({"approve": some}),
        System::Weighted | System::Quadratic => {
            let (a, b) = (1 + dice.roll(2), 3 + dice.roll(3));
            let weight = 1 + dice.roll(999_999);
            json!({"weights": [[a, weight], [b, 1_000_000 - weight]]})
        }
        System::QuadraticCredits => {
            let votes = [-4, -1, 1, 2, 3, 4];
            let at = 1 + dice.roll(4);
            json!({"votes": [[at, votes[dice.roll(6)]], [at + 1, votes[dice.roll(6)]]]})
        }
        System::Score | System::Star => {
            let marks: Vec<_> = some.iter().map(|c| json!([c, 1 + dice.roll(5)])).collect();
            json!({"scores": marks})
        }
        System::Copeland => {
            let mut all: Vec<usize> = (1..=5).collect();
            dice.shuffle(&mut all);
            json!({"ranking": all})
        }
        System::Stv => {
            let mut some: Vec<usize> = (1..=5).collect();
            dice.shuffle(&mut some);
            some.truncate(1 + dice.roll(5));
            json!({"ranking": some})
        }
        _ => ranking(dice, 5),
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

/// The same opinion when choice i stands at `place[i]`.
fn moved(body: &Value, place: &[usize]) -> Value {
    let at = |n: &Value| place[usize::try_from(n.as_u64().unwrap()).unwrap() - 1];
    let (key, value) = body.as_object().unwrap().iter().next().unwrap();
    let value = match (key.as_str(), value) {
        ("choice", Value::String(_)) => value.clone(),
        ("choice", number) => json!(at(number)),
        ("approve", list) => {
            let mut list: Vec<usize> = list.as_array().unwrap().iter().map(at).collect();
            list.sort_unstable();
            json!(list)
        }
        ("ranking", ranks) => ranks
            .as_array()
            .unwrap()
            .iter()
            .map(|rank| match rank {
                Value::Array(tie) => {
                    let mut tie: Vec<usize> = tie.iter().map(at).collect();
                    tie.sort_unstable();
                    json!(tie)
                }
                one => json!(at(one)),
            })
            .collect(),
        (_, pairs) => {
            let pairs = pairs.as_array().unwrap().iter();
            let mut pairs: Vec<_> = pairs.map(|p| (at(&p[0]), p[1].clone())).collect();
            pairs.sort_by_key(|(choice, _)| *choice);
            json!(pairs)
        }
    };
    json!({key: value})
}

fn tally(rules: &RuleSet, ballots: &[(Value, i64)]) -> Tally {
    let mut tally = Tally::new(rules);
    for (body, power) in ballots {
        tally.add(rules, &Ballot::parse(rules, body).unwrap(), *power);
    }
    tally
}

fn winners(rules: &RuleSet, tally: &Tally) -> Vec<String> {
    let result = tally.result(rules, Some(&LOT)).unwrap();
    let winners = result["winners"].as_array().unwrap();
    let label =
        |n: &Value| rules.labels()[usize::try_from(n.as_u64().unwrap()).unwrap() - 1].clone();
    let mut labels: Vec<String> = winners.iter().map(label).collect();
    labels.sort_unstable();
    labels
}

#[test]
fn every_system() {
    let mut dice = Dice(7);
    for system in System::ALL {
        let mut place: Vec<usize> = (1..=5).collect();
        let straight = rules(system, &place, 1);
        for _ in 0..150 {
            let mut ballots: Vec<(Value, i64)> = (0..9)
                .map(|_| {
                    // Small powers, so that ties are common.
                    let power = i64::try_from(1 + dice.roll(3)).unwrap();
                    (opinion(&mut dice, system), power)
                })
                .collect();
            let counted = tally(&straight, &ballots);
            let result = counted.result(&straight, Some(&LOT)).unwrap();
            let elected = winners(&straight, &counted);

            // Stored and read back; every body has one spelling.
            let stored = Tally::from_state(&straight, &counted.state()).unwrap();
            assert_eq!(stored, counted, "{system:?}");
            for (body, _) in &ballots {
                let ballot = Ballot::parse(&straight, body).unwrap();
                assert_eq!(ballot.to_value(&straight), *body);
            }

            // Ballots in any order.
            dice.shuffle(&mut ballots);
            assert_eq!(tally(&straight, &ballots), counted, "{system:?}");

            // Out again, one by one.
            let mut emptied = counted.clone();
            for (body, power) in &ballots {
                emptied.remove(&straight, &Ballot::parse(&straight, body).unwrap(), *power);
            }
            assert_eq!(emptied, Tally::new(&straight), "{system:?}");

            // Choices in any order: winners and lots follow the labels.
            if system != System::Basic {
                dice.shuffle(&mut place);
                let turned = rules(system, &place, 1);
                let moved: Vec<_> = ballots
                    .iter()
                    .map(|(b, p)| (moved(b, &place), *p))
                    .collect();
                assert_eq!(
                    winners(&turned, &tally(&turned, &moved)),
                    elected,
                    "{system:?}"
                );
            }
            if system == System::Quadratic {
                continue;
            }

            // All powers and the unit times seven.
            let grown = rules(system, &(1..=5).collect::<Vec<_>>(), 7);
            let scaled: Vec<_> = ballots.iter().map(|(b, p)| (b.clone(), 7 * p)).collect();
            assert_eq!(
                winners(&grown, &tally(&grown, &scaled)),
                elected,
                "{system:?}"
            );

            // One ballot split in two of the same content.
            let halves: Vec<_> = ballots
                .iter()
                .flat_map(|(body, p)| [(body.clone(), p / 2), (body.clone(), p - p / 2)])
                .filter(|(_, power)| *power > 0)
                .collect();
            let mut split = tally(&straight, &halves)
                .result(&straight, Some(&LOT))
                .unwrap();
            split["ballots"] = result["ballots"].clone();
            assert_eq!(split, result, "{system:?}");
        }
    }
}

/// Rule 16 (c)–(f) word by word, slowly.
fn debian_by_the_letter(matrix: &[Vec<i64>], stays: &[usize]) -> (Vec<usize>, Vec<Value>) {
    let m = |a: usize, b: usize| matrix[a - 1][b - 1];
    let mut defeats: Vec<(usize, usize)> = Vec::new();
    for a in stays {
        defeats.extend(
            stays
                .iter()
                .filter(|b| m(*a, **b) > m(**b, *a))
                .map(|b| (*a, *b)),
        );
    }
    let mut dropped = Vec::new();
    loop {
        let mut reach: Vec<(usize, usize)> = defeats.clone();
        reach.extend(stays.iter().map(|a| (*a, *a)));
        for k in stays {
            for a in stays {
                for b in stays {
                    let through = reach.contains(&(*a, *k)) && reach.contains(&(*k, *b));
                    if through && !reach.contains(&(*a, *b)) {
                        reach.push((*a, *b));
                    }
                }
            }
        }
        let undominated = |a: &&usize| {
            stays
                .iter()
                .all(|b| !reach.contains(&(*b, **a)) || reach.contains(&(**a, *b)))
        };
        let set: Vec<usize> = stays.iter().filter(undominated).copied().collect();
        let inner = |d: &&(usize, usize)| set.contains(&d.0) && set.contains(&d.1);
        let weight = |d: &(usize, usize)| (m(d.0, d.1), -m(d.1, d.0));
        let Some(weakest) = defeats.iter().filter(inner).map(weight).min() else {
            return (set, dropped);
        };
        let drop: Vec<(usize, usize)> = defeats
            .iter()
            .filter(inner)
            .filter(|d| weight(d) == weakest)
            .copied()
            .collect();
        defeats.retain(|d| !drop.contains(d));
        dropped.push(json!(drop));
    }
}

#[test]
fn debian_is_its_constitution() {
    let mut dice = Dice(11);
    let choices: Vec<String> = (1..=7).map(|n| n.to_string()).collect();
    let rules = json!({"system": "debian", "default": 7});
    let rules = RuleSet::parse(&json!(choices), &rules, 1).unwrap();
    let mut steps = 0;
    for _ in 0..1_000 {
        let voters = 3 + dice.roll(6);
        let ballots: Vec<_> = (0..voters)
            .map(|_| {
                // The default comes last, so that all stay and circles are common.
                let mut order: Vec<usize> = (1..=6).collect();
                dice.shuffle(&mut order);
                let power = i64::try_from(1 + dice.roll(4)).unwrap();
                let unlike = dice.roll(8) == 0;
                let body = if unlike {
                    ranking(&mut dice, 7)
                } else {
                    json!({"ranking": order})
                };
                (body, power)
            })
            .collect();
        let result = tally(&rules, &ballots).result(&rules, None).unwrap();
        let out = |name: &str| -> Vec<usize> {
            serde_json::from_value(result.get(name).cloned().unwrap_or(json!([]))).unwrap()
        };
        let gone = [out("below_quorum"), out("below_majority")].concat();
        let stays: Vec<usize> = (1..=7).filter(|a| !gone.contains(a)).collect();
        let matrix: Vec<Vec<i64>> = serde_json::from_value(result["matrix"].clone()).unwrap();
        let (leaders, dropped) = debian_by_the_letter(&matrix, &stays);
        assert_eq!([out("winners"), out("tied")].concat(), leaders);
        assert_eq!(result["dropped_defeats"], json!(dropped));
        steps += dropped.len();
    }
    assert!(steps > 100, "the ballots make circles: {steps}");
}

#[test]
fn per_point_credits_are_bought() {
    let rules = json!({"system": "quadratic_credits", "credits": {"per_point": 2}});
    let rules = RuleSet::parse(&json!(["A", "B"]), &rules, 1_000_000).unwrap();
    let ballot = Ballot::parse(&rules, &json!({"votes": [[1, 3]]})).unwrap();
    assert_eq!(ballot.affordable(&rules, 4_500_000), Ok(()));
    let short = ballot.affordable(&rules, 4_499_999).unwrap_err();
    assert_eq!(short.code(), "credits_exceeded");
}
