//! HTML in descriptions that cannot be translated to Markdown.
//!
//! Rustdoc emits warnings for tags that are unknown, not closed, or closed in the wrong order. Tags that only format text are kept.
//! Tags that could run or load something, and text that is not HTML (`<id>`), are shown as text.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::tag::tag_end;

/// Elements that are kept.
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

/// The number of times that unpaired tags are removed. If some are left, no tag is kept.
const ROUNDS: usize = 8;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Markup {
    Open(String),
    Close(String),
}

/// An inline tag or a block of HTML.
struct Fragment {
    start: usize,
    /// The tags; `None` if it contains something that is not kept.
    markup: Option<Vec<Markup>>,
}

/// Returns the starts in the source of the fragments that are kept.
pub(super) fn kept(events: &[(Event<'_>, Range<usize>)]) -> HashSet<usize> {
    let mut fragments = fragments(events);
    for _ in 0..ROUNDS {
        let unpaired = unpaired(&fragments);
        if unpaired.is_empty() {
            let kept = fragments
                .iter()
                .filter(|fragment| fragment.markup.is_some());
            return kept.map(|fragment| fragment.start).collect();
        }
        for index in unpaired {
            fragments[index].markup = None;
        }
    }
    HashSet::new()
}

/// Returns `true` if all fragments are kept.
pub(super) fn is_sound(events: &[(Event<'_>, Range<usize>)]) -> bool {
    let fragments = fragments(events);
    fragments.iter().all(|fragment| fragment.markup.is_some()) && unpaired(&fragments).is_empty()
}

fn fragments(events: &[(Event<'_>, Range<usize>)]) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut block: Option<(usize, String)> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some((range.start, String::new())),
            Event::Html(text) => match &mut block {
                Some((_, html)) => html.push_str(text),
                None => fragments.push(Fragment {
                    start: range.start,
                    markup: markup(text),
                }),
            },
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((start, html)) = block.take() {
                    let markup = markup(&html);
                    fragments.push(Fragment { start, markup });
                }
            }
            Event::InlineHtml(text) => fragments.push(Fragment {
                start: range.start,
                markup: markup(text),
            }),
            _ => {}
        }
    }
    fragments
}

/// Returns the indices of the fragments whose tags are not closed in order.
fn unpaired(fragments: &[Fragment]) -> Vec<usize> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut unpaired = Vec::new();
    for (index, fragment) in fragments.iter().enumerate() {
        for markup in fragment.markup.iter().flatten() {
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

/// Returns the tags of a fragment that need a counterpart; `None` if it contains something that is not kept.
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
        let is_void = VOID.contains(&name.as_str());
        // Such a tag opens the element, but rustdoc rejects it.
        if attributes.ends_with('/') && !is_void {
            return None;
        }
        match (is_void, is_end) {
            (true, true) => return None,
            (true, false) => {}
            (false, true) => found.push(Markup::Close(name)),
            (false, false) => found.push(Markup::Open(name)),
        }
    }
    Some(found)
}

/// Returns `true` if attributes neither run code nor load anything other than images.
fn is_harmless(attributes: &str) -> bool {
    let attributes = attributes.to_ascii_lowercase();
    let has_handler = attributes
        .split(|character: char| !character.is_ascii_alphanumeric())
        .any(|word| word.len() > 2 && word.starts_with("on"));
    !has_handler && !attributes.contains("script") && !attributes.contains("data:")
}
