//! What a mutation is: an edit of a document with what must be said of it, there and back.

use super::document_index::{DocumentIndex, Role};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::Value;

/// A kind of edit.
pub(super) struct Mutation {
    /// What it does, some words.
    pub(super) name: &'static str,
    /// The places of a document where it can be made.
    pub(super) places: fn(&DocumentIndex) -> Vec<Mutant>,
}

/// An edit at a place.
pub(super) struct Mutant {
    /// The place: a pointer.
    pub(super) at: String,
    /// Makes it.
    pub(super) edit: Box<dyn Fn(&mut Value) + Sync>,
    /// What must be said from the document to the mutant, and nothing else.
    pub(super) there: Vec<Expected>,
    /// What must be said from the mutant to the document, and nothing else.
    pub(super) back: Vec<Expected>,
}

/// What must be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expected {
    /// The id of the rule.
    pub(super) rule: String,
    /// The verdict on the wire.
    pub(super) wire: WireCompatibility,
    /// The verdict on Rust.
    pub(super) rust: SemverLevel,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rule, wire, rust } = self;
        write!(formatter, "{rule} (wire {wire}, rust {rust})")
    }
}

/// What must be said.
pub(super) fn expect(rule: &str, wire: WireCompatibility, rust: SemverLevel) -> Expected {
    Expected {
        rule: rule.to_owned(),
        wire,
        rust,
    }
}

/// One thing that must be said there, and one back.
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

/// An edit of which nothing must be said.
pub(super) fn same(at: &str, edit: impl Fn(&mut Value) + Sync + 'static) -> Mutant {
    Mutant {
        at: at.to_owned(),
        edit: Box::new(edit),
        there: Vec::new(),
        back: Vec::new(),
    }
}

/// The verdict where values that were sent are refused.
pub(super) fn narrows(role: Role) -> WireCompatibility {
    breaks(role.request)
}

/// The verdict where values come that were not there before.
pub(super) fn widens(role: Role) -> WireCompatibility {
    breaks(role.response)
}

/// The verdict where something breaks, if it does.
pub(super) fn breaks(does: bool) -> WireCompatibility {
    if does {
        WireCompatibility::Breaking
    } else {
        WireCompatibility::Compatible
    }
}

/// The verdict where it is not said what happens, if anything travels.
pub(super) fn depends(does: bool) -> WireCompatibility {
    if does {
        WireCompatibility::Unknown
    } else {
        WireCompatibility::Compatible
    }
}
