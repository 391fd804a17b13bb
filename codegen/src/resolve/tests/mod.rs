//! Tests of resolving schemas. Types are compared as short texts.

mod composition;
mod names;
mod objects;
mod unions;

use std::fmt::Write as _;

use super::resolve;
use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{Api, Literal, Presence, Type, TypeDef, TypeKind, VariantForm, VariantMatcher};
use crate::lower::lower;

/// Returns the types of a document whose `components/schemas` are `schemas` (YAML), and the codes
/// of the diagnostics.
fn types_with(schemas: &str, options: &Options) -> (String, Vec<String>) {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    );
    let document = Document::from_text("t.yaml", &text).expect("the document is valid");
    let mut diagnostics = Diagnostics::new();
    let lowered = lower(&document, &mut diagnostics);
    let api = resolve(&lowered, options, &mut diagnostics);
    let codes = diagnostics
        .sorted()
        .iter()
        .map(|diagnostic| diagnostic.code.to_string())
        .collect();
    (describe(&api), codes)
}

/// Returns the same types as [`types_with`]; asserts that there are no diagnostics.
fn types(schemas: &str) -> String {
    let (types, codes) = types_with(schemas, &Options::default());
    assert_eq!(codes, Vec::<String>::new());
    types
}

/// Compares line by line, without the indentation of the test's source.
fn assert_types(schemas: &str, expected: &str) {
    assert_eq!(types(schemas), unindented(expected));
}

fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let margin = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let cut = |line: &&str| {
        line.get(margin.unwrap_or(0)..)
            .unwrap_or_default()
            .trim_end()
            .to_owned()
    };
    let text = lines.iter().map(cut).collect::<Vec<_>>().join("\n");
    format!("{}\n", text.trim_end())
}

fn describe(api: &Api) -> String {
    let mut text = String::new();
    for definition in &api.types {
        describe_type(api, definition, &mut text).expect("writing to a string succeeds");
    }
    text
}

fn describe_type(api: &Api, definition: &TypeDef, text: &mut String) -> std::fmt::Result {
    let name = &definition.name;
    match &definition.kind {
        TypeKind::Alias(ty) => writeln!(text, "{name} = {}", name_of(api, ty)),
        TypeKind::Enum(listed) => {
            let values: Vec<String> = listed
                .values
                .iter()
                .map(|value| format!("{}={}", value.variant, show(&value.wire_value)))
                .collect();
            let open = match listed.unknown.as_deref() {
                None => String::new(),
                Some("UnknownValue") => " ..".to_owned(),
                Some(name) => format!(" ..{name}"),
            };
            let docs: Vec<&str> = listed
                .values
                .iter()
                .filter_map(|value| value.docs.as_deref())
                .collect();
            let docs = match docs.as_slice() {
                [] => String::new(),
                docs => format!(" ({})", docs.join(" ")),
            };
            writeln!(text, "{name} enum {}{open}{docs}", values.join(" "))
        }
        TypeKind::Struct(structure) => {
            writeln!(text, "{name} struct")?;
            for property in &structure.properties {
                let boxed = if property.boxed { "Box " } else { "" };
                let presence = match property.presence() {
                    Presence::Required => "",
                    Presence::Nullable => " or null",
                    Presence::Optional => "?",
                    Presence::ThreeState => "? or null",
                };
                let constant = property
                    .constant
                    .as_ref()
                    .map(|constant| format!(" = {}", constant.wire_value))
                    .unwrap_or_default();
                writeln!(
                    text,
                    "  {}: {boxed}{}{presence}{constant}",
                    property.field,
                    name_of(api, &property.ty)
                )?;
            }
            if let Some(additional) = &structure.additional {
                writeln!(
                    text,
                    "  ..{}: {}",
                    additional.field,
                    name_of(api, &additional.ty)
                )?;
            }
            Ok(())
        }
        TypeKind::Union(union) => {
            let tag = union
                .tag
                .as_ref()
                .map(|tag| format!(" by {}", tag.property))
                .unwrap_or_default();
            writeln!(
                text,
                "{name} union{tag}{}",
                if union.unknown.is_some() { " .." } else { "" }
            )?;
            for variant in &union.variants {
                match &variant.form {
                    VariantForm::Literal(literal) => {
                        writeln!(text, "  {} = {}", variant.name, show(literal))?
                    }
                    VariantForm::Value {
                        ty,
                        boxed,
                        matcher,
                        tags,
                        adds_tag,
                    } => {
                        let boxed = if *boxed { "Box " } else { "" };
                        let how = match matcher {
                            VariantMatcher::Object => "struct".to_owned(),
                            VariantMatcher::Union => "union".to_owned(),
                            VariantMatcher::Kinds(kinds) => kinds
                                .iter()
                                .map(|kind| format!("{kind:?}"))
                                .collect::<Vec<_>>()
                                .join("|"),
                        };
                        let tags = if tags.is_empty() {
                            String::new()
                        } else {
                            let tags: Vec<String> = tags.iter().map(show).collect();
                            format!(" {}", tags.join("|"))
                        };
                        let adds = if *adds_tag { " added" } else { "" };
                        writeln!(
                            text,
                            "  {}({boxed}{}) {how}{tags}{adds}",
                            variant.name,
                            name_of(api, ty)
                        )?;
                    }
                }
            }
            Ok(())
        }
    }
}

fn show(literal: &Literal) -> String {
    super::literal::literal_text(literal)
}

fn name_of(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => api.type_def(*id).name.clone(),
        Type::Array(item) => format!("[{}]", name_of(api, item)),
        Type::Map(value) => format!("{{{}}}", name_of(api, value)),
        Type::Nullable(inner) => format!("{} or null", name_of(api, inner)),
        Type::Tuple(items) => format!(
            "({})",
            items
                .iter()
                .map(|item| name_of(api, item))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Type::Integer(kind) => format!("{kind:?}").to_lowercase(),
        Type::Float => "f64".to_owned(),
        Type::External(external) => external.path.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}
