//! Doc comments from descriptions in CommonMark.
//!
//! A description is parsed as rustdoc parses it and written again, block by block: paragraphs are wrapped, code blocks are fenced with
//! a language that rustdoc does not test, links have a target, and HTML becomes Markdown. The result is parsed again. If its content
//! differs from the description, or if rustdoc could emit a warning for it, the description is shown unchanged in a block of text. So no
//! description can break a build.

mod blocks;
mod cache;
mod check;
mod clean;
mod convert;
mod html;
mod html_text;
mod inline;
mod lines;
mod link;
mod markdown_writer;
mod parser;
mod prose;
mod tables;
mod tag;
mod words;

pub(super) use cache::DocCache;
#[cfg(test)]
pub(super) use check::is_safe;
pub(super) use clean::{code_span, escaped};
pub(super) use words::Words;

use std::ops::Range;

use proc_macro2::{Literal, TokenStream};
use pulldown_cmark::{Event, Parser};
use quote::quote;

use blocks::Block;
use parser::options;

/// The maximal width of a line in the generated crate, in characters.
const LINE: usize = 100;
/// The width of `/// ` or `//! `.
const MARK: usize = 4;

/// The documentation of one item, built from blocks.
#[derive(Debug)]
pub(super) struct Docs<'k> {
    lines: Vec<String>,
    width: usize,
    cache: Option<&'k DocCache>,
}

impl<'k> Docs<'k> {
    /// Creates empty documentation of an item that is indented by `indent` levels.
    pub(super) fn new(indent: usize) -> Self {
        Self {
            lines: Vec::new(),
            width: LINE - MARK - 4 * indent,
            cache: None,
        }
    }

    /// Creates empty documentation of an item that is indented by `indent` levels, with a cache of descriptions.
    pub(super) fn with_cache(cache: &'k DocCache, indent: usize) -> Self {
        Self {
            cache: Some(cache),
            ..Self::new(indent)
        }
    }

    /// Adds a description from the document, if there is one.
    pub(super) fn markdown(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let width = self.width;
        let lines = self.written(None, text, width, || {
            let blocks = blocks(text, width).into_iter();
            blocks
                .map(|block| block.lines(width))
                .fold(Vec::new(), join_blocks)
        });
        self.block(lines);
    }

    /// Returns the result of `write`, from the cache if possible.
    fn written(
        &self,
        head: Option<&str>,
        text: &str,
        width: usize,
        write: impl FnOnce() -> Vec<String>,
    ) -> Vec<String> {
        match self.cache {
            Some(cache) => cache.lines(head, text, width, write).to_vec(),
            None => write(),
        }
    }

    /// Adds sentences as one paragraph.
    pub(super) fn sentences(&mut self, sentences: &[String]) {
        if !sentences.is_empty() {
            self.markdown(Some(&sentences.join(" ")));
        }
    }

    /// Adds a paragraph that is already safe.
    pub(super) fn paragraph(&mut self, text: &str) {
        let lines = Words::of(text).wrap(self.width);
        self.block(lines);
    }

    /// Adds a paragraph if the documentation is empty.
    pub(super) fn paragraph_if_empty(&mut self, text: &str) {
        if self.lines.is_empty() {
            self.paragraph(text);
        }
    }

    /// Adds a list. Each item is a text that is already safe, optionally followed by a description from the document.
    pub(super) fn list(&mut self, items: &[(String, Option<String>)]) {
        let mut list = Vec::new();
        for (head, text) in items {
            let lines = self.headed_lines(head, text.as_deref(), self.width - 2);
            list.extend(lines::prefixed(lines, "- ", "  "));
        }
        self.block(list);
    }

    /// Adds a text that is already safe, followed by a description from the document.
    pub(super) fn headed(&mut self, head: &str, text: Option<&str>) {
        let lines = self.headed_lines(head, text, self.width);
        self.block(lines);
    }

    fn headed_lines(&self, head: &str, text: Option<&str>, width: usize) -> Vec<String> {
        match text {
            Some(text) => {
                let write = || headed(head, Some(text), width);
                self.written(Some(head), text, width, write)
            }
            None => headed(head, None, width),
        }
    }

    /// Adds lines that are already safe.
    pub(super) fn block(&mut self, lines: Vec<String>) {
        self.lines = join_blocks(std::mem::take(&mut self.lines), lines);
    }

