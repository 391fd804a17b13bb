//! Diagnostics as text.

use std::fmt::{self, Write as _};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};

use super::github::annotation;
use super::json::json;
use super::{Diagnostic, Severity, Span, code};
use crate::location::{FileId, SourceLocation};

/// Whoever knows the texts that diagnostics are about.
pub trait Locate {
    /// Where a node stands: the key of a member, or the item itself; for a node that is not there, the nearest
    /// ancestor that is.
    fn locate(&self, location: &SourceLocation) -> Option<Span>;

    /// The path as it is shown to people, and the text of a file.
    fn source(&self, file: FileId) -> Option<(&str, &str)>;
}

/// How a diagnostic is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// Message, `path:line:column` and hint, a line each.
    #[default]
    Plain,
    /// With the lines of the source, underlined.
    Graphical {
        /// Whether to colour it with ANSI escapes.
        colour: bool,
    },
    /// For programs: an object of JSON on a line of its own. The crate's guide says what its members are.
    Json,
    /// As an annotation of GitHub Actions.
    Github,
}

/// A diagnostic as text that ends in a newline.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &impl Locate, style: Style) -> String {
    let place = Place::of(diagnostic, sources);
    match style {
        Style::Plain => plain(diagnostic, &place),
        Style::Graphical { colour } => graphical(diagnostic, &place, sources, colour)
            .unwrap_or_else(|| plain(diagnostic, &place)),
        Style::Json => json(diagnostic, &place, sources),
        Style::Github => annotation(diagnostic, &place),
    }
}

/// Where a diagnostic is about something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The path of the file, as it is shown; `None` where no file is meant.
    pub(super) path: Option<&'a str>,
    /// The text that is underlined.
    pub(super) span: Option<Span>,
    /// Whether the file is wrong from its first character on, without anything in it to point at.
    is_wrong_as_a_whole: bool,
}

impl<'a> Place<'a> {
    pub(super) fn of(diagnostic: &Diagnostic, sources: &'a impl Locate) -> Self {
        let span = diagnostic.span;
        let span = span.or_else(|| sources.locate(diagnostic.at.as_ref()?));
        let file = span.map(|span| span.file);
        let file = file.or_else(|| diagnostic.at.as_ref().map(|at| at.file));
        let path = file.and_then(|file| Some(sources.source(file)?.0));
        let is_wrong_as_a_whole = [code::EMPTY_FILE, code::NOT_TEXT].contains(&diagnostic.code);
        Self {
            path,
            span,
            is_wrong_as_a_whole,
        }
    }

    pub(super) fn line(&self) -> Option<usize> {
        self.first().map(|(line, _)| line)
    }

    pub(super) fn column(&self) -> Option<usize> {
        self.first().map(|(_, column)| column)
    }

    fn first(&self) -> Option<(usize, usize)> {
        let span = self.span.map(|span| (span.line, span.column));
        span.or_else(|| self.is_wrong_as_a_whole.then_some((1, 1)))
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.path.unwrap_or_default())?;
        match self.first() {
            Some((line, column)) => write!(formatter, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}

fn plain(diagnostic: &Diagnostic, place: &Place<'_>) -> String {
    let mut text = diagnostic.headline();
    text.push('\n');
    // Writing to a String cannot fail.
    if place.path.is_some() {
        let _ = writeln!(text, "  --> {place}");
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(text, "  hint: {hint}");
    }
    text
}

/// The longest line that is shown, in bytes.
const LONGEST_LINE: usize = 2000;

/// Whether the lines around a span are short enough to show: a document may be one line.
fn is_legible(text: &str, span: Span) -> bool {
    let nearby = |bytes: &[u8]| {
        let reach = bytes.len().min(2 * LONGEST_LINE);
        let before = &bytes[bytes.len() - reach..];
        before
            .split(|byte| *byte == b'\n')
            .all(|line| line.len() <= LONGEST_LINE)
    };
    let bytes = text.as_bytes();
    let end = bytes.len().min(span.end.saturating_add(LONGEST_LINE));
    bytes.get(..end).is_some_and(nearby)
}

/// The graphical form; `None` where the text is not at hand, or its lines are too long.
fn graphical(
    diagnostic: &Diagnostic,
    place: &Place<'_>,
    sources: &impl Locate,
    colour: bool,
) -> Option<String> {
    let span = place.span?;
    let (path, text) = sources.source(span.file)?;
    if !is_legible(text, span) {
        return None;
    }
    let report = Report {
        diagnostic,
        span,
        listing: Listing { path, text },
    };
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut rendered = String::new();
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(100)
        .render_report(&mut rendered, &report)
        .ok()?;
    Some(rendered)
}

/// A diagnostic as the renderer asks for it; borrows the text, which may be large.
#[derive(Debug)]
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    span: Span,
    listing: Listing<'a>,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let Diagnostic { severity, code, .. } = self.diagnostic;
        Some(Box::new(format!("{severity}[{code}]")))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let hint = self.diagnostic.hint.as_ref()?;
        Some(Box::new(hint))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.listing)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::underline(self.span.start..self.span.end);
        Some(Box::new(std::iter::once(label)))
    }
}

/// A text with its path.
#[derive(Debug)]
struct Listing<'a> {
    path: &'a str,
    text: &'a str,
}

impl SourceCode for Listing<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        // Columns are counted in characters everywhere, while the renderer's own sources count bytes.
        let before = self
            .text
            .get(..contents.span().offset())
            .unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.to_owned(),
            contents.data(),
            *contents.span(),
            contents.line(),
            line.chars().count(),
            contents.line_count(),
        )))
    }
}
