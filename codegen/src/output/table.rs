//! Prints a braced macro call as a table: one row a line.
//!
//! A formatter leaves the inside of a macro call alone, since only the macro knows its grammar. The tables of a
//! generated crate all have one shape (rows parted by commas, in nested braces), so tokens are enough to print them.

use proc_macro2::Delimiter;

use super::tokens::{self, Cursor};

/// The longest line that a call of one row may take.
const WIDTH: usize = 100;
const INDENT: &str = "    ";

/// Operators that are made of several punctuation tokens, longest first.
///
/// `>>` and `>=` are absent: in a table they close two lists of generic arguments, or one before an `=`.
const OPERATORS: [&str; 10] = ["..=", "...", "=>", "->", "::", "..", "==", "!=", "&&", "||"];

/// Words after which a parenthesis or bracket does not belong to them.
const KEYWORDS: [&str; 10] = [
    "as", "const", "dyn", "for", "if", "impl", "in", "mut", "return", "where",
];

enum Token<'t> {
    /// An identifier, a literal or a lifetime.
    Word(&'t str),
    Operator(&'t str),
    Group(Delimiter, Vec<Token<'t>>),
}

/// Takes the next item if it is a macro call in braces, with or without attributes: `object! { ... }`, but not
/// `macro_rules! name { ... }`.
pub(super) fn take<'t>(tokens: &mut Cursor<'t>) -> Option<Cursor<'t>> {
    let mut rest = *tokens;
    while rest.punct("#").is_some() {
        rest.group(Delimiter::Bracket)?;
    }
    // A path may begin with its separator.
    let _ = rest.punct("::");
    loop {
        if !matches!(rest.next()?, tokens::Token::Word(_)) {
            return None;
        }
        if rest.punct("::").is_none() {
            break;
        }
    }
    rest.punct("!")?;
    rest.group(Delimiter::Brace)?;
    let table = rest.since(*tokens);
    *tokens = rest;
    Some(table)
}

/// Prints a call that [`take`] gives, with a final line break.
pub(super) fn print(tokens: Cursor<'_>) -> String {
    let tokens = read(tokens);
    let mut text = String::new();
    let tokens = print_attributes(&tokens, 0, &mut text);
    match tokens {
        [head @ .., Token::Group(Delimiter::Brace, body)] if is_short(head, body) => {
            inline(head, &mut text);
            text.push_str(" { ");
            inline(without_last_comma(body), &mut text);
            text.push_str(" }");
        }
        _ => print_row(tokens, 0, &mut text),
    }
    text.push('\n');
    text
}

/// Whether a body is one row without braces that fits on the line of its head.
fn is_short(head: &[Token<'_>], body: &[Token<'_>]) -> bool {
    let has_braces = body
        .iter()
        .any(|token| matches!(token, Token::Group(Delimiter::Brace, _)));
    if body.is_empty() || has_braces || rows(body).len() != 1 {
        return false;
    }
    let mut line = String::new();
    inline(head, &mut line);
    inline(without_last_comma(body), &mut line);
    line.chars().count() + " {  }".len() <= WIDTH
}

fn without_last_comma<'a>(tokens: &'a [Token<'a>]) -> &'a [Token<'a>] {
    match tokens {
        [rest @ .., Token::Operator(operator)] if *operator == "," => rest,
        _ => tokens,
    }
}

/// Cuts punctuation into operators.
fn read(tokens: Cursor<'_>) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    for token in tokens {
        match token {
            tokens::Token::Word(word) | tokens::Token::Literal(word) => out.push(Token::Word(word)),
            tokens::Token::Group(delimiter, inside) => {
                out.push(Token::Group(delimiter, read(inside)));
            }
            tokens::Token::Punct(mut run) => {
                while let Some(first) = run.chars().next() {
                    let length = OPERATORS
                        .iter()
                        .find(|operator| run.starts_with(**operator))
                        .map_or(first.len_utf8(), |operator| operator.len());
                    let (operator, rest) = run.split_at(length);
                    out.push(Token::Operator(operator));
                    run = rest;
                }
            }
        }
    }
    out
}

/// A row and what parts it from the next one.
struct Row<'a> {
    tokens: &'a [Token<'a>],
    separator: Option<&'a str>,
}

/// Cuts at the commas and semicolons of this level that stand outside generic arguments, and after a braced group that
/// nothing continues.
fn rows<'a>(tokens: &'a [Token<'a>]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Operator(operator) => match *operator {
                "<" => depth += 1,
                ">" => depth = depth.saturating_sub(1),
                "," | ";" if depth == 0 => {
                    rows.push(Row {
                        tokens: &tokens[start..index],
                        separator: Some(operator),
                    });
                    start = index + 1;
                }
                _ => {}
            },
            Token::Group(Delimiter::Brace, _)
                if !matches!(tokens.get(index + 1), Some(Token::Operator(_)))
                    || is_attribute(&tokens[index + 1..]) =>
            {
                rows.push(Row {
                    tokens: &tokens[start..=index],
                    separator: None,
                });
                start = index + 1;
            }
            Token::Word(_) | Token::Group(..) => {}
        }
    }
    if start < tokens.len() {
        rows.push(Row {
            tokens: &tokens[start..],
            separator: None,
        });
    }
    rows
}

