//! `verify`: climb the ladder of a receipt, offline.
use clap::Args;
use governance::sentence::Lang;
use std::path::PathBuf;
use std::process::ExitCode;
use verifier::trust::Trust;
use verifier::{ladder, words};

#[derive(Args)]
pub struct Options {
    /// Receipt (`*.tlog-proof`).
    file: PathBuf,
    /// Trust configuration (JSON).
    #[arg(long)]
    trust: PathBuf,
    /// Print the rungs as JSON.
    #[arg(long)]
    json: bool,
    /// Language of the ladder.
    #[arg(long, default_value = "zh")]
    lang: String,
}

/// `psephos verify`: exit 0 when no rung broke, 1 otherwise.
pub fn run(options: &Options) -> ExitCode {
    let read = || -> Result<(Vec<u8>, Trust), String> {
        let name =
            |path: &PathBuf, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let receipt = std::fs::read(&options.file).map_err(|e| name(&options.file, &e))?;
        let trust =
            std::fs::read_to_string(&options.trust).map_err(|e| name(&options.trust, &e))?;
        let trust = Trust::from_text(&trust).map_err(|e| name(&options.trust, &e.code()))?;
        Ok((receipt, trust))
    };
    let (receipt, trust) = match read() {
        Ok(both) => both,
        Err(message) => {
            eprintln!("psephos: {message}");
            return ExitCode::FAILURE;
        }
    };
    let verdict = ladder::climb(&receipt, &trust);
    if options.json {
        println!("{}", verdict.to_expect());
    } else {
        let lang = if options.lang == "en" {
            Lang::En
        } else {
            Lang::Zh
        };
        for rung in &verdict.rungs {
            let title = words::title(rung.name, lang);
            let meaning = words::meaning(rung.name, &rung.state, lang);
            println!("{:<10} {:<14} {title}: {meaning}", rung.name, rung.state);
        }
        println!("{}", words::verdict(&verdict, lang));
    }
    if verdict.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
