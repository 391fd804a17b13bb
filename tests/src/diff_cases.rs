//! The cases of `tests/diff`: each has two overlays on the document that all of them share.

use crate::cases::{Case, cases};
use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::{Style, code};
use apicrate_codegen::{Resolved, read};
use std::path::Path;

/// The package of the clients.
pub const PACKAGE: &str = "shop-client";

/// The overlay with the change that the rule of the case reports.
pub const CHANGE: &str = "change.yaml";

/// The overlay with a similar change that the rule does not report.
pub const NEAR_MISS: &str = "near.yaml";

/// Returns the cases, one for each rule.
///
/// # Panics
///
/// Panics if the folder cannot be read.
#[must_use]
pub fn diff_cases() -> Vec<Case> {
    cases("diff")
}

/// Returns the folder of the cases, with the shared document and its options.
fn shared() -> Case {
    Case {
        name: "base.yaml".to_owned(),
        folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("diff"),
    }
}

/// Returns the options of the clients.
///
/// # Panics
///
/// Panics if `codegen.toml` is invalid.
#[must_use]
pub fn options() -> Options {
    shared().options(PACKAGE)
}

/// Resolves the shared document.
///
/// # Panics
///
/// Panics if it has errors.
#[must_use]
pub fn base(options: &Options) -> Resolved {
    resolve(&shared().name, options)
}

/// Applies an overlay of a case to the shared document, and resolves the result.
///
/// # Panics
///
/// Panics if the changed document has errors, or an action of the overlay has no effect.
#[must_use]
pub fn changed(case: &Case, overlay: &str, options: &Options) -> Resolved {
    let mut options = options.clone();
    options.changes.overlays.push(case.path(overlay));
    resolve(&case.shown(overlay), &options)
}

fn resolve(name: &str, options: &Options) -> Resolved {
    let document = shared().path("base.yaml");
    let resolved = read(&document, options)
        .unwrap_or_else(|failure| panic!("{name}: {}", failure.render(Style::Plain)));
    for diagnostic in resolved.diagnostics().iter() {
        let is_unmatched = diagnostic.code == code::UNMATCHED_CHANGE;
        assert!(!is_unmatched, "{name}: {}", diagnostic.message);
    }
    resolved
}
