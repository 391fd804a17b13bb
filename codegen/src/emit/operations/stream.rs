//! Responses that are streams of values: event streams and JSON lines.

use proc_macro2::TokenStream;
use quote::quote;

use super::event_form::{self, MAX_DEPTH, TextForm, item};
use crate::emit::context::Context;
use crate::emit::file::File;
use crate::emit::line::Line;
use crate::ir::{
    ConstantValue, Content, Decoding, Literal, Operation, Type, TypeKind, VariantForm,
};
use crate::source::Item;

/// The tables that implement the methods for declared streams, except for a stream that is the output of the call.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<Item> {
    let row = || Line::new().ident(&operation.builder).code(" => ");
    let mut rows = Vec::new();
    let member = if is_chosen_by_member(file.context, operation) {
        ", stream"
    } else {
        ""
    };
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
        let row = row.code(member);
        rows.push(row.into_call("stream_events"));
    }
    if let Some(content) = declared(operation, Decoding::Lines)
        && !is_given(Decoding::Lines)
    {
        file.runtime("stream_lines");
        let value = item_type(file, content);
        let media_type = content.media_type.trim();
        let row = row().tokens(value).code(": ").string(media_type);
        let row = row.code(member);
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
    let context = file.context;
    if event_form::describes_events(context, content) {
        return (item_type(file, content), "whole_events");
    }
    match context.resolve(&content.ty) {
        Type::Any | Type::String | Type::Binary => (quote!(String), "text_events"),
        ty => {
            let method = match TextForm::of(context, item(ty)) {
                TextForm::Text => "string_events",
                TextForm::Json => "json_events",
                TextForm::Either => "json_or_string_events",
            };
            (item_type(file, content), method)
        }
    }
}

/// The description of the events of an operation for the runtime, if its schema describes them with all their fields.
pub(super) fn description(file: &mut File<'_, '_>, operation: &Operation) -> Option<TokenStream> {
    let main = operation.successes().find_map(|one| one.main_content());
    let main = main.filter(|content| content.kind.decoding() == Decoding::Events);
    let content = main.or_else(|| declared(operation, Decoding::Events))?;
    event_form::emit(file, operation, content)
}

/// Returns the type of a value of a stream.
pub(super) fn item_type(file: &mut File<'_, '_>, content: &Content) -> TokenStream {
    let ty = file.context.resolve(&content.ty);
    let is_sequence = matches!(ty, Type::Array(_)) && !content.is_item;
    let ty = file.ty(if is_sequence { item(ty) } else { &content.ty });
    if content.nullable && !is_sequence {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// Returns `true` if the request body has a boolean property `stream`, with which the caller chooses a stream as response.
fn is_chosen_by_member(context: &Context<'_>, operation: &Operation) -> bool {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents
        .into_iter()
        .any(|content| has_stream_member(context, &content.ty, MAX_DEPTH))
}

fn has_stream_member(context: &Context<'_>, ty: &Type, depth: usize) -> bool {
    let Type::Named(id) = context.resolve(ty) else {
        return false;
    };
    match context.definition(*id).map(|definition| &definition.kind) {
        Some(TypeKind::Struct(structure)) => structure.property("stream").is_some_and(|property| {
            let constant = property.constant.as_ref().map(|one| &one.wire_value);
            *context.resolve(&property.ty) == Type::Bool
                && constant != Some(&ConstantValue::Scalar(Literal::Bool(false)))
        }),
        Some(TypeKind::Union(union)) if depth > 0 => union.variants.iter().all(|variant| {
            matches!(&variant.form, VariantForm::Value { ty, .. }
                if has_stream_member(context, ty, depth - 1))
        }),
        _ => false,
    }
}
