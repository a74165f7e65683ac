//! `cargo xtask`: every command of this repository that is more than one word of cargo.
//!
//! A task reads the one build configuration (`[[workspace.metadata.leptos]]`), runs ordinary tools
//! and says each command before it runs it. Nothing is downloaded but through cargo, rustup, npm
//! and apt-get, and only what is missing.

use std::process::ExitCode;

mod bench;
mod demo;
mod floors;
mod run;
mod setup;
mod site;
mod skips;
mod test;
mod tidy;
mod workspace;

/// What a task answers: nothing, or one sentence that says what is wrong.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "usage: cargo xtask <task>

  demo [--port N] [--data DIR] …  build, then serve real and fictional elections
  test                            style, floors, every test, also those in a browser
  e2e [WORD …]                    only those in a browser; with words, of the files named so
  build                           target/release/psephos, one file with its assets inside
  site                            only the browser's files, light, into target/site
  setup                           the WASM target, node packages and a browser
  bench …                         ballots per second beside this machine's floors
  tidy                            rules that cargo does not check";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let outcome = workspace::Workspace::read().and_then(|workspace| match (task.as_str(), rest) {
        ("setup", []) => setup::all(&workspace),
        ("site", []) => site::make(&workspace, site::Weight::Light),
        ("build", []) => demo::build_release(&workspace),
        ("demo", rest) => demo::demo(&workspace, rest),
        ("bench", rest) => bench::bench(&workspace, rest),
        ("test", []) => test::test(&workspace),
        ("e2e", words) => test::end_to_end(&workspace, words),
        ("tidy", []) => tidy::tidy(&workspace),
        _ => Err(format!("no such task: {}\n\n{USAGE}", arguments.join(" "))),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\nxtask {task}: {reason}");
            ExitCode::FAILURE
        }
    }
}
