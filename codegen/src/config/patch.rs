//! `overlays` and `[[client.patch]]`.

use super::value::{Spanned, Table};
use crate::document::{Changes, Excerpt, Patch, PatchAction};
use std::path::Path;
use std::sync::Arc;

const NAME: &str = "[[client.patch]]";

/// The kinds of patches: the key of the target, and the key of the argument.
const KINDS: [(&str, Option<&str>); 5] = [
    ("optional", None),
    ("rename", Some("to")),
    ("retype", Some("schema")),
    ("drop", None),
    ("add", Some("value")),
];

/// Reads the changes of a client's document in the `codegen.toml` at `path`; omits only entries with reported problems.
pub(super) fn changes(client: &Table<'_>, path: &Path) -> Changes {
    let folder = path.parent().unwrap_or(Path::new(""));
    let overlays = client.strings("overlays").into_iter();
    let known = [
        "name", "optional", "rename", "to", "retype", "schema", "drop", "add", "value",
    ];
    let tables = client.tables("patch", NAME, &known);
    let text: Arc<str> = client.whole_text().into();
    Changes {
        overlays: overlays.map(|overlay| folder.join(overlay.value)).collect(),
        patches: tables
            .iter()
            .filter_map(|table| patch(table, path, &text))
            .collect(),
    }
}

fn patch(table: &Table<'_>, path: &Path, text: &Arc<str>) -> Option<Patch> {
    let name = table.required_string("name");
    let kinds: Vec<_> = KINDS
        .iter()
        .filter_map(|(kind, needs)| Some((*kind, *needs, table.string(kind)?)))
        .collect();
    let [(kind, needs, target)] = kinds.as_slice() else {
        if !KINDS.iter().any(|(kind, _)| table.has(kind)) {
            let message = format!("{NAME} contains no change");
            table.report(
                message,
                "add `optional`, `rename`, `retype`, `drop` or `add`",
            );
        } else if let Some((kind, _, target)) = kinds.get(1) {
            let message = format!("{NAME} has `{kind}` beside `{}`", kinds[0].0);
            table.reject(
                target,
                message,
                "a patch is a single change; use two patches",
            );
        }
        return None;
    };
    for (_, foreign) in KINDS {
        if let Some(key) = foreign
            && foreign != *needs
            && table.has(key)
        {
            let message = format!("`{key}` has no effect with `{kind}`");
            table.reject(target, message, "remove it");
        }
    }
    let action = match *kind {
        "rename" => PatchAction::Rename(table.required_string("to")?.value),
        "retype" => PatchAction::Retype(table.required_json("schema")?),
        "add" => PatchAction::Add(table.required_json("value")?),
        "drop" => PatchAction::Drop,
        _ => PatchAction::Optional,
    };
    let Spanned { value, span } = target.clone();
    let mut patch = Patch::new(name?.value, value, action);
    patch.excerpt = Some(Excerpt {
        path: path.display().to_string(),
        text: Arc::clone(text),
        range: span,
    });
    Some(patch)
}
