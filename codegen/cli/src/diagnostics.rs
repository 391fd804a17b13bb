//! Diagnostics and results of a run, in the requested format.

use crate::Failure;
use crate::terminal::{
    self, display_path, eprint, eprint_rendered, print, print_commands, print_json, status, style,
};
use apicrate_codegen::config::ConfigError;
use apicrate_codegen::diagnostic::{Levels, Locate, SeverityCounts, Style, UnknownCode};
use apicrate_codegen::output::Plan;
use apicrate_codegen::timing::Timings;
use apicrate_codegen::value::object;
use apicrate_codegen::{Output, Verbosity};
use clap::ValueEnum;
use std::path::Path;

/// The options about diagnostics.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Diagnostics")]
pub(crate) struct DiagnosticArgs {
    /// Output format [default: text on a terminal, github if GITHUB_ACTIONS is true, otherwise short]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,

    /// Show every note and every untyped value
    #[arg(long)]
    report: bool,

    /// Turn warnings and notes into errors: those of a code, all warnings (`warnings`), or everything (`all`); repeatable.
    /// `apicrate explain` lists the codes
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,

    /// Hide the warnings and notes of a code; takes precedence over --deny; repeatable
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
}

/// A format of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the affected lines of the document
    Text,
    /// One line each for message, location and hint
    Short,
    /// JSON Lines on stdout, nothing else
    Json,
    /// Text on stderr, workflow annotations on stdout
    Github,
}

impl DiagnosticArgs {
    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| {
            if terminal::is_workflow_log() {
                return Format::Github;
            }
            match style() {
                Style::Graphical { .. } => Format::Text,
                _ => Format::Short,
            }
        })
    }

    fn detail(&self) -> Verbosity {
        if self.report {
            Verbosity::All
        } else {
            Verbosity::Summary
        }
    }

    fn is_json(&self) -> bool {
        self.format() == Format::Json
    }

    /// Applies `--deny` and `--allow` to the levels of the configuration.
    pub(crate) fn apply_to(&self, levels: &mut Levels) -> Result<(), Failure> {
        let invalid = |option: &str, error: &UnknownCode| {
            Failure::Usage(format!(
                "invalid value '{}' for '--{option} <CODE>': {error}; {}",
                error.name,
                error.hint()
            ))
        };
        for word in &self.deny {
            levels.deny(word).map_err(|error| invalid("deny", &error))?;
        }
        for name in &self.allow {
            if self.deny.contains(name) {
                let message = format!("'{name}' is both denied and allowed");
                return Err(Failure::Usage(message));
            }
            levels
                .allow(name)
                .map_err(|error| invalid("allow", &error))?;
        }
        Ok(())
    }

    /// Prints diagnostics. With `--quiet` only those of a failure are printed.
    fn show(&self, is_failure: bool, render: impl Fn(Style, Verbosity) -> String) {
        if terminal::is_quiet() && !is_failure {
            return;
        }
        let colour = terminal::is_coloured();
        let listing = |style| eprint_rendered(&render(style, self.detail()));
        match self.format() {
            Format::Text => listing(Style::Graphical { colour }),
            Format::Short => listing(Style::Plain),
            Format::Json => print_lines(&render(Style::Json, Verbosity::All)),
            Format::Github => {
                listing(Style::Graphical { colour });
                print_commands(&render(Style::Github, self.detail()));
            }
        }
    }

    /// Reports the errors of a configuration.
    pub(crate) fn report_config(&self, error: &ConfigError) {
        self.show(true, |style, _| error.render(style));
        self.report_counts(&display_path(error.path()), error.counts(), true);
    }

    /// Reports the errors of a document.
    pub(crate) fn report_failure(&self, document: &Path, failure: &apicrate_codegen::Failure) {
        self.show(true, |style, _| failure.render(style));
        self.report_counts(&display_path(document), failure.counts(), true);
    }

    /// Reports the warnings and notes about a document.
    pub(crate) fn report_warnings(&self, generated: &Output) {
        self.show(false, |style, detail| generated.render(style, detail));
    }

    fn report_counts(&self, name: &str, counts: SeverityCounts, is_failure: bool) {
        if self.is_json() {
            print_json(&object!({
                "reason": "summary",
                "document": name,
                "ok": !is_failure,
                "errors": counts.errors,
                "denied": counts.denied,
                "warnings": counts.warnings,
                "notes": counts.notes,
            }));
        } else if is_failure {
            eprint(&format!("{name}: {counts}"));
        } else if counts != SeverityCounts::default() {
            status(&format!("{name}: {counts}"));
        }
    }

    /// Reports the files that a plan changes, and their number.
    pub(crate) fn report_changes(&self, plan: &Plan) {
        let folder = display_path(plan.root());
        for entry in plan.entries() {
            if !entry.change().is_stale() || terminal::is_quiet() {
                continue;
            }
            let (change, path) = (entry.change(), format!("{folder}/{}", entry.path()));
            if self.is_json() {
                let change = change.to_string();
                print_json(&object!({ "reason": "file", "change": change, "path": path }));
            } else {
                print(format_args!("{change:9} {path}"));
            }
        }
        self.report_file_counts(plan);
    }

    /// Reports the number of files that a plan would change; in JSON also their paths.
    pub(crate) fn report_check(&self, plan: &Plan) {
        if self.is_json() {
            self.report_changes(plan);
        } else {
            self.report_file_counts(plan);
        }
    }

    fn report_file_counts(&self, plan: &Plan) {
        if !self.is_json() && !terminal::is_quiet() {
            print(format_args!(
                "{}: {}",
                display_path(plan.root()),
                plan.summary()
            ));
        }
    }

    /// Reports the processor time of each stage.
    pub(crate) fn report_timings(&self, plan: &Plan, timings: &Timings) {
        let text = format!("{}, processor time:\n{timings}", display_path(plan.root()));
        if self.is_json() {
            eprint(&text);
        } else {
            print(text);
        }
    }

    /// Prints the changes of a plan as a diff.
    pub(crate) fn report_diff(&self, plan: &Plan) {
        if !self.is_json() && !terminal::is_quiet() && !plan.is_current() {
            print(plan.diff(&display_path(plan.root())).trim_end());
        }
    }

    /// Reports the number of diagnostics and everything that was approximated, omitted or left untyped.
    pub(crate) fn report_summary(&self, document: &Path, generated: &Output) {
        if self.is_json() {
            for place in &generated.untyped {
                let span = generated.sources().locate(&place.at);
                print_json(&object!({
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
        self.report_counts(&display_path(document), counts, false);
        if self.is_json() || terminal::is_quiet() {
            return;
        }
        let summary = generated.summary(self.detail());
        if counts == SeverityCounts::default() && !summary.is_empty() {
            status(&format!("{}:", display_path(document)));
        }
        status(&summary);
    }
}

fn print_lines(lines: &str) {
    if !lines.is_empty() {
        print(lines.trim_end_matches('\n'));
    }
}
