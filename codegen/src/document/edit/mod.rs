//! Changes that are made to a document after it was read and before anything else sees it: overlays, and patches of
//! `codegen.toml`.
//!
//! Architecture invariant: every change that moves a node leaves a trail, so a diagnostic about a changed document still names
//! the line of the file that the node was written in.

mod change;
mod editor;
mod overlay;
mod patch;
mod target;
mod trail;

#[cfg(test)]
mod tests;

use serde_json::Value;

pub(crate) use change::Excerpt;
pub use change::{Changes, Patch, PatchAction};
pub(super) use trail::{Origin, Trail};

use crate::diagnostic::{Diagnostics, Span};
use crate::location::FileId;
use editor::Editor;

/// An overlay that was read.
pub(super) struct ReadOverlay {
    pub(super) file: FileId,
    pub(super) value: Value,
}

/// Applies overlays and patches, each patch with its place in the sources; tells what is wrong with them and which of them
/// change nothing.
pub(super) fn apply(
    root: &mut Value,
    overlays: &[ReadOverlay],
    patches: &[(&Patch, Option<Span>)],
    told: &mut Diagnostics,
) -> Trail {
    let mut trail = Trail::default();
    let mut editor = Editor::new(root, &mut trail);
    for overlay in overlays {
        overlay::apply(&mut editor, overlay.file, &overlay.value, told);
    }
    for (patch, place) in patches {
        patch::apply(&mut editor, patch, *place, told);
    }
    trail
}
