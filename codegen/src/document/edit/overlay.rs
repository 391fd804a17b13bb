//! Overlays (OpenAPI Overlay Specification 1.0.0 and 1.1.0).

use std::collections::BTreeSet;

use crate::value::{Members, Value};

use super::editor::{Conflict, Editor};
use super::origin::{Origin, join};
use super::query::select;
use super::target::sort_for_removal;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, code};
use crate::location::{FileId, SourceLocation};

/// The change that an action makes to the nodes of its target.
enum OverlayAction<'o> {
    Update(&'o Value),
    Copy(&'o str),
    Remove,
}

/// An overlay that is being applied.
struct Application<'a, 'd> {
    editor: &'a mut Editor<'d>,
    diagnostics: &'a mut Diagnostics,
    /// `true` if a limit was reached; further actions are skipped.
    is_exhausted: bool,
}

/// Applies an overlay and reports its errors and each action without effect.
pub(super) fn apply(
    editor: &mut Editor<'_>,
    file: FileId,
    overlay: &Value,
    diagnostics: &mut Diagnostics,
) {
    let at = SourceLocation::root(file);
    let mut applied = Application {
        editor,
        diagnostics,
        is_exhausted: false,
    };
    let Value::Object(members) = overlay else {
        applied.refuse(
            &at,
            format!(
                "an overlay must be an object, not {}",
                overlay.describe_type()
            ),
        );
        return;
    };
    applied.check_version(&at, members.get("overlay"));
    applied.check_members(&at, members, &["overlay", "info", "extends", "actions"]);
    let actions = match members.get("actions") {
        Some(Value::Array(actions)) if !actions.is_empty() => actions,
        Some(_) => {
            applied.refuse(
                &at.child("actions"),
                "`actions` must be an array of at least one action".to_owned(),
            );
            return;
        }
        None => {
            applied.refuse(&at, "missing member `actions`".to_owned());
            return;
        }
    };
    for (index, action) in actions.iter().enumerate() {
        applied.action(&at.child("actions").item(index), action);
        if applied.is_exhausted {
            break;
        }
    }
}

impl Application<'_, '_> {
    fn check_version(&mut self, at: &SourceLocation, version: Option<&Value>) {
        // An unquoted `overlay: 1.0` is a number in YAML.
        let version = match version {
            Some(Value::String(version)) => version.clone(),
            Some(other) => other.to_string(),
            None => {
                self.refuse(
                    at,
                    "missing member `overlay`, the version of the overlay".to_owned(),
                )
                .hint("add `overlay: 1.1.0` at the top");
                return;
            }
        };
        let mut parts = version.split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), None | Some("0" | "1")) => {}
            (Some("1"), Some(_)) => {
                let message = format!("unknown Overlay version {version}, read as 1.1");
                self.push(
                    Severity::Warning,
                    code::UNSUPPORTED_VERSION,
                    &at.child("overlay"),
                    message,
                );
            }
            _ => {
                self.refuse(
                    &at.child("overlay"),
                    format!("unknown Overlay version `{version}`"),
                )
                .hint("1.0.x and 1.1.x are supported");
            }
        }
    }

    fn check_members(&mut self, at: &SourceLocation, members: &Members, known: &[&str]) {
        for key in members.keys() {
            if !known.contains(&key.as_str()) && !key.starts_with("x-") {
                let message = format!("unknown member `{key}`");
                let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
                self.push(
                    Severity::Warning,
                    code::UNKNOWN_MEMBER,
                    &at.child(key),
                    message,
                )
                .hint(format!("known members are {}", known.join(", ")));
            }
        }
    }

    fn action(&mut self, at: &SourceLocation, action: &Value) {
        let Value::Object(members) = action else {
            self.refuse(
                at,
                format!(
                    "an action must be an object, not {}",
                    action.describe_type()
                ),
            );
            return;
        };
        let known = ["target", "description", "update", "copy", "remove"];
        self.check_members(at, members, &known);
        let Some(Value::String(target)) = members.get("target") else {
            self.refuse(at, "`target` must be a string with a JSONPath".to_owned());
            return;
        };
        let Some(overlay_action) = self.overlay_action(at, members) else {
            return;
        };
        let at_target = at.child("target");
        let mut nodes = match select(self.editor.root(), target) {
            Ok(nodes) => nodes,
            Err(error) => {
                self.refuse(&at_target, format!("invalid JSONPath `{target}`: {error}"))
                    .hint("use the syntax of RFC 9535: `$.paths['/pets'].get`, `$..[?@.type == 'string']`");
                return;
            }
        };
        if nodes.is_empty() {
            let message = format!("`{target}` matches nothing in the document");
            self.push(
                Severity::Warning,
                code::UNMATCHED_CHANGE,
                &at_target,
                message,
            )
            .hint("if the document has changed, adjust the target or remove the action");
            return;
        }
        match overlay_action {
            OverlayAction::Remove => {
                if nodes.iter().any(Vec::is_empty) {
                    self.refuse(
                        &at_target,
                        "the whole document cannot be removed".to_owned(),
                    );
                    return;
                }
                sort_for_removal(&mut nodes);
                for node in &nodes {
                    self.editor.remove(node);
                }
            }
            OverlayAction::Update(update) => {
                let at = at.child("update");
                self.merge(&at, &nodes, update, &Origin::Node(at.clone()));
            }
            OverlayAction::Copy(source) => self.copy(&at.child("copy"), &nodes, source),
        }
    }

    /// Returns the change that an action makes; `None` if it is not exactly one.
    fn overlay_action<'o>(
        &mut self,
        at: &SourceLocation,
        members: &'o Members,
    ) -> Option<OverlayAction<'o>> {
        match members.get("remove") {
            Some(Value::Bool(true)) => return Some(OverlayAction::Remove),
            Some(Value::Bool(false)) | None => {}
            Some(_) => {
                self.refuse(
                    &at.child("remove"),
                    "`remove` must be true or false".to_owned(),
                );
                return None;
            }
        }
        match (members.get("update"), members.get("copy")) {
            (Some(update), None) => Some(OverlayAction::Update(update)),
            (None, Some(Value::String(copy))) => Some(OverlayAction::Copy(copy)),
            (None, Some(_)) => {
                self.refuse(
                    &at.child("copy"),
                    "`copy` must be a string with a JSONPath".to_owned(),
                );
                None
            }
            (Some(_), Some(_)) => {
                self.refuse(
                    at,
                    "an action cannot have both `update` and `copy`".to_owned(),
                );
                None
            }
            (None, None) => {
                self.refuse(
                    at,
                    "an action needs `update`, `copy` or `remove: true`".to_owned(),
                );
                None
            }
        }
    }

    fn copy(&mut self, at: &SourceLocation, nodes: &[Vec<String>], source: &str) {
        let sources = match select(self.editor.root(), source) {
            Ok(sources) => sources,
            Err(error) => {
                self.refuse(at, format!("invalid JSONPath `{source}`: {error}"));
                return;
            }
        };
        let [path] = sources.as_slice() else {
            let message = format!(
                "`{source}` must match exactly one node to copy, but matches {}",
                sources.len()
            );
            self.refuse(at, message);
            return;
        };
        let value = self.editor.get(path).cloned().unwrap_or_default();
        self.merge(at, nodes, &value, &Origin::Copy(path.clone()));
    }

    fn merge(&mut self, at: &SourceLocation, nodes: &[Vec<String>], value: &Value, from: &Origin) {
        let types = nodes.iter().map(|node| self.editor.get(node).map(shape));
        let types: BTreeSet<_> = types.flatten().collect();
        if types.len() > 1 {
            let types: Vec<_> = types.into_iter().collect();
            let message = format!(
                "the target matches nodes of different types: {}",
                types.join(" and ")
            );
            self.refuse(at, message)
                .hint("use a separate action for each type");
            return;
        }
        for node in nodes {
            let merged = match self.editor.get(node) {
                // Values that are not arrays are appended to an array.
                Some(Value::Array(items)) if !value.is_array() => {
                    let end = join(node, &items.len().to_string());
                    self.editor.put(&end, value.clone(), from.clone())
                }
                _ => self.editor.merge(node, value, from),
            };
            if let Err(conflict) = merged {
                self.conflict(at, &conflict);
                return;
            }
        }
    }

    fn conflict(&mut self, at: &SourceLocation, conflict: &Conflict) {
        match conflict {
            Conflict::Kinds {
                at: node,
                is,
                update,
            } => {
                let root = SourceLocation::root(FileId::default());
                let node = node.iter().fold(root, |at, token| at.child(token));
                let message = format!(
                    "cannot merge {update} into `{}`, which is {is}",
                    node.pointer
                );
                self.refuse(at, message)
                    .hint("to replace the node, remove it in an action before");
            }
            Conflict::TooMuch => {
                self.is_exhausted = true;
                let message = "the overlays add too many nodes".to_owned();
                self.push(Severity::Error, code::TOO_LARGE, at, message);
            }
            Conflict::TooDeep => {
                self.is_exhausted = true;
                let message = "this nests the document too deeply".to_owned();
                self.push(Severity::Error, code::TOO_DEEP, at, message);
            }
        }
    }

    fn refuse(&mut self, at: &SourceLocation, message: String) -> &mut Diagnostic {
        self.push(Severity::Error, code::INVALID_CHANGE, at, message)
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        at: &SourceLocation,
        message: String,
    ) -> &mut Diagnostic {
        self.diagnostics
            .push(Diagnostic::new(severity, code, at.clone(), message))
    }
}

/// Returns the type that all nodes of one action must share.
fn shape(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "objects",
        Value::Array(_) => "arrays",
        _ => "scalars",
    }
}
