//! The diagnostics of a run, sorted and counted.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::code::{Code, Effect};
use super::list::Diagnostics;
use super::locate::Locate;
use super::model::{Diagnostic, Severity};
use super::render::{Style, render};

/// The number of diagnostics to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    /// Every error; if a code has many notes, only the first with their number, and in a listing the same for equal warnings.
    #[default]
    Summary,
    /// Everything.
    All,
}

/// The maximum number of diagnostics in a summary; the most severe are rendered.
const MAX_RENDERED: usize = 1000;

/// The maximum number of diagnostics of a group in a summary; of more, only the first is rendered.
const MAX_OF_GROUP: usize = 3;

/// Diagnostics that differ in their positions only, or notes with the same code.
#[derive(PartialEq, Eq, Hash)]
struct Group<'a> {
    code: &'static str,
    /// The message and hint of a warning.
    text: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Group<'a> {
    /// Returns the group of a diagnostic, if it may be represented by another one.
    fn of(diagnostic: &'a Diagnostic, style: Style) -> Option<Self> {
        let code = diagnostic.code.as_str();
        let text = Some((diagnostic.message.as_str(), diagnostic.hint.as_deref()));
        match diagnostic.severity {
            Severity::Note => Some(Self { code, text: None }),
            // Plain lines are for programs, which count for themselves.
            Severity::Warning if matches!(style, Style::Graphical { .. }) => {
                Some(Self { code, text })
            }
            _ => None,
        }
    }

    /// Returns the plural of its diagnostics.
    fn noun(&self) -> &'static str {
        if self.text.is_some() {
            "warnings"
        } else {
            "notes"
        }
    }
}

/// The distinct diagnostics of a run, to count and render them: the most severe first, then by position.
#[derive(Debug)]
pub struct Report<'a, L> {
    diagnostics: Vec<&'a Diagnostic>,
    sources: &'a L,
}

impl<'a, L: Locate> Report<'a, L> {
    /// Creates a report of diagnostics about the given texts.
    #[must_use]
    pub fn new(diagnostics: &'a Diagnostics, sources: &'a L) -> Self {
        Self {
            diagnostics: diagnostics.sorted(),
            sources,
        }
    }

    /// Counts the diagnostics by severity.
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

    /// Counts the warnings and notes with this effect by code; the most frequent code first.
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

    /// Renders the diagnostics as text; empty if there are none.
    #[must_use]
    pub fn render(&self, style: Style, verbosity: Verbosity) -> String {
        // Programs select for themselves.
        let verbosity = if style == Style::Json {
            Verbosity::All
        } else {
            verbosity
        };
        let mut rendered = self.diagnostics.clone();
        if verbosity == Verbosity::Summary {
            rendered.truncate(MAX_RENDERED);
        }
        let left_out = &self.diagnostics[rendered.len()..];
        rendered.sort_by_cached_key(|diagnostic| {
            let span = diagnostic.span;
            let span = span.or_else(|| self.sources.locate(diagnostic.at.as_ref()?));
            (diagnostic.severity, span)
        });
        let mut sizes: HashMap<Group<'_>, usize> = HashMap::new();
        if verbosity == Verbosity::Summary {
            let all = self.diagnostics.iter();
            for group in all.filter_map(|diagnostic| Group::of(diagnostic, style)) {
                *sizes.entry(group).or_default() += 1;
            }
        }
        let mut text = String::new();
        let mut begun = HashSet::new();
        for diagnostic in rendered {
            let group = Group::of(diagnostic, style).and_then(|group| {
                let size = *sizes.get(&group)?;
                (size > MAX_OF_GROUP).then_some((group, size))
            });
            let Some((group, size)) = group else {
                text.push_str(&render(diagnostic, self.sources, style));
                continue;
            };
            let noun = group.noun();
            if begun.insert(group) {
                let mut first = diagnostic.clone();
                first.message.push_str(&format!(
                    " (the first of {size} such {noun}; --report shows all)"
                ));
                text.push_str(&render(&first, self.sources, style));
            }
        }
        let is_not_note = |diagnostic: &&&Diagnostic| diagnostic.severity != Severity::Note;
        let more = left_out.iter().filter(is_not_note).count();
        if more > 0 && matches!(style, Style::Plain | Style::Graphical { .. }) {
            text.push_str(&format!("and {more} more; --report shows all\n"));
        }
        text
    }
}

/// The number of diagnostics by severity. Displayed as `1 error, 3 notes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SeverityCounts {
    /// The errors.
    pub errors: usize,
    /// The errors that are errors only because they are denied.
    pub denied: usize,
    /// The warnings.
    pub warnings: usize,
    /// The notes.
    pub notes: usize,
}

impl SeverityCounts {
    /// Counts only errors.
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
