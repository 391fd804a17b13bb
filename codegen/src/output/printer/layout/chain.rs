//! Chains of fields and method calls.

use std::cmp::min;

use super::flat::{Fit, flat_link};
use super::list::{Item, list};
use super::shape::{
    ARGUMENTS_WIDTH, CHAIN_WIDTH, INDENT, Layout, Shape, first_line_width, last_line_width,
    start_line, width,
};
use crate::output::printer::syntax::{Expression, Link};

/// A chain that is being laid out.
struct Chain<'l> {
    layout: &'l Layout,
    shape: Shape,
    /// The number of links, including those that are beside the root.
    count: usize,
    /// The texts of the root and of the links.
    texts: Vec<String>,
}

impl Layout {
    pub(super) fn chain(
        &self,
        root: &Expression<'_>,
        links: &[Link<'_>],
        shape: Shape,
    ) -> Option<String> {
        let mut root_text = self.expression(root, shape)?;
        let mut links = links;
        // The `?`s right after the root belong to it.
        if let [first, rest @ ..] = links
            && first.name.is_empty()
        {
            root_text.extend(std::iter::repeat_n('?', first.tries));
            links = rest;
        }
        let count = links.len();
        // A root that is no longer than the indentation keeps the first link beside it.
        let mut ends_with_block = root_text.contains('\n') && is_extendable(&root_text);
        while let [first, rest @ ..] = links
            && root_text.len() <= INDENT.saturating_sub(shape.offset)
            && !root_text.contains('\n')
        {
            let after = shape.offset_left(root_text.len())?;
            let Some(text) = self.link(first, after) else {
                break;
            };
            root_text.push_str(&text);
            ends_with_block = is_extendable(&root_text);
            links = rest;
        }
        let Some((last, others)) = links.split_last() else {
            return shape.fits(&root_text).then_some(root_text);
        };
        let indent = if ends_with_block {
            shape.indent
        } else {
            shape.indent + INDENT
        };
        let child_shape = Shape::indented(indent);
        let mut texts = vec![root_text];
        for link in others {
            texts.push(self.link(link, child_shape)?);
        }
        let mut chain = Chain {
            layout: self,
            shape,
            count,
            texts,
        };
        let is_one_line = chain.last(last, child_shape)?;
        if !is_one_line && self.one_line_chains.get() {
            return None;
        }
        let text = chain.join(is_one_line, child_shape.indent);
        shape.fits(&text).then_some(text)
    }

    /// Lays out a link with the `?`s after it.
    fn link(&self, link: &Link<'_>, shape: Shape) -> Option<String> {
        let mut flat = String::new();
        if flat_link(link, &mut flat) == Fit::Fits && width(&flat) <= shape.width {
            return Some(flat);
        }
        let name = format!(".{}", link.name);
        let Some(arguments) = &link.arguments else {
            return Some(flat);
        };
        let shape = shape.sub_width(link.tries)?;
        let items: Vec<_> = arguments.iter().map(Item::Expression).collect();
        let mut text = list(self, &name, ("(", ")"), &items, ARGUMENTS_WIDTH, shape)?;
        text.extend(std::iter::repeat_n('?', link.tries));
        Some(text)
    }
}

impl Chain<'_> {
    /// Lays out the last link; returns `true` if the chain is on one line up to the last link.
    fn last(&mut self, last: &Link<'_>, child_shape: Shape) -> Option<bool> {
        let shape = self.shape;
        let root = &self.texts[0];
        let is_extendable = is_extendable(root);
        let taken = if is_extendable {
            last_line_width(root)
        } else {
            self.texts.iter().map(|text| width(text)).sum()
        } + last.tries;
        let limit = if self.count == 1 {
            shape.width
        } else {
            min(shape.width, CHAIN_WIDTH)
        };
        let available = limit.saturating_sub(taken);
        let may_be_one_line = self.texts.iter().all(|text| !text.contains('\n')) && available > 0;
        let own_shape = child_shape.sub_width(shape.reserved() + last.tries)?;
        if !may_be_one_line && !is_extendable {
            self.texts.push(self.layout.link(last, own_shape)?);
            return Some(false);
        }
        let beside = if may_be_one_line { shape } else { child_shape };
        let beside = beside.sub_width(last.tries)?;
        let overflowed = beside
            .offset_left(taken)
            .and_then(|shape| self.layout.link(last, shape));
        let Some(overflowed) = overflowed else {
            self.texts.push(self.layout.link(last, beside)?);
            return Some(false);
        };
        let lines = overflowed.lines().count();
        let could_fit = first_line_width(&overflowed) <= available;
        if could_fit && lines >= 5 {
            self.texts.push(overflowed);
            return Some(may_be_one_line);
        }
        match self.layout.link(last, own_shape) {
            Some(alone) if !could_fit || alone.lines().count() < lines => {
                self.texts.push(alone);
                Some(false)
            }
            _ => {
                self.texts.push(overflowed);
                Some(could_fit && may_be_one_line)
            }
        }
    }

    fn join(&self, is_one_line: bool, indent: usize) -> String {
        let mut text = String::new();
        for (index, part) in self.texts.iter().enumerate() {
            if index > 0 && !is_one_line {
                start_line(indent, &mut text);
            }
            text.push_str(part);
        }
        text
    }
}

/// Returns `true` if a text ends with closing delimiters on a line of their own, after which a chain may go on.
fn is_extendable(text: &str) -> bool {
    let Some(last) = text.rsplit('\n').next().filter(|_| text.contains('\n')) else {
        return false;
    };
    last.trim_start()
        .bytes()
        .all(|byte| matches!(byte, b')' | b']' | b'}' | b'?' | b'>'))
}
