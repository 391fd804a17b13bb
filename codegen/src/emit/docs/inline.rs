//! The text of a paragraph, a heading or a table's cell.
//!
//! What stands between two events of the parser (escapes, emphasis) is taken over from the source, and so is text; only
//! what rustdoc would take for something else is changed.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::clean::code_span;
use super::link;
use super::words::Words;

/// A description as the parser sees it.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    pub(super) at: usize,
    /// Where the HTML starts that may stay.
    pub(super) kept: HashSet<usize>,
}

/// How far a text is read.
struct Cursor {
    words: Words,
    /// The end of what is written already; `None` where nothing is, or where a line starts.
    position: Option<usize>,
    /// How many links the text stands in.
    links: usize,
    in_table: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<&Event<'a>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    /// Reads the inline events that come next.
    pub(super) fn inline(&mut self, in_table: bool) -> Words {
        let mut cursor = Cursor {
            words: Words::default(),
            position: None,
            links: 0,
            in_table,
        };
        // What ends each link that is open.
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
                // A block starts or ends here.
                _ => break,
            }
            self.at += 1;
        }
        cursor.words.space();
        cursor.words
    }

    /// The range of the text event at hand and of those that go on with it, which are passed over.
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

    /// Passes over a link with all that is in it.
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
    /// Writes what stands before `range` and belongs to no event.
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

    /// Writes a range as it stands in the source, as part of one word.
    fn raw(&mut self, source: &str, range: Range<usize>) {
        self.gap(source, &range);
        self.words.push(&source[range.clone()]);
        self.position = Some(range.end);
    }

    /// Writes a text, word for word.
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

    /// Writes an inline tag; as text where it may not stay.
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

/// Whether a byte of a text is one that is not just taken over, or could begin an address.
fn may_be_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b' ' | b'\n' | b'`' | b'[' | b'h')
}

/// Whether the character at `at` stands behind a backslash that escapes it.
fn is_escaped(source: &str, at: usize) -> bool {
    let before = &source[..at];
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    backslashes % 2 == 1
}
