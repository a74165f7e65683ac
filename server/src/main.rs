//! The one binary `psephos`: serve, demo, and the tools for strangers.
//!
//! Handlers read look up → decide → save → answer; what they decide lives in `service`.
#![recursion_limit = "512"]
mod api;
mod assets;
mod commands;
mod forms;
mod logs;
mod problem;
mod router;
mod security;
mod session;
mod worker;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PSEPHOS_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,psephos=info")),
        )
        .with_writer(std::io::stderr)
        .init();
    commands::run(commands::Cli::parse())
}
