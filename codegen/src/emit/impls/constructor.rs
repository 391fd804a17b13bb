//! `new` and `with_*` of what is sent.
//!
//! `new` takes what has to be sent and has no value that could be made up, by wire name, so that the order in the document
//! does not matter. A property with one value only has it; one that may be null starts as null. A property that only the
//! server sends (`readOnly`: it "SHOULD NOT be sent as part of the request", OpenAPI 3.0.3, Schema Object) has no setter;
//! where it is required all the same, `new` takes it, since the field has to hold something. One that only the client sends
//! is absent in responses, so its field is optional; where it is required, `new` takes it as any other.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::default;
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::group::{braces, list};
use crate::emit::ident::{bare, ident};
use crate::emit::types::deprecated;
use crate::ir::{Constant, Presence, Property, Struct, Type, TypeDef, TypeId};

/// The `impl` of a struct: its constructor and setters where it is sent, and the constants of its defaults.
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

/// How a property gets its value in `new`.
enum Start<'p> {
    /// From an argument.
    Argument,
    /// From the one value that there is.
    Constant(&'p Constant),
    /// It is null.
    Null,
    /// It is absent.
    Nothing,
}

fn start<'p>(file: &File<'_, '_>, id: TypeId, property: &'p Property) -> Start<'p> {
    let constant = property.constant.as_ref().filter(|_| {
        let ty = file.context.resolve(&property.ty);
        matches!(ty, Type::Named(_) | Type::String)
    });
    // Also where the field is optional for the sake of responses.
    if property.required {
        return match constant {
            _ if property.nullable => Start::Null,
            Some(constant) => Start::Constant(constant),
            None => Start::Argument,
        };
    }
    match (constant, property.presence()) {
        // Without it the object could not be told from the other variants of its union.
        (Some(constant), Presence::Optional)
            if file.context.is_tag(id, &property.wire_name) && !property.read_only =>
        {
            Start::Constant(constant)
        }
        _ => Start::Nothing,
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
        .filter(|property| matches!(start(file, id, property), Start::Argument))
        .collect();
    required.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
    let parameters = required.iter().map(|property| {
        let name = ident(&property.field);
        let ty = parameter(file, property);
        quote!(#name: #ty)
    });
    let parameters = list(Delimiter::Parenthesis, parameters);
    let mut fields: Vec<_> = structure
        .properties
        .iter()
        .map(|property| initial(file, id, property))
        .collect();
    if let Some(additional) = &structure.additional {
        let name = ident(&additional.field);
        file.uses.add("std::collections", "BTreeMap");
        fields.push(quote!(#name: BTreeMap::new()));
    }
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "{} `{}` with what it must have.",
        article(&definition.name),
        definition.name
    ));
    let docs = docs.attributes();
    let fields = list(Delimiter::Brace, fields);
    quote! {
        #docs
        pub fn new #parameters -> Self {
            Self #fields
        }
    }
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O']) {
        "An"
    } else {
        "A"
    }
}

/// The initialiser of a field.
fn initial(file: &mut File<'_, '_>, id: TypeId, property: &Property) -> TokenStream {
    let name = ident(&property.field);
    let value = match start(file, id, property) {
        Start::Argument => {
            let value = converted(file, property);
            match property.presence() {
                Presence::Required if name == value.to_string() => return quote!(#name),
                Presence::Required => value,
                _ => quote!(Some(#value)),
            }
        }
        Start::Constant(constant) => {
            let value = constant_value(file, property, constant);
            match property.presence() {
                Presence::Required => value,
                _ => quote!(Some(#value)),
            }
        }
        start if property.presence() == Presence::ThreeState => {
            file.runtime("Field");
            match start {
                Start::Null => quote!(Field::Null),
                _ => quote!(Field::Absent),
            }
        }
        Start::Null | Start::Nothing => quote!(None),
    };
    quote!(#name: #value)
}

/// The only value of a property: a variant of its enum, or the string itself.
fn constant_value(
    file: &mut File<'_, '_>,
    property: &Property,
    constant: &Constant,
) -> TokenStream {
    let value = match file.context.resolve(&property.ty) {
        Type::Named(id) => {
            let ty = file.named(*id);
            let variant = ident(&constant.variant);
            quote!(#ty::#variant)
        }
        _ => {
            let wire = &constant.wire_value;
            quote!(#wire.to_owned())
        }
    };
    if property.boxed {
        quote!(Box::new(#value))
    } else {
        value
    }
}

fn setters(file: &mut File<'_, '_>, id: TypeId, structure: &Struct) -> Vec<TokenStream> {
    let mut setters = Vec::new();
    for property in &structure.properties {
        let is_set = match start(file, id, property) {
            Start::Argument | Start::Constant(_) => true,
            Start::Null | Start::Nothing => property.read_only,
        };
        if !is_set {
            setters.push(setter(file, property));
        }
    }
    if let Some(additional) = &structure.additional {
        let name = ident(&additional.field);
        let with = ident(&format!("with_{}", bare(&additional.field)));
        let values = file.ty(&additional.ty);
        file.uses.add("std::collections", "BTreeMap");
        setters.push(quote! {
            #[doc = " Sets the members that have no field of their own."]
            pub fn #with(mut self, #name: BTreeMap<String, #values>) -> Self {
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
        file.runtime("Field");
        quote!(Field::Value(#value))
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

/// The type of the argument that a property is set from.
fn parameter(file: &mut File<'_, '_>, property: &Property) -> TokenStream {
    if is_string(file, property) {
        quote!(impl Into<String>)
    } else {
        file.ty(&property.ty)
    }
}

/// The argument as the field holds it.
fn converted(file: &File<'_, '_>, property: &Property) -> TokenStream {
    let name = ident(&property.field);
    let value = if is_string(file, property) {
        quote!(#name.into())
    } else {
        quote!(#name)
    };
    if property.boxed {
        quote!(Box::new(#value))
    } else {
        value
    }
}

fn is_string(file: &File<'_, '_>, property: &Property) -> bool {
    *file.context.resolve(&property.ty) == Type::String
}
