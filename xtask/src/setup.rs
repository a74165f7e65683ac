//! What the tasks need beyond cargo: looked for first, fetched only when missing.

use std::path::PathBuf;

use crate::Outcome;
use crate::run::{Command, which};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";

/// Everything that `demo` and `test` need.
pub fn all(workspace: &Workspace) -> Outcome {
    wasm_target()?;
    node_packages(workspace, ".")?;
    node_packages(workspace, "end2end")?;
    match browser() {
        Ok(path) => println!("browser: {}", path.display()),
        Err(reason) => println!("no browser: {reason}"),
    }
    Ok(())
}

/// The compiler's target for the browser; `rust-toolchain.toml` names it too, so that rustup
/// usually has it already.
pub fn wasm_target() -> Outcome {
    let sysroot = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .quiet()
        .output();
    if sysroot.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir()) {
        return Ok(());
    }
    Command::new("rustup").args(["target", "add", WASM]).run()
}

/// The locked node packages of a folder. Their install scripts do not run: none is needed.
pub fn node_packages(workspace: &Workspace, folder: &str) -> Outcome {
    let folder = workspace.at(folder);
    let wanted = read(folder.join("package-lock.json"))?;
    // npm leaves its own lock inside node_modules; ours is a copy that says what it was made from.
    let stamp = folder.join("node_modules/.made-from.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    Command::new("npm")
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .folder(&folder)
        .run()?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// A Chromium for the end-to-end tests: from PATH, else from Debian when we may install it.
pub fn browser() -> Outcome<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let found = || names.iter().find_map(|name| which(name));
    if let Some(path) = found() {
        return Ok(path);
    }
    let (Some(apt), true) = (which("apt-get"), is_root()) else {
        return Err(
            "chromium is not on PATH, and this is not a Debian we may install it on".to_owned(),
        );
    };
    Command::new(&apt).args(["update", "-qq"]).run()?;
    Command::new(&apt)
        .args([
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
            "fonts-noto-cjk",
            "fonts-noto-core",
        ])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()?;
    found().ok_or("apt-get installed chromium, and it is still not on PATH".to_owned())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .quiet()
        .output()
        .is_ok_and(|id| id.trim() == "0")
}

fn read(path: PathBuf) -> Outcome<String> {
    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}
