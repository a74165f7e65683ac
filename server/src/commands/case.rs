//! `tally`, `resolve`, `balance`, `lifecycle`: case files and PrefLib files.
use clap::Args;
use governance::{Error, case, preflib};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Exit code of a typed error.
const TYPED_ERROR: u8 = 3;

#[derive(Args)]
pub struct TallyOptions {
    /// Case file (JSON), or a PrefLib file with `--system`.
    file: PathBuf,
    /// Voting system for a PrefLib file.
    #[arg(long)]
    system: Option<String>,
    /// Option of the system, `KEY=VALUE`; a JSON value or a bare word.
    #[arg(long = "option", value_parser = pair)]
    options: Vec<(String, String)>,
    /// Print JSON (the only form there is; accepted for clarity).
    #[arg(long)]
    json: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// `psephos tally`.
pub fn tally(options: &TallyOptions) -> ExitCode {
    let Some(system) = &options.system else {
        return run("tally", &options.file);
    };
    match std::fs::read_to_string(&options.file) {
        Ok(text) => print(preflib::run(&text, system, &options.options)),
        Err(error) => unreadable(&options.file, &error),
    }
}

/// A command over a case file.
pub fn run(command: &str, file: &Path) -> ExitCode {
    match std::fs::read_to_string(file) {
        Ok(text) => print(case::run_as(command, &text)),
        Err(error) => unreadable(file, &error),
    }
}

fn print(outcome: Result<Value, Error>) -> ExitCode {
    match outcome {
        Ok(value) => {
            println!("{value}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}", json!({"error": error.code()}));
            ExitCode::from(TYPED_ERROR)
        }
    }
}

fn unreadable(file: &Path, error: &std::io::Error) -> ExitCode {
    eprintln!("psephos: can't read {}: {error}", file.display());
    ExitCode::FAILURE
}
