//! `cargo xtask tidy`: the rules of this repository that the compiler does not know.

mod files;
mod imports;
mod panics;
mod rust_version;
mod syntax;

#[cfg(test)]
mod tests;

use crate::report::{Failure, say};
use crate::workspace;
use apicrate_codegen::config::Config;
use std::fmt;
use std::fs;
use std::path::Path;

/// Check the import table, file lengths, generated headers, the oldest Rust that will do, and that libraries do not panic
///
/// Each finding is one line: where, what, and what to do.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_arguments: &Arguments) -> Result<(), Failure> {
    let root = workspace::root()?;
    let findings = check(&root)?;
    for finding in &findings {
        say(finding);
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err(Failure::new("1 finding")),
        count => Err(Failure::new(format_args!("{count} findings"))),
    }
}

/// One thing that is not as it should be: `path:line: what; what to do`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// Below the root, with forward slashes.
    path: String,
    /// Counted from 1.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Everything that is not as it should be in the repository at `root`, in the order of paths and lines.
fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for path in files::written_by_people(root)? {
        let text = read(root, &path)?;
        findings.extend(files::length(&path, &text));
        findings.extend(check_source(&path, &text));
    }
    for path in generated(root)? {
        let text = read(root, &path)?;
        findings.extend(files::header(&path, &text));
    }
    findings.extend(rust_version::check(root)?);
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// The rules that hold for the code of libraries, tests left out.
fn check_source(path: &str, text: &str) -> Vec<Finding> {
    if !files::is_library(path) || files::is_test(path) {
        return Vec::new();
    }
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => {
            let line = error.span().start().line;
            return vec![Finding::new(path, line, format!("does not parse: {error}"))];
        }
    };
    let mut findings = panics::check(path, &file);
    findings.extend(imports::check(path, &file));
    findings
}

/// The files that ought to be generated: the sources of the configured crates, and what golden cases expect.
fn generated(root: &Path) -> Result<Vec<String>, Failure> {
    let config = root.join("spec/codegen.toml");
    let config = Config::load(&config).map_err(|error| Failure::Message(error.to_string()))?;
    let mut paths = files::golden(root)?;
    for client in &config.clients {
        paths.extend(files::rust_below(
            root,
            &client.output.join(client.options.sources()),
        )?);
    }
    Ok(paths)
}

fn read(root: &Path, path: &str) -> Result<String, Failure> {
    let path = root.join(path);
    fs::read_to_string(&path)
        .map_err(|error| Failure::new(format_args!("cannot read {}: {error}", path.display())))
}
