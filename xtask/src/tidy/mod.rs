//! `cargo xtask tidy`: the rules of this repository that the compiler does not check.

mod cycles;
mod files;
mod finding;
mod glossary;
mod imports;
mod panics;
mod prose;
mod rust_version;
mod syntax;

#[cfg(test)]
mod tests;

use crate::workspace;
use apicrate::Failure;
use apicrate::terminal::print;
use apicrate_codegen::config::Config;
use cycles::Source;
use finding::Finding;
use glossary::Glossary;
use std::collections::BTreeMap;
use std::path::Path;

/// Check the rules of this repository: imports and import cycles, words, file lengths, generated headers, the minimum supported Rust version
///
/// Each finding is one line: the location, the problem, and the remedy.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Print only findings in paths that contain this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let root = workspace::root()?;
    let mut findings = check(&root)?;
    if let Some(only) = &arguments.only {
        findings.retain(|finding| finding.path.contains(only.as_str()));
    }
    for finding in &findings {
        print(finding);
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err(Failure::new("1 finding")),
        count => Err(Failure::new(format_args!("{count} findings"))),
    }
}

/// Returns the violations in the repository at `root`, ordered by path and line.
fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for path in files::written_by_people(root)? {
        let text = files::read(root, &path)?;
        findings.extend(files::length(&path, &text));
        findings.extend(check_source(&path, &text));
    }
    for path in generated(root)? {
        let text = files::read(root, &path)?;
        findings.extend(files::header(&path, &text));
    }
    findings.extend(rust_version::check(root)?);
    findings.extend(check_words_and_cycles(root)?);
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// Finds words that the glossary replaces, and import cycles.
fn check_words_and_cycles(root: &Path) -> Result<Vec<Finding>, Failure> {
    let glossary = Glossary::load()?;
    let mut findings = Vec::new();
    let mut packages: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for path in files::written_by_people(root)? {
        let text = files::read(root, &path)?;
        findings.extend(glossary.check_rust(&path, &text, files::is_test(&path)));
        let package = match path.split_once("/src/") {
            Some((package, _)) if !files::is_test(&path) => package.to_owned(),
            _ => continue,
        };
        if let Ok(file) = syn::parse_file(&text) {
            packages
                .entry(package)
                .or_default()
                .push(Source { path, file });
        }
    }
    for path in files::markdown(root)? {
        let text = files::read(root, &path)?;
        findings.extend(glossary.check_markdown(&path, &text));
    }
    for sources in packages.values() {
        findings.extend(cycles::check(sources));
    }
    Ok(findings)
}

/// Returns the violations in the code of a library. Tests are not checked.
fn check_source(path: &str, text: &str) -> Vec<Finding> {
    if !files::is_library(path) || files::is_test(path) {
        return Vec::new();
    }
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => {
            let line = error.span().start().line;
            return vec![Finding::new(path, line, format!("cannot parse: {error}"))];
        }
    };
    let mut findings = panics::check(path, &file);
    findings.extend(imports::check(path, &file));
    findings
}

/// Returns the files that must be generated: the sources of the configured crates, and the expected files of golden cases.
fn generated(root: &Path) -> Result<Vec<String>, Failure> {
    let config = root.join("spec/codegen.toml");
    let config = Config::load(&config).map_err(|error| Failure::Message(error.to_string()))?;
    let mut paths = files::golden(root)?;
    for client in &config.clients {
        paths.extend(files::rust_below(
            root,
            &client.output.join(client.options.source_dir()),
        )?);
    }
    Ok(paths)
}
