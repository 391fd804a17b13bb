//! The server's defaults, as associated constants. Only those of required properties are sent implicitly.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal::scalar;
use crate::emit::docs::code_span;
use crate::emit::file::{File, integer};
use crate::emit::ident::{constant, ident};
use crate::emit::line::Line;
use crate::ir::{Literal, Property, Type, TypeKind, Variant, VariantForm};

/// `pub const DEFAULT_LIMIT: i64 = 20;` with its documentation, if the default is a string, a number, a boolean, or a value of an enum
/// or a union.
pub(super) fn emit(file: &mut File<'_, '_>, property: &Property) -> Option<(String, Line)> {
    let (ty, value) = typed(file, &property.ty, property.default.as_ref()?)?;
    let wire = code_span(&property.wire_name);
    let line = Line::new().code("    pub const ").ident(&name(property));
    let line = line.code(": ").tokens(ty).code(" = ").tokens(value);
    Some((format!("The server's default for {wire}."), line.code(";")))
}

/// Returns `true` if the default of a property is a constant.
pub(super) fn has_constant(file: &mut File<'_, '_>, property: &Property) -> bool {
    let default = property.default.as_ref();
    default.is_some_and(|default| typed(file, &property.ty, default).is_some())
}

/// The constant of the default of a property as its value.
pub(super) fn value(file: &File<'_, '_>, property: &Property) -> Line {
    let line = Line::new().code("Self::").ident(&name(property));
    if *file.context.resolve(&property.ty) == Type::String {
        line.code(".to_owned()")
    } else {
        line
    }
}

/// The name of the constant of a property.
fn name(property: &Property) -> String {
    format!("DEFAULT_{}", constant(&property.field))
}

/// The type and the value of a default; `None` if the type cannot have a constant.
fn typed(
    file: &mut File<'_, '_>,
    ty: &Type,
    default: &Literal,
) -> Option<(TokenStream, TokenStream)> {
    let pair = match (file.context.resolve(ty), default) {
        (Type::String, Literal::String(text)) => (quote!(&'static str), quote!(#text)),
        (Type::Bool, Literal::Bool(value)) => (quote!(bool), quote!(#value)),
        (Type::Integer(kind), number) => (integer(*kind), scalar(number, &Type::Integer(*kind))?),
        (Type::Float, number) => (quote!(f64), scalar(number, &Type::Float)?),
        (Type::Named(id), default) => {
            let variant = match &file.context.definition(*id)?.kind {
                TypeKind::Enum(enumeration) => {
                    let mut values = enumeration.values.iter();
                    &values.find(|value| value.wire_value == *default)?.variant
                }
                TypeKind::Union(union) => {
                    let mut variants = union.variants.iter();
                    let is_default = |variant: &&Variant| matches!(&variant.form, VariantForm::Literal(value) if value == default);
                    &variants.find(is_default)?.name
                }
                TypeKind::Struct(_) | TypeKind::Alias(_) => return None,
            };
            let name = file.named(*id);
            let variant = ident(variant);
            (quote!(#name), quote!(#name::#variant))
        }
        _ => return None,
    };
    Some(pair)
}
