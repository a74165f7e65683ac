//! Opening an instance, and the commands that only look: `export`, `audit`.
use clap::Args;
use service::clock::SystemClock;
use service::instance::Instance;
use service::random::{OsRandom, Random};
use service::service::Parts;
use service::signer::Signer;
use service::{Clock, Error, Result, Service, audit, export};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use storage::Store;
use storage_sql::SqliteStore;

/// Where an instance lives and who it is.
#[derive(Args, Debug, Clone)]
pub struct InstanceOptions {
    /// Folder of the database and the signer.
    #[arg(long, env = "PSEPHOS_DATA", default_value = "psephos-data")]
    pub data: PathBuf,
    /// Public host (and port), as it stands in the logs' origins.
    #[arg(long, env = "PSEPHOS_HOST", default_value = "localhost:3000")]
    pub host: String,
    /// Public scheme: `https` makes cookies `Secure`.
    #[arg(long, env = "PSEPHOS_SCHEME", default_value = "http")]
    pub scheme: String,
    /// Chain id of the EIP-712 domain of new DAOs.
    #[arg(long, env = "PSEPHOS_CHAIN_ID", default_value_t = 1)]
    pub chain_id: u64,
}

/// An open instance.
pub struct Opened {
    /// The application.
    pub service: Service,
    /// Its database, for a graceful close.
    pub store: Arc<SqliteStore>,
}

/// Opens (or makes) an instance on a clock.
pub async fn open(options: &InstanceOptions, clock: Arc<dyn Clock>) -> Result<Opened> {
    std::fs::create_dir_all(&options.data).map_err(|error| {
        Error::Internal(format!(
            "can't use the data folder {}: {error}",
            options.data.display()
        ))
    })?;
    let store = Arc::new(SqliteStore::open(&options.data.join("psephos.db")).await?);
    let random = OsRandom;
    let signer = Signer::open(&options.data.join("signer"), random.bytes32())?;
    let parts = Parts {
        store: store.clone(),
        clock,
        random: Arc::new(random),
        signer: Arc::new(signer),
        instance: Instance {
            host: options.host.clone(),
            scheme: options.scheme.clone(),
            chain_id: options.chain_id,
        },
    };
    let (service, _) = Service::start(parts).await?;
    Ok(Opened { service, store })
}

#[derive(Args)]
pub struct ExportOptions {
    #[command(flatten)]
    instance: InstanceOptions,
    /// Short name of the DAO.
    #[arg(long)]
    dao: String,
    /// Folder to write to.
    #[arg(long)]
    to: PathBuf,
}

/// `psephos export`.
pub async fn export(options: ExportOptions) -> Result<ExitCode> {
    let opened = open(&options.instance, Arc::new(SystemClock)).await?;
    let files = export::run(&opened.service, &options.dao, &options.to).await?;
    println!("{files} files in {}", options.to.display());
    Ok(ExitCode::SUCCESS)
}

#[derive(Args)]
pub struct AuditOptions {
    #[command(flatten)]
    instance: InstanceOptions,
}

/// `psephos audit`: exit 1 when something differs.
pub async fn audit(options: AuditOptions) -> Result<ExitCode> {
    let opened = open(&options.instance, Arc::new(SystemClock)).await?;
    let rebuilt = options.instance.data.join("audit.db");
    remove(&rebuilt);
    let empty = SqliteStore::open(&rebuilt).await?;
    let store: &dyn Store = &empty;
    let report = audit::run(&opened.service, store).await?;
    empty.close().await?;
    remove(&rebuilt);
    println!(
        "{} logs, {} leaves, {} rows compared, {} faults",
        report.logs,
        report.leaves,
        report.rows,
        report.faults.len()
    );
    for fault in &report.faults {
        println!("fault: {fault}");
    }
    Ok(if report.faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Removes a scratch database with its side files; it may not be there.
fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        drop(std::fs::remove_file(PathBuf::from(name)));
    }
}
