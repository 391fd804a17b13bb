//! The texts of a document and the positions of its nodes.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use super::edit::{Origin, OriginMap};
use super::format::Format;
use super::position::{Column, Lines, PositionTree, TextPosition};
use super::{json_positions, text, yaml};
use crate::diagnostic::{Locate, Span};
use crate::location::{FileId, SourceLocation};
use crate::value::unescape;

/// The texts of all files of a document, the root document first.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// `codegen.toml`, if a diagnostic may be about an option.
    configuration: Option<Box<Source>>,
    /// `true` if a file that the document refers to could not be read.
    is_incomplete: bool,
    /// Spans of nodes that are known without parsing the text again; sorted.
    known_spans: Vec<(SourceLocation, Span)>,
    /// The changes of the root document since it was read.
    origins: Box<OriginMap>,
}

/// A file as it was read.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
    format: Format,
    lines: OnceLock<Lines>,
    positions: OnceLock<PositionTree>,
}

impl Sources {
    /// Adds a file with the path to display.
    pub(super) fn add(&mut self, path: String, text: String) -> FileId {
        self.files.push(Source::new(path, text));
        FileId(self.files.len() - 1)
    }

    /// Adds the text of `codegen.toml` for diagnostics about options.
    pub(crate) fn set_configuration(&mut self, path: &str, text: &str) {
        let source = Source::new(path.to_owned(), text.to_owned());
        self.configuration = Some(Box::new(source));
    }

    /// Reads the text of a file; `None` if that fails.
    pub(crate) fn read(path: &Path) -> Option<String> {
        text::decode(std::fs::read(path).ok()?).ok()
    }

    /// Restores the texts with their paths and the spans of some nodes.
    pub(crate) fn from_cache(
        files: Vec<(String, String)>,
        mut known_spans: Vec<(SourceLocation, Span)>,
    ) -> Self {
        known_spans.sort_unstable();
        let mut sources = Self {
            known_spans,
            ..Self::default()
        };
        for (path, text) in files {
            let format = Format::of(&text);
            let file = sources.add(path, text);
            sources.set_format(file, format);
        }
        sources
    }

    /// Returns the path and the text of each file.
    pub(crate) fn texts(&self) -> Vec<(&str, &str)> {
        let files = self.files.iter();
        files
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect()
    }

    /// Returns `true` if every file that the document refers to was read.
    pub(crate) fn is_complete(&self) -> bool {
        !self.is_incomplete
    }

    /// Records that a file could not be read.
    pub(super) fn mark_incomplete(&mut self) {
        self.is_incomplete = true;
    }

    /// Sets the format of a file.
    pub(super) fn set_format(&mut self, file: FileId, format: Format) {
        if let Some(source) = self.files.get_mut(file.0) {
            source.format = format;
        }
    }

    /// Sets the positions of the nodes of a file.
    pub(super) fn set_positions(
        &mut self,
        file: FileId,
        (lines, positions): (Lines, PositionTree),
    ) {
        if let Some(source) = self.files.get_mut(file.0) {
            source.lines = lines.into();
            source.positions = positions.into();
        }
    }

    /// Sets the changes of the root document.
    pub(super) fn set_origins(&mut self, origins: OriginMap) {
        *self.origins = origins;
    }

    /// Collects the positions of the nodes of files ahead of time.
    pub(crate) fn prepare(&self, files: impl IntoIterator<Item = FileId>) {
        for source in files.into_iter().filter_map(|file| self.files.get(file.0)) {
            source.positions();
        }
    }

    /// Returns the span of a range of a file.
    pub(super) fn span(&self, file: FileId, range: Range<usize>) -> Option<Span> {
        let source = self.files.get(file.0)?;
        Some(source.span(file, range.start, range.end))
    }

    /// Returns the size of all files in bytes.
    pub(crate) fn size(&self) -> usize {
        self.files.iter().map(|source| source.text.len()).sum()
    }

    /// Returns the displayed path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.files
            .get(file.0)
            .map_or("", |source| source.path.as_str())
    }

    /// Returns the text of a file.
    pub(super) fn text(&self, file: FileId) -> &str {
        self.files
            .get(file.0)
            .map_or("", |source| source.text.as_str())
    }

    /// Returns the span of a position that a parser reported.
    pub(super) fn span_at(&self, file: FileId, position: TextPosition) -> Option<Span> {
        let source = self.files.get(file.0)?;
        let lines = source.lines();
        let range = lines.range(&source.text, position.line);
        let mut start = match position.column {
            Column::Bytes(column) => (range.start + column.saturating_sub(1)).min(range.end),
            Column::Characters(column) => {
                lines.offset(&source.text, position.line, column.saturating_sub(1))
            }
        };
        while !source.text.is_char_boundary(start) {
            start -= 1;
        }
        let length = source.text[start..].chars().next().map_or(0, |character| {
            if character == '\n' {
                0
            } else {
                character.len_utf8()
            }
        });
        Some(source.span(file, start, start + length))
    }
}

impl Source {
    fn new(path: String, text: String) -> Self {
        Self {
            path,
            text,
            format: Format::Yaml,
            lines: OnceLock::new(),
            positions: OnceLock::new(),
        }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    fn positions(&self) -> &PositionTree {
        self.positions.get_or_init(|| match self.format {
            Format::Json => json_positions::positions(&self.text),
            Format::Yaml => yaml::read(&self.text, self.lines()).positions,
        })
    }

    fn span(&self, file: FileId, start: usize, end: usize) -> Span {
        let (line, column) = self.lines().position(&self.text, start);
        Span {
            file,
            start,
            end,
            line,
            column,
        }
    }
}

impl Locate for Sources {
    fn locate(&self, location: &SourceLocation) -> Option<Span> {
        let known = self
            .known_spans
            .binary_search_by(|(known, _)| known.cmp(location));
        if let Ok(at) = known {
            return self.known_spans.get(at).map(|(_, span)| *span);
        }
        if location.file != FileId::default() {
            return self.locate_as_read(location);
        }
        match self.origins.origin(&location.pointer) {
            Origin::Text(span) => Some(span),
            Origin::Node(origin) => self.locate_as_read(&origin),
            Origin::Copy(_) => None,
        }
    }

    fn source(&self, file: FileId) -> Option<(&str, &str)> {
        let source = match file {
            FileId::CONFIGURATION => self.configuration.as_ref()?,
            _ => self.files.get(file.0)?,
        };
        Some((&source.path, &source.text))
    }
}

impl Sources {
    /// Returns the span of a node by its location before the document was changed.
    fn locate_as_read(&self, location: &SourceLocation) -> Option<Span> {
        let source = self.files.get(location.file.0)?;
        let tokens = location.pointer.split('/').skip(1).map(unescape);
        let (start, end) = source.positions().find(tokens)?;
        Some(source.span(location.file, start, end))
    }
}
