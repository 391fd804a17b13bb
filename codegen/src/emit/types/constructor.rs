//! `new` and `with_*` of structs in requests.
//!
//! `new` has an argument for each required property, sorted by wire name, so that the order in the document does not matter. There is
//! no argument for a property with a single value, or for a nullable one, which is null at first. An optional property with a
//! single value is set if the struct is a variant of a union, because it may distinguish the variants. A property that only the server
//! sends (`readOnly`) has no setter and is not written to requests; it is optional in a type that requests contain, because `new`
//! has no value for it. The field of a required property that only the client sends is
//! optional, because responses lack it; the property is an argument of `new`.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::attributes::{deprecated, is_derived};
use super::default;
use super::literal;
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::ident::{bare, ident};
use crate::emit::library_type::LibraryType;
use crate::emit::tokens::{braces, comma_separated};
use crate::ir::{
    Constant, ConstantValue, Literal, Presence, Property, Struct, Type, TypeDef, TypeId,
};

/// The `impl` of a struct: the constants of its defaults and, if requests contain it, its constructor and setters.
pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> Option<TokenStream> {
    let mut members: Vec<TokenStream> = structure
        .properties
        .iter()
        .filter_map(|property| default::emit(file, property))
        .collect();
    if definition.usage.request {
        members.push(new(file, id, definition, structure));
        members.extend(setters(file, id, structure));
    }
    if members.is_empty() {
        return None;
    }
    let name = file.named(id);
    let members = braces(members);
    Some(quote!(impl #name #members))
}

/// `Default` of a struct whose constructor has no arguments.
pub(super) fn default_impl(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> Option<TokenStream> {
    let is_argument =
        |property| matches!(initial_value(file, id, property), InitialValue::Argument);
    if !definition.usage.request
        || is_derived(file.context, definition, "Default")
        || structure.properties.iter().any(is_argument)
    {
        return None;
    }
    let name = file.named(id);
    let default = file.library(LibraryType::Default);
    Some(quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

/// The value of a property in `new`.
enum InitialValue<'p> {
    /// An argument.
    Argument,
    /// Its only value.
    Constant(&'p Constant),
    /// Null.
    Null,
    /// Absent.
    Absent,
}

fn initial_value<'p>(file: &File<'_, '_>, id: TypeId, property: &'p Property) -> InitialValue<'p> {
    let is_expressible = |constant: &&Constant| constant_tokens(file, property, constant).is_some();
    let constant = property.constant.as_ref().filter(is_expressible);
    // Even if the field is optional because responses lack it.
    if property.required && !property.omitted {
        return match constant {
            _ if property.nullable => InitialValue::Null,
            Some(constant) => InitialValue::Constant(constant),
            None => InitialValue::Argument,
        };
    }
    match (constant, property.presence()) {
        // Without the constant, the variant of the union may be ambiguous.
        (Some(constant), Presence::Optional)
            if file.context.is_variant(id) && !property.read_only =>
        {
            InitialValue::Constant(constant)
        }
        _ => InitialValue::Absent,
    }
}

fn new(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> TokenStream {
    let mut required: Vec<_> = structure
        .properties
        .iter()
        .filter(|property| matches!(initial_value(file, id, property), InitialValue::Argument))
        .collect();
    required.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
    let parameters = required.iter().map(|property| {
        let name = ident(&property.field);
        let ty = parameter(file, property);
        quote!(#name: #ty)
    });
    let parameters = comma_separated(Delimiter::Parenthesis, parameters);
    let mut fields: Vec<_> = structure
        .properties
        .iter()
        .map(|property| field_initializer(file, id, property))
        .collect();
    if let Some(additional) = &structure.additional {
        let name = ident(&additional.field);
        let map = file.library(LibraryType::BTreeMap);
        fields.push(quote!(#name: #map::new()));
    }
    let mut docs = Docs::new(1);
    let name = &definition.name;
    let source = if required.is_empty() {
        ""
    } else {
        " from its required fields"
    };
    docs.paragraph(&format!("Creates {} `{name}`{source}.", article(name)));
    let docs = docs.attributes();
    let fields = comma_separated(Delimiter::Brace, fields);
    quote! {
        #docs
        pub fn new #parameters -> Self {
            Self #fields
        }
    }
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O']) {
        "an"
    } else {
        "a"
    }
}

/// The initialiser of a field.
fn field_initializer(file: &mut File<'_, '_>, id: TypeId, property: &Property) -> TokenStream {
    let name = ident(&property.field);
    let value = match initial_value(file, id, property) {
        InitialValue::Argument => {
            let value = converted(file, property);
            match property.presence() {
                Presence::Required if name == value.to_string() => return quote!(#name),
                Presence::Required => value,
                _ => quote!(Some(#value)),
            }
        }
        InitialValue::Constant(constant) => {
            let value = constant_value(file, property, constant);
            match property.presence() {
                Presence::Required => value,
                _ => quote!(Some(#value)),
            }
        }
        value if property.presence() == Presence::ThreeState => {
            let ty = file.library(LibraryType::Field);
            match value {
                InitialValue::Null => quote!(#ty::Null),
                _ => quote!(#ty::Absent),
            }
        }
        InitialValue::Null | InitialValue::Absent => quote!(None),
    };
    quote!(#name: #value)
}

/// The only value of a property; imports its type.
fn constant_value(
    file: &mut File<'_, '_>,
    property: &Property,
    constant: &Constant,
) -> TokenStream {
    if let Type::Named(id) = file.context.resolve(&property.ty) {
        file.named(*id);
    }
    let value = constant_tokens(file, property, constant);
    if property.boxed {
        let ty = file.library(LibraryType::Box);
        quote!(#ty::new(#value))
    } else {
        quote!(#value)
    }
}

/// The only value of a property: a variant of its enum, a scalar, or a JSON value; `None` if its type has no such expression.
fn constant_tokens(
    file: &File<'_, '_>,
    property: &Property,
    constant: &Constant,
) -> Option<TokenStream> {
    let ty = file.context.resolve(&property.ty);
    if *ty == Type::Any {
        return literal::json(&constant.wire_value.to_json());
    }
    let ConstantValue::Scalar(value) = &constant.wire_value else {
        return None;
    };
    match (ty, value) {
        (Type::Named(id), _) if !constant.variant.is_empty() => {
            let ty = ident(&file.context.definition(*id)?.name);
            let variant = ident(&constant.variant);
            Some(quote!(#ty::#variant))
        }
        (Type::String, Literal::String(text)) => Some(quote!(#text.to_owned())),
        (Type::Null, Literal::Null) => Some(quote!(())),
        _ => literal::scalar(value, ty),
    }
}

fn setters(file: &mut File<'_, '_>, id: TypeId, structure: &Struct) -> Vec<TokenStream> {
    let mut setters = Vec::new();
    for property in &structure.properties {
        let is_set = match initial_value(file, id, property) {
            InitialValue::Argument | InitialValue::Constant(_) => true,
            InitialValue::Null | InitialValue::Absent => property.read_only,
        };
        if !is_set {
            setters.push(setter(file, property));
        }
    }
    if let Some(additional) = &structure.additional {
        let name = ident(&additional.field);
        let with = ident(&format!("with_{}", bare(&additional.field)));
        let map = file.ty(&Type::Map(Box::new(additional.ty.clone())));
        setters.push(quote! {
            #[doc = " Sets the members without a field of their own."]
            pub fn #with(mut self, #name: #map) -> Self {
                self.#name = #name;
                self
            }
        });
    }
    setters
}

fn setter(file: &mut File<'_, '_>, property: &Property) -> TokenStream {
    let name = ident(&property.field);
    let with = ident(&format!("with_{}", bare(&property.field)));
    let ty = parameter(file, property);
    let value = converted(file, property);
    let value = if property.presence() == Presence::ThreeState {
        let ty = file.library(LibraryType::Field);
        quote!(#ty::Value(#value))
    } else {
        quote!(Some(#value))
    };
    let mut docs = Docs::new(1);
    docs.paragraph(&format!("Sets `{}`.", bare(&property.field)));
    let docs = docs.attributes();
    let deprecated = deprecated(property.deprecated);
    quote! {
        #docs
        #deprecated
        pub fn #with(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The type of the argument for a property.
fn parameter(file: &mut File<'_, '_>, property: &Property) -> TokenStream {
    if is_string(file, property) {
        let (into, string) = (
            file.library(LibraryType::Into),
            file.library(LibraryType::String),
        );
        quote!(impl #into<#string>)
    } else {
        file.ty(&property.ty)
    }
}

/// The argument, converted to the type of the field.
fn converted(file: &mut File<'_, '_>, property: &Property) -> TokenStream {
    let name = ident(&property.field);
    let value = if is_string(file, property) {
        quote!(#name.into())
    } else {
        quote!(#name)
    };
    if property.boxed {
        let ty = file.library(LibraryType::Box);
        quote!(#ty::new(#value))
    } else {
        value
    }
}

fn is_string(file: &File<'_, '_>, property: &Property) -> bool {
    *file.context.resolve(&property.ty) == Type::String
}
