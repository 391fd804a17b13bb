//! Prints plain items without parsing them.
//!
//! Nearly all of a generated crate is items of a few shapes whose lines fit. Those are printed straight from their tokens,
//! to the letter as the pretty printer would print them, in a fraction of the time that it takes to build a syntax tree and
//! to lay it out. Whatever is not known here, or could be broken over several lines, is left to the pretty printer: `None`.

mod expression;
mod member;
mod page;
mod ty;

use proc_macro2::Delimiter;

use super::tokens::Cursor;
use member::{attributes, constant, function, implementation, visibility};
use page::{INDENT, Page};
use ty::{broken_ty, segment, ty};

/// Prints the next item, with a final line break; also says whether it is an import.
///
/// A member of an `impl` that is not plain is printed by `otherwise`, which is given the head of the `impl` and the member.
pub(super) fn print(
    tokens: &mut Cursor<'_>,
    otherwise: fn(&str, Cursor<'_>) -> Option<String>,
) -> Option<(bool, String)> {
    let mut page = Page::of_about(tokens.size());
    let mut is_import = false;
    attributes(tokens, 0, &mut page)?;
    visibility(tokens, &mut page)?;
    if tokens.word("struct").is_some() {
        structure(tokens, &mut page)?;
    } else if tokens.word("enum").is_some() {
        enumeration(tokens, &mut page)?;
    } else if tokens.word("type").is_some() {
        alias(tokens, &mut page)?;
    } else if tokens.word("static").is_some() {
        page.word("static ");
        constant(tokens, 0, &mut page)?;
    } else if tokens.word("const").is_some() {
        page.word("const ");
        constant(tokens, 0, &mut page)?;
    } else if tokens.word("mod").is_some() {
        page.word("mod ");
        page.word(tokens.name()?);
        tokens.punct(";")?;
        page.word(";");
        page.end_line()?;
    } else if tokens.word("use").is_some() {
        is_import = true;
        import(tokens, &mut page)?;
    } else if tokens.word("impl").is_some() {
        implementation(tokens, &mut page, otherwise)?;
    } else {
        function(tokens, 0, &mut page)?;
    }
    Some((is_import, page.into_text()))
}

/// Prints a structure with named fields or none, from its name on.
fn structure(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    page.word("struct ");
    page.word(tokens.name()?);
    if tokens.punct(";").is_some() {
        page.word(";");
        return page.end_line();
    }
    block(tokens.group(Delimiter::Brace)?, page, |tokens, page| {
        visibility(tokens, page)?;
        page.word(tokens.name()?);
        tokens.punct(":")?;
        page.word(": ");
        let (start, mark) = (*tokens, page.mark());
        ty(tokens, page)?;
        if page.fits_with(",") {
            return Some(());
        }
        *tokens = start;
        page.back_to(mark);
        broken_ty(tokens, INDENT, page)
    })
}

/// Prints an enum of variants that hold nothing or values without names, from its name on.
fn enumeration(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    page.word("enum ");
    page.word(tokens.name()?);
    block(tokens.group(Delimiter::Brace)?, page, |tokens, page| {
        page.word(tokens.name()?);
        let Some(mut held) = tokens.group(Delimiter::Parenthesis) else {
            return Some(());
        };
        page.word("(");
        let (start, mark) = (held, page.mark());
        page.may_break();
        ty(&mut held, page)?;
        page.word(")");
        if !page.fits_with(",") {
            held = start;
            page.back_to(mark);
            page.end_whole_line();
            page.indent(2 * INDENT);
            ty(&mut held, page)?;
            page.word(",");
            page.end_line()?;
            page.indent(INDENT);
            page.word(")");
        }
        held.is_empty().then_some(())
    })
}

/// Prints entries between braces, a line each.
fn block(
    mut entries: Cursor<'_>,
    page: &mut Page,
    entry: impl Fn(&mut Cursor<'_>, &mut Page) -> Option<()>,
) -> Option<()> {
    if entries.is_empty() {
        page.word(" {}");
        return page.end_line();
    }
    page.word(" {");
    page.end_line()?;
    while !entries.is_empty() {
        attributes(&mut entries, INDENT, page)?;
        page.indent(INDENT);
        entry(&mut entries, page)?;
        if !entries.is_empty() {
            entries.punct(",")?;
        }
        page.word(",");
        page.end_line()?;
    }
    page.word("}");
    page.end_line()
}

/// Prints a type alias from its name on.
fn alias(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    page.word("type ");
    page.word(tokens.name()?);
    tokens.punct("=")?;
    page.word(" = ");
    ty(tokens, page)?;
    tokens.punct(";")?;
    page.word(";");
    page.end_line()
}

/// Prints what an import names: something in a path, all of it, or several things.
fn import(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    page.word("use ");
    loop {
        if tokens.punct("*").is_some() {
            page.word("*");
            break;
        }
        if let Some(names) = tokens.group(Delimiter::Brace) {
            several(names, page)?;
            break;
        }
        page.word(segment(tokens)?);
        if tokens.punct("::").is_none() {
            break;
        }
        page.word("::");
    }
    tokens.punct(";")?;
    page.word(";");
    page.end_line()
}

/// Prints two names or more that are imported from one path.
fn several(mut names: Cursor<'_>, page: &mut Page) -> Option<()> {
    page.word("{");
    page.may_break();
    page.word(segment(&mut names)?);
    loop {
        names.punct(",")?;
        page.word(", ");
        page.word(segment(&mut names)?);
        if names.is_empty() {
            break;
        }
    }
    page.word("}");
    Some(())
}
