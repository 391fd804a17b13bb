//! Patches: the small changes that `codegen.toml` makes to a document.

use serde_json::{Map, Value};

use super::editor::{Clash, Editor};
use super::target::{find, pointer, removable};
use super::trail::{Origin, join};
use super::{Patch, PatchAction};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Span, code};
use crate::document::version::kind;
use crate::location::{FileId, SourceLocation};

/// The methods that operations have (OpenAPI 3.2.0, "Path Item Object").
const METHODS: [&str; 9] = [
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

/// What says something about a schema but not what its values are; a schema that takes its place keeps it.
const ANNOTATIONS: [&str; 5] = [
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Why a patch is not applied.
enum Fault {
    /// It does not fit the document any more, and why.
    Unmatched(String),
    /// It could never be applied, and why.
    Invalid(String),
}

type Outcome = Result<(), Fault>;

/// Applies a patch, which stands at `place` in `codegen.toml`; tells where it changes nothing.
pub(super) fn apply(
    editor: &mut Editor<'_>,
    patch: &Patch,
    place: Option<Span>,
    told: &mut Diagnostics,
) {
    let Err(fault) = change(editor, patch, place) else {
        return;
    };
    let (severity, code, reason, hint) = match fault {
        Fault::Unmatched(reason) => (
            Severity::Warning,
            code::UNMATCHED_CHANGE,
            reason,
            "the document may have changed: adjust the patch, or remove it",
        ),
        Fault::Invalid(reason) => (
            Severity::Error,
            code::INVALID_CHANGE,
            reason,
            "the command `explain invalid-change` describes each kind of patch",
        ),
    };
    let message = format!("the patch `{}` is not applied: {reason}", patch.name);
    let mut diagnostic = Diagnostic::new(severity, code, None, message);
    diagnostic.span = place;
    diagnostic.hint(hint);
    told.push(diagnostic);
}

fn change(editor: &mut Editor<'_>, patch: &Patch, place: Option<Span>) -> Outcome {
    let origin = place.map_or(
        Origin::Node(SourceLocation::root(FileId::default())),
        Origin::Text,
    );
    if let PatchAction::Add(value) = &patch.action {
        let at = pointer(&patch.target).map_err(Fault::Invalid)?;
        return add(editor, &at, value, origin);
    }
    let mut nodes = find(editor.root(), &patch.target).map_err(Fault::Invalid)?;
    if nodes.is_empty() {
        return Err(Fault::Unmatched(format!(
            "`{}` is not in the document",
            patch.target
        )));
    }
    removable(&mut nodes);
    // A patch of many nodes is out of date only when none of them needs it.
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
            Err(Fault::Unmatched(reason)) => unneeded = Some(reason),
            Err(invalid) => return Err(invalid),
        }
    }
    match unneeded {
        Some(reason) if !is_applied => Err(Fault::Unmatched(reason)),
        _ => Ok(()),
    }
}

/// The schema and the name of the property that a path leads to, where it leads to one.
fn property(at: &[String]) -> Option<(&[String], &str)> {
    match at {
        [schema @ .., properties, name] if properties == "properties" => Some((schema, name)),
        _ => None,
    }
}

fn make_optional(editor: &mut Editor<'_>, at: &[String]) -> Outcome {
    let optional_already = || Fault::Unmatched(format!("`{}` is optional already", shown(at)));
    if let Some((schema, name)) = property(at) {
        let required = join(schema, "required");
        let Some(Value::Array(names)) = editor.get(&required) else {
            return Err(optional_already());
        };
        let index = names
            .iter()
            .position(|listed| listed == name)
            .ok_or_else(optional_already)?;
        // An empty list is refused by 3.0.
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
                return Err(Fault::Invalid(format!(
                    "`{}` is part of a path and cannot be left out",
                    shown(at)
                )));
            }
            if members.get("required") != Some(&Value::Bool(true)) {
                return Err(optional_already());
            }
            members.insert("required".to_owned(), Value::Bool(false));
            Ok(())
        }
        _ => Err(Fault::Invalid(format!(
            "`{}` is neither a property nor a parameter nor a request body",
            shown(at)
        ))),
    }
}

fn is_parameter(members: &Map<String, Value>) -> bool {
    members.contains_key("name") && members.contains_key("in")
}

