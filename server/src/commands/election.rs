//! `import`: a PrefLib election as a closed proposal in a DAO of its own.
use super::instance::{self, InstanceOptions};
use clap::Args;
use service::clock::{ManualClock, SystemClock};
use service::{Clock, Error, Result, import};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Options {
    /// PrefLib file (.soi, .toi, .soc, .toc).
    file: PathBuf,
    #[command(flatten)]
    instance: InstanceOptions,
    /// Short name of the DAO to make.
    #[arg(long)]
    dao: String,
    /// Voting system.
    #[arg(long)]
    system: String,
    /// Title; the file's own by default.
    #[arg(long)]
    title: Option<String>,
    /// Where the file comes from.
    #[arg(long, default_value = "")]
    source: String,
    /// Language of the acts.
    #[arg(long, default_value = "zh")]
    lang: String,
}

/// `psephos import`.
pub async fn run(options: Options) -> Result<ExitCode> {
    let text = std::fs::read_to_string(&options.file).map_err(|error| {
        Error::Internal(format!("can't read {}: {error}", options.file.display()))
    })?;
    let election = governance::preflib::parse(&text)?;
    let title = match options.title {
        Some(title) => title,
        None if election.title.is_empty() => options.dao.clone(),
        None => election.title,
    };
    // The clock stands while ballots are logged, so that the window holds all of them.
    let clock = Arc::new(ManualClock::new(SystemClock.now_ms()));
    let opened = instance::open(&options.instance, clock.clone()).await?;
    let import = import::Import {
        text,
        slug: options.dao.clone(),
        name: title.clone(),
        lang: options.lang,
        system: options.system,
        body: options.source.clone(),
        title,
        source: options.source,
    };
    let dao = import::run(&opened.service, &clock, &import).await?;
    opened.store.close().await?;
    println!("imported as {} ({})", options.dao, hex::encode(dao));
    Ok(ExitCode::SUCCESS)
}
