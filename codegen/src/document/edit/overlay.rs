//! Overlays (OpenAPI Overlay Specification 1.0.0 and 1.1.0): files of changes to a document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::editor::{Clash, Editor};
use super::target::{removable, select};
use super::trail::Origin;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, code};
use crate::document::version::kind;
use crate::location::{FileId, SourceLocation};

/// What an action does to the nodes that its target selects.
enum Deed<'o> {
    Update(&'o Value),
    Copy(&'o str),
    Remove,
}

/// An overlay while it is applied.
struct Overlay<'a, 'd> {
    editor: &'a mut Editor<'d>,
    told: &'a mut Diagnostics,
    /// Whether a limit was reached, behind which nothing more is applied.
    is_exhausted: bool,
}

/// Applies an overlay; tells what is wrong with it, and each action that changes nothing.
pub(super) fn apply(
    editor: &mut Editor<'_>,
    file: FileId,
    overlay: &Value,
    told: &mut Diagnostics,
) {
    let at = SourceLocation::root(file);
    let mut applied = Overlay {
        editor,
        told,
        is_exhausted: false,
    };
    let Value::Object(members) = overlay else {
        applied.refuse(
            &at,
            format!("an overlay is an object, this is {}", kind(overlay)),
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
            applied.refuse(&at, "an overlay has `actions`, this has none".to_owned());
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

impl Overlay<'_, '_> {
    fn check_version(&mut self, at: &SourceLocation, version: Option<&Value>) {
        // An unquoted `overlay: 1.0` is a number in YAML.
        let version = match version {
            Some(Value::String(version)) => version.clone(),
            Some(other) => other.to_string(),
            None => {
                self.refuse(at, "the file does not say that it is an overlay".to_owned())
                    .hint("add `overlay: 1.1.0` at the top");
                return;
            }
        };
        let mut parts = version.split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), None | Some("0" | "1")) => {}
            (Some("1"), Some(_)) => {
                let message = format!("Overlay {version} is not known yet and is read as 1.1");
                self.tell(
                    Severity::Warning,
                    code::UNSUPPORTED_VERSION,
                    &at.child("overlay"),
                    message,
                );
            }
            _ => {
                self.refuse(
                    &at.child("overlay"),
                    format!("`{version}` is not a version of overlays"),
                )
                .hint("1.0.x and 1.1.x are supported");
            }
        }
    }

    fn check_members(&mut self, at: &SourceLocation, members: &Map<String, Value>, known: &[&str]) {
        for key in members.keys() {
            if !known.contains(&key.as_str()) && !key.starts_with("x-") {
                let message = format!("`{key}` is no member that overlays know");
                let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
                self.tell(
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
                format!("an action is an object, this is {}", kind(action)),
            );
            return;
        };
        let known = ["target", "description", "update", "copy", "remove"];
        self.check_members(at, members, &known);
        let Some(Value::String(target)) = members.get("target") else {
            self.refuse(
                at,
                "an action needs a `target`, a JSONPath in a string".to_owned(),
            );
            return;
        };
        let Some(deed) = self.deed(at, members) else {
            return;
        };
        let at_target = at.child("target");
        let mut nodes = match select(self.editor.root(), target) {
            Ok(nodes) => nodes,
            Err(error) => {
                self.refuse(&at_target, format!("`{target}` is no JSONPath: {error}"))
                    .hint("JSONPath is that of RFC 9535: `$.paths['/pets'].get`, `$..[?@.type == 'string']`");
                return;
            }
        };
        if nodes.is_empty() {
            let message = format!("`{target}` selects nothing in the document");
            self.tell(
                Severity::Warning,
                code::UNMATCHED_CHANGE,
                &at_target,
                message,
            )
            .hint("the document may have changed: adjust the target, or remove the action");
            return;
        }
        match deed {
            Deed::Remove => {
                if nodes.iter().any(Vec::is_empty) {
                    self.refuse(
                        &at_target,
                        "the whole document cannot be removed".to_owned(),
                    );
                    return;
                }
                removable(&mut nodes);
                for node in &nodes {
                    self.editor.remove(node);
                }
            }
            Deed::Update(update) => {
                let at = at.child("update");
                self.merge(&at, &nodes, update, &Origin::Node(at.clone()));
            }
            Deed::Copy(source) => self.copy(&at.child("copy"), &nodes, source),
        }
    }

    /// What an action does, where it does one thing.
    fn deed<'o>(
        &mut self,
        at: &SourceLocation,
        members: &'o Map<String, Value>,
    ) -> Option<Deed<'o>> {
        match members.get("remove") {
            Some(Value::Bool(true)) => return Some(Deed::Remove),
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
            (Some(update), None) => Some(Deed::Update(update)),
            (None, Some(Value::String(copy))) => Some(Deed::Copy(copy)),
            (None, Some(_)) => {
                self.refuse(
                    &at.child("copy"),
                    "`copy` must be a JSONPath in a string".to_owned(),
                );
                None
            }
            (Some(_), Some(_)) => {
                self.refuse(
                    at,
                    "an action has either `update` or `copy`, not both".to_owned(),
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
                self.refuse(at, format!("`{source}` is no JSONPath: {error}"));
                return;
            }
        };
        let [path] = sources.as_slice() else {
            let message = format!(
                "`{source}` must select one node to copy, but selects {}",
                sources.len()
            );
            self.refuse(at, message);
            return;
        };
        let value = self.editor.get(path).cloned().unwrap_or_default();
        self.merge(at, nodes, &value, &Origin::Copy(path.clone()));
    }

    fn merge(&mut self, at: &SourceLocation, nodes: &[Vec<String>], value: &Value, from: &Origin) {
        let kinds = nodes.iter().map(|node| self.editor.get(node).map(shape));
        let kinds: BTreeSet<_> = kinds.flatten().collect();
        if kinds.len() > 1 {
            let kinds: Vec<_> = kinds.into_iter().collect();
            let message = format!(
                "the target selects nodes of several kinds: {}",
                kinds.join(" and ")
            );
            self.refuse(at, message)
                .hint("give each kind an action of its own");
            return;
        }
        for node in nodes {
            let merged = match self.editor.get(node) {
                // What is no array itself is appended to one.
                Some(Value::Array(items)) if !value.is_array() => {
                    let end = super::trail::join(node, &items.len().to_string());
                    self.editor.put(&end, value.clone(), from.clone())
                }
                _ => self.editor.merge(node, value, from),
            };
            if let Err(clash) = merged {
                self.clash(at, &clash);
                return;
            }
        }
    }

    fn clash(&mut self, at: &SourceLocation, clash: &Clash) {
        match clash {
            Clash::Kinds {
                at: node,
                is,
                update,
            } => {
                let root = SourceLocation::root(FileId::default());
                let node = node.iter().fold(root, |at, token| at.child(token));
                let message = format!(
                    "{update} cannot be merged into {is}, which `{}` is in the document",
                    node.pointer
                );
                self.refuse(at, message)
                    .hint("remove the node first, by an action of its own, to replace it");
            }
            Clash::TooMuch => {
                self.is_exhausted = true;
                let message = "the overlays add more than any document holds".to_owned();
                self.tell(Severity::Error, code::TOO_LARGE, at, message);
            }
            Clash::TooDeep => {
                self.is_exhausted = true;
                let message = "this nests the document too deeply".to_owned();
                self.tell(Severity::Error, code::TOO_DEEP, at, message);
            }
        }
    }

    fn refuse(&mut self, at: &SourceLocation, message: String) -> &mut Diagnostic {
        self.tell(Severity::Error, code::INVALID_CHANGE, at, message)
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: Code,
        at: &SourceLocation,
        message: String,
    ) -> &mut Diagnostic {
        self.told
            .push(Diagnostic::new(severity, code, at.clone(), message))
    }
}

/// The kinds that nodes must share to be changed by one action.
fn shape(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "objects",
        Value::Array(_) => "arrays",
        _ => "plain values",
    }
}
