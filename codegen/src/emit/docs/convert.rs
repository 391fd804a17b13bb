//! HTML in descriptions as Markdown.
//!
//! The tags that the parser finds are paired as HTML pairs them (end tags of paragraphs, items and cells may be missing) and
//! translated. Text in a block of HTML is escaped, since Markdown has no meaning there. Unknown tags are left as they are. The result is
//! used only if a reader sees the same words in it as in the description.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown_writer;
use super::parser::options;
use super::tag::{self, Context, Part, Token};

/// A description with Markdown instead of HTML.
#[derive(Debug)]
pub(super) struct Converted {
    pub(super) markdown: String,
    /// The characters that a reader of the HTML sees, without spaces.
    shown: String,
}

impl Converted {
    /// Returns `true` if a reader of the Markdown sees the same characters.
    pub(super) fn is_shown_by(&self, events: &[(Event<'_>, Range<usize>)]) -> bool {
        shown_by(events) == self.shown
    }
}

/// Returns a description with Markdown instead of HTML; `None` if it has no HTML or cannot be translated.
pub(super) fn to_markdown(text: &str) -> Option<Converted> {
    if !text.contains('<') {
        return None;
    }
    let events: Vec<_> = Parser::new_ext(text, options())
        .into_offset_iter()
        .collect();
    let parts = tag::pair(parts(text, &events)?);
    if !parts.iter().any(|part| part.token.is_markup()) {
        return None;
    }
    Some(Converted {
        markdown: markdown_writer::write(&parts)?,
        shown: shown_by_parts(&events, &parts),
    })
}

/// Splits a description into Markdown, tags, and the text in blocks of HTML; `None` if a container of Markdown has such a block.
fn parts<'a>(text: &'a str, events: &[(Event<'a>, Range<usize>)]) -> Option<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    let mut contexts = vec![Context::Paragraph];
    let mut at = 0;
    let mut in_block = false;
    for (event, range) in events {
        let context = contexts.last().copied().unwrap_or(Context::Paragraph);
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                contexts.push(Context::Container);
            }
            Event::Start(Tag::Heading { .. }) => contexts.push(Context::Heading),
            Event::Start(Tag::TableCell) => contexts.push(Context::TableCell),
            Event::End(
                TagEnd::List(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition
                | TagEnd::Heading(_)
                | TagEnd::TableCell,
            ) => {
                contexts.pop();
            }
            Event::Start(Tag::HtmlBlock) => {
                if context != Context::Paragraph {
                    return None;
                }
                in_block = true;
                push_source(&mut parts, text, at..range.start, context);
                push_html(&mut parts, text, range, Context::Html);
                at = range.end;
            }
            Event::End(TagEnd::HtmlBlock) => in_block = false,
            Event::InlineHtml(_) | Event::Html(_) if !in_block => {
                push_source(&mut parts, text, at..range.start, context);
                push_html(&mut parts, text, range, context);
                at = range.end;
            }
            _ => {}
        }
    }
    push_source(&mut parts, text, at..text.len(), Context::Paragraph);
    Some(parts)
}

fn push_source<'a>(
    parts: &mut Vec<Part<'a>>,
    text: &'a str,
    range: Range<usize>,
    context: Context,
) {
    let source = text.get(range.clone()).unwrap_or_default();
    if !source.is_empty() {
        parts.push(Part {
            token: Token::Source(source),
            context,
            start: range.start,
        });
    }
}

fn push_html<'a>(parts: &mut Vec<Part<'a>>, text: &'a str, range: &Range<usize>, context: Context) {
    let start = range.start;
    let html = text.get(range.clone()).unwrap_or_default();
    // HTML that is not translated stays as it is.
    let (tokens, context) = match tag::tokens(html) {
        Some(tokens) => (tokens, context),
        None => (vec![Token::Raw(html)], Context::Paragraph),
    };
    parts.extend(tokens.into_iter().map(|token| Part {
        token,
        context,
        start,
    }));
}

/// Returns the characters that a reader sees, without spaces.
fn shown_by(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut shown = String::new();
    for (event, _) in events {
        if let Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::FootnoteReference(text) = event
        {
            shown.extend(visible(text));
        }
    }
    shown
}

/// Returns the characters that a reader of the HTML sees: those of Markdown from the events, those of HTML from the parts.
fn shown_by_parts(events: &[(Event<'_>, Range<usize>)], parts: &[Part<'_>]) -> String {
    let mut html: HashMap<usize, String> = HashMap::new();
    for part in parts {
        let text = markdown_writer::shown(&part.token);
        html.entry(part.start).or_default().extend(visible(&text));
    }
    let mut shown = String::new();
    let mut in_block = false;
    for (event, range) in events {
        match event {
            Event::End(TagEnd::HtmlBlock) => in_block = false,
            Event::Text(_) | Event::Html(_) if in_block => {}
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => {
                in_block = matches!(event, Event::Start(_));
                shown.push_str(html.get(&range.start).map_or("", String::as_str));
            }
            Event::Text(text) | Event::Code(text) | Event::FootnoteReference(text) => {
                shown.extend(visible(text));
            }
            _ => {}
        }
    }
    shown
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}
