//! Application of all changes of a document.

use crate::value::Value;

use super::change::Patch;
use super::editor::Editor;
use super::origin::OriginMap;
use super::{overlay, patch};
use crate::diagnostic::{Diagnostics, Span};
use crate::location::FileId;

/// An overlay that was read.
pub(in crate::document) struct Overlay {
    pub(in crate::document) file: FileId,
    pub(in crate::document) value: Value,
}

/// Applies overlays, then patches with their positions in `codegen.toml`. Reports invalid changes and changes without effect.
pub(in crate::document) fn apply(
    root: &mut Value,
    overlays: &[Overlay],
    patches: &[(&Patch, Option<Span>)],
    diagnostics: &mut Diagnostics,
) -> OriginMap {
    let mut origins = OriginMap::default();
    let mut editor = Editor::new(root, &mut origins);
    for overlay in overlays {
        overlay::apply(&mut editor, overlay.file, &overlay.value, diagnostics);
    }
    for (patch, span) in patches {
        patch::apply(&mut editor, patch, *span, diagnostics);
    }
    origins
}
