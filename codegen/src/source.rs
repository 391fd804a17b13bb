//! What the emitter hands to the output stage.

use proc_macro2::TokenStream;

/// A Rust source file before it is formatted.
#[derive(Debug)]
pub struct SourceFile {
    /// The path below the crate's root, with forward slashes: `src/types/pet.rs`.
    pub path: String,
    /// The module documentation, one entry a line, without `//!`; empty for none.
    pub docs: Vec<String>,
    /// The `use` lines; printed together, without blank lines between them.
    pub uses: Vec<TokenStream>,
    /// The `mod` and `pub use` lines of a module root; printed together, after `uses`.
    pub modules: Vec<TokenStream>,
    /// The items, printed in this order with one blank line between two.
    ///
    /// An item that is a braced macro call (`object! { ... }`) is printed with a row a line: see the output stage.
    pub items: Vec<TokenStream>,
}
