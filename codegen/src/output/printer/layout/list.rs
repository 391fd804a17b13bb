//! Lists between delimiters: arguments, array items, generic arguments.

use std::cmp::min;

use super::shape::{
    INDENT, Layout, SHORT_ITEM_WIDTH, Shape, first_line_width, last_line_width, start_line, width,
};
use crate::output::printer::syntax::{Expression, Type};

/// An item of a list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'a> {
    Expression(&'a Expression<'a>),
    Type(&'a Type<'a>),
}

/// The arrangement of the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// On one line; the last item may go on below.
    Horizontal,
    /// A line each.
    Vertical,
    /// As many on each line as fit.
    Mixed,
}

/// A list that is being laid out.
struct List<'a, 'l> {
    layout: &'l Layout,
    /// The text before the opening delimiter.
    name: &'l str,
    items: &'l [Item<'a>],
    /// The longest line of several items.
    item_width: usize,
    shape: Shape,
}

/// Lays out a list after `name`.
pub(super) fn list(
    layout: &Layout,
    name: &str,
    (open, close): (&str, &str),
    items: &[Item<'_>],
    item_width: usize,
    shape: Shape,
) -> Option<String> {
    let list = List {
        layout,
        name,
        items,
        item_width,
        shape,
    };
    let mut texts: Vec<Option<String>> = items
        .iter()
        .map(|item| item.lay_out(layout, list.nested()))
        .collect();
    let arrangement = list.arrange(&mut texts);
    let texts: Vec<String> = texts.into_iter().collect::<Option<_>>()?;
    let body = list.join(&texts, arrangement);
    let mut text = format!("{name}{open}");
    let extended = if body.is_empty() {
        2
    } else {
        first_line_width(&body) + 1
    };
    let is_inline = arrangement == Arrangement::Horizontal
        && extended <= shape.width.saturating_sub(last_line_width(name));
    if is_inline {
        text.push_str(&body);
    } else {
        if !body.is_empty() {
            start_line(list.nested().indent, &mut text);
            text.push_str(&body);
        }
        start_line(shape.indent, &mut text);
    }
    // The comma of a tuple of one is there already if it has a line of its own.
    text.push_str(if is_inline {
        close
    } else {
        close.trim_start_matches(',')
    });
    Some(text)
}

impl<'a> List<'a, '_> {
    /// The room for an item on a line of its own.
    fn nested(&self) -> Shape {
        let shape = self.shape.nested();
        Shape {
            width: shape.width.saturating_sub(1),
            ..shape
        }
    }

    /// The columns for the items on the current line.
    fn one_line_width(&self) -> usize {
        self.shape
            .width
            .saturating_sub(last_line_width(self.name) + 2)
    }

    /// Decides how the items are arranged, and lays the last one out again if it may go on below the line.
    fn arrange(&self, texts: &mut [Option<String>]) -> Arrangement {
        let Some(last) = self.items.last() else {
            return Arrangement::Horizontal;
        };
        let is_combined = self.items.len() == 1
            && matches!(last, Item::Expression(_))
            && self.name.len() < INDENT;
        let overflows = is_combined || last.can_overflow(self.items.len());
        let index = texts.len() - 1;
        let overflowed = if overflows {
            let is_forced = !is_combined && last.is_method_call();
            let outer = is_forced.then(|| self.layout.one_line_chains.replace(true));
            let text = self
                .last_shape(texts)
                .and_then(|shape| self.overflow_last(*last, shape));
            if let Some(outer) = outer {
                self.layout.one_line_chains.set(outer);
            }
            text
        } else {
            None
        };
        if let Some(overflowed) = overflowed {
            let first = overflowed.split('\n').next().unwrap_or_default();
            texts[index] = Some(first.to_owned());
            if self.by_width(texts) == Arrangement::Horizontal {
                texts[index] = Some(self.better_last(*last, overflowed));
                return Arrangement::Horizontal;
            }
        }
        texts[index] = last.lay_out(self.layout, self.nested());
        let only = texts[index].as_deref().filter(|_| texts.len() == 1);
        let available = self.one_line_width();
        if available > 0
            && only.is_some_and(|text| !text.contains('\n') && width(text) <= available)
        {
            return Arrangement::Horizontal;
        }
        match self.by_width(texts) {
            Arrangement::Vertical if self.is_simple(texts) => Arrangement::Mixed,
            arrangement => arrangement,
        }
    }

    /// Of a last item that goes on below the line by one line only, one that needs a single line of its own looks better.
    fn better_last(&self, last: Item<'_>, overflowed: String) -> String {
        if self.items.len() == 1 && overflowed.matches('\n').count() == 1 {
            let alone = last.lay_out(self.layout, self.nested());
            if let Some(alone) = alone.filter(|text| !text.contains('\n')) {
                return alone;
            }
        }
        overflowed
    }

    /// The room for the last item after the others.
    fn last_shape(&self, texts: &[Option<String>]) -> Option<Shape> {
        let shape = self.shape.offset_left(last_line_width(self.name) + 1);
        let shape = shape.and_then(|shape| shape.sub_width(1));
        let shape = shape.unwrap_or(Shape {
            width: 0,
            ..self.shape
        });
        if let [only] = self.items
            && !only.is_nested_call()
        {
            return Some(shape);
        }
        let others = &texts[..texts.len() - 1];
        let taken = others
            .iter()
            .map(|text| 2 + text.as_ref().map_or(0, String::len))
            .sum();
        let width = min(self.item_width, shape.width);
        Shape { width, ..shape }.offset_left(taken)
    }

    fn overflow_last(&self, last: Item<'_>, shape: Shape) -> Option<String> {
        match last {
            Item::Expression(Expression::Closure { head, body }) => {
                let is_closure =
                    |item: &&Item<'_>| matches!(item, Item::Expression(Expression::Closure { .. }));
                if self.items.iter().filter(is_closure).count() > 1 {
                    return None;
                }
                self.layout.last_closure(head, body, shape)
            }
            item => item.lay_out(self.layout, shape),
        }
    }

    fn by_width(&self, texts: &[Option<String>]) -> Arrangement {
        let text = |text: &Option<String>| text.as_deref().map_or(0, width);
        let total: usize = texts.iter().map(text).sum::<usize>() + 2 * (texts.len() - 1);
        let is_multiline = texts.iter().flatten().any(|text| text.contains('\n'));
        if total <= min(self.one_line_width(), self.item_width) && !is_multiline {
            Arrangement::Horizontal
        } else {
            Arrangement::Vertical
        }
    }

    fn is_simple(&self, texts: &[Option<String>]) -> bool {
        let is_short =
            |text: &Option<String>| text.as_ref().map_or(0, String::len) <= SHORT_ITEM_WIDTH;
        self.items.iter().all(|item| item.is_simple()) && texts.iter().all(is_short)
    }

    fn join(&self, texts: &[String], arrangement: Arrangement) -> String {
        let indent = self.nested().indent;
        let mut body = String::new();
        let mut column = 0;
        for (index, text) in texts.iter().enumerate() {
            let columns = width(text);
            match arrangement {
                _ if index == 0 => {}
                Arrangement::Horizontal => body.push_str(", "),
                Arrangement::Mixed if column + 1 + columns < self.nested().width + 1 => {
                    body.push(' ');
                    column += 1;
                }
                Arrangement::Vertical | Arrangement::Mixed => {
                    start_line(indent, &mut body);
                    column = 0;
                }
            }
            body.push_str(text);
            if arrangement != Arrangement::Horizontal {
                body.push(',');
            }
            column += columns + 1;
        }
        body
    }
}

