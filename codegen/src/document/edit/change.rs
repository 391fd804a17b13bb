//! The changes of a document that its user configures.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::value::Value;

/// The changes of a document: the overlays in their order, then the patches in theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths of overlays (OpenAPI Overlay Specification 1.0 or 1.1), in YAML or JSON. Their `extends` is ignored: the
    /// configuration determines their document.
    pub overlays: Vec<PathBuf>,
    /// Changes of single nodes.
    pub patches: Vec<Patch>,
}

impl Changes {
    /// Returns `true` if there are no changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overlays.is_empty() && self.patches.is_empty()
    }
}

/// A change of one node, or the same change of several nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The name in diagnostics.
    pub name: String,
    /// The node: a JSON pointer (`/components/schemas/Pet`), or a JSONPath (`$..[?@.format == 'date']`), which may select
    /// several nodes.
    pub target: String,
    /// The change.
    pub action: PatchAction,
    /// The position in `codegen.toml`.
    pub(crate) excerpt: Option<Excerpt>,
}

impl Patch {
    /// Creates a patch that is not part of a file.
    #[must_use]
    pub fn new(name: impl Into<String>, target: impl Into<String>, action: PatchAction) -> Self {
        Self {
            name: name.into(),
            target: target.into(),
            action,
            excerpt: None,
        }
    }
}

/// The change that a patch makes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchAction {
    /// Makes a property, a parameter or a request body optional.
    Optional,
    /// Renames a component, a property or another member, and all references to it; or a parameter; or sets the `operationId` of
    /// an operation. The new name is the one in the document, which is the wire name if there is one.
    Rename(String),
    /// Replaces a schema but keeps its title, description and `deprecated`.
    Retype(Value),
    /// Removes a member or an item.
    Drop,
    /// Adds a value: a new member of an object, or `/-` for a new item of an array. The target must be a pointer.
    Add(Value),
}

/// A range of a text that is not a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The displayed path of the file.
    pub(crate) path: String,
    pub(crate) text: Arc<str>,
    /// The range in bytes.
    pub(crate) range: Range<usize>,
}
