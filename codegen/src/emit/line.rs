//! Lines of code built as text.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

use super::ident::spelled;
use crate::source::{Item, macro_call};

/// A line of code. Only fixed code, identifiers and literals can be added, so no text of a document is inserted as code.
#[derive(Debug, Default)]
pub(super) struct Line(String);

impl Line {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds fixed code.
    pub(super) fn code(mut self, code: &'static str) -> Self {
        self.0.push_str(code);
        self
    }

    /// Adds the identifier of a name.
    pub(super) fn ident(mut self, name: &str) -> Self {
        self.0.push_str(&spelled(name));
        self
    }

    /// Adds a string literal.
    pub(super) fn string(mut self, text: &str) -> Self {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        if text.bytes().all(is_plain) {
            self.0.extend(["\"", text, "\""]);
        } else {
            self.0.push_str(&Literal::string(text).to_string());
        }
        self
    }

    /// Adds an integer literal.
    pub(super) fn integer(mut self, number: i128) -> Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Adds a type, a variant with its types, or an attribute.
    pub(super) fn tokens(mut self, tokens: TokenStream) -> Self {
        write(tokens, &mut self.0);
        self
    }

    /// Adds another line.
    pub(super) fn line(mut self, line: Self) -> Self {
        self.0.push_str(&line.0);
        self
    }

    /// Returns the number of columns.
    pub(super) fn width(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns `true` if the line is the identifier of a name.
    pub(super) fn is_ident(&self, name: &str) -> bool {
        self.0 == spelled(name)
    }

    /// Returns a macro call with this line as its only row.
    pub(super) fn into_call(self, name: &'static str) -> Item {
        Item::Text(macro_call(name, &self.0))
    }

    /// Returns the text of the line.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Writes tokens as rustfmt would.
fn write(tokens: TokenStream, text: &mut String) {
    let mut is_after_word = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && is_after_word {
            text.push(' ');
        }
        is_after_word = is_word;
        match token {
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' if tokens.peek().is_some() => text.push_str(", "),
                '=' => text.push_str(" = "),
                character => text.push(character),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
        }
    }
}
