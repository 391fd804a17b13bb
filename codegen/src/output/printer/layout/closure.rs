//! Closures.

use super::shape::{Layout, Shape, width};
use crate::output::printer::syntax::{Expression, Statement};

impl Layout {
    /// Lays out a closure.
    pub(super) fn closure(
        &self,
        head: &str,
        body: &Expression<'_>,
        shape: Shape,
    ) -> Option<String> {
        // A brace may come after the head.
        if shape.width < width(head) + 2 {
            return None;
        }
        let body_shape = shape.offset_left(width(head) + 1)?;
        if let Expression::Block(statements) = body {
            let block = self.block(statements, body_shape.indent)?;
            return Some(format!("{head} {block}"));
        }
        let text = self.expression(body, body_shape);
        let may_break = may_break(body);
        if let Some(text) = text.filter(|text| may_break || !text.contains('\n')) {
            return Some(format!("{head} {text}"));
        }
        self.closure_with_block(head, body, body_shape)
    }

    /// Lays out a closure that is the last argument of a call, and may go on below the line.
    pub(super) fn last_closure(
        &self,
        head: &str,
        body: &Expression<'_>,
        shape: Shape,
    ) -> Option<String> {
        if matches!(body, Expression::If { .. }) {
            let body_shape = shape.offset_left(width(head) + 1)?;
            return self.closure_with_block(head, body, body_shape);
        }
        self.closure(head, body, shape)
    }

    /// Lays out a closure with its body in braces that were not there.
    fn closure_with_block(
        &self,
        head: &str,
        body: &Expression<'_>,
        shape: Shape,
    ) -> Option<String> {
        let indent = shape.nested().indent;
        let line = self.expression(body, Shape::indented(indent))?;
        let mut text = format!("{head} {{");
        super::shape::start_line(indent, &mut text);
        text.push_str(&line);
        super::shape::start_line(shape.indent, &mut text);
        text.push('}');
        Some(text)
    }

    /// Lays out a block; its closing brace has this indentation.
    pub(super) fn block(&self, statements: &[Statement<'_>], indent: usize) -> Option<String> {
        if statements.is_empty() {
            return Some("{}".to_owned());
        }
        let mut text = "{\n".to_owned();
        self.statements(statements, indent + super::shape::INDENT, &mut text)?;
        text.extend(std::iter::repeat_n(' ', indent));
        text.push('}');
        Some(text)
    }
}

/// Returns `true` if the body of a closure may take several lines without braces.
fn may_break(body: &Expression<'_>) -> bool {
    match body {
        Expression::Match { .. } | Expression::Block(_) | Expression::Structure { .. } => true,
        Expression::Prefixed { operand, .. } => may_break(operand),
        _ => false,
    }
}
