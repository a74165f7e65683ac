//! One running server on a folder of its own, and the tools run beside it.
use crate::http::{self, Reply};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_psephos");
/// A start in a debug build on a busy machine.
const START: Duration = Duration::from_secs(60);

/// A PrefLib file of three voters over two options.
const THREE_VOTERS: &str = "# FILE NAME: three.soi
# TITLE: Three voters
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 2
# NUMBER VOTERS: 3
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: Left
# ALTERNATIVE NAME 2: Right
2: 1,2
1: 2
";

/// A folder and a public address that stay, and a process that comes and goes.
pub struct Instance {
    // Held so that the folder lives as long as the instance.
    _folder: Option<TempDir>,
    pub data: PathBuf,
    pub port: u16,
    process: Option<Child>,
}

impl Instance {
    /// An instance that does not run yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        Self {
            _folder: Some(folder),
            data,
            port: free_port(),
            process: None,
        }
    }

    /// An instance that runs.
    pub fn started() -> Self {
        let mut instance = Self::new();
        instance.start();
        instance
    }

    /// A copy of a stopped instance under the same public address, as a backup or a fork is.
    pub fn copy(&self) -> Self {
        assert!(self.process.is_none(), "stop it before it is copied");
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        copy_folder(&self.data, &data);
        Self {
            _folder: Some(folder),
            data,
            port: self.port,
            process: None,
        }
    }

    /// The public host, as it stands in origins.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// Starts the server and waits until it is ready.
    pub fn start(&mut self) {
        let port = self.port.to_string();
        let host = self.host();
        let data = self.data.to_str().unwrap().to_owned();
        self.spawn(&["serve", "--port", &port, "--host", &host, "--data", &data]);
    }

    /// Starts the server, which may refuse; then [`Instance::runs`] is false.
    pub fn spawn_or_refuse(&mut self) {
        let (port, host) = (self.port.to_string(), self.host());
        let data = self.data.to_str().unwrap().to_owned();
        self.try_spawn(&["serve", "--port", &port, "--host", &host, "--data", &data]);
    }

    /// Whether the process is there.
    pub fn runs(&self) -> bool {
        self.process.is_some()
    }

    /// Starts any serving command and waits until it is ready.
    pub fn spawn(&mut self, arguments: &[&str]) {
        self.try_spawn(arguments);
        assert!(self.runs(), "{arguments:?} ended before it was ready");
    }

    /// As [`Instance::spawn`]; a process that ends by itself is forgotten.
    fn try_spawn(&mut self, arguments: &[&str]) {
        let child = Command::new(BINARY)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.process = Some(child);
        let begun = Instant::now();
        while !http::send(self.port, "GET", "/healthz", &[], b"").is_ok_and(|r| r.status == 200) {
            let process = self.process.as_mut().unwrap();
            if process.try_wait().unwrap().is_some() {
                self.process = None;
                return;
            }
            assert!(begun.elapsed() < START, "{arguments:?} is not ready");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// SIGKILL: no destructor runs, no buffer is written.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Runs a command of the binary to its end.
    pub fn run(arguments: &[&str]) -> Output {
        Command::new(BINARY).args(arguments).output().unwrap()
    }

    /// `psephos audit`: whether all was well, and what was printed.
    pub fn audit(&self) -> (bool, String) {
        let (data, host) = (self.data.to_str().unwrap(), self.host());
        let output = Self::run(&["audit", "--data", data, "--host", &host]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        (output.status.success(), text)
    }

    /// A small closed election with three voters, made by `psephos import`.
    pub fn import(&self, slug: &str) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("three.soi");
        std::fs::write(&file, THREE_VOTERS).unwrap();
        let (data, host) = (self.data.to_str().unwrap(), self.host());
        let output = Self::run(&[
            "import",
            file.to_str().unwrap(),
            "--dao",
            slug,
            "--system",
            "schulze",
            "--data",
            data,
            "--host",
            &host,
        ]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
    }

    /// GET as nobody.
    pub fn get(&self, path: &str) -> Reply {
        http::send(self.port, "GET", path, &[], b"").unwrap()
    }

    /// Number of leaves of a log, as its checkpoint says.
    pub fn size(&self, slug: &str) -> u64 {
        let text = self.get(&format!("/log/{slug}/checkpoint")).text();
        text.lines().nth(1).unwrap().parse().unwrap()
    }

    /// All logs by name with their sizes.
    pub fn sizes(&self) -> Vec<(String, u64)> {
        let daos = self.get("/api/v1/daos").json();
        let mut sizes: Vec<(String, u64)> = daos["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|dao| {
                let slug = dao["slug"].as_str().unwrap().to_owned();
                let size = self.size(&slug);
                (slug, size)
            })
            .collect();
        sizes.sort();
        sizes
    }

    /// What a verifier of this log is told beforehand.
    pub fn trust(&self, slug: &str) -> Value {
        let known = self.get("/.well-known/psephos.json").json();
        let path = format!("/log/{slug}");
        let logs = known["logs"].as_array().unwrap();
        let log = logs.iter().find(|log| log["path"] == path.as_str());
        log.unwrap()["trust"].clone()
    }

    /// The receipt of a leaf as it is served.
    pub fn receipt(&self, slug: &str, index: u64) -> String {
        let reply = self.get(&format!("/log/{slug}/receipt/{index}"));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.text()
    }

    /// All payload lines of a log, in order: `(index, act, fields)`.
    pub fn payloads(&self, slug: &str) -> Vec<(u64, String, Value)> {
        let size = self.size(slug);
        let mut out = Vec::new();
        for from in (0..size).step_by(1_024) {
            let to = (from + 1_024).min(size);
            let reply = self.get(&format!("/log/{slug}/payloads?from={from}&to={to}"));
            assert_eq!(reply.status, 200);
            for line in reply.text().lines() {
                let line: Value = serde_json::from_str(line).unwrap();
                let act = line["act"].as_str().unwrap().to_owned();
                out.push((line["index"].as_u64().unwrap(), act, line["fields"].clone()));
            }
        }
        out
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `psephos verify --json`: exit code and the rungs.
pub fn verify(receipt: &str, trust: &Value) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let (file, config) = (folder.path().join("receipt"), folder.path().join("trust"));
    std::fs::write(&file, receipt).unwrap();
    std::fs::write(&config, trust.to_string()).unwrap();
    let output = Instance::run(&[
        "verify",
        file.to_str().unwrap(),
        "--trust",
        config.to_str().unwrap(),
        "--json",
    ]);
    let code = output.status.code().unwrap();
    let json = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!(
            "verify printed no JSON: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    (code, json)
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
