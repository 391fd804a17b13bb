//! Scalars and other JSON values as expressions.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::ir::{Literal, Type};
use crate::value::Value;

/// A number or a boolean of a type; `None` if it is not of the type.
pub(super) fn scalar(value: &Literal, ty: &Type) -> Option<TokenStream> {
    match (ty, value) {
        (Type::Bool, Literal::Bool(value)) => Some(quote!(#value)),
        (Type::Integer(kind), Literal::Integer(number)) if kind.holds(*number) => {
            let digits = Token::u128_unsuffixed(number.unsigned_abs());
            let minus = number.is_negative().then(|| quote!(-));
            Some(quote!(#minus #digits))
        }
        (Type::Float, Literal::Integer(number)) => float(*number as f64),
        (Type::Float, Literal::Number(number)) => float(*number),
        _ => None,
    }
}

fn float(number: f64) -> Option<TokenStream> {
    if !number.is_finite() {
        return None;
    }
    let digits = Token::f64_unsuffixed(number.abs());
    let minus = number.is_sign_negative().then(|| quote!(-));
    Some(quote!(#minus #digits))
}

/// A JSON value as a `serde_json::Value`; `None` if the text is not JSON.
pub(super) fn json(text: &str) -> Option<TokenStream> {
    serde_json::from_str(text)
        .ok()
        .map(|value| json_value(&value))
}

fn json_value(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(serde_json::Value::Null),
        Value::Bool(value) => quote!(serde_json::Value::from(#value)),
        Value::String(text) => quote!(serde_json::Value::from(#text)),
        Value::Number(number) => {
            let integer = number.as_integer();
            let signed = integer.and_then(|number| i64::try_from(number).ok());
            let unsigned = integer.and_then(|number| u64::try_from(number).ok());
            let token = match (signed, unsigned) {
                (Some(number), _) => Token::i64_suffixed(number),
                (_, Some(number)) => Token::u64_suffixed(number),
                _ => Token::f64_suffixed(number.as_f64()),
            };
            quote!(serde_json::Value::from(#token))
        }
        Value::Array(items) if items.is_empty() => quote!(serde_json::Value::Array(Vec::new())),
        Value::Array(items) => {
            let items = items.iter().map(json_value);
            quote!(serde_json::Value::from_iter([#(#items),*]))
        }
        Value::Object(members) if members.is_empty() => {
            quote!(serde_json::Value::from(serde_json::Map::new()))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json_value(value);
                quote!((#name, #value))
            });
            quote!(serde_json::Value::from_iter([#(#members),*]))
        }
    }
}
