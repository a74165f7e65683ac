//! What happens by the clock: closing proposals, sweeping what expired.
//!
//! The voting window does not depend on it: a late ballot is refused by the log's time even if
//! this task never runs.
use service::{Service, closing, sessions};
use std::time::Duration;

/// How often due proposals are looked for.
const TICK: Duration = Duration::from_millis(500);
/// Ticks between sweeps: ten minutes.
const SWEEP_EVERY: u32 = 1_200;

/// Runs until aborted.
pub async fn run(service: Service) {
    let mut ticks: u32 = 0;
    loop {
        tokio::time::sleep(TICK).await;
        ticks = ticks.wrapping_add(1);
        if let Err(error) = closing::close_due(&service).await {
            tracing::error!(%error, "closing failed; tried again at the next tick");
        }
        if ticks.is_multiple_of(SWEEP_EVERY)
            && let Err(error) = service.submit(sessions::Sweep).await
        {
            tracing::error!(%error, "sweep failed");
        }
    }
}
