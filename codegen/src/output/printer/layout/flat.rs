//! Constructs on one line.
//!
//! Most of a generated crate fits on one line. rustfmt's limits for parts of a line (60 columns for the arguments of a call or
//! for a chain, 18 for the fields of a structure) do not depend on the place, so this is tried first and without any copy.

use super::shape::{ARGUMENTS_WIDTH, CHAIN_WIDTH, STRUCTURE_WIDTH, width};
use crate::output::printer::syntax::{Expression, Field, Link, Type};

/// The agreement of a text on one line with rustfmt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::output::printer) enum Fit {
    /// rustfmt keeps it on one line if the line is long enough.
    Fits,
    /// rustfmt breaks it, however long the line is.
    Breaks,
    /// It cannot be written on one line.
    Never,
}

/// Adds an expression on one line.
pub(in crate::output::printer) fn flat_expression(
    expression: &Expression<'_>,
    text: &mut String,
) -> Fit {
    match expression {
        Expression::Word(word) => {
            text.push_str(word);
            if word.contains('\n') {
                Fit::Never
            } else {
                Fit::Fits
            }
        }
        Expression::Prefixed { operator, operand } => {
            text.push_str(operator);
            flat_expression(operand, text)
        }
        Expression::Array(items) => list("[", items, "]", text),
        Expression::Tuple(items) => {
            let close = if items.len() == 1 { ",)" } else { ")" };
            list("(", items, close, text)
        }
        Expression::Parenthesized(inner) => {
            text.push('(');
            let fit = flat_expression(inner, text);
            text.push(')');
            fit
        }
        Expression::Call {
            function,
            arguments,
        } => {
            text.push_str(function);
            list("(", arguments, ")", text)
        }
        Expression::Chain { root, links } => chain(root, links, text),
        Expression::Structure { path, fields } => structure(path, fields, text),
        Expression::Closure { head, body } => {
            text.push_str(head);
            text.push(' ');
            flat_expression(body, text)
        }
        Expression::Block(statements) if statements.is_empty() => {
            text.push_str("{}");
            Fit::Fits
        }
        Expression::Block(_) | Expression::If { .. } | Expression::Match { .. } => Fit::Never,
    }
}

/// Adds a list of expressions between its delimiters.
fn list(open: &str, items: &[Expression<'_>], close: &str, text: &mut String) -> Fit {
    text.push_str(open);
    let start = text.len();
    let mut fit = Fit::Fits;
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        fit = fit.max(flat_expression(item, text));
    }
    let is_limited = !matches!(items, [only] if !only.is_nested_call());
    let is_wide = is_limited && width(&text[start..]) > ARGUMENTS_WIDTH;
    text.push_str(close);
    if is_wide { fit.max(Fit::Breaks) } else { fit }
}

fn structure(path: &str, fields: &[Field<'_>], text: &mut String) -> Fit {
    text.push_str(path);
    if fields.is_empty() {
        text.push_str(" {}");
        return Fit::Fits;
    }
    text.push_str(" { ");
    let start = text.len();
    let mut fit = Fit::Fits;
    for (index, field) in fields.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        text.push_str(field.name);
        if let Some(value) = &field.value {
            text.push_str(": ");
            fit = fit.max(flat_expression(value, text));
        }
    }
    let is_wide = width(&text[start..]) > STRUCTURE_WIDTH;
    text.push_str(" }");
    if is_wide { fit.max(Fit::Breaks) } else { fit }
}

fn chain(root: &Expression<'_>, links: &[Link<'_>], text: &mut String) -> Fit {
    let start = text.len();
    let mut fit = flat_expression(root, text);
    let mut children = 0;
    let mut tries = 0;
    for link in links {
        fit = fit.max(flat_link(link, text));
        tries = link.tries;
        children += usize::from(!link.name.is_empty());
    }
    // rustfmt counts the `?`s of the last link twice.
    let is_wide = children > 1 && width(&text[start..]) + tries > CHAIN_WIDTH;
    if is_wide { fit.max(Fit::Breaks) } else { fit }
}

/// Adds a link with the `?`s after it.
pub(super) fn flat_link(link: &Link<'_>, text: &mut String) -> Fit {
    if !link.name.is_empty() {
        text.push('.');
        text.push_str(link.name);
    }
    let fit = match &link.arguments {
        Some(arguments) => list("(", arguments, ")", text),
        None => Fit::Fits,
    };
    text.extend(std::iter::repeat_n('?', link.tries));
    fit
}

/// Adds a type on one line.
pub(in crate::output::printer) fn flat_type(ty: &Type<'_>, text: &mut String) -> Fit {
    match ty {
        Type::Path(path) => {
            text.push_str(path);
            Fit::Fits
        }
        Type::Generic { path, arguments } => {
            text.push_str(path);
            text.push('<');
            let fit = types(arguments, text);
            text.push('>');
            fit
        }
        Type::Reference { prefix, inner } => {
            text.push_str(prefix);
            flat_type(inner, text)
        }
        Type::Slice(inner) => {
            text.push('[');
            let fit = flat_type(inner, text);
            text.push(']');
            fit
        }
        Type::Tuple(items) => {
            text.push('(');
            let start = text.len();
            let fit = types(items, text);
            let is_wide = items.len() > 1 && width(&text[start..]) > ARGUMENTS_WIDTH;
            text.push_str(if items.len() == 1 { ",)" } else { ")" });
            if is_wide { fit.max(Fit::Breaks) } else { fit }
        }
        Type::Impl(inner) => {
            text.push_str("impl ");
            flat_type(inner, text)
        }
        Type::Binding { name, inner } => {
            text.extend([name, " = "]);
            flat_type(inner, text)
        }
    }
}

fn types(types: &[Type<'_>], text: &mut String) -> Fit {
    let mut fit = Fit::Fits;
    for (index, ty) in types.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        fit = fit.max(flat_type(ty, text));
    }
    fit
}
