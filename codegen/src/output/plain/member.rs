//! Attributes, functions, constants and the `impl` around them.

use proc_macro2::Delimiter;

use super::expression::{statements, value};
use super::page::{INDENT, MARGIN, Page};
use super::ty::{broken_ty, path, ty};
use crate::output::quoted::Quotes;
use crate::output::tokens::{Cursor, Token};

/// Prints attributes a line each; documentation as comments.
pub(super) fn attributes(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    while tokens.punct("#").is_some() {
        let mut inside = tokens.group(Delimiter::Bracket)?;
        page.indent(indent);
        let mut ahead = inside;
        if ahead.word("doc").is_some() && ahead.punct("=").is_some() {
            let Some(Token::Literal(literal)) = ahead.next() else {
                return None;
            };
            comment(literal, page)?;
            if !ahead.is_empty() {
                return None;
            }
            page.end_whole_line();
            continue;
        }
        page.word("#[");
        path(&mut inside, page, false)?;
        if inside.punct("=").is_some() {
            page.word(" = ");
            let Some(Token::Literal(literal)) = inside.next() else {
                return None;
            };
            page.word(literal);
        } else if let Some(arguments) = inside.group(Delimiter::Parenthesis) {
            page.word("(");
            page.may_break();
            self::arguments(arguments, page)?;
            page.word(")");
        }
        if !inside.is_empty() {
            return None;
        }
        page.word("]");
        page.end_line()?;
    }
    Some(())
}

/// Prints a string literal as a comment of documentation.
fn comment(literal: &str, page: &mut Page) -> Option<()> {
    let (quotes, line) = Quotes::of(literal)?;
    let text = quotes.text(line)?;
    if text.starts_with('/') || text.contains('\n') {
        return None;
    }
    page.word("///");
    page.word(text.trim_end_matches(' '));
    Some(())
}

/// Prints the arguments of an attribute: paths, or names with values.
fn arguments(mut tokens: Cursor<'_>, page: &mut Page) -> Option<()> {
    loop {
        path(&mut tokens, page, false)?;
        if tokens.punct("=").is_some() {
            page.word(" = ");
            let Some(Token::Literal(literal)) = tokens.next() else {
                return None;
            };
            page.word(literal);
        }
        if tokens.is_empty() {
            return Some(());
        }
        tokens.punct(",")?;
        page.word(", ");
    }
}

/// Prints a visibility, where there is one.
pub(super) fn visibility(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    if tokens.word("pub").is_none() {
        return Some(());
    }
    page.word("pub");
    if let Some(mut scope) = tokens.group(Delimiter::Parenthesis) {
        let Some(Token::Word(word @ ("crate" | "super" | "self"))) = scope.next() else {
            return None;
        };
        page.word("(");
        page.word(word);
        page.word(")");
        if !scope.is_empty() {
            return None;
        }
    }
    page.word(" ");
    Some(())
}

/// Prints a constant or a static from its name on, up to its semicolon.
pub(super) fn constant(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    page.word(tokens.name()?);
    tokens.punct(":")?;
    page.word(": ");
    ty(tokens, page)?;
    tokens.punct("=")?;
    page.word(" = ");
    value(tokens, indent, page)?;
    tokens.punct(";")?;
    page.word(";");
    page.end_line()
}

/// Prints a function from its `fn` on.
pub(super) fn function(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    tokens.word("fn")?;
    page.word("fn ");
    page.word(tokens.name()?);
    page.word("(");
    let inputs = tokens.group(Delimiter::Parenthesis)?;
    let (after_inputs, mark) = (*tokens, page.mark());
    let mut rest = inputs;
    while !rest.is_empty() {
        page.may_break();
        input(&mut rest, page, ty)?;
        page.word(if rest.is_empty() { "" } else { ", " });
    }
    page.word(")");
    let first_break = output(tokens, page)?;
    let mut body = tokens.group(Delimiter::Brace)?;
    let open = if body.is_empty() { " {}" } else { " {" };
    page.word(open);
    if !page.fits() {
        // The inputs fit where the line does, up to the first place where the output could be broken.
        if inputs.is_empty() || first_break.unwrap_or(page.width()) <= MARGIN {
            return None;
        }
        page.back_to(mark);
        page.end_whole_line();
        rest = inputs;
        while !rest.is_empty() {
            page.indent(indent + INDENT);
            let (start, mark) = (rest, page.mark());
            input(&mut rest, page, ty)?;
            if !page.fits_as_entry(rest.is_empty()) {
                rest = start;
                page.back_to(mark);
                input(&mut rest, page, |tokens, page| {
                    broken_ty(tokens, indent + INDENT, page)
                })?;
            }
            page.word(",");
            page.end_whole_line();
        }
        page.indent(indent);
        page.word(")");
        *tokens = after_inputs;
        output(tokens, page)?;
        body = tokens.group(Delimiter::Brace)?;
        page.word(open);
    }
    page.end_line()?;
    if !body.is_empty() {
        statements(body, indent + INDENT, page)?;
        page.indent(indent);
        page.word("}");
        page.end_line()?;
    }
    Some(())
}

