//! The generated types with serde's derives instead of tables.
//!
//! The files of `src/types` are taken as they were generated; derives and attributes of serde are put on their items, after
//! the model. What a crate with derives carries beside them is as little as can be: nothing of the runtime but `Field` and the
//! name of `FilePart`, and none of the conversions that enums of strings have.

use std::collections::HashMap;

use apicrate_codegen::ir::{
    Api, Enum, EnumRepr, Literal, Presence, Property, Struct, TypeDef, TypeKind, Union,
    VariantForm, VariantMatcher,
};
use apicrate_codegen::output::Rendered;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Attribute, Fields, Ident, Item, ItemEnum, ItemStruct, parse_quote};

/// Returns the files of a crate whose types derive serde's traits, with constructors if asked for.
pub(crate) fn crate_of(api: &Api, files: &[Rendered], constructors: bool) -> Vec<(String, String)> {
    let types: HashMap<&str, &TypeDef> = api
        .types
        .iter()
        .map(|definition| (definition.name.as_str(), definition))
        .collect();
    without_tables(files, constructors, |text| derived(text, &types))
}

/// Returns the files of a crate whose types do not implement serde's traits.
pub(crate) fn bare(files: &[Rendered], constructors: bool) -> Vec<(String, String)> {
    without_tables(files, constructors, str::to_owned)
}

fn without_tables(
    files: &[Rendered],
    constructors: bool,
    types: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for file in files {
        if file.path.starts_with("src/types/") {
            let text = if constructors {
                types(&file.text)
            } else {
                types(&without_impls(&file.text))
            };
            out.push((file.path.clone(), text));
        } else if file.path == "src/runtime/json/field.rs" {
            out.push((file.path.clone(), file.text.clone()));
        }
    }
    out.push(("src/runtime/mod.rs".to_owned(), RUNTIME.to_owned()));
    out.push((
        "src/lib.rs".to_owned(),
        format!("{HEAD}mod runtime;\npub mod types;\npub use runtime::Field;\n"),
    ));
    out
}

/// Returns the files of a crate with tables and without operations, with constructors if asked for.
pub(crate) fn tables_of(files: &[Rendered], constructors: bool) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for file in files {
        let folder = file.path.split('/').nth(1).unwrap_or_default();
        let text = match folder {
            "types" if !constructors => without_impls(&file.text),
            "types" | "serde" | "runtime" => file.text.clone(),
            _ => continue,
        };
        out.push((file.path.clone(), text));
    }
    out.push((
        "src/lib.rs".to_owned(),
        format!("{HEAD}mod serde;\nmod runtime;\npub mod types;\npub use runtime::Field;\n"),
    ));
    out
}

const HEAD: &str = "#![allow(warnings)]\n";

/// The runtime types that types without tables use. serde cannot read the file of a form.
const RUNTIME: &str = "mod json {\n    pub mod field;\n}
pub use self::json::field::Field;

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FilePart {}
";

/// Returns the text without the `impl` blocks.
fn without_impls(text: &str) -> String {
    let mut file = syn::parse_file(text).expect("what is generated parses");
    file.items.retain(|item| !matches!(item, Item::Impl(_)));
    prettyplease::unparse(&file)
}

fn derived(text: &str, types: &HashMap<&str, &TypeDef>) -> String {
    let mut file = syn::parse_file(text).expect("what is generated parses");
    let mut more = Vec::new();
    for item in &mut file.items {
        match item {
            Item::Struct(item) => {
                if let TypeKind::Struct(structure) = &types[&*name(&item.ident)].kind {
                    derive(&mut item.attrs);
                    fields(item, structure);
                }
            }
            Item::Enum(item) => {
                derive(&mut item.attrs);
                match &types[&*name(&item.ident)].kind {
                    TypeKind::Enum(enumeration) => more.extend(values(item, enumeration)),
                    TypeKind::Union(union) => variants(item, union),
                    TypeKind::Struct(_) | TypeKind::Alias(_) => {}
                }
            }
            _ => {}
        }
    }
    file.items.extend(more);
    prettyplease::unparse(&file)
}

fn name(ident: &Ident) -> String {
    ident.to_string()
}

fn derive(attributes: &mut Vec<Attribute>) {
    attributes.push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
}

