//! Functions and the `impl` around them.

use proc_macro2::Delimiter;

use super::attribute::{attributes, visibility};
use super::item::{alias, constant, generics};
use super::layout::{INDENT, Layout, MAX_WIDTH, Shape, flat_type, start_line, width};
use super::parse;
use super::syntax::Type;
use crate::output::tokens::{Cursor, Token};

/// Prints a member of an `impl` that is not known here.
pub(in crate::output) type Fallback = fn(Cursor<'_>) -> Option<String>;

/// A parameter of a function: a form of `self`, or a name with its type.
struct Parameter<'t> {
    head: String,
    ty: Option<Type<'t>>,
}

/// Prints a function from its `fn` on.
pub(super) fn function(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    indent: usize,
    text: &mut String,
) -> Option<()> {
    let start = text.rfind('\n').map_or(0, |at| at + 1) + indent;
    tokens.word("fn")?;
    text.push_str("fn ");
    text.push_str(tokens.name()?);
    generics(tokens, text)?;
    let parameters = parse::list(tokens.group(Delimiter::Parenthesis)?, parameter)?;
    let output = match tokens.punct("->") {
        Some(()) => Some(parse::ty(tokens)?),
        None => None,
    };
    let body = tokens.group(Delimiter::Brace)?;
    signature(layout, start, indent, &parameters, output.as_ref(), text)?;
    if body.is_empty() {
        text.push_str(" {}");
        return Some(());
    }
    // rustfmt counts the indentation of a line of its own twice.
    let last = text.rfind('\n').map_or(start, |at| start.max(at + 1));
    if width(&text[last..]) + " {".len() > Shape::indented(indent).width {
        start_line(indent, text);
        text.push('{');
    } else {
        text.push_str(" {");
    }
    text.push('\n');
    let statements = parse::block(body)?;
    layout.statements(&statements, indent + INDENT, text)?;
    text.extend(std::iter::repeat_n(' ', indent));
    text.push('}');
    Some(())
}

/// Prints what is between the name of a function, which is in `text` from `start` on, and its body.
fn signature(
    layout: &Layout,
    start: usize,
    indent: usize,
    parameters: &[Parameter<'_>],
    output: Option<&Type<'_>>,
    text: &mut String,
) -> Option<()> {
    let name = text.len();
    text.push('(');
    for (index, parameter) in parameters.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        text.push_str(&parameter.head);
        if let Some(ty) = &parameter.ty {
            flat_type(ty, text);
        }
    }
    text.push(')');
    write_output(output, text);
    // With ` {}`, also of a body that is not empty.
    if width(&text[start..]) + " {".len() <= Shape::indented(indent).width {
        return Some(());
    }
    if parameters.is_empty() {
        if let Some(arrow) = text[name..].find(" ->")
            && width(&text[start..]) > Shape::indented(indent).width + 1
        {
            let output = text.split_off(name + arrow);
            start_line(indent, text);
            text.push_str(output.trim_start());
        }
        return Some(());
    }
    text.truncate(name);
    text.push('(');
    let shape = Shape::indented(indent + INDENT).sub_width(1)?;
    for parameter in parameters {
        start_line(indent + INDENT, text);
        text.push_str(&parameter.head);
        if let Some(ty) = &parameter.ty {
            let shape = Shape {
                width: shape.width.saturating_sub(width(&parameter.head)),
                ..shape
            };
            text.push_str(&layout.ty_or_flat(ty, shape));
        }
        text.push(',');
    }
    start_line(indent, text);
    text.push(')');
    let Some(output) = output else {
        return Some(());
    };
    text.push_str(" -> ");
    let shape = Shape::indented(indent).sub_width("-> ".len())?;
    let shape = match layout.ty(output, shape) {
        // rustfmt counts the indentation twice here, too.
        Some(line) if line.contains('\n') => {
            Shape::indented(indent).offset_left(indent + ") -> ".len())?
        }
        _ => shape,
    };
    text.push_str(&layout.ty_or_flat(output, shape));
    Some(())
}

fn write_output(output: Option<&Type<'_>>, text: &mut String) {
    if let Some(output) = output {
        text.push_str(" -> ");
        flat_type(output, text);
    }
}

