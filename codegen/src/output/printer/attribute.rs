//! Attributes and visibilities.

use proc_macro2::Delimiter;

use super::layout::{INDENT, MAX_WIDTH, Shape, start_line, width};
use super::parse;
use crate::output::quoted::Quotes;
use crate::output::tokens::{Cursor, Token};

/// The longest arguments of an attribute on one line.
const ARGUMENTS_WIDTH: usize = 70;

/// Prints attributes a line each; documentation as comments.
pub(super) fn attributes(tokens: &mut Cursor<'_>, indent: usize, text: &mut String) -> Option<()> {
    while tokens.punct("#").is_some() {
        let inside = tokens.group(Delimiter::Bracket)?;
        text.extend(std::iter::repeat_n(' ', indent));
        let mut ahead = inside;
        if ahead.word("doc").is_some() && ahead.punct("=").is_some() {
            let Some(Token::Literal(literal)) = ahead.next() else {
                return None;
            };
            comment(literal, text)?;
            if !ahead.is_empty() {
                return None;
            }
        } else {
            attribute("#", inside, indent, text)?;
        }
        text.push('\n');
    }
    Some(())
}

/// Prints an attribute of the whole file.
pub(super) fn inner_attribute(tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    tokens.punct("#")?;
    tokens.punct("!")?;
    attribute("#!", tokens.group(Delimiter::Bracket)?, 0, text)
}

fn attribute(start: &str, mut inside: Cursor<'_>, indent: usize, text: &mut String) -> Option<()> {
    let from = text.len();
    text.push_str(start);
    text.push('[');
    let path = parse::path(&mut inside)?;
    text.push_str(path);
    if inside.punct("=").is_some() {
        text.push_str(" = ");
        let Some(Token::Literal(literal)) = inside.next() else {
            return None;
        };
        text.push_str(literal);
    } else if let Some(arguments) = inside.group(Delimiter::Parenthesis) {
        let arguments = parse::list(arguments, argument)?;
        argument_list(path, from, &arguments, indent, text);
    }
    text.push(']');
    inside.is_empty().then_some(())
}

/// Prints the arguments of an attribute, which is in `text` from `start` on.
fn argument_list(path: &str, start: usize, arguments: &[String], indent: usize, text: &mut String) {
    let is_derive = path == "derive";
    let line = arguments.join(", ");
    let columns = width(&line);
    text.push('(');
    // A derive may take nearly the whole line.
    let (limit, reserved) = if is_derive || arguments.len() == 1 {
        (MAX_WIDTH, if is_derive { 4 } else { 0 })
    } else {
        (ARGUMENTS_WIDTH, 0)
    };
    let whole = width(&text[start..]) + columns + ")]".len() + reserved;
    if columns <= limit && whole <= Shape::indented(indent).width {
        text.extend([&line, ")"]);
        return;
    }
    start_line(indent + INDENT, text);
    if is_derive && indent + INDENT + columns + ",".len() <= MAX_WIDTH {
        text.push_str(&line);
    } else {
        let mut separator = ",\n".to_owned();
        separator.extend(std::iter::repeat_n(' ', indent + INDENT));
        text.push_str(&arguments.join(&separator));
    }
    text.push_str(if is_derive { "," } else { "" });
    start_line(indent, text);
    text.push(')');
}

/// Reads an argument of an attribute: a path, a path with arguments, or a name with a literal.
fn argument(tokens: &mut Cursor<'_>) -> Option<String> {
    let mut text = parse::path(tokens)?.to_owned();
    if tokens.punct("=").is_some() {
        let Some(Token::Literal(literal)) = tokens.next() else {
            return None;
        };
        text.extend([" = ", literal]);
    } else if let Some(arguments) = tokens.group(Delimiter::Parenthesis) {
        let arguments = parse::list(arguments, argument)?.join(", ");
        text.extend(["(", &arguments, ")"]);
    }
    Some(text)
}

/// Prints a string literal as a comment of documentation.
fn comment(literal: &str, text: &mut String) -> Option<()> {
    let (quotes, line) = Quotes::of(literal)?;
    let line = quotes.text(line)?;
    if line.starts_with('/') || line.contains('\n') {
        return None;
    }
    text.push_str("///");
    text.push_str(line.trim_end());
    Some(())
}

/// Prints a visibility, if there is one.
pub(super) fn visibility(tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    if tokens.word("pub").is_none() {
        return Some(());
    }
    text.push_str("pub");
    if let Some(mut scope) = tokens.group(Delimiter::Parenthesis) {
        let Some(Token::Word(word @ ("crate" | "super" | "self"))) = scope.next() else {
            return None;
        };
        text.extend(["(", word, ")"]);
        if !scope.is_empty() {
            return None;
        }
    }
    text.push(' ');
    Some(())
}
