//! The room that a construct may take.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use unicode_width::UnicodeWidthStr as _;

pub(in crate::output::printer) use crate::source::MAX_WIDTH;
pub(super) use crate::source::{CHAIN_WIDTH, STRUCTURE_WIDTH};

/// One level of indentation.
pub(in crate::output::printer) const INDENT: usize = 4;

/// The longest arguments of a call, or items of an array, on one line.
pub(super) const ARGUMENTS_WIDTH: usize = 60;
/// The longest item of a list with several items on each line.
pub(super) const SHORT_ITEM_WIDTH: usize = 10;

/// Lays out constructs.
#[derive(Debug, Default)]
pub(in crate::output::printer) struct Layout {
    /// `true` while chains may not be broken.
    pub(super) one_line_chains: Cell<bool>,
    /// The layouts of the types inside the type that is being laid out.
    pub(super) types: RefCell<TypeLayouts>,
}

/// The layouts of types that do not fit on a line, by the address of the type and the room for it. A list lays an item out up to
/// three times, which without this would take exponential time for nested types.
#[derive(Debug, Default)]
pub(super) struct TypeLayouts {
    known: HashMap<(usize, Shape), Option<String>>,
    /// The number of types around the one that is being laid out.
    depth: usize,
}

impl TypeLayouts {
    /// Returns the layout of a type if it is known.
    pub(super) fn get(&self, address: usize, shape: Shape) -> Option<Option<String>> {
        self.known.get(&(address, shape)).cloned()
    }

    /// Starts to lay out a type.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// Keeps the layout of a type. After the outermost one all are dropped, since another type may get the same address.
    pub(super) fn leave(&mut self, address: usize, shape: Shape, text: &Option<String>) {
        self.depth -= 1;
        if self.depth == 0 {
            self.known.clear();
        } else {
            self.known.insert((address, shape), text.clone());
        }
    }
}

/// The room for a construct: the rest of the current line, and the indentation of the lines below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::output::printer) struct Shape {
    /// The indentation of the block that the construct is in.
    pub(in crate::output::printer) indent: usize,
    /// The columns of the current line after the indentation that are taken.
    pub(in crate::output::printer) offset: usize,
    /// The columns of the current line that are left.
    pub(in crate::output::printer) width: usize,
}

impl Shape {
    /// A whole line with this indentation.
    pub(in crate::output::printer) fn indented(indent: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: MAX_WIDTH.saturating_sub(indent),
        }
    }

    /// A whole line one level deeper.
    pub(in crate::output::printer) fn nested(self) -> Self {
        Self::indented(self.indent + INDENT)
    }

    /// Reserves columns at the end of the line; `None` if there are not so many.
    pub(in crate::output::printer) fn sub_width(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Self { width, ..self })
    }

    /// Takes columns at the start of the line; `None` if there are not so many.
    pub(in crate::output::printer) fn offset_left(self, columns: usize) -> Option<Self> {
        let offset = self.offset + columns;
        Self { offset, ..self }.sub_width(columns)
    }

    /// The columns reserved at the end of the line.
    pub(super) fn reserved(self) -> usize {
        MAX_WIDTH.saturating_sub(self.indent + self.offset + self.width)
    }

    /// Returns `true` if a text of one or several lines fits.
    pub(super) fn fits(self, text: &str) -> bool {
        let mut lines = text.lines();
        let Some(first) = lines.next() else {
            return true;
        };
        if width(first) > self.width {
            return false;
        }
        let mut last = None;
        for line in lines {
            let columns = width(line);
            if columns > MAX_WIDTH {
                return false;
            }
            last = Some(columns);
        }
        last.is_none_or(|columns| columns <= self.indent + self.offset + self.width)
    }
}

/// The columns that a text of one line takes.
pub(in crate::output::printer) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// The columns of the first line of a text.
pub(super) fn first_line_width(text: &str) -> usize {
    width(text.split('\n').next().unwrap_or_default())
}

/// The columns of the last line of a text.
pub(super) fn last_line_width(text: &str) -> usize {
    width(text.rsplit('\n').next().unwrap_or_default())
}

/// Adds a line break and an indentation.
pub(in crate::output::printer) fn start_line(indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}
