//! Blocks: the conversion of parser events to lines.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::html;
use super::inline::Reader;
use super::lines::{fenced, prefixed};
use super::words::Words;

/// The maximal nesting of blocks. Descriptions with more are shown unchanged.
const DEPTH: usize = 24;

/// Attributes of code blocks in rustdoc, which make them tests.
const RUST: [&str; 12] = [
    "allow_fail",
    "compile-fail",
    "compile_fail",
    "custom",
    "ignore",
    "no-run",
    "no_run",
    "rust",
    "should-panic",
    "should_panic",
    "standalone_crate",
    "test_harness",
];

/// A block of documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, which is wrapped.
    Paragraph(Words),
    /// The lines of any other block.
    Lines(Vec<String>),
}

impl Block {
    /// Returns the lines of the block.
    pub(super) fn lines(self, width: usize) -> Vec<String> {
        match self {
            Self::Paragraph(words) => words.wrap(width),
            Self::Lines(lines) => lines,
        }
    }
}

/// Reads a description from its parser events; `None` if its blocks are nested too deep.
pub(super) fn read(
    source: &str,
    events: Vec<(Event<'_>, Range<usize>)>,
    width: usize,
) -> Option<Vec<Block>> {
    let mut depth = 0_usize;
    for (event, _) in &events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return None;
        }
    }
    let mut reader = Reader {
        source,
        kept: html::kept(&events),
        events,
        at: 0,
    };
    Some(reader.blocks(None, width))
}

