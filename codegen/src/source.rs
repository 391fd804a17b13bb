//! What the emitter hands to the output stage.

use std::fmt;

use proc_macro2::TokenStream;

/// A Rust source file before it is formatted.
#[derive(Debug)]
pub struct SourceFile {
    /// The path below the crate's root, with forward slashes: `src/types/pet.rs`.
    pub path: String,
    /// The module documentation, one entry a line, without `//!`; empty for none.
    pub docs: Vec<String>,
    /// The `use` lines as they are written; printed together, without blank lines between them.
    pub uses: Vec<String>,
    /// The `mod` and `pub use` lines of a module root; printed together, after `uses`.
    pub modules: Vec<TokenStream>,
    /// The items, printed in this order with one blank line between two.
    pub items: Vec<Item>,
}

/// An item of a file.
#[derive(Debug)]
pub enum Item {
    /// One item or several, which the output stage formats.
    ///
    /// A braced macro call (`call! { ... }`) is printed with a row a line: see the output stage.
    Tokens(TokenStream),
    /// A table of serde's traits. A large crate has more rows than anything else, so they are text from the beginning.
    Table(Table),
}

impl Item {
    /// The tokens, of a table by way of its text.
    pub(crate) fn into_tokens(self) -> TokenStream {
        match self {
            Self::Tokens(tokens) => tokens,
            Self::Table(table) => table.to_string().parse().unwrap_or_default(),
        }
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

/// A call of a macro, with what the rows are about and the rows: `object! { Pet { "id" => id: required, } }`.
#[derive(Debug)]
pub struct Table {
    /// The macro.
    pub name: &'static str,
    /// What the rows are about, as it is written.
    pub head: String,
    /// The rows as they are written, each on one line.
    pub rows: Vec<String>,
}

/// The table as it stands in a file, with a final line break.
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
