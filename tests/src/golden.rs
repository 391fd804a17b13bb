//! Golden cases: a small document for each feature, with the expected sources.

use crate::cases::{Case, cases};
use apicrate_codegen::Verbosity;
use apicrate_codegen::coverage;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::document::Document;
use apicrate_codegen::output::{Kind, Rendered};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const CLIENT: &str = "client.rs";
const LIB: &str = "lib.rs";
const MOCK: &str = "mock.rs";

/// A case, and the crate generated from its document.
#[derive(Debug)]
pub struct Golden {
    /// The folder with the document, `expected`, and optionally `codegen.toml` and `drive.rs`. If the client is a module,
    /// `host.rs` is the root of its package.
    pub case: Case,
    /// The name of the package: from `codegen.toml`, or the name of the case followed by `-client`.
    pub package: String,
    /// All files of the crate.
    pub files: Vec<Rendered>,
    /// The parts of the document that are neither generated nor the subject of a diagnostic; empty if the case selects a part of
    /// the document.
    pub lost: Vec<String>,
    /// The warnings and notes, with paths below the case's folder.
    pub warnings: String,
    /// The folder of the crate's root module: `src/`, or that of the module in a package.
    root: String,
    /// The keys of `compared.toml` that list the case.
    compared: BTreeSet<&'static str>,
}

impl Golden {
    /// Returns the files that are compared: neither the runtime, which has its own tests, nor a file that `compared.toml` lists
    /// for other cases only. The manifest is compared if the case has options, which it may depend on.
    #[must_use]
    pub fn expected_files(&self) -> Vec<Rendered> {
        let has_options = self.case.path("codegen.toml").exists();
        let is_compared = |file: &&Rendered| match self.root_file(&file.path) {
            Some(name) => self.compared.contains(name),
            None => !file.path.contains("/runtime/") && (has_options || file.path != "Cargo.toml"),
        };
        let files = self.files.iter().filter(is_compared).cloned();
        // The expected manifest is not owned by a user.
        files
            .map(|file| Rendered {
                kind: Kind::Generated,
                ..file
            })
            .collect()
    }

    /// The key in `compared.toml` of a file that depends little on the document; `None` for all other files.
    fn root_file(&self, path: &str) -> Option<&'static str> {
        let name = path.strip_prefix(self.root.as_str())?;
        match name {
            "client.rs" => Some(CLIENT),
            "lib.rs" | "mod.rs" => Some(LIB),
            "mock.rs" => Some(MOCK),
            _ => None,
        }
    }

    /// Returns the text of the manifest.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    #[must_use]
    pub fn manifest(&self) -> &str {
        let manifest = self.files.iter().find(|file| file.path == "Cargo.toml");
        &manifest.expect("a client has a manifest").text
    }

    /// Returns `true` if the client has operations.
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
/// Panics if a document cannot be generated, or if `compared.toml` is invalid.
#[must_use]
pub fn all() -> Vec<Golden> {
    let lists = compared();
    let goldens: Vec<_> = cases("golden")
        .into_iter()
        .map(|case| generate(case, &lists))
        .collect();
    for name in lists.values().flatten() {
        let is_case = goldens.iter().any(|golden| golden.case.name == *name);
        assert!(is_case, "compared.toml: unknown case `{name}`");
    }
    goldens
}

/// The lists of `golden/compared.toml`: the cases that compare a file, by its key.
fn compared() -> BTreeMap<&'static str, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/compared.toml");
    let text = fs::read_to_string(path).expect("compared.toml can be read");
    let mut lists: BTreeMap<String, Vec<String>> =
        toml::from_str(&text).expect("compared.toml holds lists of cases");
    let known = [CLIENT, LIB, MOCK].map(|key| (key, lists.remove(key).unwrap_or_default()));
    assert!(lists.is_empty(), "compared.toml: unknown files {lists:?}");
    known.into()
}

fn generate(case: Case, lists: &BTreeMap<&'static str, Vec<String>>) -> Golden {
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
        let parts =
            coverage::unaccounted(&document, &generated.api, generated.output.diagnostics());
        lost.extend(parts.iter().map(|part| part.kind.to_string()));
    }
    let is_listed = |cases: &[String]| cases.contains(&case.name);
    let compared = lists.iter().filter(|(_, cases)| is_listed(cases));
    Golden {
        root: root_folder(&generated.output.files),
        compared: compared.map(|(key, _)| *key).collect(),
        warnings: generated
            .output
            .render(Style::Plain, Verbosity::All)
            .replace(&folder, ""),
        lost,
        package: options.package,
        files: generated.output.files,
        case,
    }
}

/// The folder of the crate's root module: the one that holds `client.rs`.
fn root_folder(files: &[Rendered]) -> String {
    let folders = files
        .iter()
        .filter_map(|file| file.path.strip_suffix(CLIENT));
    let folders = folders.filter(|folder| folder.ends_with('/'));
    // A folder below may have a file of that name.
    let root = folders.min_by_key(|folder| folder.len());
    root.expect("a client has a `client.rs`").to_owned()
}
