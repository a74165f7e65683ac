//! The browser's files: two WASM modules with their glue, the style sheet, the static files.
//!
//! They land in `site-root`, which the server embeds (release) or reads (dev).

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Command, which};
use crate::workspace::Workspace;
use crate::{Outcome, setup};

/// How much work goes into the files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Quick to make: for `demo` and `test`.
    Light,
    /// Small to download, also packed with gzip and brotli: for `build`.
    Small,
}

/// The verifier's module, beside the application's, which is named by the build configuration.
const VERIFIER: (&str, &str) = ("frontend-verifier", "verifier");

/// Makes everything.
pub fn make(workspace: &Workspace, weight: Weight) -> Outcome {
    setup::wasm_target()?;
    setup::node_packages(workspace, ".")?;
    let site = workspace.site()?;
    let pkg = site.join(workspace.leptos("site-pkg-dir")?);
    // A file of an earlier build must not be served; cargo keeps what is slow to make elsewhere.
    if site.exists() {
        fs::remove_dir_all(&site).map_err(|error| said(&site, error))?;
    }
    fs::create_dir_all(&pkg).map_err(|error| said(&pkg, error))?;

    let modules = [
        (
            workspace.leptos("lib-package")?,
            workspace.leptos("output-name")?,
        ),
        VERIFIER,
    ];
    compile(workspace, weight, modules.map(|(package, _)| package))?;
    for (package, name) in modules {
        glue(workspace, weight, package, name, &pkg)?;
    }
    style(workspace, weight, &pkg)?;
    copy(&workspace.at(workspace.leptos("assets-dir")?), &site)?;
    version(&site)?;
    if weight == Weight::Small {
        pack(&site)?;
        budget(&pkg, workspace.leptos("output-name")?)?;
    }
    Ok(())
}

/// What a first visit may download, in bytes after brotli. The application's module is over the
/// 300 kB that it shall have; this limit only keeps it from growing until its pages load lazily.
const BUDGETS: [(&str, u64); 2] = [("_bg.wasm.br", 480_000), (".css.br", 15_000)];

/// Holds the packed files to [`BUDGETS`]; says nothing when there was no brotli to pack them.
fn budget(pkg: &Path, name: &str) -> Outcome {
    for (ending, most) in BUDGETS {
        let file = pkg.join(format!("{name}{ending}"));
        let Ok(metadata) = fs::metadata(&file) else {
            continue;
        };
        println!("{}: {} of {most} bytes", file.display(), metadata.len());
        if metadata.len() > most {
            return Err(format!("{} is larger than {most} bytes", file.display()));
        }
    }
    Ok(())
}

/// Both modules in one run of cargo.
fn compile(workspace: &Workspace, weight: Weight, packages: [&str; 2]) -> Outcome {
    let mut cargo = workspace
        .cargo("build")
        .args(["--target", "wasm32-unknown-unknown", "--lib"]);
    for package in packages {
        cargo = cargo.args(["--package", package]);
    }
    match weight {
        Weight::Small => cargo
            .args(["--profile", workspace.leptos("lib-profile-release")?])
            .run(),
        // The dev profile, so that macros and build scripts are shared with the server's build; but
        // a count of nine thousand ballots in the page must not take a minute. The vectors' runner
        // is in the light verifier only, and `demo` has it too so that `test` need not build again.
        Weight::Light => cargo
            .args(["--features", "frontend-verifier/vectors"])
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
            .run(),
    }
}

/// The JavaScript around a module, by the wasm-bindgen on PATH when it is of our version, else by
/// its library (docs/adr/0001-build-without-cargo-leptos.md).
fn glue(workspace: &Workspace, weight: Weight, package: &str, name: &str, pkg: &Path) -> Outcome {
    let profile = match weight {
        Weight::Light => "debug",
        Weight::Small => workspace.leptos("lib-profile-release")?,
    };
    let input = workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join(package.replace('-', "_"))
        .with_extension("wasm");
    let command = match wasm_bindgen(workspace)? {
        Some(path) => Command::new(path)
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--out-name",
                name,
                "--out-dir",
            ])
            .args([pkg, &input]),
        None => workspace
            .cargo("run")
            .args(["--quiet", "--package", "bindgen", "--"])
            .args([&input, pkg])
            .arg(name),
    };
    command.run()
}

/// The wasm-bindgen on PATH, if it is of the version in `Cargo.lock`.
fn wasm_bindgen(workspace: &Workspace) -> Outcome<Option<PathBuf>> {
    let Some(path) = which("wasm-bindgen") else {
        return Ok(None);
    };
    let said_version = Command::new(&path).arg("--version").quiet().output()?;
    let lock = read(&workspace.at("Cargo.lock"))?;
    let ours = lock
        .split("[[package]]")
        .filter(|package| package.contains("name = \"wasm-bindgen\"\n"))
        .find_map(|package| {
            package
                .lines()
                .find_map(|line| line.strip_prefix("version = "))
        })
        .map(|version| version.trim_matches('"'));
    Ok(ours
        .is_some_and(|ours| said_version.split_whitespace().nth(1) == Some(ours))
        .then_some(path))
}

/// One style sheet, named like the application.
fn style(workspace: &Workspace, weight: Weight, pkg: &Path) -> Outcome {
    let output = pkg
        .join(workspace.leptos("output-name")?)
        .with_extension("css");
    let mut tailwind = Command::new(workspace.node_tool("tailwindcss"))
        .arg("--input")
        .arg(workspace.at(workspace.leptos("tailwind-input-file")?))
        .arg("--output")
        .arg(output)
        .folder(&workspace.root);
    if weight == Weight::Small {
        tailwind = tailwind.arg("--minify");
    }
    tailwind.run()
}

/// `version.txt`: one hash over names and contents of all files, part of every asset's address.
fn version(site: &Path) -> Outcome {
    // FNV-1a over 64 bits: it tells builds apart, and promises nothing against an adversary.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files(site)? {
        let name = file
            .strip_prefix(site)
            .map_err(|error| error.to_string())?
            .to_string_lossy()
            .into_owned();
        let content = fs::read(&file).map_err(|error| said(&file, error))?;
        for byte in name.into_bytes().into_iter().chain([0]).chain(content) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let path = site.join("version.txt");
    fs::write(&path, format!("{hash:016x}\n")).map_err(|error| said(&path, error))
}

/// `.br` and `.gz` beside each file that gets smaller, by the tools of the system that are there.
fn pack(site: &Path) -> Outcome {
    let tools = [
        ("brotli", vec!["--best", "--keep"]),
        ("gzip", vec!["--best", "--keep", "--no-name"]),
    ];
    let packable = ["wasm", "js", "css", "svg"];
    let files: Vec<_> = files(site)?
        .into_iter()
        .filter(|file| {
            file.extension()
                .is_some_and(|end| packable.iter().any(|name| end == *name))
        })
        .collect();
    for (tool, arguments) in tools {
        match which(tool) {
            Some(path) => Command::new(path).args(arguments).args(&files).run()?,
            None => println!("note: without {tool} the site is not packed by it"),
        }
    }
    Ok(())
}

/// Copies a folder's content.
fn copy(from: &Path, to: &Path) -> Outcome {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from).map_err(|error| error.to_string())?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| said(folder, error))?;
        }
        fs::copy(&file, &target).map_err(|error| said(&file, error))?;
    }
    Ok(())
}

/// All files under a folder, in order of their paths; none when it is missing.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).map_err(|error| said(folder, error))? {
        let path = entry.map_err(|error| said(folder, error))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| said(path, error))
}

fn said(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
