//! Golden cases: a small document for each feature, with the sources that it gives.

use crate::cases::{Case, cases};
use apicrate_codegen::Detail;
use apicrate_codegen::coverage;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::document::Document;
use apicrate_codegen::output::{Kind, Rendered};

/// A document and the client crate that it gives.
#[derive(Debug)]
pub struct Golden {
    /// The folder with the document, `expected`, and perhaps `codegen.toml` and `drive.rs`; `host.rs` is the root of the package
    /// that the client is a module of.
    pub case: Case,
    /// The name of the package: that of the case with `-client` behind it, or what `codegen.toml` says.
    pub package: String,
    /// All files of the crate.
    pub files: Vec<Rendered>,
    /// The parts of the document that are neither generated nor the subject of a diagnostic; none where a part of it is
    /// selected.
    pub lost: Vec<String>,
    /// The warnings and notes, with paths below the case's folder.
    pub warnings: String,
}

impl Golden {
    /// The files that are compared: not the carried runtime, which is tested on its own, and the manifest only where there are
    /// options that it may depend on.
    #[must_use]
    pub fn expected_files(&self) -> Vec<Rendered> {
        let has_options = self.case.path("codegen.toml").exists();
        let is_compared = |file: &&Rendered| {
            !file.path.contains("/runtime/") && (has_options || file.path != "Cargo.toml")
        };
        let files = self.files.iter().filter(is_compared).cloned();
        // What is expected of a manifest is not a user's.
        files
            .map(|file| Rendered {
                kind: Kind::Generated,
                ..file
            })
            .collect()
    }

    /// The text of its manifest.
    ///
    /// # Panics
    ///
    /// Where there is none.
    #[must_use]
    pub fn manifest(&self) -> &str {
        let manifest = self.files.iter().find(|file| file.path == "Cargo.toml");
        &manifest.expect("a client has a manifest").text
    }

    /// Whether the client has operations, so that it can be driven.
    #[must_use]
    pub fn has_operations(&self) -> bool {
        let mut files = self.files.iter();
        files.any(|file| file.path.contains("/operations/") && file.text.contains("impl Client {"))
    }
}

/// Generates every golden case, in memory.
///
/// # Panics
///
/// Where a document does not generate.
#[must_use]
pub fn all() -> Vec<Golden> {
    cases("golden").into_iter().map(generate).collect()
}

fn generate(case: Case) -> Golden {
    let options = case.options(&format!("{}-client", case.name));
    let generated = match apicrate_codegen::generate(&case.path("openapi.yaml"), &options) {
        Ok(generated) => generated,
        Err(failure) => panic!("{}:\n{}", case.name, failure.render(Style::Plain)),
    };
    let folder = format!("{}/", case.folder.display());
    let mut lost = Vec::new();
    if options.selection.is_everything() {
        let document = Document::load_changed(&case.path("openapi.yaml"), &options.changes);
        let document = document.unwrap_or_else(|error| panic!("{}:\n{error}", case.name));
        let parts = coverage::unaccounted(&document, &generated.api, generated.diagnostics());
        lost.extend(parts.iter().map(|part| part.kind.to_string()));
    }
    Golden {
        warnings: generated
            .render(Style::Plain, Detail::All)
            .replace(&folder, ""),
        lost,
        package: options.package,
        files: generated.files,
        case,
    }
}
