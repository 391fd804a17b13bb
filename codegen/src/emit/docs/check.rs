//! The check of converted documentation.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::blocks::is_untested;
use super::{html, link};

/// Returns `true` if rustdoc neither emits a warning for documentation nor tests a part of it.
#[cfg(test)]
pub(in crate::emit) fn is_safe(written: &str) -> bool {
    safe_content(written).is_some()
}

/// Returns the visible content of documentation; `None` if rustdoc emits a warning for it or tests a part of it.
pub(super) fn safe_content(written: &str) -> Option<String> {
    // Rustdoc resolves links without a target as items, so the parser has to report them.
    let mut is_any_broken = false;
    let found = |_: BrokenLink<'_>| {
        is_any_broken = true;
        Some((CowStr::Borrowed("item"), CowStr::Borrowed("")))
    };
    let parser =
        Parser::new_with_broken_link_callback(written, super::parser::options(), Some(found));
    let events: Vec<_> = parser.into_offset_iter().collect();
    if !html::is_sound(&events) || !events_are_safe(&events) || has_bare_url(written, &events) {
        return None;
    }
    if !is_any_broken {
        return Some(content(&events));
    }
    // The remaining links without a target are images, which are shown as text.
    let events: Vec<_> = Parser::new_ext(written, super::parser::options())
        .into_offset_iter()
        .collect();
    Some(content(&events))
}

fn events_are_safe(events: &[(Event<'_>, Range<usize>)]) -> bool {
    events.iter().all(|(event, _)| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => is_untested(language),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => match link_type {
            LinkType::Autolink | LinkType::Email => true,
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                false
            }
            _ => !link::is_item_path(dest_url),
        },
        _ => true,
    })
}

/// Returns `true` if a URL is in running text.
fn has_bare_url(written: &str, events: &[(Event<'_>, Range<usize>)]) -> bool {
    let mut exempt = 0_usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => exempt += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => exempt = exempt.saturating_sub(1),
            Event::Text(text) if exempt == 0 => {
                // A URL may be split into several events, but not in the source.
                for (at, _) in text.match_indices("http") {
                    let rest = written.get(range.start..).unwrap_or_default();
                    let rest = rest.get(at..).unwrap_or_default();
                    if link::bare_url(rest).is_some() || link::bare_url(&text[at..]).is_some() {
                        return true;
                    }
                }
            }
            _ => {}
        }
    }
    false
}

/// Returns the visible content of a text without spaces: its words and the starts of blocks.
pub(super) fn content(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut out = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part)
            | Event::Code(part)
            | Event::Html(part)
            | Event::InlineHtml(part)
            | Event::FootnoteReference(part) => {
                out.extend(part.chars().filter(|character| !character.is_whitespace()));
            }
            Event::Start(tag) => out.push_str(mark(tag)),
            Event::Rule => out.push_str("\u{1}rule\u{1}"),
            Event::HardBreak => out.push_str("\u{1}break\u{1}"),
            Event::TaskListMarker(true) => out.push_str("\u{1}done\u{1}"),
            Event::TaskListMarker(false) => out.push_str("\u{1}open\u{1}"),
            _ => {}
        }
    }
    out
}

/// Returns the placeholder for the start of a visible element. URLs become links, and HTML becomes a code block.
fn mark(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { .. } => "\u{1}heading\u{1}",
        Tag::BlockQuote(_) => "\u{1}quote\u{1}",
        Tag::CodeBlock(_) | Tag::HtmlBlock => "\u{1}block\u{1}",
        Tag::Item => "\u{1}item\u{1}",
        Tag::TableRow => "\u{1}row\u{1}",
        Tag::TableCell => "\u{1}cell\u{1}",
        Tag::Emphasis => "\u{1}emphasis\u{1}",
        Tag::Strong => "\u{1}strong\u{1}",
        Tag::Strikethrough => "\u{1}strike\u{1}",
        Tag::Image { .. } => "\u{1}image\u{1}",
        _ => "",
    }
}
