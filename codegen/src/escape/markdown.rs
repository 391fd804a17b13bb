//! Markdown of GitHub and GitLab, which link names of users, issues and commits in addition to what CommonMark specifies.

use super::html::html;
use super::terminal::line;

/// A space without width. After it, nothing continues a mention, a link or an emoji.
const BREAK: &str = "&#8203;";

/// The maximum length of hexadecimal numbers that are not linked as commits.
const MAX_DIGITS: usize = 6;

/// Returns a text as a code span.
pub(crate) fn code_span(text: &str) -> String {
    let text = line(text).replace('`', "'");
    if text.trim().is_empty() {
        return "` `".to_owned();
    }
    format!("`{text}`")
}

/// Escapes a text for a line of a fenced code block that does not begin with it.
pub(crate) fn fenced_line(text: &str) -> String {
    line(text).replace("```", "'''")
}

/// Returns a text on one line as Markdown. Text in backticks becomes code, everything else is escaped.
pub(crate) fn markdown_text(text: &str) -> String {
    let text = line(text);
    let mut parts: Vec<&str> = text.split('`').collect();
    // A backtick without a partner is escaped.
    let last = parts.len().is_multiple_of(2).then(|| parts.pop()).flatten();
    let end = parts.len() - 1;
    let mut out = String::with_capacity(text.len());
    for (index, part) in parts.into_iter().enumerate() {
        if index % 2 == 1 {
            out.push_str(&code_span(part));
        } else if part.is_empty() && 0 < index && index < end {
            // Two adjacent backticks are another delimiter than one.
            out.push_str(BREAK);
        } else {
            escape(part, markdown_character, &mut out);
        }
    }
    if let Some(last) = last {
        out.push_str("\\`");
        escape(last, markdown_character, &mut out);
    }
    out
}

/// Returns a text on one line for an HTML element in Markdown. Text in backticks becomes code, everything else is escaped.
pub(crate) fn markdown_html(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str("<code>");
            out.push_str(&html(part));
            out.push_str("</code>");
        } else {
            escape(part, html_character, &mut out);
        }
    }
    out
}

fn markdown_character(character: char, out: &mut String) {
    match character {
        '<' | '>' | '*' | '_' | '[' | ']' | '\\' | '!' | '~' | '|' | '@' | '#' => {
            out.push('\\');
            out.push(character);
        }
        '&' => out.push_str("&amp;"),
        // Formulas.
        '$' => out.push_str("&#36;"),
        _ => out.push(character),
    }
}

fn html_character(character: char, out: &mut String) {
    out.push_str(&html(character.encode_utf8(&mut [0; 4])));
}

/// Escapes a text without code, each character as `push` does.
fn escape(text: &str, push: fn(char, &mut String), out: &mut String) {
    // The number of characters of the current word so far, if all of its characters are hexadecimal digits.
    let mut digits = None;
    let mut is_word = false;
    for (at, character) in text.char_indices() {
        let rest = &text[at..];
        let next = rest.chars().nth(1);
        if !character.is_alphanumeric() {
            is_word = false;
        } else if !is_word {
            is_word = true;
            let mut word = rest.chars().take_while(|one| one.is_alphanumeric());
            digits = word.all(|one| one.is_ascii_hexdigit()).then_some(0);
        }
        if let Some(count) = digits.as_mut().filter(|_| is_word) {
            if *count == MAX_DIGITS {
                out.push_str(BREAK);
                *count = 0;
            }
            *count += 1;
        }
        push(character, out);
        let is_prefix = match character {
            '@' | '#' => true,
            // The scheme of a URL, or an emoji.
            ':' => next.is_some_and(|next| !next.is_whitespace()),
            // A host without a scheme, or an issue.
            '.' => out.ends_with("www.") || out.ends_with("WWW."),
            '-' => out.ends_with("GH-") || out.ends_with("gh-"),
            _ => false,
        };
        if is_prefix {
            out.push_str(BREAK);
        }
    }
}
