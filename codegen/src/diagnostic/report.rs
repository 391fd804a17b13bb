//! All diagnostics of a run together: sorted, counted, and summed up by what they mean for the crate.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::code::{Code, Effect};
use super::render::{Locate, Style, render};
use super::{Diagnostic, Diagnostics, Severity};

/// How much of what there is to tell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    /// Errors and warnings one by one; notes of one code together where they are many.
    #[default]
    Summary,
    /// Everything one by one.
    All,
}

/// No more than this is told where a summary will do: the most severe.
const MOST_TOLD: usize = 1000;

/// More notes of one code than this are told together.
const NOTES_OF_ONE_CODE: usize = 3;

/// The diagnostics of a run, each once: the gravest first, then by where they stand in the files.
#[derive(Debug)]
pub struct Report<'a, L> {
    diagnostics: Vec<&'a Diagnostic>,
    sources: &'a L,
}

impl<'a, L: Locate> Report<'a, L> {
    /// A report of diagnostics about these texts.
    #[must_use]
    pub fn new(diagnostics: &'a Diagnostics, sources: &'a L) -> Self {
        Self {
            diagnostics: diagnostics.sorted(),
            sources,
        }
    }

    /// How many there are.
    #[must_use]
    pub fn counts(&self) -> SeverityCounts {
        let mut counts = SeverityCounts::default();
        for diagnostic in &self.diagnostics {
            let count = match diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Note => &mut counts.notes,
            };
            *count += 1;
            counts.denied += usize::from(diagnostic.denied);
        }
        counts
    }

    /// How often each code stands among the warnings and notes with this effect: the most frequent first.
    #[must_use]
    pub fn codes(&self, effect: Effect) -> Vec<(Code, usize)> {
        let mut counts: Vec<(Code, usize)> = Vec::new();
        for diagnostic in &self.diagnostics {
            if diagnostic.code.effect() != effect || diagnostic.severity == Severity::Error {
                continue;
            }
            match counts.iter_mut().find(|(code, _)| *code == diagnostic.code) {
                Some((_, count)) => *count += 1,
                None => counts.push((diagnostic.code, 1)),
            }
        }
        counts.sort_by(|one, other| {
            other
                .1
                .cmp(&one.1)
                .then(one.0.as_str().cmp(other.0.as_str()))
        });
        counts
    }

    /// Them as text, empty where there are none. Notes of which there are many are told once with their number, unless
    /// `detail` asks for all.
    #[must_use]
    pub fn render(&self, style: Style, detail: Verbosity) -> String {
        // Programs choose for themselves.
        let detail = if style == Style::Json {
            Verbosity::All
        } else {
            detail
        };
        let mut told = self.diagnostics.clone();
        if detail == Verbosity::Summary {
            told.truncate(MOST_TOLD);
        }
        let left_out = &self.diagnostics[told.len()..];
        told.sort_by_cached_key(|diagnostic| {
            let span = diagnostic.span;
            let span = span.or_else(|| self.sources.locate(diagnostic.at.as_ref()?));
            (diagnostic.severity, span)
        });
        let notes = self.notes_by_code();
        let mut text = String::new();
        let mut begun: HashSet<&str> = HashSet::new();
        for diagnostic in told {
            let many = notes.get(diagnostic.code.as_str()).copied();
            let many = many.filter(|number| *number > NOTES_OF_ONE_CODE);
            let is_note = diagnostic.severity == Severity::Note;
            match many.filter(|_| is_note && detail == Verbosity::Summary) {
                None => text.push_str(&render(diagnostic, self.sources, style)),
                Some(number) if begun.insert(diagnostic.code.as_str()) => {
                    let mut first = diagnostic.clone();
                    first.message.push_str(&format!(
                        " (the first of {number} such notes; --report tells all)"
                    ));
                    text.push_str(&render(&first, self.sources, style));
                }
                Some(_) => {}
            }
        }
        let is_no_note = |diagnostic: &&&Diagnostic| diagnostic.severity != Severity::Note;
        let more = left_out.iter().filter(is_no_note).count();
        if more > 0 && matches!(style, Style::Plain | Style::Graphical { .. }) {
            text.push_str(&format!("and {more} more; --report tells all\n"));
        }
        text
    }

    fn notes_by_code(&self) -> HashMap<&'static str, usize> {
        let mut counts = HashMap::new();
        for diagnostic in &self.diagnostics {
            if diagnostic.severity == Severity::Note {
                *counts.entry(diagnostic.code.as_str()).or_default() += 1;
            }
        }
        counts
    }
}

/// How many diagnostics there are. Displayed, those that there are: `1 error, 3 notes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SeverityCounts {
    /// Errors.
    pub errors: usize,
    /// The errors that are some only since they are denied.
    pub denied: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl SeverityCounts {
    /// This many errors and nothing else.
    #[must_use]
    pub fn of_errors(errors: usize) -> Self {
        Self {
            errors,
            ..Self::default()
        }
    }
}

impl fmt::Display for SeverityCounts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (number, what) in [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ] {
            if number == 0 {
                continue;
            }
            let plural = if number == 1 { "" } else { "s" };
            write!(formatter, "{separator}{number} {what}{plural}")?;
            if what == "error" && self.denied > 0 {
                write!(formatter, " ({} denied)", self.denied)?;
            }
            separator = ", ";
        }
        Ok(())
    }
}