/// Prints a parameter, its type by `ty`, and takes the comma behind it.
fn input<'t>(
    tokens: &mut Cursor<'t>,
    page: &mut Page,
    ty: impl Fn(&mut Cursor<'t>, &mut Page) -> Option<()>,
) -> Option<()> {
    let is_reference = tokens.punct("&").is_some();
    if is_reference {
        page.word("&");
    }
    if tokens.word("mut").is_some() {
        page.word("mut ");
    }
    if tokens.word("self").is_some() {
        page.word("self");
    } else if is_reference {
        return None;
    } else {
        page.word(tokens.name()?);
        tokens.punct(":")?;
        page.word(": ");
        ty(tokens, page)?;
    }
    if tokens.is_empty() {
        Some(())
    } else {
        tokens.punct(",")
    }
}

/// Prints what a function gives; gives the width of the line up to the first place where that could be broken.
fn output(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<Option<usize>> {
    if tokens.punct("->").is_none() {
        return Some(None);
    }
    page.word(" -> ");
    let before = page.width();
    ty(tokens, page)?;
    let at = page.line()[before..].find(['<', '(']);
    Some(at.map(|at| before + at + 1))
}

/// Prints an `impl` of a type's own from its `impl` on, with a blank line beside every function. What is not plain in it is
/// printed by `otherwise`, which is given the head of the `impl` and the member.
pub(super) fn implementation(
    tokens: &mut Cursor<'_>,
    page: &mut Page,
    otherwise: fn(&str, Cursor<'_>) -> Option<String>,
) -> Option<()> {
    let before = page.width();
    page.word("impl ");
    path(tokens, page, true)?;
    let head = page.line()[before..].to_owned();
    let mut members = tokens.group(Delimiter::Brace)?;
    if members.is_empty() {
        page.word(" {}");
        return page.end_line();
    }
    page.word(" {");
    page.end_line()?;
    let mut after_function = None;
    while !members.is_empty() {
        let (tokens, is_function) = next_member(&mut members)?;
        if after_function == Some(true) || after_function.is_some() && is_function {
            page.end_whole_line();
        }
        let mark = page.mark();
        if member(tokens, page).is_none() {
            page.back_to(mark);
            page.word(&otherwise(&head, tokens)?);
            page.start_line();
        }
        after_function = Some(is_function);
    }
    page.word("}");
    page.end_line()
}

/// Takes the tokens of a member: a function ends with its body, anything else with a semicolon.
fn next_member<'t>(tokens: &mut Cursor<'t>) -> Option<(Cursor<'t>, bool)> {
    let start = *tokens;
    let mut is_function = false;
    while !tokens.is_empty() {
        if tokens.punct(";").is_some() {
            return Some((tokens.since(start), is_function));
        }
        match tokens.next_single()? {
            Token::Word("fn") => is_function = true,
            Token::Group(Delimiter::Brace, _) if is_function => {
                return Some((tokens.since(start), is_function));
            }
            _ => {}
        }
    }
    None
}

/// Prints a function or a constant.
fn member(mut tokens: Cursor<'_>, page: &mut Page) -> Option<()> {
    attributes(&mut tokens, INDENT, page)?;
    page.indent(INDENT);
    visibility(&mut tokens, page)?;
    if tokens.word("const").is_some() {
        page.word("const ");
        constant(&mut tokens, INDENT, page)?;
    } else {
        function(&mut tokens, INDENT, page)?;
    }
    tokens.is_empty().then_some(())
}
