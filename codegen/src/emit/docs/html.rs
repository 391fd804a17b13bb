//! HTML in descriptions: which of it may stay.
//!
//! rustdoc warns of tags that are unknown, not closed or closed in the wrong order. Tags that only set text may stay; what
//! could run or load something, and what is no HTML at all (`<id>`), is shown as text.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Elements that may stay.
const ELEMENTS: [&str; 60] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements without an end tag (HTML, section 13.1.2, "void elements").
const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// How often the tags are looked at again after some were found not to pair; then none stays.
const ROUNDS: usize = 8;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Markup {
    Open(String),
    Close(String),
}

/// A piece of HTML: an inline tag or a whole block.
struct Piece {
    start: usize,
    /// Its tags; `None` where it holds something that may not stay.
    markup: Option<Vec<Markup>>,
}

/// Where in the source the pieces of HTML start that may stay.
pub(super) fn kept(events: &[(Event<'_>, Range<usize>)]) -> HashSet<usize> {
    let mut pieces = pieces(events);
    for _ in 0..ROUNDS {
        let unpaired = unpaired(&pieces);
        if unpaired.is_empty() {
            let kept = pieces.iter().filter(|piece| piece.markup.is_some());
            return kept.map(|piece| piece.start).collect();
        }
        for index in unpaired {
            pieces[index].markup = None;
        }
    }
    HashSet::new()
}

/// Whether every piece of HTML may stay.
pub(super) fn is_sound(events: &[(Event<'_>, Range<usize>)]) -> bool {
    let pieces = pieces(events);
    pieces.iter().all(|piece| piece.markup.is_some()) && unpaired(&pieces).is_empty()
}

fn pieces(events: &[(Event<'_>, Range<usize>)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut block: Option<(usize, String)> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some((range.start, String::new())),
            Event::Html(text) => match &mut block {
                Some((_, html)) => html.push_str(text),
                None => pieces.push(Piece {
                    start: range.start,
                    markup: markup(text),
                }),
            },
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((start, html)) = block.take() {
                    let markup = markup(&html);
                    pieces.push(Piece { start, markup });
                }
            }
            Event::InlineHtml(text) => pieces.push(Piece {
                start: range.start,
                markup: markup(text),
            }),
            _ => {}
        }
    }
    pieces
}

/// The indices of the pieces whose tags are not closed in order.
fn unpaired(pieces: &[Piece]) -> Vec<usize> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut unpaired = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        for markup in piece.markup.iter().flatten() {
            match markup {
                Markup::Open(name) => open.push((name, index)),
                Markup::Close(name) => match open.last() {
                    Some((last, _)) if last == name => {
                        open.pop();
                    }
                    _ => unpaired.push(index),
                },
            }
        }
    }
    unpaired.extend(open.into_iter().map(|(_, index)| index));
    unpaired
}

/// The tags of a piece of HTML that have to pair; `None` where it holds what may not stay.
fn markup(html: &str) -> Option<Vec<Markup>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
            continue;
        }
        let after = &rest[1..];
        let (is_end, after) = match after.strip_prefix('/') {
            Some(after) => (true, after),
            None => (false, after),
        };
        let length = after
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(after.len());
        let name = after[..length].to_ascii_lowercase();
        let length = tag_end(after)?;
        let attributes = &after[name.len()..length];
        if !ELEMENTS.contains(&name.as_str()) || !is_harmless(attributes) {
            return None;
        }
        rest = &after[length + 1..];
        let is_void = VOID.contains(&name.as_str()) || attributes.ends_with('/');
        match (is_void, is_end) {
            (true, true) => return None,
            (true, false) => {}
            (false, true) => found.push(Markup::Close(name)),
            (false, false) => found.push(Markup::Open(name)),
        }
    }
    Some(found)
}

/// Where a tag's `>` stands that is in no attribute's value.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether attributes neither run nor load anything but pictures.
fn is_harmless(attributes: &str) -> bool {
    let attributes = attributes.to_ascii_lowercase();
    let has_handler = attributes
        .split(|character: char| !character.is_ascii_alphanumeric())
        .any(|word| word.len() > 2 && word.starts_with("on"));
    !has_handler && !attributes.contains("script") && !attributes.contains("data:")
}