impl Reader<'_> {
    /// Reads blocks up to the end of their container.
    fn blocks(&mut self, end: Option<TagEnd>, width: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Consecutive lists of the same kind have different markers.
        let mut last: Option<(bool, bool)> = None;
        loop {
            let before = self.at;
            match self.peek() {
                None => break,
                Some(Event::End(tag)) if Some(*tag) == end => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            last = match self.peek() {
                Some(Event::Start(Tag::List(start))) => {
                    let is_ordered = start.is_some();
                    let is_second = last == Some((is_ordered, false));
                    Some((is_ordered, is_second))
                }
                _ => None,
            };
            let is_second = last.is_some_and(|(_, is_second)| is_second);
            blocks.extend(self.block(width, is_second));
            if self.at == before {
                // The event starts no block.
                self.at += 1;
            }
        }
        blocks
    }

    fn block(&mut self, width: usize, second_list: bool) -> Option<Block> {
        let (event, range) = self.events.get(self.at).cloned()?;
        let Event::Start(tag) = event else {
            if event == Event::Rule {
                self.at += 1;
                return Some(Block::Lines(vec!["***".to_owned()]));
            }
            // The text of an item in a tight list is not in a paragraph.
            let words = self.inline(false);
            return (words != Words::default()).then_some(Block::Paragraph(words));
        };
        self.at += 1;
        let end = tag.to_end();
        let lines = match tag {
            Tag::Paragraph => {
                let words = self.inline(false);
                self.pass(end);
                return Some(Block::Paragraph(words));
            }
            Tag::Heading { level, .. } => {
                let text = self.inline(true).into_line();
                self.pass(end);
                vec![format!("{} {text}", marks(level)).trim_end().to_owned()]
            }
            Tag::BlockQuote(_) => {
                let inner = self.blocks(Some(end), width.saturating_sub(2));
                prefixed(joined(inner, width.saturating_sub(2)), "> ", "> ")
            }
            Tag::CodeBlock(kind) => {
                let text = self.plain(end);
                fenced(&language(&kind), &text)
            }
            Tag::HtmlBlock => {
                let text = self.plain(end);
                if self.kept.contains(&range.start) {
                    text.lines()
                        .map(|line| line.trim_end().to_owned())
                        .collect()
                } else {
                    fenced("html", &text)
                }
            }
            Tag::List(start) => self.list(start, second_list, width),
            Tag::Table(alignments) => self.table(&alignments),
            Tag::FootnoteDefinition(label) => {
                let inner = self.blocks(Some(end), width.saturating_sub(4));
                let lines = joined(inner, width.saturating_sub(4));
                prefixed(lines, &format!("[^{label}]: "), "    ")
            }
            _ => {
                self.at -= 1;
                let words = self.inline(false);
                return (words != Words::default()).then_some(Block::Paragraph(words));
            }
        };
        Some(Block::Lines(lines))
    }

    fn pass(&mut self, end: TagEnd) {
        if matches!(self.peek(), Some(Event::End(tag)) if *tag == end) {
            self.at += 1;
        }
    }

    /// Returns the text of a block without markup, up to its end.
    fn plain(&mut self, end: TagEnd) -> String {
        let mut text = String::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(part) | Event::Html(part) | Event::InlineHtml(part) => {
                    text.push_str(part);
                }
                Event::End(tag) if *tag == end => break,
                _ => {}
            }
        }
        text
    }

    fn list(&mut self, start: Option<u64>, second: bool, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut number = start;
        while let Some(event) = self.peek() {
            let is_item = matches!(event, Event::Start(Tag::Item));
            self.at += 1;
            if !is_item {
                break;
            }
            let mark = match &mut number {
                Some(number) => {
                    let mark = format!("{number}{} ", if second { ')' } else { '.' });
                    *number = number.saturating_add(1);
                    mark
                }
                None => if second { "* " } else { "- " }.to_owned(),
            };
            let is_loose = self.is_loose();
            let inner = width.saturating_sub(mark.len());
            let blocks = self.blocks(Some(TagEnd::Item), inner);
            let item = if is_loose {
                joined(blocks, inner)
            } else {
                blocks
                    .into_iter()
                    .flat_map(|block| block.lines(inner))
                    .collect()
            };
            if is_loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let indent = " ".repeat(mark.len());
            lines.extend(prefixed(item, &mark, &indent));
        }
        lines
    }

    /// Returns `true` if the current item belongs to a loose list, whose text is in paragraphs (CommonMark 0.31, section 5.3).
    fn is_loose(&self) -> bool {
        let mut depth = 0_usize;
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(Tag::Paragraph) if depth == 0 => return true,
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return false,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        false
    }

    fn table(&mut self, alignments: &[Alignment]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.get(self.at).cloned() {
            self.at += 1;
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.inline(true).into_line()),
                Event::End(TagEnd::TableHead) => {
                    lines.push(row(&std::mem::take(&mut cells)));
                    let rules = alignments.iter().map(|alignment| match alignment {
                        Alignment::None => "---",
                        Alignment::Left => ":--",
                        Alignment::Center => ":-:",
                        Alignment::Right => "--:",
                    });
                    lines.push(row(&rules.map(str::to_owned).collect::<Vec<_>>()));
                }
                Event::End(TagEnd::TableRow) => lines.push(row(&std::mem::take(&mut cells))),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        lines
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn marks(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "#",
        HeadingLevel::H2 => "##",
        HeadingLevel::H3 => "###",
        HeadingLevel::H4 => "####",
        HeadingLevel::H5 => "#####",
        HeadingLevel::H6 => "######",
    }
}

/// Joins blocks with blank lines.
fn joined(blocks: Vec<Block>, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block.lines(width));
    }
    lines
}

/// Returns the language of a code block if rustdoc does not test it, otherwise `text`.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return "text".to_owned();
    };
    let word = info.split([' ', ',']).next().unwrap_or_default();
    if is_untested(word) {
        word.to_owned()
    } else {
        "text".to_owned()
    }
}

/// Returns `true` if the word after a fence is the name of a language other than Rust.
pub(super) fn is_untested(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_name = word
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || "+-_#".contains(character))
        && word.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_error_code =
        lower.starts_with('e') && lower[1..].bytes().all(|byte| byte.is_ascii_digit());
    let is_rust = RUST.contains(&lower.as_str())
        || ["edition", "ignore-", "rust"]
            .iter()
            .any(|start| lower.starts_with(start));
    is_name && !is_error_code && !is_rust
}
