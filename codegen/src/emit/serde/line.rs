//! Lines of code built as text.

use proc_macro2::Literal;

use crate::emit::ident::spelled;

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

    /// Returns the text of the line.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}
