//! The command line: one file per command.
mod ahead;
mod bench;
mod case;
mod demo;
mod election;
mod instance;
mod serve;
mod verify;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A points-based DAO platform whose every act can be checked by anyone.
#[derive(Parser)]
#[command(name = "psephos", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an instance.
    Serve(serve::Options),
    /// Serve an instance with sample data and real elections.
    Demo(demo::Options),
    /// Count a case file, or a PrefLib file under a voting system.
    Tally(case::TallyOptions),
    /// Resolve the delegations of a case file.
    Resolve {
        /// Case file.
        file: PathBuf,
    },
    /// Compute the balances and powers of a case file.
    Balance {
        /// Case file.
        file: PathBuf,
    },
    /// Walk the life of a proposal in a case file.
    Lifecycle {
        /// Case file.
        file: PathBuf,
    },
    /// Verify a receipt.
    Verify(verify::Options),
    /// Import a PrefLib election as a closed proposal.
    Import(election::Options),
    /// Write a DAO's log as static files.
    Export(instance::ExportOptions),
    /// Measure this server under its own load, beside the machine's floors.
    Bench(bench::Options),
    /// Rebuild every derived row from the logs and compare.
    Audit(instance::AuditOptions),
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Tally(options) => case::tally(&options),
        Command::Resolve { file } => case::run("resolve", &file),
        Command::Balance { file } => case::run("balance", &file),
        Command::Lifecycle { file } => case::run("lifecycle", &file),
        Command::Verify(options) => verify::run(&options),
        Command::Serve(options) => block_on(serve::run(options)),
        Command::Demo(options) => block_on(demo::run(options)),
        Command::Import(options) => block_on(election::run(options)),
        Command::Export(options) => block_on(instance::export(options)),
        Command::Bench(options) => block_on(bench::run(options)),
        Command::Audit(options) => block_on(instance::audit(options)),
    }
}

/// Runs an async command; a failure is told in words.
fn block_on(work: impl Future<Output = service::Result<ExitCode>>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Streamed pages wait for each other on fewer.
        .worker_threads(4)
        .enable_all()
        .build();
    match runtime.map(|runtime| runtime.block_on(work)) {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            eprintln!("psephos: {error}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("psephos: can't start: {error}");
            ExitCode::FAILURE
        }
    }
}
