//! Documentation: what the document says in CommonMark becomes doc comments.
//!
//! A description is parsed as rustdoc parses it and written anew, block by block: paragraphs wrapped, code always fenced
//! with a language that is not tested, links that lead somewhere, HTML only where its tags are known and closed. What was
//! written is then parsed again; where it does not say the same, or could make rustdoc warn, the description is shown as
//! it stands, as a block of text. So no description can break a build, whatever it holds.

mod blocks;
mod check;
mod clean;
mod html;
mod inline;
mod known;
mod link;
mod prose;
mod tables;
mod words;

#[cfg(test)]
pub(super) use check::is_safe;
pub(super) use clean::{code_span, escaped};
pub(super) use known::Known;
pub(super) use words::Words;

use proc_macro2::{Literal, TokenStream};
use pulldown_cmark::{Options, Parser};
use quote::quote;

use blocks::Block;

/// The width of a line of the generated crate, in characters.
const LINE: usize = 100;
/// What `/// ` or `//! ` takes.
const MARK: usize = 4;

/// Documentation of one item, put together block by block.
#[derive(Debug)]
pub(super) struct Docs<'k> {
    lines: Vec<String>,
    width: usize,
    known: Option<&'k Known>,
}

impl<'k> Docs<'k> {
    /// Documentation of an item that is indented by `indent` levels.
    pub(super) fn new(indent: usize) -> Self {
        Self {
            lines: Vec::new(),
            width: LINE - MARK - 4 * indent,
            known: None,
        }
    }

    /// Documentation of an item that is indented by `indent` levels, whose descriptions may be known.
    pub(super) fn knowing(known: &'k Known, indent: usize) -> Self {
        Self {
            known: Some(known),
            ..Self::new(indent)
        }
    }

    /// Adds a description of the document, where there is one.
    pub(super) fn markdown(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let width = self.width;
        let lines = self.written(None, text, width, || {
            let blocks = blocks(text, width).into_iter();
            blocks
                .map(|block| block.lines(width))
                .fold(Vec::new(), parted)
        });
        self.block(lines);
    }

    /// What `write` gives, or what it gave before of the same texts.
    fn written(
        &self,
        head: Option<&str>,
        text: &str,
        width: usize,
        write: impl FnOnce() -> Vec<String>,
    ) -> Vec<String> {
        match self.known {
            Some(known) => known.lines(head, text, width, write).to_vec(),
            None => write(),
        }
    }

    /// Adds sentences as one paragraph.
    pub(super) fn sentences(&mut self, sentences: &[String]) {
        if !sentences.is_empty() {
            self.markdown(Some(&sentences.join(" ")));
        }
    }

    /// Adds a paragraph of our own, taken as it stands.
    pub(super) fn paragraph(&mut self, text: &str) {
        let lines = Words::of(text).wrap(self.width);
        self.block(lines);
    }

    /// Adds a paragraph of our own where there is nothing else.
    pub(super) fn otherwise(&mut self, text: &str) {
        if self.lines.is_empty() {
            self.paragraph(text);
        }
    }

    /// Adds a list: each item begins with a text of our own, and goes on with a description of the document.
    pub(super) fn list(&mut self, items: &[(String, Option<String>)]) {
        let mut list = Vec::new();
        for (head, text) in items {
            let lines = self.headed_lines(head, text.as_deref(), self.width - 2);
            list.extend(blocks::prefixed(lines, "- ", "  "));
        }
        self.block(list);
    }

    /// Adds a text of our own that goes on with a description of the document.
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

    /// Adds lines of our own, taken as they stand.
    pub(super) fn block(&mut self, lines: Vec<String>) {
        self.lines = parted(std::mem::take(&mut self.lines), lines);
    }

    /// The lines, without their marks.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// The lines as one attribute, which prints as doc comments.
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

/// Lines and those of another block, with an empty line between where there are both.
fn parted(mut lines: Vec<String>, block: Vec<String>) -> Vec<String> {
    if !lines.is_empty() && !block.is_empty() {
        lines.push(String::new());
    }
    lines.extend(block);
    lines
}

/// A string literal, raw where it is long and can be: nobody has to escape it and to undo that again.
fn literal(text: &str) -> Literal {
    let is_short = text.len() < 40;
    let raw = !is_short && !text.contains("\"#") && !text.contains('\r');
    let raw = raw.then(|| format!("r#\"{text}\"#").parse().ok());
    raw.flatten().unwrap_or_else(|| Literal::string(text))
}

/// How rustdoc reads documentation; only quotation marks are left as they stand.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The lines of a text of our own and a description behind it.
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

/// A description as blocks that are safe in documentation.
fn blocks(text: &str, width: usize) -> Vec<Block> {
    let text = clean::clean(text);
    if text.trim().is_empty() {
        return Vec::new();
    }
    if prose::is_prose(&text) {
        return prose::paragraphs(&text);
    }
    marked_up(&text, width)
}

/// The blocks of a text that may hold any markup.
fn marked_up(text: &str, width: usize) -> Vec<Block> {
    let text = tables::whole(text);
    let events: Vec<_> = Parser::new_ext(&text, options())
        .into_offset_iter()
        .collect();
    let content = check::content(&events);
    if let Some(blocks) = blocks::read(&text, events, width) {
        let mut lines = Vec::new();
        for block in &blocks {
            lines.push(String::new());
            lines.extend(block.clone().lines(width));
        }
        let written = lines.join("\n");
        if check::safe_content(&written) == Some(content) {
            return blocks;
        }
    }
    vec![Block::Lines(blocks::fenced("text", &text))]
}

/// Whether a text is prose, which is read as any other text is.
#[cfg(test)]
pub(super) fn is_prose(text: &str) -> bool {
    let is_prose = prose::is_prose(text);
    let lines = |blocks: Vec<Block>| -> Vec<_> {
        let lines = blocks.into_iter().map(|block| block.lines(LINE - MARK));
        lines.collect()
    };
    if is_prose {
        let marked_up = lines(marked_up(text, LINE - MARK));
        assert_eq!(lines(prose::paragraphs(text)), marked_up, "{text}");
    }
    is_prose
}

/// Whether a description could not be written anew.
#[cfg(test)]
pub(super) fn is_shown_as_it_stands(text: &str) -> bool {
    let text = clean::clean(text);
    let whole = Block::Lines(blocks::fenced("text", &text));
    blocks(&text, LINE - MARK) == [whole]
}
