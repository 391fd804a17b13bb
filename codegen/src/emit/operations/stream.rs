//! Responses that are streams of values: event streams and JSON lines.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::file::File;
use crate::emit::line::Line;
use crate::ir::{Content, Decoding, Operation, Type, TypeKind, VariantForm};
use crate::source::Item;

/// The members of an object that describes an event with its fields.
const EVENT: [&str; 5] = ["comment", "data", "event", "id", "retry"];

/// The tables that implement the methods for declared streams, except for a stream that is the output of the call.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<Item> {
    let row = || Line::new().ident(&operation.builder).code(" => ");
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
        let row = row().tokens(data).code(": ").code(kind);
        rows.push(row.into_call("stream_events"));
    }
    if let Some(content) = declared(operation, Decoding::Lines)
        && !is_given(Decoding::Lines)
    {
        file.runtime("stream_lines");
        let value = item_type(file, content);
        let media_type = content.media_type.trim();
        let row = row().tokens(value).code(": ").string(media_type);
        rows.push(row.into_call("stream_lines"));
    }
    rows
}

/// Returns the first content of a successful response that is such a stream.
fn declared(operation: &Operation, decoding: Decoding) -> Option<&Content> {
    operation
        .successes()
        .flat_map(|response| &response.contents)
        .find(|content| content.kind.decoding() == decoding)
}

/// Returns the type of an event's data, and the method of a request that reads such events.
pub(super) fn events(file: &mut File<'_, '_>, content: &Content) -> (TokenStream, &'static str) {
    match file.context.resolve(&content.ty) {
        Type::Any | Type::String | Type::Binary => (quote!(String), "text_events"),
        ty if describes_event(file.context, ty) => (item_type(file, content), "whole_events"),
        _ => (item_type(file, content), "json_events"),
    }
}

/// Returns the type of a value of a stream. An array describes the sequence of all values.
pub(super) fn item_type(file: &mut File<'_, '_>, content: &Content) -> TokenStream {
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

/// Returns `true` if the values of a type are events instead of data of events: objects with `data` and only members of an event, or
/// a union of such objects.
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

/// Returns `true` for a variant that is such an object. Unions are not followed, since they may be recursive.
fn is_event(context: &Context<'_>, ty: &Type) -> bool {
    let Type::Named(id) = context.resolve(ty) else {
        return false;
    };
    let kind = context.definition(*id).map(|definition| &definition.kind);
    matches!(kind, Some(TypeKind::Struct(_))) && describes_event(context, ty)
}
