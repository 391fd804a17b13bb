//! Responses that are read value by value as they come: event streams and JSON lines.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Content, Decoding, Operation, Type, TypeKind, VariantForm};

/// The members of an object that describes an event as a whole.
const EVENT: [&str; 5] = ["comment", "data", "event", "id", "retry"];

/// The rows that give an operation its methods for the streams that it declares, but for one that a call gives anyway.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<TokenStream> {
    let name = ident(&operation.builder);
    let mut rows = Vec::new();
    let is_given = |decoding| {
        let content = operation.successes().find_map(|one| one.main_content());
        operation.success_type.is_none()
            && content.is_some_and(|one| one.kind.decoding() == decoding)
    };
    if let Some(content) = declared(operation, Decoding::Events)
        && !is_given(Decoding::Events)
    {
        file.runtime("stream_events");
        let (data, kind) = events(file, content);
        let kind = ident(kind);
        rows.push(quote!(stream_events! { #name => #data: #kind }));
    }
    if let Some(content) = declared(operation, Decoding::Lines)
        && !is_given(Decoding::Lines)
    {
        file.runtime("stream_lines");
        let value = piece(file, content);
        let media_type = content.media_type.trim();
        rows.push(quote!(stream_lines! { #name => #value: #media_type }));
    }
    rows
}

/// The first content of success that is such a stream.
fn declared(operation: &Operation, decoding: Decoding) -> Option<&Content> {
    operation
        .successes()
        .flat_map(|response| &response.contents)
        .find(|content| content.kind.decoding() == decoding)
}

/// The type of what an event holds, and the method of a request that reads such events.
pub(super) fn events(file: &mut File<'_, '_>, content: &Content) -> (TokenStream, &'static str) {
    match file.context.resolve(&content.ty) {
        Type::Any | Type::String | Type::Binary => (quote!(String), "text_events"),
        ty if describes_event(file.context, ty) => (piece(file, content), "whole_events"),
        _ => (piece(file, content), "json_events"),
    }
}

/// The type of one value of a stream; a schema of an array describes all of them.
pub(super) fn piece(file: &mut File<'_, '_>, content: &Content) -> TokenStream {
    if let Type::Array(items) = file.context.resolve(&content.ty) {
        return file.ty(items);
    }
    let ty = file.ty(&content.ty);
    if content.nullable {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// Whether the values of a type are events rather than the data of events: objects with `data` and no other members than
/// those of an event, or a choice of such objects.
fn describes_event(context: &Context<'_>, ty: &Type) -> bool {
    let Type::Named(id) = context.resolve(ty) else {
        return false;
    };
    match context.definition(*id).map(|definition| &definition.kind) {
        Some(TypeKind::Struct(structure)) => {
            let mut properties = structure.properties.iter();
            let has_data = structure
                .properties
                .iter()
                .any(|one| one.wire_name == "data");
            has_data && properties.all(|property| EVENT.contains(&property.wire_name.as_str()))
        }
        Some(TypeKind::Union(union)) => union.variants.iter().all(|variant| match &variant.form {
            VariantForm::Value { ty, .. } => is_event(context, ty),
            _ => false,
        }),
        _ => false,
    }
}

/// The same for a variant, which is an object itself: unions may hold each other.
fn is_event(context: &Context<'_>, ty: &Type) -> bool {
    let Type::Named(id) = context.resolve(ty) else {
        return false;
    };
    let kind = context.definition(*id).map(|definition| &definition.kind);
    matches!(kind, Some(TypeKind::Struct(_))) && describes_event(context, ty)
}
