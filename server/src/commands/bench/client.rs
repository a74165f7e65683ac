//! A small HTTP/1.1 client: keep-alive connections, every answer read whole and timed.
use service::{Error, Result};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A GET request.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-language: zh\r\n\r\n").into_bytes()
}

/// One measured run.
pub struct Measured {
    answers: usize,
    elapsed: Duration,
    latencies: Vec<Duration>,
}

impl Measured {
    /// Answers per second.
    pub fn per_second(&self) -> u128 {
        self.answers as u128 * 1_000_000 / self.elapsed.as_micros().max(1)
    }

    fn at(&self, percent: usize) -> u128 {
        let index = (self.latencies.len() * percent / 100).min(self.latencies.len() - 1);
        self.latencies[index].as_micros()
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:>6}/s   p50 {:>6} µs   p99 {:>6} µs",
            self.per_second(),
            self.at(50),
            self.at(99),
        )
    }
}

/// Sends requests over some keep-alive connections and reads every answer whole.
pub async fn drive(
    address: SocketAddr,
    connections: usize,
    load: Vec<Vec<u8>>,
) -> Result<Measured> {
    let io = |error: std::io::Error| Error::Internal(format!("bench client: {error}"));
    let share = load.len().div_ceil(connections).max(1);
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for part in load.chunks(share) {
        let part = part.to_vec();
        tasks.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut seen = Vec::with_capacity(part.len());
            let mut failed = 0;
            for request in part {
                let one = Instant::now();
                stream.write_all(&request).await?;
                let status = answer(&mut stream).await?;
                seen.push(one.elapsed());
                failed += usize::from(status != 200);
            }
            Ok::<_, std::io::Error>((seen, failed))
        });
    }
    let mut latencies = Vec::new();
    let mut failed = 0;
    while let Some(done) = tasks.join_next().await {
        let (seen, wrong) = done
            .map_err(|error| Error::Internal(error.to_string()))?
            .map_err(io)?;
        latencies.extend(seen);
        failed += wrong;
    }
    latencies.sort_unstable();
    if latencies.is_empty() {
        return Err(Error::Internal("bench: no answers".into()));
    }
    if failed > 0 {
        // Refusals are quick: a figure with some in it would flatter.
        return Err(Error::Internal(format!("bench: {failed} requests failed")));
    }
    Ok(Measured {
        answers: latencies.len(),
        elapsed: started.elapsed(),
        latencies,
    })
}

/// Reads one HTTP/1.1 answer, by length or in chunks; gives its status.
async fn answer(stream: &mut TcpStream) -> std::io::Result<u16> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16_384];
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
        match stream.read(&mut buffer).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => bytes.extend_from_slice(&buffer[..n]),
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
    let status = text
        .get(9..12)
        .and_then(|code| code.parse().ok())
        .unwrap_or(0);
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|length| length.trim().parse::<usize>().ok());
    loop {
        let whole = match length {
            Some(length) => bytes.len() >= head + length,
            None => bytes.ends_with(b"0\r\n\r\n"),
        };
        if whole {
            return Ok(status);
        }
        match stream.read(&mut buffer).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => bytes.extend_from_slice(&buffer[..n]),
        }
    }
}
