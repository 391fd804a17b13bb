//! The text of a paragraph, a heading or a table cell.
//!
//! Text, and the markup between two events of the parser (escapes, emphasis), is copied from the source. Only what rustdoc reads
//! differently is changed.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::clean::code_span;
use super::link;
use super::words::Words;

/// A description and its parser events.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    pub(super) at: usize,
    /// The starts of HTML that is kept.
    pub(super) kept: HashSet<usize>,
}

/// The state of reading a text.
struct Cursor {
    words: Words,
    /// The end of the source that is written; `None` at the start of the text or of a line.
    position: Option<usize>,
    /// The number of links around the text.
    links: usize,
    in_table: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<&Event<'a>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    /// Reads the following inline events.
    pub(super) fn inline(&mut self, in_table: bool) -> Words {
        let mut cursor = Cursor {
            words: Words::default(),
            position: None,
            links: 0,
            in_table,
        };
        // The ends of the open links.
        let mut ends: Vec<String> = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::Text(_) => {
                    let range = self.whole_text(range, &cursor);
                    cursor.text(self.source, range);
                    self.at += 1;
                    continue;
                }
                Event::Start(Tag::Link {
                    link_type: LinkType::Autolink | LinkType::Email,
                    ..
                }) => {
                    cursor.raw(self.source, range);
                    self.skip_link();
                    continue;
                }
                Event::Start(Tag::Link {
                    dest_url, title, ..
                }) => {
                    cursor.gap(self.source, &range);
                    cursor.words.push("[");
                    ends.push(format!("]{}", link::written(&dest_url, &title, in_table)));
                    cursor.position = None;
                    cursor.links += 1;
                }
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => {
                    cursor.gap(self.source, &range);
                    cursor.words.push("![");
                    ends.push(format!("]{}", link::written(&dest_url, &title, in_table)));
                    cursor.position = None;
                    cursor.links += 1;
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    cursor.words.push(&ends.pop().unwrap_or_default());
                    cursor.position = Some(range.end);
                    cursor.links = cursor.links.saturating_sub(1);
                }
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                    cursor.gap(self.source, &range);
                    cursor.position = Some(range.start);
                }
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                    cursor.gap(self.source, &(range.end..range.end));
                    cursor.position = Some(range.end);
                }
                Event::Code(code) => {
                    if self.source[range.clone()].contains('\n') {
                        cursor.gap(self.source, &range);
                        cursor.words.push(&code_span(&code));
                        cursor.position = Some(range.end);
                    } else {
                        cursor.raw(self.source, range);
                    }
                }
                Event::InlineHtml(html) => {
                    cursor.gap(self.source, &range);
                    let kept = self.kept.contains(&range.start);
                    cursor.html(&html, kept);
                    cursor.position = Some(range.end);
                }
                Event::FootnoteReference(_) => cursor.raw(self.source, range),
                Event::TaskListMarker(is_done) => {
                    cursor.words.push(if is_done { "[x]" } else { "[ ]" });
                    cursor.words.space();
                    cursor.position = None;
                }
                Event::SoftBreak => {
                    cursor.words.space();
                    cursor.position = None;
                }
                Event::HardBreak => {
                    if !in_table {
                        cursor.words.join("\\");
                        cursor.words.line_break();
                    }
                    cursor.position = None;
                }
                // The start or the end of a block.
                _ => break,
            }
            self.at += 1;
        }
        cursor.words.space();
        cursor.words
    }

    /// Returns the range of the current text event and of those that continue it, and skips them.
    fn whole_text(&mut self, mut range: Range<usize>, cursor: &Cursor) -> Range<usize> {
        let written = cursor.position.unwrap_or(0);
        if is_escaped(self.source, range.start) && range.start > written {
            range.start -= 1;
        }
        while let Some((Event::Text(_), next)) = self.events.get(self.at + 1) {
            let between = self.source.get(range.end..next.start);
            if !matches!(between, Some("" | "\\")) {
                break;
            }
            range.end = next.end;
            self.at += 1;
        }
        range
    }

    /// Skips a link with its content.
    fn skip_link(&mut self) {
        while let Some((event, _)) = self.events.get(self.at) {
            let is_end = matches!(event, Event::End(TagEnd::Link));
            self.at += 1;
            if is_end {
                break;
            }
        }
    }
}

impl Cursor {
    /// Writes the source before `range` that belongs to no event.
    fn gap(&mut self, source: &str, range: &Range<usize>) {
        let Some(position) = self.position else {
            return;
        };
        let gap = source.get(position..range.start).unwrap_or_default();
        if gap.trim().is_empty() {
            if !gap.is_empty() {
                self.words.space();
            }
        } else {
            self.words.push(gap);
        }
    }

    /// Copies a range of the source as a part of one word.
    fn raw(&mut self, source: &str, range: Range<usize>) {
        self.gap(source, &range);
        self.words.push(&source[range.clone()]);
        self.position = Some(range.end);
    }

    /// Writes a text word by word.
    fn text(&mut self, source: &str, range: Range<usize>) {
        self.gap(source, &range);
        let text = &source[range.clone()];
        let mut rest = text;
        loop {
            let plain = rest.bytes().position(may_be_special).unwrap_or(rest.len());
            self.words.push(&rest[..plain]);
            rest = &rest[plain..];
            let Some(character) = rest.chars().next() else {
                break;
            };
            let mut length = character.len_utf8();
            if character == '\\' {
                let escaped = rest[1..].chars().next();
                length += escaped
                    .filter(char::is_ascii_punctuation)
                    .map_or(0, char::len_utf8);
                self.words.push(&rest[..length]);
            } else if character == ' ' || character == '\n' {
                self.words.space();
            } else if self.links == 0
                && let Some(url) = link::bare_url(rest)
            {
                length = url;
                self.words.push(&link::autolink(&rest[..length]));
            } else {
                if character == '`' || character == '[' && !rest[1..].starts_with(']') {
                    self.words.push("\\");
                }
                self.words.push(&rest[..length]);
            }
            rest = &rest[length..];
        }
        self.position = Some(range.end);
    }

    /// Writes an inline tag, as text if it is not kept.
    fn html(&mut self, html: &str, kept: bool) {
        let html = html.split_whitespace().collect::<Vec<_>>().join(" ");
        let inner = html.trim_matches(['<', '>', '/']);
        let is_plain = inner
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_ .".contains(character))
            && !inner.starts_with('_')
            && !inner.ends_with('_');
        if kept {
            self.words.push(&html);
        } else if is_plain {
            self.words.push("\\");
            self.words.push(&html);
        } else {
            let html = if self.in_table {
                html.replace('|', "\\|")
            } else {
                html
            };
            self.words.push(&code_span(&html));
        }
    }
}

/// Returns `true` for a byte that may need an escape or start a URL.
fn may_be_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b' ' | b'\n' | b'`' | b'[' | b'h')
}

/// Returns `true` if a backslash escapes the character at `at`.
fn is_escaped(source: &str, at: usize) -> bool {
    let before = &source[..at];
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    backslashes % 2 == 1
}
