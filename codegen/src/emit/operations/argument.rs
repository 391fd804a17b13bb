//! The types of arguments: scalars and enums by value, strings and arrays as slices, all others by reference.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::emit::file::File;
use crate::ir::{Literal, Type, TypeKind};

/// An argument of a method or setter.
#[derive(Debug)]
pub(super) struct Argument {
    /// Its type.
    pub(super) ty: TokenStream,
    /// `true` if the type is a reference.
    pub(super) is_reference: bool,
}

impl Argument {
    fn value(ty: TokenStream) -> Self {
        Self {
            ty,
            is_reference: false,
        }
    }

    fn reference(ty: TokenStream) -> Self {
        Self {
            ty: quote!(&#ty),
            is_reference: true,
        }
    }

    /// Returns the expression for a reference to `name`.
    pub(super) fn borrowed(&self, name: &TokenStream) -> TokenStream {
        if self.is_reference {
            quote!(#name)
        } else {
            quote!(&#name)
        }
    }
}

/// Returns the argument for a value of a type.
///
/// An array of strings is `&[&str]`, since callers write literals more often than they have a `Vec<String>`.
pub(super) fn argument(file: &mut File<'_, '_>, ty: &Type) -> Argument {
    let context = file.context;
    match context.resolve(ty) {
        Type::String => Argument::reference(quote!(str)),
        Type::Array(items) => {
            if *context.resolve(items) == Type::String {
                return Argument::reference(quote!([&str]));
            }
            let items = file.ty(items);
            Argument::reference(quote!([#items]))
        }
        resolved @ (Type::Bool | Type::Integer(_) | Type::Float | Type::Null) => {
            Argument::value(file.ty(resolved))
        }
        Type::Nullable(inner) => {
            let inner = argument(file, inner).ty;
            Argument::value(quote!(Option<#inner>))
        }
        Type::Named(id) => {
            let is_enum = context
                .definition(*id)
                .is_some_and(|definition| matches!(definition.kind, TypeKind::Enum(_)));
            let ty = file.named(*id);
            if is_enum {
                Argument::value(ty)
            } else {
                Argument::reference(ty)
            }
        }
        resolved @ (Type::Any
        | Type::Map(_)
        | Type::Tuple(_)
        | Type::Binary
        | Type::External(_)) => Argument::reference(file.ty(resolved)),
    }
}

/// Returns the expression for a reference to the value that a parameter has at first.
pub(super) fn preset_value(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        Literal::Integer(number) => {
            // Literals are `i32` by default.
            let digits = match i32::try_from(*number) {
                Ok(_) => Token::u128_unsuffixed(number.unsigned_abs()),
                Err(_) => match i64::try_from(number.saturating_abs()) {
                    Ok(number) => Token::i64_suffixed(number),
                    Err(_) => Token::i128_suffixed(number.saturating_abs()),
                },
            };
            let minus = number.is_negative().then(|| quote!(-));
            quote!(&#minus #digits)
        }
        Literal::Number(number) => {
            let digits = Token::f64_unsuffixed(number.abs());
            let minus = number.is_sign_negative().then(|| quote!(-));
            quote!(&#minus #digits)
        }
        Literal::Bool(value) => quote!(&#value),
        Literal::Null => quote!(&()),
    }
}
