//! Text and attributes of HTML in Markdown.

use pulldown_cmark::{Event, Parser};

/// Adds text between two marks, with its surrounding spaces outside of them.
pub(super) fn enclosed(text: &mut String, inner: &str, open: &str, close: &str) {
    let trimmed = inner.trim();
    if trimmed.is_empty() {
        text.push_str(inner);
        return;
    }
    if inner.starts_with(char::is_whitespace) {
        text.push(' ');
    }
    text.extend([open, trimmed, close]);
    if inner.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}

/// Adds a line break, or a paragraph break after another line break.
pub(super) fn line_break(text: &mut String) {
    let length = text.trim_end_matches([' ', '\n']).len();
    text.truncate(length);
    if text.is_empty() {
        return;
    }
    if text.ends_with('\\') && !text.ends_with("\\\\") {
        text.pop();
        text.push_str("\n\n");
    } else {
        text.push_str("\\\n");
    }
}

/// Adds text of HTML, with spaces collapsed and escapes for what Markdown would take for markup.
pub(super) fn push_text(text: &mut String, html: &str) {
    let starts_line = |text: &str| text.is_empty() || text.ends_with('\n');
    if html.starts_with(char::is_whitespace) && !starts_line(text) && !text.ends_with(' ') {
        text.push(' ');
    }
    let mut words = html.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if starts_line(text) {
            let digits = word.trim_start_matches(|character: char| character.is_ascii_digit());
            if word.starts_with(['-', '+', '>', '#', '=', ':']) {
                text.push('\\');
            } else if digits.len() < word.len() && digits.starts_with(['.', ')']) {
                text.push_str(&word[..word.len() - digits.len()]);
                text.push('\\');
                push_word(text, digits);
                if words.peek().is_some() || html.ends_with(char::is_whitespace) {
                    text.push(' ');
                }
                continue;
            }
        }
        push_word(text, word);
        if words.peek().is_some() || html.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
}

fn push_word(text: &mut String, word: &str) {
    let mut before = ' ';
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        // An underscore inside a word is not markup (CommonMark 0.31, section 6.2).
        let is_inner = character == '_'
            && before.is_alphanumeric()
            && characters.peek().is_some_and(|next| next.is_alphanumeric());
        if "\\`*_[]<~|".contains(character) && !is_inner {
            text.push('\\');
        }
        text.push(character);
        before = character;
    }
}

/// Replaces the character references of HTML.
pub(super) fn decoded(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        text.push_str(before);
        let end = reference.find(';').map_or(1, |end| end + 1);
        let is_reference = end > 2
            && reference[1..end - 1]
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        if is_reference {
            for event in Parser::new(&reference[..end]) {
                if let Event::Text(part) = event {
                    text.push_str(&part);
                }
            }
            rest = &reference[end..];
        } else {
            text.push('&');
            rest = &reference[1..];
        }
    }
    text.push_str(rest);
    text
}

/// Returns the value of an attribute of a tag.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|character: char| character.is_whitespace() || "=/".contains(character))
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after.trim_start_matches('/').trim_start();
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|first| "\"'".contains(*first));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote)?,
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(decoded(value));
        }
        rest = after.trim_start();
    }
    None
}
