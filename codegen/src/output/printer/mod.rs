//! Prints items in rustfmt's default style.
//!
//! Tokens are read as [`syntax`] and laid out at once; no general syntax tree is built. Items that are not known here are left
//! to the fallback printer: `None`.

mod attribute;
mod function;
mod item;
mod layout;
mod parse;
mod syntax;

use super::tokens::Cursor;
use attribute::{attributes, inner_attribute, visibility};
use function::Fallback;
use layout::Layout;

/// The place of an item in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An attribute of the whole file: before everything else.
    Attribute,
    /// A declaration of a module.
    Module,
    /// An import or a re-export.
    Import,
    Other,
}

/// An item as it is printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) kind: Kind,
    /// The text with a final line break.
    pub(super) text: String,
    /// The start of the name of a module or of the path of an import in the text.
    path: usize,
}

impl Printed {
    /// An item that is neither a module nor an import.
    pub(super) fn other(text: String) -> Self {
        Self {
            kind: Kind::Other,
            text,
            path: 0,
        }
    }

    /// The key of the order of modules and imports: the name or the path, up to the brace before several names.
    pub(super) fn path(&self) -> &str {
        let path = &self.text[self.path..];
        let end = path.find('{').map(|at| at + 1).or_else(|| path.find(';'));
        &path[..end.unwrap_or(path.len())]
    }
}

/// Prints the next item.
pub(super) fn print(tokens: &mut Cursor<'_>, fallback: Fallback) -> Option<Printed> {
    let mut text = String::with_capacity(tokens.size());
    let (kind, path) = item(&Layout::default(), tokens, fallback, &mut text)?;
    text.push('\n');
    Some(Printed { kind, text, path })
}

/// Adds the next item to a text; returns its kind, and the start of its name or path if it is a module or an import.
fn item(
    layout: &Layout,
    tokens: &mut Cursor<'_>,
    fallback: Fallback,
    text: &mut String,
) -> Option<(Kind, usize)> {
    let mut ahead = *tokens;
    if ahead.punct("#").is_some() && ahead.punct("!").is_some() {
        inner_attribute(tokens, text)?;
        return Some((Kind::Attribute, 0));
    }
    attributes(tokens, 0, text)?;
    visibility(tokens, text)?;
    if tokens.word("mod").is_some() {
        text.push_str("mod ");
        let path = text.len();
        text.push_str(tokens.name()?);
        tokens.punct(";")?;
        text.push(';');
        return Some((Kind::Module, path));
    }
    if tokens.word("use").is_some() {
        text.push_str("use ");
        let path = text.len();
        item::import(tokens, text)?;
        return Some((Kind::Import, path));
    }
    if tokens.word("struct").is_some() {
        item::structure(layout, tokens, text)?;
    } else if tokens.word("enum").is_some() {
        item::enumeration(layout, tokens, text)?;
    } else if tokens.word("type").is_some() {
        item::alias(layout, tokens, 0, text)?;
    } else if tokens.word("static").is_some() {
        text.push_str("static ");
        item::constant(layout, tokens, 0, text)?;
    } else if tokens.word("const").is_some() {
        text.push_str("const ");
        item::constant(layout, tokens, 0, text)?;
    } else if tokens.word("impl").is_some() {
        function::implementation(layout, tokens, fallback, text)?;
    } else {
        function::function(layout, tokens, 0, text)?;
    }
    Some((Kind::Other, 0))
}
