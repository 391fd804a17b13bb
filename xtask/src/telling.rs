//! What is told of documents and of what became of them, in the form that was asked for.

use crate::report::{Failure, say, shown, style, tell, warn};
use crate::screen;
use apicrate_codegen::config::ConfigError;
use apicrate_codegen::diagnostic::{Counts, Levels, Locate, Style, UnknownCode};
use apicrate_codegen::output::Plan;
use apicrate_codegen::timing::Timings;
use apicrate_codegen::{Detail, Kept};
use clap::ValueEnum;
use serde_json::json;
use std::env;
use std::path::{Path, PathBuf};

/// The part of the command line that is about diagnostics.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "What is told")]
pub(crate) struct Telling {
    /// How it is told [default: text on a terminal, short elsewhere, github where GITHUB_ACTIONS is true]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,

    /// Tell everything: each note about the document, and each place without a type
    #[arg(long)]
    report: bool,

    /// Make errors of the warnings and notes of a code, of all warnings (`warnings`), or of everything (`all`); may be given
    /// several times. `cargo xtask explain` lists the codes
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,

    /// Do not tell the warnings and notes of a code; goes before --deny; may be given several times
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
}

/// How diagnostics are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines of the document that they are about
    Text,
    /// Message, place and hint, a line each
    Short,
    /// An object a line on the standard output, and nothing else there
    Json,
    /// As text, and as annotations on the standard output
    Github,
}

impl Telling {
    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| {
            if env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
                return Format::Github;
            }
            match style() {
                Style::Graphical { .. } => Format::Text,
                _ => Format::Short,
            }
        })
    }

    fn detail(&self) -> Detail {
        if self.report {
            Detail::All
        } else {
            Detail::Summary
        }
    }

    fn is_json(&self) -> bool {
        self.format() == Format::Json
    }

    /// Adds to levels what the command line says.
    pub(crate) fn add_to(&self, levels: &mut Levels) -> Result<(), Failure> {
        let wrong = |option: &str, error: &UnknownCode| {
            Failure::Usage(format!(
                "invalid value '{}' for '--{option} <CODE>': {error}; {}",
                error.name,
                error.hint()
            ))
        };
        for word in &self.deny {
            levels.deny(word).map_err(|error| wrong("deny", &error))?;
        }
        for name in &self.allow {
            if self.deny.contains(name) {
                let message = format!("'{name}' is both denied and allowed");
                return Err(Failure::Usage(message));
            }
            levels.allow(name).map_err(|error| wrong("allow", &error))?;
        }
        Ok(())
    }

    /// Tells something that renders itself. What stops the run is told even where little is.
    fn show(&self, is_failure: bool, render: impl Fn(Style, Detail) -> String) {
        if screen::is_quiet() && !is_failure {
            return;
        }
        let colour = screen::is_coloured();
        let listing = |style| warn(&render(style, self.detail()));
        match self.format() {
            Format::Text => listing(Style::Graphical { colour }),
            Format::Short => listing(Style::Plain),
            Format::Json => say_all(&render(Style::Json, Detail::All)),
            Format::Github => {
                listing(Style::Graphical { colour });
                say_all(&render(Style::Github, self.detail()));
            }
        }
    }

    /// Tells what is wrong with a configuration.
    pub(crate) fn refused(&self, error: &ConfigError) {
        self.show(true, |style, _| error.render(style));
        self.count(&shown(error.path()), error.counts(), true);
    }

    /// Tells what is wrong with a document.
    pub(crate) fn failed(&self, document: &Path, failure: &apicrate_codegen::Failure) {
        self.show(true, |style, _| failure.render(style));
        self.count(&shown(document), failure.counts(), true);
    }

    /// Tells the warnings and notes about a document.
    pub(crate) fn generated(&self, generated: &Kept) {
        self.show(false, |style, detail| generated.render(style, detail));
    }

    /// Tells how many there are.
    fn count(&self, name: &str, counts: Counts, is_failure: bool) {
        if self.is_json() {
            say(json!({
                "reason": "summary",
                "document": name,
                "ok": !is_failure,
                "errors": counts.errors,
                "denied": counts.denied,
                "warnings": counts.warnings,
                "notes": counts.notes,
            }));
        } else if is_failure {
            warn(&format!("{name}: {counts}"));
        } else if counts != Counts::default() {
            tell(&format!("{name}: {counts}"));
        }
    }

    /// Tells which files a plan changed, and how many.
    pub(crate) fn changed(&self, plan: &Plan) {
        let folder = shown(plan.root());
        for entry in plan.entries() {
            if !entry.change().is_stale() || screen::is_quiet() {
                continue;
            }
            let (change, path) = (entry.change(), format!("{folder}/{}", entry.path()));
            if self.is_json() {
                let change = change.to_string();
                say(json!({ "reason": "file", "change": change, "path": path }));
            } else {
                say(format_args!("{change:9} {path}"));
            }
        }
        self.files(plan);
    }

    /// Tells how many files a plan would change, and to programs which.
    pub(crate) fn checked(&self, plan: &Plan) {
        if self.is_json() {
            self.changed(plan);
        } else {
            self.files(plan);
        }
    }

    fn files(&self, plan: &Plan) {
        if !self.is_json() && !screen::is_quiet() {
            say(format_args!("{}: {}", shown(plan.root()), plan.summary()));
        }
    }

    /// Tells the processor time that the stages have taken.
    pub(crate) fn timings(&self, plan: &Plan, timings: &Timings) {
        let text = format!("{}, processor time:\n{timings}", shown(plan.root()));
        if self.is_json() {
            warn(&text);
        } else {
            say(text);
        }
    }

    /// Prints the difference that a plan makes.
    pub(crate) fn difference(&self, plan: &Plan) {
        if !self.is_json() && !screen::is_quiet() && !plan.is_current() {
            say(plan.diff(&shown(plan.root())).trim_end());
        }
    }

    /// Ends what is told of a document: counts, and what the crate does not say as the document does.
    pub(crate) fn closing(&self, document: &Path, generated: &Kept) {
        if self.is_json() {
            for place in &generated.untyped {
                let span = generated.sources().locate(&place.at);
                say(json!({
                    "reason": "untyped",
                    "message": place.reason,
                    "file": generated.sources().path(place.at.file),
                    "line": span.map(|span| span.line),
                    "column": span.map(|span| span.column),
                    "pointer": place.at.pointer,
                }));
            }
        }
        let counts = generated.report().counts();
        self.count(&shown(document), counts, false);
        if self.is_json() || screen::is_quiet() {
            return;
        }
        let summary = generated.summary(self.detail());
        if counts == Counts::default() && !summary.is_empty() {
            tell(&format!("{}:", shown(document)));
        }
        tell(&summary);
    }
}

fn say_all(lines: &str) {
    if !lines.is_empty() {
        say(lines.trim_end_matches('\n'));
    }
}

/// The path by which a file is told of: relative to the current folder where it lies below it and is the same file.
pub(crate) fn short(path: &Path) -> PathBuf {
    let short = PathBuf::from(shown(path));
    match (path.canonicalize(), short.canonicalize()) {
        (Ok(one), Ok(other)) if one == other => short,
        _ => path.to_owned(),
    }
}
