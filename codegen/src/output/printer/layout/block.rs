//! Statements, assignments and `match`.

use super::flat::{Fit, flat_expression};
use super::shape::{INDENT, Layout, Shape, first_line_width, last_line_width, start_line, width};
use crate::output::printer::syntax::{Arm, Condition, Expression, Statement};

impl Layout {
    /// Adds statements with their line breaks; `None` if one has no layout.
    pub(in crate::output::printer) fn statements(
        &self,
        statements: &[Statement<'_>],
        indent: usize,
        text: &mut String,
    ) -> Option<()> {
        let shape = Shape::indented(indent);
        for statement in statements {
            text.extend(std::iter::repeat_n(' ', indent));
            let start = text.len();
            let fit = flat_statement(statement, text);
            if fit != Fit::Fits || width(&text[start..]) > shape.width {
                if let Some(broken) = self.statement(statement, shape) {
                    text.truncate(start);
                    text.push_str(&broken);
                } else if fit == Fit::Never {
                    return None;
                }
                // Otherwise rustfmt finds no layout either, and leaves the statement on its one line.
            }
            text.push('\n');
        }
        Some(())
    }

    fn statement(&self, statement: &Statement<'_>, shape: Shape) -> Option<String> {
        match statement {
            Statement::Let { pattern, value } => {
                let head = format!("let {pattern} =");
                let text = self.assign(&head, value, shape.sub_width(1)?)?;
                Some(text + ";")
            }
            Statement::Assignment { place, value } => {
                let place = self.expression(place, shape.sub_width(2)?)?;
                let text = self.assign(&format!("{place} ="), value, shape.sub_width(1)?)?;
                Some(text + ";")
            }
            Statement::Expression {
                value,
                has_semicolon,
            } => {
                let end = if *has_semicolon { ";" } else { "" };
                let text = self.expression(value, shape.sub_width(end.len())?)?;
                Some(text + end)
            }
        }
    }

    /// Lays out `head` (which ends with its operator) and a value after it, or on the next line if that looks better.
    pub(in crate::output::printer) fn assign(
        &self,
        head: &str,
        value: &Expression<'_>,
        shape: Shape,
    ) -> Option<String> {
        self.assign_by(head, shape, |shape| self.expression(value, shape))
    }

    /// As [`Self::assign`], for whatever `lay_out` lays out.
    pub(in crate::output::printer) fn assign_by(
        &self,
        head: &str,
        shape: Shape,
        lay_out: impl Fn(Shape) -> Option<String>,
    ) -> Option<String> {
        let columns = last_line_width(head);
        let taken = 1 + if head.contains('\n') {
            columns.saturating_sub(shape.indent)
        } else {
            columns
        };
        let beside = shape.offset_left(taken).unwrap_or(Shape {
            width: 0,
            offset: shape.offset + taken,
            ..shape
        });
        let original = lay_out(beside);
        let fits = |text: &&String| !text.contains('\n') && width(text) <= beside.width;
        if let Some(text) = original.as_ref().filter(fits) {
            return Some(format!("{head} {text}"));
        }
        let below = shape.nested().sub_width(beside.reserved())?;
        let next = lay_out(below);
        match (original, next) {
            (Some(original), Some(next)) => {
                if below.fits(&next) && is_better_below(&original, &next) {
                    Some(below_line(head, &next, below.indent))
                } else {
                    Some(format!("{head} {original}"))
                }
            }
            (Some(original), None) => Some(format!("{head} {original}")),
            (None, Some(next)) => Some(below_line(head, &next, below.indent)),
            (None, None) => None,
        }
    }

    pub(super) fn conditional(
        &self,
        condition: &Condition<'_>,
        body: &[Statement<'_>],
        shape: Shape,
    ) -> Option<String> {
        let mut head = "if ".to_owned();
        if let Some(pattern) = &condition.pattern {
            head.push_str("let ");
            head.push_str(pattern);
            head.push_str(" = ");
        }
        let is_flat = flat_expression(&condition.value, &mut head) == Fit::Fits;
        head.push(' ');
        if !is_flat || width(&head) + 1 > shape.width || body.is_empty() {
            return None;
        }
        Some(head + &self.block(body, shape.indent)?)
    }

    pub(super) fn matching(
        &self,
        subject: &Expression<'_>,
        arms: &[Arm<'_>],
        shape: Shape,
    ) -> Option<String> {
        let mut text = "match ".to_owned();
        let is_flat = flat_expression(subject, &mut text) == Fit::Fits;
        text.push_str(" {");
        if !is_flat || width(&text) > shape.width || arms.is_empty() {
            return None;
        }
        let arm_shape = shape.nested();
        for arm in arms {
            start_line(arm_shape.indent, &mut text);
            text.push_str(&self.arm(arm, arm_shape)?);
        }
        start_line(shape.indent, &mut text);
        text.push('}');
        Some(text)
    }

    fn arm(&self, arm: &Arm<'_>, shape: Shape) -> Option<String> {
        let pattern = &arm.pattern;
        if width(pattern) + " => {".len() > shape.width {
            return None;
        }
        if let Expression::Block(statements) = &arm.body {
            let block = self.block(statements, shape.indent)?;
            return Some(format!("{pattern} => {block}"));
        }
        let beside = shape
            .offset_left(width(pattern) + 4)
            .and_then(|shape| shape.sub_width(1));
        let original = beside.and_then(|shape| self.expression(&arm.body, shape));
        let columns = beside.map_or(0, |shape| shape.width);
        let fits = |text: &&String| !text.contains('\n') && width(text) <= columns;
        if let Some(text) = original.as_ref().filter(fits) {
            return Some(format!("{pattern} => {text},"));
        }
        let next = self.expression(&arm.body, shape.nested());
        let is_extended = matches!(
            arm.body,
            Expression::Call { .. } | Expression::Structure { .. } | Expression::Tuple(_)
        );
        match (original, next) {
            (Some(original), Some(next)) => {
                let is_beside = !is_better_below(&original, &next)
                    && (is_extended && first_line_width(&original) <= columns
                        || !original.contains('\n'));
                Some(if is_beside {
                    format!("{pattern} => {original},")
                } else {
                    arm_in_braces(pattern, &next, shape)
                })
            }
            (None, Some(next)) => Some(arm_in_braces(pattern, &next, shape)),
            (Some(original), None) => Some(format!("{pattern} => {original},")),
            (None, None) => None,
        }
    }
}

fn arm_in_braces(pattern: &str, body: &str, shape: Shape) -> String {
    let mut text = format!("{pattern} => {{");
    start_line(shape.indent + INDENT, &mut text);
    text.push_str(body);
    start_line(shape.indent, &mut text);
    text.push('}');
    text
}

fn below_line(head: &str, text: &str, indent: usize) -> String {
    let mut whole = head.to_owned();
    start_line(indent, &mut whole);
    whole.push_str(text);
    whole
}

/// Returns `true` if a value looks better on the next line.
fn is_better_below(original: &str, next: &str) -> bool {
    let lines = |text: &str| text.matches('\n').count();
    let first = |text: &str, end: char| text.lines().next().is_some_and(|line| line.ends_with(end));
    !next.contains('\n')
        || lines(original) > lines(next) + 1
        || ['(', '{', '[']
            .into_iter()
            .any(|end| first(original, end) && !first(next, end))
}

fn flat_statement(statement: &Statement<'_>, text: &mut String) -> Fit {
    match statement {
        Statement::Let { pattern, value } => {
            text.extend(["let ", pattern, " = "]);
            let fit = flat_expression(value, text);
            text.push(';');
            fit
        }
        Statement::Assignment { place, value } => {
            let fit = flat_expression(place, text);
            text.push_str(" = ");
            let fit = fit.max(flat_expression(value, text));
            text.push(';');
            fit
        }
        Statement::Expression {
            value,
            has_semicolon,
        } => {
            let fit = flat_expression(value, text);
            text.push_str(if *has_semicolon { ";" } else { "" });
            fit
        }
    }
}
