//! `serve`: HTTP until a signal, then a graceful stop.
use super::instance::{self, InstanceOptions, Opened};
use crate::{router, worker};
use axum::serve::ListenerExt;
use clap::Args;
use service::clock::SystemClock;
use service::{Error, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    instance: InstanceOptions,
    /// Port on the loopback address.
    #[arg(long, env = "PSEPHOS_PORT", default_value_t = 3000)]
    port: u16,
}

/// `psephos serve`.
pub async fn run(options: Options) -> Result<ExitCode> {
    let opened = instance::open(&options.instance, Arc::new(SystemClock)).await?;
    http(opened, options.port, false).await
}

/// Serves until SIGINT or SIGTERM.
pub async fn http(opened: Opened, port: u16, demo: bool) -> Result<ExitCode> {
    let io = |error: std::io::Error| Error::Internal(format!("port {port}: {error}"));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Without NODELAY each streamed page waits 40 ms for an acknowledgement.
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(io)?
        .tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY not set");
            }
        });
    let worker = tokio::spawn(worker::run(opened.service.clone()));
    let app = router::build(opened.service.clone(), demo);
    println!("Psephos: http://localhost:{port}");
    axum::serve(listener, app)
        .with_graceful_shutdown(signal())
        .await
        .map_err(io)?;
    worker.abort();
    opened.store.close().await?;
    Ok(ExitCode::SUCCESS)
}

async fn signal() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "can't listen for SIGINT");
            std::future::pending::<()>().await;
        }
    };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "can't listen for SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
