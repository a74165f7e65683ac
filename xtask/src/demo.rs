//! The server with its site: built light and shown, or built small and left in `target/release`.

use crate::run::Command;
use crate::workspace::Workspace;
use crate::{Outcome, site};

/// `cargo xtask demo`: what a newcomer runs. Arguments go on to `psephos demo`.
pub fn demo(workspace: &Workspace, arguments: &[String]) -> Outcome {
    site::make(workspace, site::Weight::Light)?;
    server(workspace, &[])?;
    Command::new(binary(workspace, "debug")?)
        .arg("demo")
        .args(arguments)
        .become_it()
}

/// `cargo xtask build`: one file that runs in an empty directory.
pub fn build_release(workspace: &Workspace) -> Outcome {
    site::make(workspace, site::Weight::Small)?;
    server(workspace, &["--release"])?;
    println!("{}", binary(workspace, "release")?.display());
    Ok(())
}

/// Builds the server's binary.
pub fn server(workspace: &Workspace, options: &[&str]) -> Outcome {
    let package = workspace.leptos("bin-package")?;
    let target = workspace.leptos("bin-target")?;
    workspace
        .cargo("build")
        .args(["--package", package, "--bin", target])
        .args(options)
        .run()
}

/// Where cargo leaves the server's binary, of `debug` or `release`.
pub fn binary(workspace: &Workspace, profile: &str) -> Outcome<std::path::PathBuf> {
    Ok(workspace
        .target
        .join(profile)
        .join(workspace.leptos("bin-target")?))
}
