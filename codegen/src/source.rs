//! The source files that the emitter passes to the output stage.

use std::fmt;

use proc_macro2::TokenStream;

/// A Rust source file before it is formatted.
#[derive(Debug)]
pub struct SourceFile {
    /// The path below the crate's root, with forward slashes: `src/types/pet.rs`.
    pub path: String,
    /// The lines of the module documentation, without `//!`; empty if there is none.
    pub docs: Vec<String>,
    /// The `use` declarations, which are printed as they are, without blank lines between them.
    pub uses: Vec<String>,
    /// The `mod` and `pub use` declarations of a module root, which are printed after `uses`.
    pub modules: Vec<TokenStream>,
    /// The items, which are printed in this order with a blank line between two.
    pub items: Vec<Item>,
}

/// An item of a file.
#[derive(Debug)]
pub enum Item {
    /// One or more items, which the output stage formats.
    ///
    /// A macro call in braces (`call! { ... }`) is printed with one row a line.
    Tokens(TokenStream),
    /// A table of serde implementations. Large crates consist mostly of their rows, so they are text from the start.
    Table(Table),
    /// Formatted code with a final line break. Unlike tokens, it may hold comments.
    Text(String),
}

impl Item {
    /// Returns the tokens, by parsing what is text.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let text = match self {
            Self::Tokens(tokens) => return tokens,
            Self::Table(table) => table.to_string(),
            Self::Text(text) => text,
        };
        text.parse().unwrap_or_default()
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

/// A macro call with a subject and rows: `object! { Pet { "id" => id: required, } }`.
#[derive(Debug)]
pub struct Table {
    /// The name of the macro.
    pub name: &'static str,
    /// The subject of the rows, as it is printed.
    pub head: String,
    /// The rows as they are printed, each on one line.
    pub rows: Vec<String>,
}

/// Formats the macro call as it is printed in a file, with a final line break.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, head, rows } = self;
        if rows.is_empty() {
            return writeln!(f, "{name}! {{\n    {head} {{}}\n}}");
        }
        writeln!(f, "{name}! {{\n    {head} {{")?;
        for row in rows {
            writeln!(f, "        {row},")?;
        }
        writeln!(f, "    }}\n}}")
    }
}
