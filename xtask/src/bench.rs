//! `cargo xtask bench`: the release server measured by its own load, beside this machine's floors.

use crate::run::Command;
use crate::workspace::Workspace;
use crate::{Outcome, demo};

/// Builds the release and runs `psephos bench`, to which the arguments go on.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome {
    demo::build_release(workspace)?;
    Command::new(demo::binary(workspace, "release")?)
        .arg("bench")
        .args(arguments)
        .become_it()
}
