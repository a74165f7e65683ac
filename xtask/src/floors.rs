//! The floors of the house: what a crate may stand on, proven on the resolved dependencies.

use crate::Outcome;
use crate::workspace::Workspace;

/// A crate, the options that choose its graph, and what must not be in it.
struct Floor {
    package: &'static str,
    options: &'static [&'static str],
    never: &'static [&'static str],
}

const WASM: &[&str] = &["--target", "wasm32-unknown-unknown"];
/// Mathematics and formats: no clock, network, database or page under them.
const PURE: &[&str] = &[
    "tokio",
    "axum",
    "hyper",
    "sqlx",
    "libsqlite3-sys",
    "leptos",
    "getrandom",
    "jiff",
];
/// The port is a set of records and traits: it knows no adapter.
const PORT: &[&str] = &["axum", "hyper", "sqlx", "libsqlite3-sys", "leptos"];

const FLOORS: &[Floor] = &[
    Floor {
        package: "governance",
        options: &[],
        never: PURE,
    },
    Floor {
        package: "act",
        options: &[],
        never: PURE,
    },
    Floor {
        package: "tlog",
        options: &[],
        never: PURE,
    },
    Floor {
        package: "verifier",
        options: &[],
        never: PURE,
    },
    Floor {
        package: "storage",
        options: &[],
        never: &["tokio", "axum", "hyper", "sqlx", "libsqlite3-sys", "leptos"],
    },
    Floor {
        package: "storage-sql",
        options: &[],
        never: &["axum", "leptos", "service"],
    },
    Floor {
        package: "service",
        options: &[],
        never: PORT,
    },
    Floor {
        package: "app",
        options: &["--features", "ssr"],
        never: &["sqlx", "libsqlite3-sys", "storage-sql"],
    },
    Floor {
        package: "frontend",
        options: WASM,
        never: &["tokio", "axum", "sqlx", "jiff", "service", "storage"],
    },
    Floor {
        package: "frontend-verifier",
        options: WASM,
        never: PURE,
    },
];

/// Checks every floor.
pub fn floors(workspace: &Workspace) -> Outcome {
    let mut broken = Vec::new();
    for Floor {
        package,
        options,
        never,
    } in FLOORS
    {
        let tree = workspace
            .cargo("tree")
            .args([
                "--package",
                package,
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ])
            .args(*options)
            .quiet()
            .output()?;
        let found: Vec<_> = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| never.contains(name))
            .collect();
        match found.as_slice() {
            [] => println!("floor: {package} stands on none of {}", never.join(", ")),
            found => broken.push(format!("{package} stands on {}", found.join(", "))),
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(format!("broken floors:\n  {}", broken.join("\n  "))),
    }
}
