//! `cargo xtask test`: everything that must hold, cheapest first; the runners' own counts last.

use std::time::Instant;

use crate::run::Command;
use crate::skips::{Skips, count_before};
use crate::workspace::Workspace;
use crate::{Outcome, demo, floors, setup, site, tidy};

/// Compiled for the browser only, or a tool of the build: not part of the native tests.
const NOT_NATIVE: [&str; 3] = ["frontend", "frontend-verifier", "bindgen"];

/// Passed and failed, as the runners count.
#[derive(Default)]
struct Counts {
    passed: u64,
    failed: u64,
}

/// Runs all steps and stops at the first that fails.
pub fn test(workspace: &Workspace) -> Outcome {
    counted(|skips, counts| {
        timed("tidy", || tidy::tidy(workspace))?;
        timed("format", || {
            workspace.cargo("fmt").args(["--all", "--check"]).run()
        })?;
        timed("floors", || floors::floors(workspace))?;
        // The server embeds the site, so the site comes first: then nothing is built twice.
        timed("site", || site::make(workspace, site::Weight::Light))?;
        timed("clippy", || clippy(workspace))?;
        timed("tests", || native(workspace, skips, counts))?;
        timed("end to end", || {
            browser_tests(workspace, &[], skips, counts)
        })
    })
}

/// Only the tests in a browser; of all files, or of those whose names contain one of the words.
pub fn end_to_end(workspace: &Workspace, words: &[String]) -> Outcome {
    counted(|skips, counts| {
        timed("site", || site::make(workspace, site::Weight::Light))?;
        timed("end to end", || {
            browser_tests(workspace, words, skips, counts)
        })
    })
}

/// Runs steps; prints what was skipped and, last, how many tests passed and failed.
fn counted(steps: impl FnOnce(&mut Skips, &mut Counts) -> Outcome) -> Outcome {
    let mut skips = Skips::default();
    let mut counts = Counts::default();
    let outcome = steps(&mut skips, &mut counts);
    skips.print();
    if let Err(reason) = &outcome {
        counts.failed = counts.failed.max(1);
        println!("failed: {reason}");
    }
    println!("{} passed, {} failed", counts.passed, counts.failed);
    outcome
}

/// Clippy, warnings being faults: once as the server sees the code, once as the browser does.
fn clippy(workspace: &Workspace) -> Outcome {
    native_cargo(workspace, "clippy")
        .args(["--all-targets", "--", "-D", "warnings"])
        .run()?;
    let browsers = ["app", "frontend", "frontend-verifier"];
    workspace
        .cargo("clippy")
        .args(["--target", "wasm32-unknown-unknown"])
        .args(browsers.iter().flat_map(|package| ["--package", package]))
        .args(["--", "-D", "warnings"])
        .run()
}

/// All native tests; this also builds the server's binary for the end-to-end tests.
fn native(workspace: &Workspace, skips: &mut Skips, counts: &mut Counts) -> Outcome {
    native_cargo(workspace, "test")
        .args(["--no-fail-fast", "--", "--show-output"])
        .watch(|line| {
            skips.read(line);
            if line.starts_with("test result:") {
                counts.passed += count_before(line, " passed").unwrap_or(0);
                counts.failed += count_before(line, " failed").unwrap_or(0);
                for _ in 0..count_before(line, " ignored").unwrap_or(0) {
                    skips.add("a test marked #[ignore]");
                }
            }
        })
}

fn native_cargo(workspace: &Workspace, subcommand: &str) -> Command {
    let excluded = NOT_NATIVE.iter().flat_map(|package| ["--exclude", package]);
    workspace
        .cargo(subcommand)
        .arg("--workspace")
        .args(excluded)
}

/// The tests of `end2end/`, against the server's binary with its site inside.
fn browser_tests(
    workspace: &Workspace,
    words: &[String],
    skips: &mut Skips,
    counts: &mut Counts,
) -> Outcome {
    let browser = match setup::browser() {
        Ok(browser) => browser,
        Err(reason) => {
            skips.add(format!("end to end: {reason}"));
            return Ok(());
        }
    };
    setup::node_packages(workspace, "end2end")?;
    demo::server(workspace, &[])?;
    Command::new("node")
        .arg("run.mjs")
        .args(words)
        .folder(&workspace.at("end2end"))
        .env("PSEPHOS_BINARY", demo::binary(workspace, "debug")?)
        .env("PSEPHOS_BROWSER", browser)
        .watch(|line| {
            skips.read(line);
            let mut words = line.split_whitespace();
            match (
                words.next(),
                words.next(),
                words.next().and_then(|count| count.parse::<u64>().ok()),
            ) {
                (Some("#"), Some("pass"), Some(count)) => counts.passed += count,
                (Some("#"), Some("fail"), Some(count)) => counts.failed += count,
                _ => {}
            }
        })
}

fn timed(name: &str, step: impl FnOnce() -> Outcome) -> Outcome {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = step();
    println!("== {name}: {} s", start.elapsed().as_secs());
    outcome
}
