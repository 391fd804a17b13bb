//! Diagnostics as text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::excerpt::Excerpt;
use super::github::annotation;
use super::json::json;
use super::locate::{Locate, Position};
use super::model::{Diagnostic, Severity, Span};
use crate::escape::line;

/// The format in which diagnostics are rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// Message, `path:line:column` and hint, each on a line.
    #[default]
    Plain,
    /// With an excerpt of the source, in which the position is underlined.
    Graphical {
        /// `true` to use ANSI colours.
        colour: bool,
    },
    /// JSON Lines: one object per diagnostic. The guide documents its members.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

/// Renders a diagnostic as text that ends in a newline.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &impl Locate, style: Style) -> String {
    let position = Position::of(diagnostic, sources);
    match style {
        Style::Plain => plain(diagnostic, &position),
        Style::Graphical { colour } => graphical(diagnostic, &position, sources, colour)
            .unwrap_or_else(|| plain(diagnostic, &position)),
        Style::Json => json(diagnostic, &position, sources),
        Style::Github => annotation(diagnostic, &position),
    }
}

fn plain(diagnostic: &Diagnostic, position: &Position<'_>) -> String {
    let mut text = line(&diagnostic.headline()).into_owned();
    text.push('\n');
    // Writing to a String cannot fail.
    if position.path.is_some() {
        let _ = writeln!(text, "  --> {}", line(&position.to_string()));
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(text, "  hint: {}", line(hint));
    }
    text
}

/// The maximum length of lines in an excerpt, in bytes.
const LONGEST_LINE: usize = 2000;

/// Returns `true` if the lines around a span are short enough for an excerpt. A whole document may be on one line.
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

/// Renders a diagnostic with an excerpt; `None` if the text is not available or its lines are too long.
fn graphical(
    diagnostic: &Diagnostic,
    position: &Position<'_>,
    sources: &impl Locate,
    colour: bool,
) -> Option<String> {
    let span = position.span?;
    let (path, text) = sources.source(span.file)?;
    if !is_legible(text, span) {
        return None;
    }
    let excerpt = Excerpt::new(path, text, span);
    let report = MietteReport {
        message: line(&diagnostic.message),
        hint: diagnostic.hint.as_deref().map(line),
        diagnostic,
        excerpt,
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

/// A diagnostic in the form that `miette` renders.
#[derive(Debug)]
struct MietteReport<'a> {
    diagnostic: &'a Diagnostic,
    message: Cow<'a, str>,
    hint: Option<Cow<'a, str>>,
    excerpt: Excerpt,
}

impl fmt::Display for MietteReport<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for MietteReport<'_> {}

impl miette::Diagnostic for MietteReport<'_> {
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
        let hint = self.hint.as_ref()?;
        Some(Box::new(hint))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::underline(self.excerpt.underlined());
        Some(Box::new(std::iter::once(label)))
    }
}
