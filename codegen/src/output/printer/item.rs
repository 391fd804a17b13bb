//! Items: structures, enums, aliases, constants, modules and imports.

use proc_macro2::Delimiter;

use super::attribute::{attributes, visibility};
use super::layout::{
    Fit, INDENT, Layout, MAX_WIDTH, Shape, flat_expression, flat_type, start_line, width,
};
use super::parse;
use super::syntax::Type;
use crate::name_order::compare_names;
use crate::output::tokens::Cursor;

/// Prints a structure from its name on.
pub(super) fn structure(layout: &Layout, tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    text.push_str("struct ");
    text.push_str(tokens.name()?);
    generics(tokens, text)?;
    if tokens.punct(";").is_some() {
        text.push(';');
        return Some(());
    }
    if let Some(fields) = tokens.group(Delimiter::Parenthesis) {
        let head = text.rfind('\n').map_or(0, |at| at + 1);
        let field = |tokens: &mut Cursor<'_>| {
            let mut field = String::new();
            visibility(tokens, &mut field)?;
            flat_type(&parse::ty(tokens)?, &mut field);
            Some(field)
        };
        let fields = parse::list(fields, field)?.join(", ");
        text.extend(["(", &fields, ");"]);
        tokens.punct(";")?;
        return (width(&text[head..]) <= MAX_WIDTH).then_some(());
    }
    let fields = tokens.group(Delimiter::Brace)?;
    entries(fields, text, |tokens, text| {
        let start = text.len();
        visibility(tokens, text)?;
        text.push_str(tokens.name()?);
        tokens.punct(":")?;
        text.push(':');
        let ty = parse::ty(tokens)?;
        let shape = Shape::indented(INDENT).sub_width(1)?;
        assign_type(layout, &ty, start, shape, text);
        Some(())
    })
}

/// Prints an enum of variants that hold nothing or values without names, from its name on.
pub(super) fn enumeration(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    text: &mut String,
) -> Option<()> {
    text.push_str("enum ");
    text.push_str(tokens.name()?);
    entries(tokens.group(Delimiter::Brace)?, text, |tokens, text| {
        let name = tokens.name()?;
        let Some(held) = tokens.group(Delimiter::Parenthesis) else {
            text.push_str(name);
            return Some(());
        };
        let types = parse::list(held, parse::ty)?;
        let shape = Shape::indented(INDENT).sub_width(1)?;
        text.push_str(&layout.tuple_fields(name, &types, shape));
        Some(())
    })
}

