//! Mutations: edits of a document with the expected changes, forwards and backwards.

use super::document_index::{DocumentIndex, Role};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::Value;

/// A kind of edit.
pub(super) struct Mutation {
    /// A short description.
    pub(super) name: &'static str,
    /// Returns the mutants for all suitable places of a document.
    pub(super) places: fn(&DocumentIndex) -> Vec<Mutant>,
}

/// An edit at a place.
pub(super) struct Mutant {
    /// The pointer of the place.
    pub(super) at: String,
    /// Applies the edit.
    pub(super) edit: Box<dyn Fn(&mut Value) + Sync>,
    /// The exact changes expected from the document to the mutant.
    pub(super) there: Vec<Expected>,
    /// The exact changes expected from the mutant to the document.
    pub(super) back: Vec<Expected>,
}

/// An expected change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expected {
    /// The id of the rule.
    pub(super) rule: String,
    /// The wire verdict.
    pub(super) wire: WireCompatibility,
    /// The Rust verdict.
    pub(super) rust: SemverLevel,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rule, wire, rust } = self;
        write!(formatter, "{rule} (wire {wire}, rust {rust})")
    }
}

/// Creates an expected change.
pub(super) fn expect(rule: &str, wire: WireCompatibility, rust: SemverLevel) -> Expected {
    Expected {
        rule: rule.to_owned(),
        wire,
        rust,
    }
}

/// Creates a mutant with one expected change in each direction.
pub(super) fn mutant(
    at: &str,
    there: Expected,
    back: Expected,
    edit: impl Fn(&mut Value) + Sync + 'static,
) -> Mutant {
    Mutant {
        at: at.to_owned(),
        edit: Box::new(edit),
        there: vec![there],
        back: vec![back],
    }
}

/// Creates a mutant without expected changes.
pub(super) fn same(at: &str, edit: impl Fn(&mut Value) + Sync + 'static) -> Mutant {
    Mutant {
        at: at.to_owned(),
        edit: Box::new(edit),
        there: Vec::new(),
        back: Vec::new(),
    }
}

/// Returns the verdict if values that were sent become invalid.
pub(super) fn narrows(role: Role) -> WireCompatibility {
    breaks(role.request)
}

/// Returns the verdict if new values may be received.
pub(super) fn widens(role: Role) -> WireCompatibility {
    breaks(role.response)
}

/// Returns the verdict for a change that breaks if `does`.
pub(super) fn breaks(does: bool) -> WireCompatibility {
    if does {
        WireCompatibility::Breaking
    } else {
        WireCompatibility::Compatible
    }
}

/// Returns the verdict for a change with an unknown effect if `does`.
pub(super) fn depends(does: bool) -> WireCompatibility {
    if does {
        WireCompatibility::Unknown
    } else {
        WireCompatibility::Compatible
    }
}

/// A table of mutations.
macro_rules! table {
    ($($name:literal $places:ident)*) => {
        pub(super) fn mutations() -> Vec<$crate::mutants::mutation::Mutation> {
            vec![$($crate::mutants::mutation::Mutation { name: $name, places: $places }),*]
        }
    };
}
pub(super) use table;