/// Reads a parameter.
fn parameter<'t>(tokens: &mut Cursor<'t>) -> Option<Parameter<'t>> {
    let mut head = String::new();
    if tokens.punct("&").is_some() {
        head.push('&');
        if let Some(Token::Word(lifetime)) = tokens.peek()
            && lifetime.starts_with('\'')
        {
            tokens.next();
            head.extend([lifetime, " "]);
        }
    }
    if tokens.word("mut").is_some() {
        head.push_str("mut ");
    }
    if tokens.word("self").is_some() {
        head.push_str("self");
        return Some(Parameter { head, ty: None });
    }
    if head.starts_with('&') {
        return None;
    }
    head.push_str(tokens.name()?);
    tokens.punct(":")?;
    head.push_str(": ");
    let ty = Some(parse::ty(tokens)?);
    Some(Parameter { head, ty })
}

/// Prints an `impl` from its `impl` on, with a blank line beside every function. A member that is not known is printed by
/// `fallback`.
pub(super) fn implementation(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    fallback: Fallback,
    text: &mut String,
) -> Option<()> {
    implementation_head(layout, tokens, text)?;
    let mut members = tokens.group(Delimiter::Brace)?;
    if members.is_empty() {
        text.push_str("{}");
        return Some(());
    }
    text.push_str("{\n");
    let mut after_function = None;
    while !members.is_empty() {
        let (tokens, is_function) = next_member(&mut members)?;
        if after_function == Some(true) || after_function.is_some() && is_function {
            text.push('\n');
        }
        let length = text.len();
        if member(layout, tokens, text).is_none() {
            text.truncate(length);
            text.push_str(&fallback(tokens)?);
        }
        after_function = Some(is_function);
    }
    text.push('}');
    Some(())
}

/// Prints an `impl` up to its braces.
fn implementation_head(layout: &Layout, tokens: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    let start = text.len();
    text.push_str("impl");
    generics(tokens, text)?;
    let first = parse::ty(tokens)?;
    let subject = match tokens.word("for") {
        Some(()) => Some(parse::ty(tokens)?),
        None => None,
    };
    let limit = MAX_WIDTH;
    let mut line = String::new();
    flat_type(&first, &mut line);
    // The words before and after the type.
    let around = if subject.is_some() { " " } else { "  {" };
    let is_wide = width(&text[start..]) + width(&line) + around.len() > limit;
    if is_wide {
        start_line(INDENT, text);
        text.push_str(&layout.ty_or_flat(&first, Shape::indented(INDENT)));
    } else {
        text.push(' ');
        text.push_str(&line);
    }
    let mut is_broken = is_wide;
    if let Some(subject) = &subject {
        line.clear();
        flat_type(subject, &mut line);
        let from = text.rfind('\n').map_or(start, |at| start.max(at + 1));
        if width(&text[from..]) + " for ".len() + width(&line) + " {".len() > limit {
            start_line(INDENT, text);
            is_broken = true;
        } else {
            text.push(' ');
        }
        text.extend(["for ", &line]);
    }
    if is_broken {
        start_line(0, text);
    } else {
        text.push(' ');
    }
    Some(())
}

/// Takes the tokens of a member: a function ends with its body, anything else with a semicolon.
fn next_member<'t>(tokens: &mut Cursor<'t>) -> Option<(Cursor<'t>, bool)> {
    let start = *tokens;
    let mut is_function = false;
    while !tokens.is_empty() {
        if tokens.punct(";").is_some() {
            return Some((tokens.since(start), is_function));
        }
        match tokens.next()? {
            Token::Word("fn") => is_function = true,
            Token::Group(Delimiter::Brace, _) if is_function => {
                return Some((tokens.since(start), is_function));
            }
            _ => {}
        }
    }
    None
}

/// Prints a function, a constant or a type.
fn member(layout: &Layout, mut tokens: Cursor<'_>, text: &mut String) -> Option<()> {
    attributes(&mut tokens, INDENT, text)?;
    text.push_str("    ");
    visibility(&mut tokens, text)?;
    if tokens.word("const").is_some() {
        text.push_str("const ");
        constant(layout, &mut tokens, INDENT, text)?;
    } else if tokens.word("type").is_some() {
        alias(layout, &mut tokens, INDENT, text)?;
    } else {
        function(layout, &mut tokens, INDENT, text)?;
    }
    text.push('\n');
    tokens.is_empty().then_some(())
}
