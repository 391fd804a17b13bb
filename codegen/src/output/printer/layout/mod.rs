//! Lays [syntax](super::syntax) out as rustfmt does in its default style.
//!
//! A construct that fits on one line is printed there; otherwise the alternatives are laid out and compared, as rustfmt
//! compares them. `None` means that rustfmt finds no layout either and leaves the whole statement or item as it is.

mod block;
mod chain;
mod closure;
mod flat;
mod list;
mod shape;

pub(super) use flat::{Fit, flat_expression, flat_type};
pub(super) use shape::{INDENT, Layout, MAX_WIDTH, Shape, start_line, width};

use super::syntax::{Expression, Field, Type};
use list::{Item, list};
use shape::ARGUMENTS_WIDTH;

impl Layout {
    /// Lays out an expression.
    pub(super) fn expression(&self, expression: &Expression<'_>, shape: Shape) -> Option<String> {
        let mut flat = String::new();
        if flat_expression(expression, &mut flat) == Fit::Fits && width(&flat) <= shape.width {
            return Some(flat);
        }
        match expression {
            // rustfmt never breaks a text, but everything else has to fit.
            Expression::Word(word) => word.starts_with(['"', 'r']).then(|| (*word).to_owned()),
            Expression::Prefixed { operator, operand } => {
                let text = self.expression(operand, shape.offset_left(operator.len())?)?;
                Some(format!("{operator}{text}"))
            }
            Expression::Array(items) => self.arguments("", ("[", "]"), items, shape),
            Expression::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.arguments("", ("(", close), items, shape)
            }
            Expression::Parenthesized(inner) => {
                let text = self.expression(inner, shape.offset_left(1)?.sub_width(1)?)?;
                Some(format!("({text})"))
            }
            Expression::Call {
                function,
                arguments,
            } => {
                let is_wide = width(function) > shape.width;
                let function = Some(function).filter(|_| !is_wide)?;
                self.arguments(function, ("(", ")"), arguments, shape)
            }
            Expression::Chain { root, links } => self.chain(root, links, shape),
            Expression::Structure { path, fields } => self.structure(path, fields, shape),
            Expression::Closure { head, body } => self.closure(head, body, shape),
            Expression::Block(statements) => self.block(statements, shape.indent),
            Expression::If { condition, body } => self.conditional(condition, body, shape),
            Expression::Match { subject, arms } => self.matching(subject, arms, shape),
        }
    }

    fn arguments(
        &self,
        name: &str,
        delimiters: (&str, &str),
        items: &[Expression<'_>],
        shape: Shape,
    ) -> Option<String> {
        let items: Vec<_> = items.iter().map(Item::Expression).collect();
        list(self, name, delimiters, &items, ARGUMENTS_WIDTH, shape)
    }

    /// Lays out a structure with a line for each field, since it does not fit on one.
    fn structure(&self, path: &str, fields: &[Field<'_>], shape: Shape) -> Option<String> {
        if width(path) + " {".len() > shape.width {
            return None;
        }
        let mut text = format!("{path} {{");
        let field_shape = shape.nested();
        for field in fields {
            start_line(field_shape.indent, &mut text);
            text.push_str(field.name);
            if let Some(value) = &field.value {
                text.push_str(": ");
                let columns = field.name.len() + 2;
                let beside = field_shape.sub_width(1)?.offset_left(columns);
                match beside.and_then(|shape| self.expression(value, shape)) {
                    Some(value) => text.push_str(&value),
                    None => {
                        text.pop();
                        let below = field_shape.nested();
                        start_line(below.indent, &mut text);
                        text.push_str(&self.expression(value, below)?);
                    }
                }
            }
            text.push(',');
        }
        start_line(shape.indent, &mut text);
        text.push('}');
        Some(text)
    }

    /// Lays out a type.
    pub(super) fn ty(&self, ty: &Type<'_>, shape: Shape) -> Option<String> {
        let mut flat = String::new();
        if flat_type(ty, &mut flat) == Fit::Fits && width(&flat) <= shape.width {
            return Some(flat);
        }
        let address = std::ptr::from_ref(ty).addr();
        if let Some(known) = self.types.borrow().get(address, shape) {
            return known;
        }
        self.types.borrow_mut().enter();
        let text = self.broken_type(ty, shape);
        self.types.borrow_mut().leave(address, shape, &text);
        text
    }

    /// Lays out a type that does not fit on one line.
    fn broken_type(&self, ty: &Type<'_>, shape: Shape) -> Option<String> {
        match ty {
            Type::Path(_) => None,
            Type::Generic { path, arguments } => {
                let shape = shape.offset_left(width(path))?;
                let items: Vec<_> = arguments.iter().map(Item::Type).collect();
                let arguments = list(self, "", ("<", ">"), &items, MAX_WIDTH, shape)?;
                Some(format!("{path}{arguments}"))
            }
            Type::Reference { prefix, inner } => {
                let text = self.ty(inner, shape.offset_left(prefix.len())?)?;
                Some(format!("{prefix}{text}"))
            }
            Type::Slice(inner) => {
                let text = self.ty(inner, shape.offset_left(1)?.sub_width(1)?)?;
                Some(format!("[{text}]"))
            }
            Type::Tuple(types) => {
                let items: Vec<_> = types.iter().map(Item::Type).collect();
                let close = if types.len() == 1 { ",)" } else { ")" };
                list(self, "", ("(", close), &items, ARGUMENTS_WIDTH, shape)
            }
            Type::Impl(inner) => {
                let text = self.ty(inner, shape)?;
                Some(format!("impl {text}"))
            }
            Type::Binding { name, inner } => {
                let shape = shape.offset_left(width(name) + " = ".len())?;
                let text = self.ty(inner, shape)?;
                Some(format!("{name} = {text}"))
            }
        }
    }

    /// Lays out a type; on one line if rustfmt finds no layout, since it leaves the whole item as it is then.
    pub(super) fn ty_or_flat(&self, ty: &Type<'_>, shape: Shape) -> String {
        self.ty(ty, shape).unwrap_or_else(|| {
            let mut flat = String::new();
            flat_type(ty, &mut flat);
            flat
        })
    }

    /// Lays out the fields of a tuple variant after its name.
    pub(super) fn tuple_fields(&self, name: &str, types: &[Type<'_>], shape: Shape) -> String {
        let items: Vec<_> = types.iter().map(Item::Type).collect();
        let text = list(self, name, ("(", ")"), &items, ARGUMENTS_WIDTH, shape);
        text.unwrap_or_else(|| {
            let mut text = format!("{name}(");
            let nested = shape.nested();
            for ty in types {
                start_line(nested.indent, &mut text);
                text.push_str(&self.ty_or_flat(ty, nested));
                text.push(',');
            }
            start_line(shape.indent, &mut text);
            text.push(')');
            text
        })
    }
}