fn fields(item: &mut ItemStruct, structure: &Struct) {
    let Fields::Named(fields) = &mut item.fields else {
        return;
    };
    for field in &mut fields.named {
        let name = field.ident.as_ref().map(name).unwrap_or_default();
        let property = structure
            .properties
            .iter()
            .find(|property| property.field == name);
        field.attrs.push(match property {
            Some(property) => member(property),
            None => parse_quote!(#[serde(flatten)]),
        });
    }
}

fn member(property: &Property) -> Attribute {
    let wire = &property.wire_name;
    let rename = (property.field.trim_start_matches("r#") != wire).then(|| quote!(rename = #wire,));
    match property.presence() {
        Presence::Required | Presence::Nullable => parse_quote!(#[serde(#rename)]),
        Presence::Optional => {
            parse_quote!(#[serde(#rename default, skip_serializing_if = "Option::is_none")])
        }
        Presence::ThreeState => {
            parse_quote!(#[serde(#rename default, skip_serializing_if = "Field::is_absent")])
        }
    }
}

/// Attributes for an enum of strings; for one of integers, which serde cannot derive, a conversion from and into them.
fn values(item: &mut ItemEnum, enumeration: &Enum) -> Vec<Item> {
    let name = &item.ident;
    match enumeration.repr {
        EnumRepr::String => {
            for variant in &mut item.variants {
                let is = |value: &&apicrate_codegen::ir::EnumValue| variant.ident == value.variant;
                variant.attrs.push(
                    match enumeration
                        .values
                        .iter()
                        .find(is)
                        .map(|value| &value.wire_value)
                    {
                        Some(Literal::String(wire)) => parse_quote!(#[serde(rename = #wire)]),
                        // What else is listed is written as text.
                        Some(_) => continue,
                        None => parse_quote!(#[serde(untagged)]),
                    },
                );
            }
            Vec::new()
        }
        EnumRepr::Integer(kind) => {
            let kind = format!("{kind:?}").to_lowercase();
            let integer = Ident::new(&kind, Span::call_site());
            let rows: Vec<_> = enumeration
                .values
                .iter()
                .filter_map(|value| match value.wire_value {
                    Literal::Integer(number) => Some((
                        proc_macro2::Literal::i128_unsuffixed(number),
                        Ident::new(&value.variant, Span::call_site()),
                    )),
                    _ => None,
                })
                .collect();
            let (numbers, names): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
            let (from, into) = if let Some(unknown) = &enumeration.unknown {
                let unknown = Ident::new(unknown, Span::call_site());
                (
                    quote!(_ => Self::#unknown(value)),
                    quote!(#name::#unknown(value) => value),
                )
            } else {
                (quote!(_ => panic!("not listed")), TokenStream::new())
            };
            item.attrs
                .push(parse_quote!(#[serde(from = #kind, into = #kind)]));
            vec![
                parse_quote! {
                    impl From<#integer> for #name {
                        fn from(value: #integer) -> Self {
                            match value { #(#numbers => Self::#names,)* #from }
                        }
                    }
                },
                parse_quote! {
                    impl From<#name> for #integer {
                        fn from(value: #name) -> Self {
                            match value { #(#name::#names => #numbers,)* #into }
                        }
                    }
                },
            ]
        }
    }
}

/// `tag` where all variants are objects with a tag, `untagged` elsewhere.
fn variants(item: &mut ItemEnum, union: &Union) {
    let tagged = union.tag.as_ref().filter(|_| {
        union.variants.iter().all(|variant| match &variant.form {
            VariantForm::Value { tags, matcher, .. } => {
                !tags.is_empty() && *matcher == VariantMatcher::Object
            }
            VariantForm::Literal(_) => false,
        })
    });
    let Some(tag) = tagged else {
        item.attrs.push(parse_quote!(#[serde(untagged)]));
        return;
    };
    let property = &tag.property;
    item.attrs.push(parse_quote!(#[serde(tag = #property)]));
    for variant in &mut item.variants {
        let found = union
            .variants
            .iter()
            .find(|found| variant.ident == found.name);
        variant.attrs.push(match found.map(|found| &found.form) {
            Some(VariantForm::Value { tags, .. }) => {
                // serde's tags are strings.
                let tags: Vec<String> = tags.iter().map(Literal::to_string).collect();
                let (first, others) = tags.split_first().expect("a variant with a tag");
                parse_quote!(#[serde(rename = #first #(, alias = #others)*)])
            }
            _ => parse_quote!(#[serde(untagged)]),
        });
    }
}
