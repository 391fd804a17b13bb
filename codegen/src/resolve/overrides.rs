//! Names and replacements of single schemas that `codegen.toml` configures.

use std::collections::BTreeSet;

use crate::value::Value;

use super::classify::json_kind;
use super::merged::Merged;
use super::names;
use super::resolver::{ReplacedSchema, Resolver};
use super::subschema::Subschema;
use crate::config::{Options, find_by_schema};
use crate::diagnostic::{Diagnostics, Severity, code};
use crate::document::closest;
use crate::ir::{Api, External, JsonKind, Type, TypeDef, TypeKind};
use crate::location::SourceLocation;

/// The maximum depth of nested unions to search for kinds of values.
const DEPTH_LIMIT: usize = 16;

/// All kinds of JSON values.
const ANY: [JsonKind; 7] = [
    JsonKind::Null,
    JsonKind::Bool,
    JsonKind::Integer,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

impl<'a> Resolver<'a> {
    /// Returns the configured name of a schema, by its key or its pointer.
    pub(super) fn name_override(&self, key: Option<&str>, at: &SourceLocation) -> Option<String> {
        find_by_schema(&self.options.names, key, &at.pointer).cloned()
    }

    /// Returns the name of an inline schema by its title, if this is enabled and the name is free.
    pub(super) fn name_from_title(&self, subschema: &Subschema<'a>) -> Option<String> {
        if !self.options.names_from_titles {
            return None;
        }
        let title = subschema.node.as_schema()?.title()?.trim();
        let name = Some(title)
            .filter(|title| !title.is_empty())
            .map(names::type_name)?;
        self.type_names.is_free(&name).then_some(name)
    }

    /// Returns the user-defined type that replaces a schema, if one is configured.
    pub(super) fn find_replacement(
        &mut self,
        key: Option<&'a str>,
        at: &[SourceLocation],
        flattened: &[Subschema<'a>],
    ) -> Option<Type> {
        let replace = &self.options.replace;
        let (at, path) = at
            .iter()
            .rev()
            .find_map(|at| Some((at, find_by_schema(replace, key, &at.pointer)?)))?;
        self.replaced
            .insert((key.map(str::to_owned), at.pointer.clone()));
        let merged = self.merge(flattened, key);
        Some(Type::External(External {
            path: path.clone(),
            kinds: self.allowed_kinds(&merged, 0),
        }))
    }

    /// Returns the kinds of JSON values that a schema allows.
    fn allowed_kinds(&mut self, merged: &Merged<'a>, depth: usize) -> Vec<JsonKind> {
        let mut kinds = BTreeSet::new();
        if let Some(types) = &merged.types {
            kinds.extend(types.iter().map(|name| json_kind(name)));
        } else if let Some(values) = &merged.values {
            kinds.extend(values.iter().map(|value| kind_of(value)));
        } else if let Some(only) = merged.only_type() {
            kinds.insert(json_kind(only));
        } else if depth < DEPTH_LIMIT {
            for alternatives in &merged.alternatives {
                for member in &alternatives.members {
                    let flattened = self.flatten_all_of(std::slice::from_ref(member));
                    let merged = self.merge(&flattened, None);
                    kinds.extend(self.allowed_kinds(&merged, depth + 1));
                }
            }
        }
        if kinds.is_empty() {
            ANY.to_vec()
        } else {
            kinds.into_iter().collect()
        }
    }
}

fn kind_of(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Bool,
        Value::Number(number) if number.as_integer().is_none() => JsonKind::Number,
        Value::Number(_) => JsonKind::Integer,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    }
}

/// Reports schemas in the options that do not exist or that the option does not apply to.
pub(super) fn check_overrides(
    types: &[TypeDef],
    replaced: &BTreeSet<ReplacedSchema>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) {
    for (option, schema) in options.named_schemas() {
        let is_schema = |key: Option<&str>, pointer: &str| {
            key == Some(schema) || schema.strip_prefix('#').unwrap_or(schema) == pointer
        };
        let mut found = types
            .iter()
            .filter(|definition| is_schema(definition.component.as_deref(), &definition.at.pointer))
            .peekable();
        let exists = found.peek().is_some();
        let is_used = if option == "replace" {
            let mut replaced = replaced.iter();
            replaced.any(|(key, pointer)| is_schema(key.as_deref(), pointer))
        } else {
            found.any(|definition| applies_to(option, &definition.kind))
        };
        if is_used {
            continue;
        }
        let (message, hint) = if exists {
            (not_applicable(option, schema), None)
        } else {
            let message =
                format!("`{option}` names `{schema}`, but there is no type for such a schema");
            (message, Some(similar_schema(option, schema, types)))
        };
        let mut diagnostic = options.unmatched(code::UNKNOWN_SCHEMA, (option, schema), message);
        // A schema that no selected operation needs does not exist either, which is not a mistake in the option.
        if !options.selection.is_everything() {
            diagnostic.severity = Severity::Warning;
        }
        diagnostics.push(diagnostic).hint = hint;
    }
}

/// Reports entries of `formats` that no type results from.
pub(super) fn check_formats(api: &Api, options: &Options, diagnostics: &mut Diagnostics) {
    if options.formats.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    api.visit_uses(&mut |ty, _| collect_external(ty, &mut used));
    for (format, path) in &options.formats {
        if used.contains(path) {
            continue;
        }
        let message = format!("no value has the type of the format `{format}` in `formats`");
        let mut diagnostic = options.unmatched(code::UNUSED_FORMAT, ("formats", format), message);
        // The format may be that of an enum, or of a schema that no operation needs.
        diagnostic.severity = Severity::Warning;
        diagnostics.push(diagnostic);
    }
}

fn collect_external(ty: &Type, used: &mut BTreeSet<String>) {
    match ty {
        Type::External(external) => {
            used.insert(external.path.clone());
        }
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            collect_external(inner, used);
        }
        Type::Tuple(parts) => {
            for part in parts {
                collect_external(part, used);
            }
        }
        _ => {}
    }
}

/// Returns `true` if an option has an effect on types of a kind.
fn applies_to(option: &str, kind: &TypeKind) -> bool {
    match option {
        "closed_enums" => matches!(kind, TypeKind::Enum(_) | TypeKind::Union(_)),
        "extra_derives" => !matches!(kind, TypeKind::Alias(_)),
        _ => true,
    }
}

fn not_applicable(option: &str, schema: &str) -> String {
    let kind = match option {
        "closed_enums" => "enum",
        _ => "struct or enum",
    };
    format!("`{option}` names `{schema}`, which is not a generated {kind}")
}

/// Returns a hint with the key or pointer that is most similar to `schema`.
fn similar_schema(option: &str, schema: &str, types: &[TypeDef]) -> String {
    let candidates = types
        .iter()
        .filter(|definition| applies_to(option, &definition.kind));
    match nearest(candidates, schema) {
        Some(near) => format!("a similar schema exists: `{near}`"),
        None => "use a key of `components/schemas`, or a JSON pointer such as `#/components/schemas/Pet/properties/kind`".to_owned(),
    }
}

/// Returns the key or pointer that is most similar to `schema`.
fn nearest<'t>(types: impl Iterator<Item = &'t TypeDef>, schema: &str) -> Option<String> {
    let names = types.flat_map(|definition| {
        let pointer = format!("#{}", definition.at.pointer);
        definition.component.clone().into_iter().chain([pointer])
    });
    let names: Vec<String> = names.collect();
    let wanted = if schema.starts_with('/') {
        format!("#{schema}")
    } else {
        schema.to_owned()
    };
    closest(&wanted, names.iter().map(String::as_str)).map(str::to_owned)
}