/// Renames what a name can be given to: a member of an object with all that refers to it, a parameter, an operation, a value of
/// an enum.
fn rename(editor: &mut Editor<'_>, at: &[String], to: &str) -> Outcome {
    let Some((last, above)) = at.split_last() else {
        return Err(Fault::Invalid("the whole document has no name".to_owned()));
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
                let reason = format!("`{}` has a member `{to}` already", shown(above));
                return Err(Fault::Invalid(reason));
            }
            editor.rename(at, to);
            if let Some((schema, name)) = property(at) {
                follow_property(editor, schema, name, to);
            }
            if let [components, section, _] = at
                && components == "components"
            {
                follow_component(editor.root_mut(), section, last, to);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn rename_item(editor: &mut Editor<'_>, at: &[String], to: &str) -> Outcome {
    match editor.get_mut(at) {
        Some(Value::Object(members)) if is_parameter(members) => {
            rename_member(editor, at, "name", to)
        }
        Some(Value::String(text)) if text != to => {
            to.clone_into(text);
            Ok(())
        }
        Some(Value::String(_)) => Err(called_already(at, to)),
        _ => Err(Fault::Invalid(format!("`{}` has no name", shown(at)))),
    }
}

fn rename_member(editor: &mut Editor<'_>, at: &[String], key: &str, to: &str) -> Outcome {
    if let Some(Value::Object(members)) = editor.get_mut(at) {
        if members.get(key).is_some_and(|name| name == to) {
            return Err(called_already(at, to));
        }
        members.insert(key.to_owned(), Value::String(to.to_owned()));
    }
    Ok(())
}

fn called_already(at: &[String], to: &str) -> Fault {
    Fault::Unmatched(format!("`{}` is called `{to}` already", shown(at)))
}

/// Makes a schema speak of a renamed property by its new name.
fn follow_property(editor: &mut Editor<'_>, schema: &[String], from: &str, to: &str) {
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

/// Makes references and the mappings of discriminators lead to a renamed component.
fn follow_component(value: &mut Value, section: &str, from: &str, to: &str) {
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

/// Replaces the beginning of a reference.
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

fn retype(editor: &mut Editor<'_>, at: &[String], schema: &Value, origin: Origin) -> Outcome {
    let mut schema = schema.clone();
    let old = match editor.get(at) {
        Some(old @ (Value::Object(_) | Value::Bool(_))) => old,
        other => {
            let is = other.map_or("nothing", kind);
            return Err(Fault::Invalid(format!(
                "`{}` is no schema but {is}",
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
        return Err(Fault::Unmatched(format!(
            "`{}` is of that type already",
            shown(at)
        )));
    }
    put(editor, at, schema, origin)
}

fn remove(editor: &mut Editor<'_>, at: &[String]) -> Outcome {
    if at.is_empty() {
        let reason = "the whole document cannot be dropped".to_owned();
        return Err(Fault::Invalid(reason));
    }
    editor.remove(at);
    if property(at).is_some() {
        // What is not declared any more is not required either.
        match make_optional(editor, at) {
            Ok(()) | Err(Fault::Unmatched(_)) => {}
            Err(invalid) => return Err(invalid),
        }
    }
    Ok(())
}

fn add(editor: &mut Editor<'_>, at: &[String], value: &Value, origin: Origin) -> Outcome {
    let Some((last, above)) = at.split_last() else {
        let reason = "the document itself is there already".to_owned();
        return Err(Fault::Invalid(reason));
    };
    let at = match editor.get(above) {
        None => {
            let reason = format!("`{}` is not in the document", shown(above));
            return Err(Fault::Unmatched(reason));
        }
        Some(Value::Object(members)) if members.contains_key(last) => {
            let reason = format!("`{}` is in the document already", shown(at));
            return Err(Fault::Unmatched(reason));
        }
        Some(Value::Object(_)) => at.to_vec(),
        Some(Value::Array(items)) if last == "-" => {
            if items.contains(value) {
                let reason = format!("`{}` holds such an item already", shown(above));
                return Err(Fault::Unmatched(reason));
            }
            join(above, &items.len().to_string())
        }
        Some(Value::Array(_)) => {
            let reason = format!(
                "an item is added to the end of an array: `{}/-`",
                shown(above)
            );
            return Err(Fault::Invalid(reason));
        }
        Some(other) => {
            let reason = format!(
                "nothing can be added to {}, which `{}` is",
                kind(other),
                shown(above)
            );
            return Err(Fault::Invalid(reason));
        }
    };
    put(editor, &at, value.clone(), origin)
}

fn put(editor: &mut Editor<'_>, at: &[String], value: Value, origin: Origin) -> Outcome {
    editor.put(at, value, origin).map_err(|clash| match clash {
        Clash::TooMuch => Fault::Invalid("it adds more than any document holds".to_owned()),
        Clash::TooDeep => Fault::Invalid("it nests the document too deeply".to_owned()),
        Clash::Kinds { .. } => Fault::Invalid("it does not fit what is there".to_owned()),
    })
}

/// A path as people write it.
fn shown(at: &[String]) -> String {
    let root = SourceLocation::root(FileId::default());
    at.iter().fold(root, |at, token| at.child(token)).pointer
}
