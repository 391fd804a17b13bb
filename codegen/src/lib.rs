//! Generates a Rust client crate from an OpenAPI document.

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod ir;
mod location;
pub mod lower;
pub mod output;
pub mod source;

pub use location::{FileId, Location};

use config::Options;
use diagnostic::Style;
use output::Rendered;
use std::path::Path;

/// What was generated from a document.
#[derive(Debug)]
pub struct Generated {
    /// The files of the crate.
    pub files: Vec<Rendered>,
}

impl Generated {
    /// The warnings and notes as text; empty when there are none.
    #[must_use]
    pub fn render(&self, _style: Style) -> String {
        String::new()
    }
}

/// Why nothing was generated from a document.
#[derive(Debug)]
pub struct Failure(document::LoadError);

impl Failure {
    /// The errors, warnings and notes as text.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.0.render(style)
    }
}

/// Generates the files of a client crate from the document at a path.
///
/// # Errors
///
/// When the document cannot be used; it says why.
pub fn generate(document: &Path, options: &Options) -> Result<Generated, Failure> {
    document::Document::load(document).map_err(Failure)?;
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let manifest = format!("[package]\nname = {:?}\n", options.package);
    Ok(Generated {
        files: vec![
            Rendered::once("Cargo.toml", manifest),
            Rendered::carried("src/lib.rs", "//! Not there yet.\n", &name),
        ],
    })
}
