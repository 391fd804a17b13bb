//! Patches: small changes of a document in `codegen.toml`.

use crate::value::{Members, Value};

use super::change::{Patch, PatchAction};
use super::editor::{Conflict, Editor};
use super::origin::{Origin, join};
use super::target::{find, pointer, similar, sort_for_removal};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Span, code};
use crate::location::{FileId, SourceLocation};

/// The methods that operations have (OpenAPI 3.2.0, "Path Item Object").
const METHODS: [&str; 9] = [
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

/// The annotations that a replaced schema keeps.
const ANNOTATIONS: [&str; 5] = [
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// The reason why a patch is not applied.
enum PatchError {
    /// It has no effect on this document.
    Unmatched(String),
    /// The document has no such node; the most similar pointer, if any.
    Missing(Option<String>),
    /// It could not apply to any document.
    Invalid(String),
}

type PatchResult = Result<(), PatchError>;

/// Applies a patch whose position in `codegen.toml` is `span`, and reports it if it has no effect.
pub(super) fn apply(
    editor: &mut Editor<'_>,
    patch: &Patch,
    span: Option<Span>,
    diagnostics: &mut Diagnostics,
) {
    let Err(fault) = change(editor, patch, span) else {
        return;
    };
    let (severity, code, reason, hint) = match fault {
        PatchError::Unmatched(reason) => (
            Severity::Warning,
            code::UNMATCHED_CHANGE,
            reason,
            "if the document has changed, adjust or remove the patch".to_owned(),
        ),
        PatchError::Missing(near) => (
            Severity::Error,
            code::UNMATCHED_CHANGE,
            format!("`{}` is not in the document", patch.target),
            near.map_or_else(
                || "if the document has changed, adjust or remove the patch".to_owned(),
                |near| format!("a similar node exists: `{near}`"),
            ),
        ),
        PatchError::Invalid(reason) => (
            Severity::Error,
            code::INVALID_CHANGE,
            reason,
            "the command `explain invalid-change` describes each kind of patch".to_owned(),
        ),
    };
    let message = format!("patch `{}` not applied: {reason}", patch.name);
    let mut diagnostic = Diagnostic::new(severity, code, None, message);
    diagnostic.span = span;
    diagnostic.hint(hint);
    diagnostics.push(diagnostic);
}

fn change(editor: &mut Editor<'_>, patch: &Patch, span: Option<Span>) -> PatchResult {
    let origin = span.map_or(
        Origin::Node(SourceLocation::root(FileId::default())),
        Origin::Text,
    );
    if let PatchAction::Add(value) = &patch.action {
        let at = pointer(&patch.target).map_err(PatchError::Invalid)?;
        return add(editor, &at, value, origin);
    }
    let mut nodes = find(editor.root(), &patch.target).map_err(PatchError::Invalid)?;
    if nodes.is_empty() {
        return Err(PatchError::Missing(similar(editor.root(), &patch.target)));
    }
    sort_for_removal(&mut nodes);
    // A patch of many nodes is outdated only if none of them needs it.
    let mut unneeded = None;
    let mut is_applied = false;
    for node in &nodes {
        let outcome = match &patch.action {
            PatchAction::Optional => make_optional(editor, node),
            PatchAction::Rename(to) => rename(editor, node, to),
            PatchAction::Retype(schema) => retype(editor, node, schema, origin.clone()),
            PatchAction::Drop => remove(editor, node),
            PatchAction::Add(_) => Ok(()),
        };
        match outcome {
            Ok(()) => is_applied = true,
            Err(PatchError::Unmatched(reason)) => unneeded = Some(reason),
            Err(invalid) => return Err(invalid),
        }
    }
    match unneeded {
        Some(reason) if !is_applied => Err(PatchError::Unmatched(reason)),
        _ => Ok(()),
    }
}

/// Returns the schema and the name of a property; `None` if the path is not that of a property.
fn property(at: &[String]) -> Option<(&[String], &str)> {
    match at {
        [schema @ .., properties, name] if properties == "properties" => Some((schema, name)),
        _ => None,
    }
}

fn make_optional(editor: &mut Editor<'_>, at: &[String]) -> PatchResult {
    let optional_already = || PatchError::Unmatched(format!("`{}` is already optional", shown(at)));
    if let Some((schema, name)) = property(at) {
        let required = join(schema, "required");
        let Some(Value::Array(names)) = editor.get(&required) else {
            return Err(optional_already());
        };
        let index = names
            .iter()
            .position(|listed| listed == name)
            .ok_or_else(optional_already)?;
        // OpenAPI 3.0 forbids an empty list.
        if names.len() == 1 {
            editor.remove(&required);
        } else {
            editor.remove(&join(&required, &index.to_string()));
        }
        return Ok(());
    }
    match editor.get_mut(at) {
        Some(Value::Object(members))
            if is_parameter(members) || members.contains_key("content") =>
        {
            if members.get("in").is_some_and(|place| place == "path") {
                return Err(PatchError::Invalid(format!(
                    "`{}` is a path parameter and cannot be optional",
                    shown(at)
                )));
            }
            if members.get("required") != Some(&Value::Bool(true)) {
                return Err(optional_already());
            }
            members.insert("required".to_owned(), Value::Bool(false));
            Ok(())
        }
        _ => Err(PatchError::Invalid(format!(
            "`{}` is not a property, a parameter or a request body",
            shown(at)
        ))),
    }
}

fn is_parameter(members: &Members) -> bool {
    members.contains_key("name") && members.contains_key("in")
}

/// Renames a member of an object and all references to it, a parameter, an operation, or a value of an enum.
fn rename(editor: &mut Editor<'_>, at: &[String], to: &str) -> PatchResult {
    let Some((last, above)) = at.split_last() else {
        return Err(PatchError::Invalid(
            "the document itself has no name".to_owned(),
        ));
    };
    if let [paths, _, method] = at
        && paths == "paths"
        && METHODS.contains(&method.as_str())
    {
        return rename_member(editor, at, "operationId", to);
    }
    match editor.get(above) {
        Some(Value::Array(_)) => rename_item(editor, at, to),
        Some(Value::Object(members)) => {
            if members.contains_key(to) {
                let reason = format!("`{}` already has a member `{to}`", shown(above));
                return Err(PatchError::Invalid(reason));
            }
            editor.rename(at, to);
            if let Some((schema, name)) = property(at) {
                rename_property_uses(editor, schema, name, to);
            }
            if let [components, section, _] = at
                && components == "components"
            {
                rename_component_uses(editor.root_mut(), section, last, to);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn rename_item(editor: &mut Editor<'_>, at: &[String], to: &str) -> PatchResult {
    match editor.get_mut(at) {
        Some(Value::Object(members)) if is_parameter(members) => {
            rename_member(editor, at, "name", to)
        }
        Some(Value::String(text)) if text != to => {
            to.clone_into(text);
            Ok(())
        }
        Some(Value::String(_)) => Err(called_already(at, to)),
        _ => Err(PatchError::Invalid(format!("`{}` has no name", shown(at)))),
    }
}

fn rename_member(editor: &mut Editor<'_>, at: &[String], key: &str, to: &str) -> PatchResult {
    if let Some(Value::Object(members)) = editor.get_mut(at) {
        if members.get(key).is_some_and(|name| name == to) {
            return Err(called_already(at, to));
        }
        members.insert(key.to_owned(), Value::String(to.to_owned()));
    }
    Ok(())
}

fn called_already(at: &[String], to: &str) -> PatchError {
    PatchError::Unmatched(format!("`{}` is already named `{to}`", shown(at)))
}

/// Renames a property in the keywords of its schema.
fn rename_property_uses(editor: &mut Editor<'_>, schema: &[String], from: &str, to: &str) {
    let Some(Value::Object(members)) = editor.get_mut(schema) else {
        return;
    };
    if let Some(Value::Array(required)) = members.get_mut("required") {
        for name in required.iter_mut().filter(|name| *name == from) {
            *name = Value::String(to.to_owned());
        }
    }
    if let Some(Value::Object(discriminator)) = members.get_mut("discriminator")
        && let Some(name) = discriminator.get_mut("propertyName")
        && name == from
    {
        *name = Value::String(to.to_owned());
    }
}

/// Renames a component in references and discriminator mappings.
fn rename_component_uses(value: &mut Value, section: &str, from: &str, to: &str) {
    let old = SourceLocation::root(FileId::default())
        .child("components")
        .child(section);
    let (old, new) = (old.child(from).pointer, old.child(to).pointer);
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get_mut("$ref") {
                    redirect(reference, &old, &new);
                }
                if let Some(Value::Object(discriminator)) = members.get_mut("discriminator")
                    && let Some(Value::Object(mapping)) = discriminator.get_mut("mapping")
                {
                    for target in mapping.values_mut() {
                        match target {
                            Value::String(name) if section == "schemas" && name == from => {
                                to.clone_into(name);
                            }
                            Value::String(reference) => redirect(reference, &old, &new),
                            _ => {}
                        }
                    }
                }
                waiting.extend(members.values_mut());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
}

/// Replaces the prefix of a reference.
fn redirect(reference: &mut String, old: &str, new: &str) {
    let Some(rest) = reference
        .strip_prefix('#')
        .and_then(|pointer| pointer.strip_prefix(old))
    else {
        return;
    };
    if rest.is_empty() || rest.starts_with('/') {
        *reference = format!("#{new}{rest}");
    }
}

fn retype(editor: &mut Editor<'_>, at: &[String], schema: &Value, origin: Origin) -> PatchResult {
    let mut schema = schema.clone();
    let old = match editor.get(at) {
        Some(old @ (Value::Object(_) | Value::Bool(_))) => old,
        other => {
            let is = other.map_or("nothing", Value::describe_type);
            return Err(PatchError::Invalid(format!(
                "`{}` is {is}, not a schema",
                shown(at)
            )));
        }
    };
    if let (Value::Object(old), Value::Object(new)) = (old, &mut schema) {
        for key in ANNOTATIONS {
            if let Some(value) = old.get(key)
                && !new.contains_key(key)
            {
                new.insert(key.to_owned(), value.clone());
            }
        }
    }
    if *old == schema {
        return Err(PatchError::Unmatched(format!(
            "`{}` already has that type",
            shown(at)
        )));
    }
    put(editor, at, schema, origin)
}

fn remove(editor: &mut Editor<'_>, at: &[String]) -> PatchResult {
    if at.is_empty() {
        let reason = "the document itself cannot be dropped".to_owned();
        return Err(PatchError::Invalid(reason));
    }
    editor.remove(at);
    if property(at).is_some() {
        // A removed property is no longer required either.
        match make_optional(editor, at) {
            Ok(()) | Err(PatchError::Unmatched(_)) => {}
            Err(invalid) => return Err(invalid),
        }
    }
    Ok(())
}

fn add(editor: &mut Editor<'_>, at: &[String], value: &Value, origin: Origin) -> PatchResult {
    let Some((last, above)) = at.split_last() else {
        let reason = "the document itself already exists".to_owned();
        return Err(PatchError::Invalid(reason));
    };
    let at = match editor.get(above) {
        None => {
            let reason = format!("`{}` is not in the document", shown(above));
            return Err(PatchError::Unmatched(reason));
        }
        Some(Value::Object(members)) if members.contains_key(last) => {
            let reason = format!("`{}` already exists", shown(at));
            return Err(PatchError::Unmatched(reason));
        }
        Some(Value::Object(_)) => at.to_vec(),
        Some(Value::Array(items)) if last == "-" => {
            if items.contains(value) {
                let reason = format!("`{}` already contains this item", shown(above));
                return Err(PatchError::Unmatched(reason));
            }
            join(above, &items.len().to_string())
        }
        Some(Value::Array(_)) => {
            let reason = format!(
                "items can only be added to the end of an array: `{}/-`",
                shown(above)
            );
            return Err(PatchError::Invalid(reason));
        }
        Some(other) => {
            let reason = format!(
                "nothing can be added to `{1}`, which is {0}",
                other.describe_type(),
                shown(above)
            );
            return Err(PatchError::Invalid(reason));
        }
    };
    put(editor, &at, value.clone(), origin)
}

fn put(editor: &mut Editor<'_>, at: &[String], value: Value, origin: Origin) -> PatchResult {
    editor
        .put(at, value, origin)
        .map_err(|conflict| match conflict {
            Conflict::TooMuch => PatchError::Invalid("it adds too many nodes".to_owned()),
            Conflict::TooDeep => PatchError::Invalid("it nests the document too deeply".to_owned()),
            Conflict::Kinds { .. } => PatchError::Invalid("the value has another type".to_owned()),
        })
}

/// Returns a path as a JSON pointer.
fn shown(at: &[String]) -> String {
    let root = SourceLocation::root(FileId::default());
    at.iter().fold(root, |at, token| at.child(token)).pointer
}
