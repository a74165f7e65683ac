//! Where things lie: the workspace and its `[[workspace.metadata.leptos]]`, as cargo tells them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Outcome;
use crate::run::Command;

/// The workspace as `cargo metadata` describes it.
pub struct Workspace {
    /// Folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds; `CARGO_TARGET_DIR` moves it.
    pub target: PathBuf,
    leptos: Value,
}

impl Workspace {
    /// Asks cargo.
    pub fn read() -> Outcome<Self> {
        let text = Command::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .quiet()
            .output()?;
        let metadata: Value =
            serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
        let path = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .ok_or(format!("cargo metadata has no {key}"))
        };
        Ok(Self {
            root: path("workspace_root")?,
            target: path("target_directory")?,
            leptos: metadata["metadata"]["leptos"][0].clone(),
        })
    }

    /// A value of the build configuration that must be there.
    pub fn leptos(&self, key: &str) -> Outcome<&str> {
        self.leptos[key]
            .as_str()
            .ok_or(format!("[[workspace.metadata.leptos]] has no {key}"))
    }

    /// A file or folder, named from the root.
    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// The folder that the server embeds. Always in the repository, even when cargo builds
    /// elsewhere: the server's source names it.
    pub fn site(&self) -> Outcome<PathBuf> {
        Ok(self.at(self.leptos("site-root")?))
    }

    /// A tool of the root's node packages.
    pub fn node_tool(&self, name: &str) -> PathBuf {
        self.at("node_modules/.bin").join(name)
    }

    /// Cargo in this workspace.
    pub fn cargo(&self, subcommand: &str) -> Command {
        Command::new("cargo").arg(subcommand).folder(&self.root)
    }
}