    /// Returns the lines, without `///`.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Adds the lines to code as comments with the indentation of the item.
    pub(super) fn write(&self, code: &mut String) {
        let indent = LINE - MARK - self.width;
        for line in &self.lines {
            code.extend(std::iter::repeat_n(' ', indent));
            code.push_str("///");
            let line = line.trim_end();
            if !line.is_empty() {
                code.extend([" ", line]);
            }
            code.push('\n');
        }
    }

    /// Returns the lines as one attribute, which is printed as doc comments.
    pub(super) fn attributes(self) -> TokenStream {
        if self.lines.is_empty() {
            return TokenStream::new();
        }
        let length: usize = self.lines.iter().map(|line| line.len() + 2).sum();
        let mut text = String::with_capacity(length);
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        let text = literal(&text);
        quote!(#[doc = #text])
    }
}

/// Joins two blocks, with an empty line between them unless one is empty.
fn join_blocks(mut lines: Vec<String>, block: Vec<String>) -> Vec<String> {
    if !lines.is_empty() && !block.is_empty() {
        lines.push(String::new());
    }
    lines.extend(block);
    lines
}

/// Returns a string literal, which is raw if it is long: escaping takes time.
fn literal(text: &str) -> Literal {
    let is_short = text.len() < 40;
    let raw = !is_short && !text.contains("\"#") && !text.contains('\r');
    let raw = raw.then(|| format!("r#\"{text}\"#").parse().ok());
    raw.flatten().unwrap_or_else(|| Literal::string(text))
}

/// Returns the lines of a safe text followed by a description.
fn headed(head: &str, text: Option<&str>, width: usize) -> Vec<String> {
    let mut head = Words::of(head);
    let mut rest = text.map(|text| blocks(text, width)).unwrap_or_default();
    if let Some(Block::Paragraph(first)) = rest.first_mut() {
        head.join(":");
        head.extend(std::mem::take(first));
        rest.remove(0);
    }
    let mut lines = head.wrap(width);
    for block in rest {
        lines.push(String::new());
        lines.extend(block.lines(width));
    }
    lines
}

/// Returns a description as blocks that are safe in documentation.
fn blocks(text: &str, width: usize) -> Vec<Block> {
    let text = clean::clean(text);
    if text.trim().is_empty() {
        return Vec::new();
    }
    if prose::is_prose(&text) {
        return prose::paragraphs(&text);
    }
    let whole = tables::escape_excess_bars(&text);
    let converted = convert::to_markdown(&whole);
    let converted = converted.and_then(|converted| {
        let events = events(&converted.markdown);
        let is_same = converted.is_shown_by(&events);
        is_same.then(|| marked_up(&converted.markdown, events, width))?
    });
    converted
        .or_else(|| marked_up(&whole, events(&whole), width))
        .unwrap_or_else(|| vec![Block::Lines(lines::fenced("text", &whole))])
}

type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

fn events(text: &str) -> Events<'_> {
    Parser::new_ext(text, options())
        .into_offset_iter()
        .collect()
}

/// Returns the blocks of a text with any Markdown; `None` if they cannot be written so that they are read as the text is.
fn marked_up(text: &str, events: Events<'_>, width: usize) -> Option<Vec<Block>> {
    let content = check::content(&events);
    let blocks = blocks::read(text, events, width)?;
    let mut lines = Vec::new();
    for block in &blocks {
        lines.push(String::new());
        lines.extend(block.clone().lines(width));
    }
    let written = lines.join("\n");
    (check::safe_content(&written) == Some(content)).then_some(blocks)
}

/// Returns `true` if a text is prose, and checks that it is read like any other text.
#[cfg(test)]
pub(super) fn is_prose(text: &str) -> bool {
    let is_prose = prose::is_prose(text);
    let lines = |blocks: Vec<Block>| -> Vec<_> {
        let lines = blocks.into_iter().map(|block| block.lines(LINE - MARK));
        lines.collect()
    };
    if is_prose {
        let marked_up = marked_up(text, events(text), LINE - MARK).unwrap_or_default();
        let marked_up = lines(marked_up);
        assert_eq!(lines(prose::paragraphs(text)), marked_up, "{text}");
    }
    is_prose
}

/// Returns `true` if a description is shown unchanged in a block of text.
#[cfg(test)]
pub(super) fn is_shown_unchanged(text: &str) -> bool {
    let text = clean::clean(text);
    let whole = Block::Lines(lines::fenced("text", &text));
    blocks(&text, LINE - MARK) == [whole]
}