fn is_attribute(tokens: &[Token<'_>]) -> bool {
    matches!(
        tokens,
        [Token::Operator(hash), Token::Group(Delimiter::Bracket, _), ..] if *hash == "#"
    )
}

/// Prints leading attributes a line each; gives back what follows them.
fn print_attributes<'a>(
    mut tokens: &'a [Token<'a>],
    depth: usize,
    text: &mut String,
) -> &'a [Token<'a>] {
    while is_attribute(tokens) {
        let (attribute, rest) = tokens.split_at(2);
        inline(attribute, text);
        start_line(depth, text);
        tokens = rest;
    }
    tokens
}

fn start_line(depth: usize, text: &mut String) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str(INDENT);
    }
}

/// Prints a row; its braced groups are blocks.
fn print_row(tokens: &[Token<'_>], depth: usize, text: &mut String) {
    let tokens = print_attributes(tokens, depth, text);
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && is_spaced(&tokens[..index], token) {
            text.push(' ');
        }
        match token {
            Token::Group(Delimiter::Brace, body) if !body.is_empty() => {
                print_block(body, depth, text);
            }
            other => print_token(other, text),
        }
    }
}

fn print_block(body: &[Token<'_>], depth: usize, text: &mut String) {
    text.push('{');
    let rows = rows(body);
    for row in &rows {
        start_line(depth + 1, text);
        print_row(row.tokens, depth + 1, text);
        let ends_in_braces = matches!(row.tokens.last(), Some(Token::Group(Delimiter::Brace, _)));
        match row.separator {
            Some(separator) => text.push_str(separator),
            // A lone row may belong to a macro that takes no list.
            None if ends_in_braces || rows.len() == 1 && !is_list(row.tokens) => {}
            None => text.push(','),
        }
    }
    start_line(depth, text);
    text.push('}');
}

/// Whether a row is an entry (`key => value`), of which there might be more.
fn is_list(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [Token::Word(word), ..] if word.starts_with('"'))
}

/// Prints tokens on one line.
fn inline(tokens: &[Token<'_>], text: &mut String) {
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && is_spaced(&tokens[..index], token) {
            text.push(' ');
        }
        print_token(token, text);
    }
}

fn print_token(token: &Token<'_>, text: &mut String) {
    match token {
        Token::Word(word) => text.push_str(word),
        Token::Operator(operator) => text.push_str(operator),
        Token::Group(delimiter, body) => {
            let (open, close) = match delimiter {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Brace if body.is_empty() => ("{", "}"),
                Delimiter::Brace => ("{ ", " }"),
                Delimiter::None => ("", ""),
            };
            text.push_str(open);
            inline(body, text);
            text.push_str(close);
        }
    }
}

/// Whether a space stands between the last of `before` and `next`.
fn is_spaced(before: &[Token<'_>], next: &Token<'_>) -> bool {
    let (Some(previous), earlier) = (before.last(), &before[..before.len().saturating_sub(1)])
    else {
        return false;
    };
    if let Token::Operator(operator) = previous
        && binds_to_next(operator, earlier, next)
    {
        return false;
    }
    let word = matches!(previous, Token::Word(word)
        if !word.starts_with('\'') && !KEYWORDS.contains(word));
    let generics = matches!(previous, Token::Operator(operator) if *operator == ">");
    match next {
        Token::Word(_) | Token::Group(Delimiter::Brace | Delimiter::None, _) => true,
        Token::Group(Delimiter::Bracket, _) => !word && !matches!(previous, Token::Group(..)),
        Token::Group(Delimiter::Parenthesis, _) => {
            !word && !generics && !matches!(previous, Token::Group(..))
        }
        Token::Operator(operator) => match *operator {
            "," | ";" | ":" | "?" | "." | ">" => false,
            "::" => !word && !generics,
            "<" => !matches!(previous, Token::Word(_)),
            "!" | ".." | "..=" => !word,
            _ => true,
        },
    }
}

/// Whether an operator stands right before its operand.
fn binds_to_next(operator: &str, earlier: &[Token<'_>], next: &Token<'_>) -> bool {
    // Nothing, or an operator that expects an operand, before it: it is a prefix.
    let prefix = match earlier.last() {
        None => true,
        Some(Token::Operator(operator)) => !matches!(*operator, ">" | "?"),
        Some(Token::Word(_) | Token::Group(..)) => false,
    };
    match operator {
        "::" | "<" | "#" | "." | "$" => true,
        "!" => !matches!(next, Token::Group(Delimiter::Brace, _)),
        "&" | "*" | "-" => prefix,
        ".." | "..=" => matches!(next, Token::Word(_)),
        _ => false,
    }
}
