//! The texts of a document.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use super::edit::{Origin, Trail};
use super::parse::{Column, Format, Place};
use super::position::{Lines, PositionTree};
use super::{position_json, text, yaml};
use crate::diagnostic::{Locate, Span};
use crate::location::{FileId, SourceLocation};

/// The texts of the files that were read, the root document first.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// Whether a file is missing that the document names.
    lacks_files: bool,
    /// Where nodes stand, as far as that is known without a look; sorted.
    places: Vec<(SourceLocation, Span)>,
    /// How the root document was changed since it was read.
    trail: Trail,
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
    /// Adds a file; the path is what people are shown.
    pub(super) fn add(&mut self, path: String, text: String) -> FileId {
        self.files.push(Source {
            path,
            text,
            format: Format::Yaml,
            lines: OnceLock::new(),
            positions: OnceLock::new(),
        });
        FileId(self.files.len() - 1)
    }

    /// The text of a file on disk; `None` where there is none.
    pub(crate) fn read(path: &Path) -> Option<String> {
        text::decode(std::fs::read(path).ok()?).ok()
    }

    /// Texts that were read before, with the paths that people are shown, and where some of their nodes stand.
    pub(crate) fn kept(
        files: Vec<(String, String)>,
        mut places: Vec<(SourceLocation, Span)>,
    ) -> Self {
        places.sort_unstable();
        let mut sources = Self {
            places,
            ..Self::default()
        };
        for (path, text) in files {
            let format = Format::of(&text);
            let file = sources.add(path, text);
            sources.set_format(file, format);
        }
        sources
    }

    /// The path and the text of each file.
    pub(crate) fn texts(&self) -> Vec<(&str, &str)> {
        let files = self.files.iter();
        files
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect()
    }

    /// Whether every file is there that the document names.
    pub(crate) fn is_whole(&self) -> bool {
        !self.lacks_files
    }

    /// Says that a file is missing that the document names.
    pub(super) fn lack_files(&mut self) {
        self.lacks_files = true;
    }

    /// Says what a file turned out to be.
    pub(super) fn set_format(&mut self, file: FileId, format: Format) {
        if let Some(source) = self.files.get_mut(file.0) {
            source.format = format;
        }
    }

    /// Says where the nodes of a file stand.
    pub(super) fn set_places(&mut self, file: FileId, (lines, positions): (Lines, PositionTree)) {
        if let Some(source) = self.files.get_mut(file.0) {
            source.lines = lines.into();
            source.positions = positions.into();
        }
    }

    /// Says how the root document was changed.
    pub(super) fn set_trail(&mut self, trail: Trail) {
        self.trail = trail;
    }

    /// Finds out where the nodes of files stand before anybody asks.
    pub(crate) fn prepare(&self, files: impl IntoIterator<Item = FileId>) {
        for source in files.into_iter().filter_map(|file| self.files.get(file.0)) {
            source.positions();
        }
    }

    /// The place of a stretch of a file, which is no node.
    pub(super) fn span(&self, file: FileId, range: Range<usize>) -> Option<Span> {
        let source = self.files.get(file.0)?;
        Some(source.span(file, range.start, range.end))
    }

    /// The size of all files, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.files.iter().map(|source| source.text.len()).sum()
    }

    /// The path of a file as it is shown to people.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.files
            .get(file.0)
            .map_or("", |source| source.path.as_str())
    }

    /// The text of a file.
    pub(super) fn text(&self, file: FileId) -> &str {
        self.files
            .get(file.0)
            .map_or("", |source| source.text.as_str())
    }

    /// The place that a parser reports.
    pub(super) fn span_at(&self, file: FileId, place: Place) -> Option<Span> {
        let source = self.files.get(file.0)?;
        let lines = source.lines();
        let range = lines.range(&source.text, place.line);
        let mut start = match place.column {
            Column::Bytes(column) => (range.start + column.saturating_sub(1)).min(range.end),
            Column::Characters(column) => {
                lines.offset(&source.text, place.line, column.saturating_sub(1))
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
    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    fn positions(&self) -> &PositionTree {
        self.positions.get_or_init(|| match self.format {
            Format::Json => position_json::positions(&self.text),
            Format::Yaml => yaml::read(&self.text, self.lines()).positions,
        })
    }

    fn span(&self, file: FileId, start: usize, end: usize) -> Span {
        let (line, column) = self.lines().place(&self.text, start);
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
            .places
            .binary_search_by(|(known, _)| known.cmp(location));
        if let Ok(at) = known {
            return self.places.get(at).map(|(_, span)| *span);
        }
        if location.file != FileId::default() {
            return self.locate_as_read(location);
        }
        match self.trail.origin(&location.pointer) {
            Origin::Text(span) => Some(span),
            Origin::Node(origin) => self.locate_as_read(&origin),
            Origin::Copy(_) => None,
        }
    }

    fn source(&self, file: FileId) -> Option<(&str, &str)> {
        let source = self.files.get(file.0)?;
        Some((&source.path, &source.text))
    }
}

impl Sources {
    /// The place of a node, by its location before the document was changed.
    fn locate_as_read(&self, location: &SourceLocation) -> Option<Span> {
        let source = self.files.get(location.file.0)?;
        let tokens = location.pointer.split('/').skip(1).map(unescape);
        let (start, end) = source.positions().find(tokens)?;
        Some(source.span(location.file, start, end))
    }
}

/// A token of a pointer with its escapes undone (RFC 6901, section 4).
pub(super) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~").into()
    } else {
        token.into()
    }
}
