//! A command of another program: said before it runs, its failure as a sentence.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};

use crate::Outcome;

/// A program with its arguments, not yet started.
pub struct Command {
    inner: process::Command,
    words: Vec<OsString>,
    quiet: bool,
}

impl Command {
    /// The program by name (searched on PATH) or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let words = vec![program.as_ref().to_owned()];
        Self {
            inner: process::Command::new(program),
            words,
            quiet: false,
        }
    }

    /// One argument more.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.words.push(argument.as_ref().to_owned());
        self.inner.arg(argument);
        self
    }

    /// Arguments more.
    pub fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// The folder it runs in.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.inner.current_dir(folder);
        self
    }

    /// A variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Not said before it runs.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it with our terminal.
    pub fn run(mut self) -> Outcome {
        self.say();
        let status = self.inner.status();
        self.judge(status)
    }

    /// Runs it and answers what it wrote to standard output.
    pub fn output(mut self) -> Outcome<String> {
        self.say();
        let output = self.inner.stderr(Stdio::inherit()).output();
        match output {
            Ok(output) => {
                self.judge(Ok(output.status))?;
                String::from_utf8(output.stdout).map_err(|error| error.to_string())
            }
            Err(error) => self.judge(Err(error)).map(|()| String::new()),
        }
    }

    /// Runs it, passes its standard output on, and shows each line to `line`.
    pub fn watch(mut self, mut line: impl FnMut(&str)) -> Outcome {
        self.say();
        let mut child = match self.inner.stdout(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => return self.judge(Err(error)),
        };
        for text in child
            .stdout
            .take()
            .map(BufReader::new)
            .into_iter()
            .flat_map(BufRead::lines)
        {
            let text = text.map_err(|error| error.to_string())?;
            println!("{text}");
            line(&text);
        }
        let status = child.wait();
        self.judge(status)
    }

    /// Becomes it, so that signals and the exit code are its own. Returns only on failure.
    #[cfg(unix)]
    pub fn become_it(mut self) -> Outcome {
        use std::os::unix::process::CommandExt;
        self.say();
        let error = self.inner.exec();
        self.judge(Err(error))
    }

    /// Runs it in our place as well as the system lets us.
    #[cfg(not(unix))]
    pub fn become_it(self) -> Outcome {
        self.run()
    }

    fn say(&self) {
        if !self.quiet {
            eprintln!("$ {}", self.text());
        }
    }

    fn text(&self) -> String {
        let words: Vec<_> = self
            .words
            .iter()
            .map(|word| word.to_string_lossy())
            .collect();
        words.join(" ")
    }

    fn judge(&self, status: std::io::Result<process::ExitStatus>) -> Outcome {
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` failed ({status})", self.text())),
            Err(error) => Err(format!("`{}` did not start: {error}", self.text())),
        }
    }
}

/// Where PATH has a program.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
