//! Rules that cargo does not check: short files, one title per page, no path of one machine.

use std::path::Path;

use crate::Outcome;
use crate::run::Command;
use crate::workspace::Workspace;

/// Lines of a source file before it needs a reason to be longer.
const LONG: usize = 500;

/// Files that are longer, with the reason.
const MAY_BE_LONG: &[(&str, &str)] = &[
    (
        "server/tests/it/bad_input.rs",
        "one table of named cases, read from top to bottom",
    ),
    (
        "server/tests/it/roles.rs",
        "one table of routes with what each sends",
    ),
];

/// Folders of one machine that a text must not name. Split, so that this file does not.
const MACHINE_PATHS: [&str; 3] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
];

/// Checks all files that git knows.
pub fn tidy(workspace: &Workspace) -> Outcome {
    let list = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .folder(&workspace.root)
        .quiet()
        .output()?;
    let mut faults = Vec::new();
    for name in list.lines() {
        // Generated, or not text: nothing to say about its form.
        let Ok(text) = std::fs::read_to_string(workspace.at(name)) else {
            continue;
        };
        if !name.ends_with("package-lock.json") && !name.ends_with("Cargo.lock") {
            faults.extend(faults_of(name, &text));
        }
    }
    for (name, _) in MAY_BE_LONG {
        if !workspace.at(name).is_file() {
            faults.push(format!("{name}: listed as long, and not there"));
        }
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(format!("untidy:\n  {}", faults.join("\n  "))),
    }
}

fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let extension = Path::new(name)
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default();
    let lines = text.lines().count();
    let excused = MAY_BE_LONG.iter().any(|(long, _)| *long == name);
    if ["rs", "mjs", "js", "css", "sql", "md"].contains(&extension) && lines > LONG && !excused {
        faults.push(format!(
            "{name}: {lines} lines (more than {LONG} need a reason in xtask/src/tidy.rs)"
        ));
    }
    for (number, line) in text.lines().enumerate() {
        if let Some(path) = MACHINE_PATHS.iter().find(|path| line.contains(**path)) {
            faults.push(format!(
                "{name}:{}: names {path}, a path of one machine",
                number + 1
            ));
        }
    }
    if extension == "rs" && name.starts_with("app/") && text.contains("inner_html=\"") {
        faults.push(format!(
            "{name}: inner_html of a literal is written out as an attribute: give it a constant"
        ));
    }
    if extension == "md" {
        let titles = titles(text);
        if titles != 1 {
            faults.push(format!(
                "{name}: {titles} titles of the first level instead of one"
            ));
        }
    }
    faults
}

/// Lines that start with `# ` outside of code blocks.
fn titles(text: &str) -> usize {
    let mut in_code = false;
    let is_title = |line: &&str| {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        !in_code && line.starts_with("# ")
    };
    text.lines().filter(is_title).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_in_code_is_no_title() {
        assert_eq!(titles("# One\n```sh\n# not a title\n```\n## Two\n"), 1);
    }

    #[test]
    fn markup_in_a_literal_is_found() {
        let text = "view! { <svg inner_html=\"<path/>\"></svg> }";
        assert_eq!(faults_of("app/src/a.rs", text).len(), 1);
        assert_eq!(faults_of("server/src/a.rs", text).len(), 0);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let text = format!("let x = \"{}user\";", MACHINE_PATHS[1]);
        assert_eq!(faults_of("a.rs", &text).len(), 1);
    }
}
