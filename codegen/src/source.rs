//! The source files that the emitter passes to the output stage.

use std::fmt::{self, Write as _};

use proc_macro2::TokenStream;

/// The longest line of generated code, in columns.
pub(crate) const MAX_WIDTH: usize = 100;

/// The longest chain of two links or more on one line, in columns.
pub(crate) const CHAIN_WIDTH: usize = 60;

/// The longest fields of a structure on one line, in columns.
pub(crate) const STRUCTURE_WIDTH: usize = 18;

/// The length up to which a line fits even if rustfmt keeps columns free after it.
const FREE_WIDTH: usize = MAX_WIDTH - 4;

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

    /// Returns code as an item. The code has rustfmt's layout if each line fits; otherwise the output stage formats it.
    pub(crate) fn of_lines(code: String) -> Self {
        // rustfmt keeps columns free after some lines.
        let fits = |line: &str| {
            let is_comment = line.trim_start().starts_with("//");
            is_comment || line.len() <= FREE_WIDTH || line.chars().count() <= FREE_WIDTH
        };
        if code.lines().all(fits) {
            Self::Text(code)
        } else {
            Self::formatted(code)
        }
    }

    /// Returns code as an item that the output stage formats.
    pub(crate) fn formatted(code: String) -> Self {
        match code.parse() {
            Ok(tokens) => Self::Tokens(tokens),
            Err(_) => Self::Text(code),
        }
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

impl From<Table> for Item {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// A macro call with rows: `object! { Pet { "id" => id: required, } }`.
///
/// rustfmt does not change the inside of such a call, since it is not Rust.
#[derive(Debug)]
pub struct Table {
    /// The name of the macro.
    pub name: &'static str,
    /// The text before the braces around the rows; if it is empty, the rows are directly in the call.
    pub head: String,
    /// The rows as they are printed, each on one line after its attributes.
    pub rows: Vec<String>,
}

/// Formats the macro call as it is printed in a file, with a final line break.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, head, rows } = self;
        let (open, indent, close) = match (head.is_empty(), rows.is_empty()) {
            (true, true) => return writeln!(f, "{name}! {{}}"),
            (false, true) => return writeln!(f, "{name}! {{\n    {head} {{}}\n}}"),
            (true, false) => (String::new(), "    ", "}\n"),
            (false, false) => (format!("    {head} {{\n"), "        ", "    }\n}\n"),
        };
        write!(f, "{name}! {{\n{open}")?;
        for row in rows {
            f.write_str(indent)?;
            for character in row.chars() {
                f.write_char(character)?;
                if character == '\n' {
                    f.write_str(indent)?;
                }
            }
            f.write_str(",\n")?;
        }
        f.write_str(close)
    }
}

/// Returns a macro call with one row, on one line if it fits, with a final line break: `call! { Ping => (): empty }`.
pub(crate) fn macro_call(name: &str, row: &str) -> String {
    if name.len() + row.len() + "! {  }".len() <= MAX_WIDTH {
        format!("{name}! {{ {row} }}\n")
    } else {
        format!("{name}! {{\n    {row}\n}}\n")
    }
}
