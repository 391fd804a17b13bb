//! HTML tags in descriptions: splitting and pairing.

/// Elements that become Markdown, or whose tags can be left out without changing the text.
const TRANSLATED: [&str; 62] = [
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
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
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "nobr",
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
    "summary",
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
];

/// Elements without an end tag (HTML, section 13.1.2, "void elements").
const VOID: [&str; 3] = ["br", "hr", "img"];

/// Elements whose end tag may be missing (HTML, section 13.1.2.4).
const OPTIONAL_END: [&str; 9] = ["dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "tr"];

/// A part of HTML, or Markdown between tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Markdown.
    Source(&'a str),
    /// Text in a block of HTML.
    Text(&'a str),
    /// A start tag.
    Open {
        name: String,
        attributes: &'a str,
        source: &'a str,
    },
    /// An end tag.
    Close { name: String, source: &'a str },
    /// The end of an element without an end tag.
    ImpliedClose(String),
    /// A tag that is left as it is.
    Raw(&'a str),
    /// A comment.
    Comment,
}

impl Token<'_> {
    /// Returns `true` if the token is translated.
    pub(super) fn is_markup(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Close { .. } | Self::Comment)
    }
}

/// The Markdown around a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// A paragraph at the top level.
    Paragraph,
    /// A block of HTML, whose text is not Markdown.
    Html,
    /// A paragraph in a list, a quotation or a footnote.
    Container,
    Heading,
    TableCell,
}

/// A part of a description.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) token: Token<'a>,
    pub(super) context: Context,
    /// The start of the Markdown, the tag or the block of HTML in the description.
    pub(super) start: usize,
}

/// Returns `true` if an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Splits HTML into tags and text; `None` if it contains something else, such as a script.
pub(super) fn tokens(html: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let start = rest.find(is_tag_start(rest)).unwrap_or(rest.len());
        if start > 0 {
            tokens.push(Token::Text(&rest[..start]));
            rest = &rest[start..];
            continue;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
            tokens.push(Token::Comment);
            continue;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return None;
        }
        let is_end = rest.starts_with("</");
        let after = &rest[if is_end { 2 } else { 1 }..];
        let length = after
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(after.len());
        let name = after[..length].to_ascii_lowercase();
        if matches!(
            name.as_str(),
            "script" | "style" | "iframe" | "object" | "textarea"
        ) {
            return None;
        }
        let end = tag_end(after)?;
        let (source, next) = rest.split_at(rest.len() - after.len() + end + 1);
        let attributes = after.get(length..end).unwrap_or_default();
        tokens.push(match (TRANSLATED.contains(&name.as_str()), is_end) {
            (false, _) => Token::Raw(source),
            (true, true) => Token::Close { name, source },
            (true, false) => Token::Open {
                name,
                attributes,
                source,
            },
        });
        rest = next;
    }
    Some(tokens)
}

/// Returns the pattern of a tag's start: `<` before a letter, `/`, `!` or `?`.
fn is_tag_start(html: &str) -> impl FnMut(char) -> bool + '_ {
    let mut at = 0;
    move |character| {
        at += character.len_utf8();
        let next = html.get(at..).and_then(|rest| rest.chars().next());
        character == '<'
            && next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
    }
}

/// Returns the position of the `>` that ends a tag, outside of the values of attributes.
pub(super) fn tag_end(text: &str) -> Option<usize> {
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

/// Pairs start and end tags. Missing end tags are added if they are optional; other tags without a counterpart are left as they are.
pub(super) fn pair(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut paired: Vec<Part<'_>> = Vec::with_capacity(parts.len());
    // The names of open elements, with their positions in `paired`.
    let mut open: Vec<(String, usize)> = Vec::new();
    for part in parts {
        match &part.token {
            Token::Open { name, .. } if !is_void(name) => {
                while let Some((last, _)) = open.last()
                    && is_ended_by(last, name)
                {
                    close_last(&mut open, &mut paired, &part);
                }
                open.push((name.clone(), paired.len()));
                paired.push(part);
            }
            Token::Close { name, source } => {
                let above = open.iter().rposition(|(open, _)| open == name);
                let can_close = above.is_some_and(|index| {
                    open[index + 1..].iter().all(|(name, _)| is_optional(name))
                });
                if !can_close {
                    let token = Token::Raw(source);
                    paired.push(Part { token, ..part });
                    continue;
                }
                while open.last().is_some_and(|(last, _)| last != name) {
                    close_last(&mut open, &mut paired, &part);
                }
                open.pop();
                paired.push(part);
            }
            _ => paired.push(part),
        }
    }
    let last = paired.last().cloned();
    while let (Some((name, index)), Some(last)) = (open.pop(), &last) {
        if is_optional(&name) {
            paired.push(Part {
                token: Token::ImpliedClose(name),
                ..last.clone()
            });
        } else if let Token::Open { source, .. } = paired[index].token {
            paired[index].token = Token::Raw(source);
        }
    }
    paired
}

fn is_optional(name: &str) -> bool {
    OPTIONAL_END.contains(&name)
}

fn close_last<'a>(open: &mut Vec<(String, usize)>, paired: &mut Vec<Part<'a>>, before: &Part<'a>) {
    if let Some((name, _)) = open.pop() {
        paired.push(Part {
            token: Token::ImpliedClose(name),
            ..before.clone()
        });
    }
}

/// Returns `true` if the start of an element ends an open element without an end tag.
fn is_ended_by(open: &str, name: &str) -> bool {
    match open {
        "p" => is_block(name),
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
        "thead" | "tbody" => matches!(name, "tbody" | "tfoot"),
        _ => false,
    }
}

/// Returns `true` if an element cannot be inside a line of text.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
