//! Statements and expressions, each on one line; only a structure may take a line a field.

use proc_macro2::Delimiter;

use super::page::{INDENT, Page};
use super::ty::{path, segment, tuple, ty};
use crate::output::tokens::{Cursor, Token};

/// The width up to which the pretty printer leaves a structure on one line, in bytes.
const STRUCTURE: usize = 34;

/// Prints the statements of a block, each with its line breaks.
pub(super) fn statements(mut tokens: Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    while !tokens.is_empty() {
        let (start, mark) = (tokens, page.mark());
        let is_printed = [statement, broken_assignment, broken_statement]
            .into_iter()
            .any(|print| {
                tokens = start;
                page.back_to(mark);
                page.indent(indent);
                print(&mut tokens, indent, page).is_some() && page.fits()
            });
        is_printed.then(|| page.end_whole_line())?;
    }
    Some(())
}

fn statement(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    if binding(tokens, page)? {
        value(tokens, indent, page)?;
    } else {
        value(tokens, indent, page)?;
        if tokens.is_empty() {
            return Some(());
        }
        if tokens.punct("=").is_some() {
            page.word(" = ");
            value(tokens, indent, page)?;
        }
    }
    tokens.punct(";")?;
    page.word(";");
    Some(())
}

/// Prints what stands before the value that a statement binds to a name, where it does.
fn binding(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<bool> {
    if tokens.word("let").is_none() {
        return Some(false);
    }
    page.word("let ");
    if tokens.word("mut").is_some() {
        page.word("mut ");
    }
    page.word(tokens.name()?);
    if tokens.punct(":").is_some() {
        page.word(": ");
        ty(tokens, page)?;
    }
    tokens.punct("=")?;
    page.word(" = ");
    Some(true)
}

/// Prints what a call gives and where it is put, with a line for each of the call's arguments.
fn broken_assignment(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    expression(tokens, page)?;
    tokens.punct("=")?;
    page.word(" = ");
    path(tokens, page, false)?;
    page.word("(");
    broken_list(tokens.group(Delimiter::Parenthesis)?, indent, page)?;
    page.word(")");
    tokens.punct(";")?;
    page.word(";");
    Some(())
}

/// Prints expressions with a line for each, between brackets that stand there already.
fn broken_list(mut tokens: Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    if tokens.is_empty() {
        return None;
    }
    page.end_line()?;
    while !tokens.is_empty() {
        page.indent(indent + INDENT);
        let (start, mark) = (tokens, page.mark());
        let is_whole = expression(&mut tokens, page).is_some();
        if !is_whole || !page.fits_as_entry(tokens.is_empty()) {
            tokens = start;
            page.back_to(mark);
            tokens.punct("&")?;
            page.word("&[");
            broken_list(tokens.group(Delimiter::Bracket)?, indent + INDENT, page)?;
            page.word("]");
        }
        page.word(",");
        page.end_whole_line();
        if !tokens.is_empty() {
            tokens.punct(",")?;
        }
    }
    page.indent(indent);
    Some(())
}

/// Prints calls one behind the other with a line for each.
fn broken_statement(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    let is_bound = binding(tokens, page)?;
    let receiver = segment(tokens)?;
    page.word(receiver);
    // A receiver that is no longer than the indentation keeps what follows it beside it, where it begins a line.
    let mut stays = !is_bound && receiver.len() <= INDENT;
    loop {
        tokens.punct(".")?;
        if !std::mem::take(&mut stays) {
            page.end_line()?;
            page.indent(indent + INDENT);
        }
        page.word(".");
        page.word(tokens.name()?);
        let arguments = tokens.group(Delimiter::Parenthesis);
        let end = tokens.punct(";").map_or("", |()| ";");
        if let Some(arguments) = arguments {
            page.word("(");
            let mark = page.mark();
            list(arguments, page)?;
            page.word(")");
            if !page.fits_with(end) {
                page.back_to(mark);
                broken_list(arguments, indent + INDENT, page)?;
                page.word(")");
            }
        }
        if !end.is_empty() {
            page.word(end);
            return Some(());
        }
    }
}

/// Prints an expression that is not part of another one.
pub(super) fn value(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    let (start, mark) = (*tokens, page.mark());
    if expression(tokens, page).is_some() {
        return Some(());
    }
    *tokens = start;
    page.back_to(mark);
    broken_structure(tokens, indent, page)
}

/// Prints an expression on the current line.
fn expression(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    while tokens.punct("&").is_some() {
        page.word("&");
        if tokens.word("mut").is_some() {
            page.word("mut ");
        }
    }
    match tokens.peek()? {
        Token::Punct(_) => {
            tokens.punct("-")?;
            let Some(Token::Literal(literal)) = tokens.next() else {
                return None;
            };
            page.word("-");
            page.word(literal);
            Some(())
        }
        Token::Literal(literal) => {
            tokens.next();
            page.word(literal);
            if literal.starts_with('"') {
                postfix(tokens, page)
            } else {
                Some(())
            }
        }
        Token::Group(Delimiter::Bracket, inside) => {
            tokens.next();
            page.word("[");
            list(inside, page)?;
            page.word("]");
            Some(())
        }
        Token::Group(Delimiter::Parenthesis, inside) => {
            tokens.next();
            tuple(inside, page, expression)
        }
        Token::Group(..) => None,
        Token::Word(word @ ("true" | "false")) => {
            tokens.next();
            page.word(word);
            Some(())
        }
        Token::Word(_) => {
            let start = page.width();
            path(tokens, page, false)?;
            match tokens.group(Delimiter::Brace) {
                Some(inside) => structure(inside, start, page),
                None => postfix(tokens, page),
            }
        }
    }
}

/// Prints what is called or read of a value.
fn postfix(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    loop {
        if tokens.punct("?").is_some() {
            page.word("?");
        } else if tokens.punct(".").is_some() {
            page.may_break();
            page.word(".");
            page.word(tokens.name()?);
        } else if let Some(arguments) = tokens.group(Delimiter::Parenthesis) {
            page.word("(");
            list(arguments, page)?;
            page.word(")");
        } else {
            return Some(());
        }
    }
}

/// Prints expressions with commas between.
fn list(mut tokens: Cursor<'_>, page: &mut Page) -> Option<()> {
    while !tokens.is_empty() {
        page.may_break();
        expression(&mut tokens, page)?;
        if tokens.is_empty() {
            break;
        }
        tokens.punct(",")?;
        if !tokens.is_empty() {
            page.word(", ");
        }
    }
    Some(())
}

/// Prints the fields of a structure whose path starts at a column, on the current line.
fn structure(mut fields: Cursor<'_>, start: usize, page: &mut Page) -> Option<()> {
    if fields.is_empty() {
        page.word(" {}");
        return Some(());
    }
    page.may_break();
    page.word(" { ");
    while !fields.is_empty() {
        if let Some(separator) = field(&mut fields, page, expression)? {
            page.word(separator);
            page.word(" ");
        }
    }
    page.word(" ");
    (page.width() - start <= STRUCTURE).then(|| page.word("}"))
}

/// Prints a structure with a line for each field.
fn broken_structure(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    path(tokens, page, false)?;
    let mut fields = tokens.group(Delimiter::Brace)?;
    if fields.is_empty() {
        return None;
    }
    page.word(" {");
    page.end_line()?;
    while !fields.is_empty() {
        page.indent(indent + INDENT);
        field(&mut fields, page, expression)?;
        page.word(",");
        page.end_line()?;
    }
    page.indent(indent);
    page.word("}");
    Some(())
}

/// Prints one field; gives the comma after it unless it is the last one.
fn field(
    fields: &mut Cursor<'_>,
    page: &mut Page,
    value: fn(&mut Cursor<'_>, &mut Page) -> Option<()>,
) -> Option<Option<&'static str>> {
    page.word(fields.name()?);
    if fields.punct(":").is_some() {
        page.word(": ");
        value(fields, page)?;
    }
    if fields.is_empty() {
        return Some(None);
    }
    fields.punct(",")?;
    Some((!fields.is_empty()).then_some(","))
}