/// Prints entries between braces, a line each.
fn entries(
    mut tokens: Cursor<'_>,
    text: &mut String,
    entry: impl Fn(&mut Cursor<'_>, &mut String) -> Option<()>,
) -> Option<()> {
    if tokens.is_empty() {
        text.push_str(" {}");
        return Some(());
    }
    let head = text.rfind('\n').map_or(0, |at| at + 1);
    let is_wide = width(&text[head..]) + " {".len() > MAX_WIDTH;
    text.push_str(if is_wide { "\n{\n" } else { " {\n" });
    while !tokens.is_empty() {
        attributes(&mut tokens, INDENT, text)?;
        text.push_str("    ");
        entry(&mut tokens, text)?;
        if !tokens.is_empty() {
            tokens.punct(",")?;
        }
        text.push_str(",\n");
    }
    text.push('}');
    Some(())
}

/// Prints a type after a name and its colon or equals sign, which are in `text` from `start` on.
fn assign_type(layout: &Layout, ty: &Type<'_>, start: usize, shape: Shape, text: &mut String) {
    let head = text[start..].to_owned();
    text.push(' ');
    if flat_type(ty, text) == Fit::Fits && width(&text[start..]) <= shape.width {
        return;
    }
    if let Some(broken) = layout.assign_by(&head, shape, |shape| layout.ty(ty, shape)) {
        text.truncate(start);
        text.push_str(&broken);
    }
}

/// Prints a type alias from its name on.
pub(super) fn alias(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    indent: usize,
    text: &mut String,
) -> Option<()> {
    let start = text.rfind('\n').map_or(0, |at| at + 1) + indent;
    text.push_str("type ");
    text.push_str(tokens.name()?);
    tokens.punct("=")?;
    text.push_str(" =");
    let ty = parse::ty(tokens)?;
    tokens.punct(";")?;
    assign_type(
        layout,
        &ty,
        start,
        Shape::indented(indent).sub_width(1)?,
        text,
    );
    text.push(';');
    Some(())
}

/// Prints a constant or a static from its name on, up to its semicolon.
pub(super) fn constant(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    indent: usize,
    text: &mut String,
) -> Option<()> {
    let start = text.rfind('\n').map_or(0, |at| at + 1) + indent;
    text.push_str(tokens.name()?);
    tokens.punct(":")?;
    text.push_str(": ");
    let name = text.len() - 1;
    flat_type(&parse::ty(tokens)?, text);
    tokens.punct("=")?;
    text.push_str(" =");
    if width(&text[start..]) > Shape::indented(indent).width {
        let ty = text.split_off(name);
        start_line(indent + INDENT, text);
        text.push_str(ty.trim_start());
    }
    let value = parse::expression(tokens)?;
    tokens.punct(";")?;
    let head = text[start..].to_owned();
    let shape = Shape::indented(indent).sub_width(1)?;
    match layout.assign(&head, &value, shape) {
        Some(assigned) => {
            text.truncate(start);
            text.push_str(&assigned);
        }
        None => {
            text.push(' ');
            if flat_expression(&value, text) == Fit::Never {
                return None;
            }
        }
    }
    text.push(';');
    Some(())
}

/// Prints generic parameters if there are any: lifetimes, and names with at most one bound.
pub(super) fn generics(tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    if tokens.punct("<").is_none() {
        return Some(());
    }
    let mut parameters = Vec::new();
    while tokens.punct(">").is_none() {
        let mut parameter = String::new();
        flat_type(&parse::ty(tokens)?, &mut parameter);
        if tokens.punct(":").is_some() {
            parameter.push_str(": ");
            flat_type(&parse::ty(tokens)?, &mut parameter);
        }
        parameters.push(parameter);
        if tokens.punct(",").is_none() {
            tokens.punct(">")?;
            break;
        }
    }
    let head = text.rfind('\n').map_or(0, |at| at + 1);
    let line = parameters.join(", ");
    text.push('<');
    if width(&text[head..]) + width(&line) < MAX_WIDTH {
        text.push_str(&line);
    } else {
        for parameter in parameters {
            start_line(INDENT, text);
            text.push_str(&parameter);
            text.push(',');
        }
        text.push('\n');
    }
    text.push('>');
    Some(())
}

/// Prints an import from its path on: something in a path, all of it, or several things.
pub(super) fn import(tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    loop {
        if tokens.punct("*").is_some() {
            text.push('*');
            break;
        }
        if let Some(names) = tokens.group(Delimiter::Brace) {
            import_list(parse::list(names, parse::segment)?, start, text)?;
            break;
        }
        text.push_str(parse::segment(tokens)?);
        if tokens.punct("::").is_none() {
            break;
        }
        text.push_str("::");
    }
    tokens.punct(";")?;
    text.push(';');
    Some(())
}

/// Prints the names that are imported from one path, as many on each line as fit.
fn import_list(mut names: Vec<&str>, start: usize, text: &mut String) -> Option<()> {
    if let [only] = names.as_slice() {
        text.push_str(only);
        return (*only != "self").then_some(());
    }
    names.sort_by(|one, other| compare_names(one, other));
    let line = names.join(", ");
    text.push('{');
    // rustfmt keeps two columns free.
    if width(&text[start..]) + width(&line) + "};".len() + 2 <= MAX_WIDTH {
        text.push_str(&line);
    } else {
        // rustfmt keeps a column free after each name, unless all names fit on one line.
        let reserved = usize::from(INDENT + width(&line) + ",".len() > MAX_WIDTH);
        let mut column = usize::MAX / 2;
        for name in names {
            if column + width(name) + " ,".len() + reserved > MAX_WIDTH {
                start_line(INDENT, text);
                column = INDENT;
            } else {
                text.push(' ');
                column += 1;
            }
            text.push_str(name);
            text.push(',');
            column += width(name) + 1;
        }
        text.push('\n');
    }
    text.push('}');
    Some(())
}
