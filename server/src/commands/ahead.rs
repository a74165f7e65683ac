//! A clock that a file sets ahead, so that a demo can show the end of a vote without waiting for it.
use service::Clock;
use service::clock::SystemClock;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

/// The machine's clock plus what the file says: a decimal number of milliseconds.
///
/// It never goes back: a file that is missing, unreadable or smaller than before changes nothing.
pub struct AheadClock {
    file: PathBuf,
    ahead_ms: AtomicI64,
}

impl AheadClock {
    /// A clock that looks into `file` whenever it is asked.
    pub fn new(file: PathBuf) -> Self {
        Self {
            file,
            ahead_ms: AtomicI64::new(0),
        }
    }

    fn said(&self) -> i64 {
        std::fs::read_to_string(&self.file)
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(0)
    }
}

impl Clock for AheadClock {
    fn now_ms(&self) -> i64 {
        let said = self.said();
        let ahead = self.ahead_ms.fetch_max(said, Ordering::SeqCst).max(said);
        SystemClock.now_ms().saturating_add(ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_ahead_and_never_back() -> std::io::Result<()> {
        let file = std::env::temp_dir().join(format!("psephos-ahead-{}", std::process::id()));
        let clock = AheadClock::new(file.clone());
        let start = clock.now_ms();
        std::fs::write(&file, "86400000\n")?;
        let ahead = clock.now_ms();
        assert!(ahead - start >= 86_400_000);
        std::fs::write(&file, "no number")?;
        assert!(clock.now_ms() >= ahead);
        std::fs::remove_file(&file)?;
        assert!(clock.now_ms() >= ahead);
        Ok(())
    }
}
