//! What is changed of a document before it is used.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

/// What is changed of a document before it is used: the overlays in their order, then the patches in theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths of overlays (OpenAPI Overlay Specification 1.0 or 1.1), in YAML or JSON. Their `extends` is not looked at: whoever
    /// names them here says which document they are for.
    pub overlays: Vec<PathBuf>,
    /// Changes of single places.
    pub patches: Vec<Patch>,
}

impl Changes {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overlays.is_empty() && self.patches.is_empty()
    }
}

/// A change of one kind at one place, or at each of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// What it is called when it is told about.
    pub name: String,
    /// The node: a JSON pointer (`/components/schemas/Pet`), or a JSONPath (`$..[?@.format == 'date']`), which may select
    /// several.
    pub target: String,
    /// What is done to it.
    pub action: PatchAction,
    /// Where it stands in `codegen.toml`.
    pub(crate) excerpt: Option<Excerpt>,
}

impl Patch {
    /// A patch that stands in no file.
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

/// What a patch does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchAction {
    /// Lets a property, a parameter or a request body be left out.
    Optional,
    /// Gives a component, a property or another member this name, with whatever refers to it; a parameter, too, and an
    /// operation its `operationId`. The name is that of the document: the one on the wire, where there is one.
    Rename(String),
    /// Puts this schema in the place of another one, whose title, description and `deprecated` stay.
    Retype(Value),
    /// Takes a member or an item away.
    Drop,
    /// Puts this value where nothing is: a member of an object, or `/-` for the end of an array. For a pointer alone.
    Add(Value),
}

/// A stretch of a text that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The path of the file, as people are shown it.
    pub(crate) path: String,
    pub(crate) text: Arc<str>,
    /// The bytes of the text.
    pub(crate) range: Range<usize>,
}
