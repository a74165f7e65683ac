//! Case files, decay factors and real elections.
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
    let mut systems = std::collections::BTreeSet::new();
    let mut files: Vec<_> = std::fs::read_dir(folder.join(name))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let expected = &file["expected"];
        let got = match case::run(&text) {
            Ok(value) => value,
            Err(error) if error.code() == "system_not_available" => {
                systems.insert(file["input"]["rules"]["system"].to_string());
                not_yet += 1;
                continue;
            }
            Err(error) => json!({"error": error.code()}),
        };
        if got == *expected {
            passed += 1;
        } else {
            wrong.push(format!(
                "{}\n  got      {got}\n  expected {expected}",
                path.display()
            ));
        }
    }
    println!("{name}: {passed} passed, {not_yet} not yet (systems: {systems:?})");
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
fn delegation() {
    family("delegation");
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