impl Item<'_> {
    fn lay_out(self, layout: &Layout, shape: Shape) -> Option<String> {
        match self {
            Self::Expression(expression) => layout.expression(expression, shape),
            Self::Type(ty) => layout.ty(ty, shape),
        }
    }

    /// Returns `true` if the item as the last one of `count` may go on below the line.
    fn can_overflow(self, count: usize) -> bool {
        match self {
            Self::Expression(expression) => expression.can_overflow(count),
            Self::Type(ty) => ty.can_overflow(count),
        }
    }

    fn is_method_call(self) -> bool {
        matches!(self, Self::Expression(expression) if expression.is_method_call())
    }

    fn is_nested_call(self) -> bool {
        matches!(self, Self::Expression(expression) if expression.is_nested_call())
    }

    fn is_simple(self) -> bool {
        matches!(self, Self::Expression(expression) if expression.is_simple())
    }
}

impl Expression<'_> {
    fn can_overflow(&self, count: usize) -> bool {
        match self {
            Self::Block(_) | Self::Closure { .. } => true,
            Self::Prefixed { operand, .. } => operand.can_overflow(count),
            Self::Chain { root, links } => match links.as_slice() {
                [.., last] if last.arguments.is_some() => count == 1,
                [.., last] if last.tries > 0 && last.name.is_empty() => root.can_overflow(count),
                _ => false,
            },
            Self::Word(_) | Self::Parenthesized(_) | Self::If { .. } => false,
            Self::Array(_)
            | Self::Tuple(_)
            | Self::Call { .. }
            | Self::Structure { .. }
            | Self::Match { .. } => count == 1,
        }
    }

    /// Returns `true` for a method call, also after a prefix.
    fn is_method_call(&self) -> bool {
        match self {
            Self::Prefixed { operand, .. } => operand.is_method_call(),
            Self::Chain { links, .. } => links.last().is_some_and(|link| link.arguments.is_some()),
            _ => false,
        }
    }

    /// Returns `true` for a call of a function or a macro, also after a prefix.
    pub(super) fn is_nested_call(&self) -> bool {
        match self {
            Self::Prefixed { operand, .. } => operand.is_nested_call(),
            Self::Chain { root, links } => {
                links.iter().all(|link| link.name.is_empty()) && root.is_nested_call()
            }
            Self::Call { .. } => true,
            _ => false,
        }
    }

    /// Returns `true` for a literal or a name, also after a prefix or with fields.
    fn is_simple(&self) -> bool {
        match self {
            Self::Word(word) => word.starts_with('"') || !word.contains("::"),
            Self::Prefixed { operand, .. } => operand.is_simple(),
            Self::Chain { root, links } => {
                links.iter().all(|link| link.arguments.is_none()) && root.is_simple()
            }
            _ => false,
        }
    }
}

impl Type<'_> {
    fn can_overflow(&self, count: usize) -> bool {
        match self {
            Self::Tuple(_) => count == 1,
            Self::Reference { inner, .. } => inner.can_overflow(count),
            _ => false,
        }
    }
}
