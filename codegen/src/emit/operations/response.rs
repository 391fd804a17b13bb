//! The output of an operation, and the media types that it accepts.

use proc_macro2::TokenStream;
use quote::quote;

use super::stream;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Content, Decoding, HttpMethod, Operation, Response};

/// The output of a call.
#[derive(Debug)]
pub(in crate::emit) struct Output {
    /// The type.
    pub(in crate::emit) ty: TokenStream,
    /// The keyword in `call!`.
    pub(in crate::emit) kind: &'static str,
    /// The `Accept` header: the decoded media types of successful responses, JSON first.
    pub(super) accept: String,
}

/// Returns the output of an operation: the body of its successful responses, or an enum if they differ. The `default` response is used
/// only if no success status is declared. If no response is declared, the output is the raw body.
pub(in crate::emit) fn output(file: &mut File<'_, '_>, operation: &Operation) -> Output {
    // A response to HEAD has no content (RFC 9110, section 9.3.2).
    if operation.method == HttpMethod::Head {
        return Output {
            ty: quote!(()),
            kind: "empty",
            accept: "*/*".to_owned(),
        };
    }
    let accept = accept(operation);
    if let Some(success) = &operation.success_type {
        let name = ident(&success.name);
        return Output {
            ty: quote!(#name),
            kind: "response_enum",
            accept,
        };
    }
    let content = operation.successes().find_map(Response::main_content);
    let (ty, kind) = match content {
        Some(content) => match content.kind.decoding() {
            Decoding::Events => {
                file.runtime("EventStream");
                let (data, kind) = stream::events(file, content);
                (quote!(EventStream<#data>), kind)
            }
            Decoding::Lines => {
                file.runtime("JsonLines");
                let value = stream::item_type(file, content);
                (quote!(JsonLines<#value>), "json_lines")
            }
            _ => decoded(file, content),
        },
        // No response is declared.
        None if operation.successes().next().is_none() && !operation.returns_redirect() => {
            (quote!(Vec<u8>), "bytes")
        }
        None => (quote!(()), "empty"),
    };
    Output { ty, kind, accept }
}

/// Returns the type of a body that is not a stream, and its keyword.
pub(super) fn decoded(file: &mut File<'_, '_>, content: &Content) -> (TokenStream, &'static str) {
    match content.kind.decoding() {
        Decoding::Json => {
            let ty = file.ty(&content.ty);
            let ty = if content.nullable {
                quote!(Option<#ty>)
            } else {
                ty
            };
            (ty, "json")
        }
        Decoding::Text | Decoding::Lines | Decoding::Events => (quote!(String), "text"),
        Decoding::Bytes => (quote!(Vec<u8>), "bytes"),
    }
}

/// Returns the `Accept` header: the media types of each successful response that are decoded like its preferred one.
fn accept(operation: &Operation) -> String {
    let mut media_types: Vec<&str> = Vec::new();
    for response in operation.successes() {
        let Some(main) = response.main_content() else {
            continue;
        };
        for content in &response.contents {
            let media_type = content.media_type.trim();
            // Other characters cannot be sent in a header.
            let is_sendable = !media_type.is_empty()
                && media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            let is_decoded = content.kind.decoding() == main.kind.decoding();
            if is_decoded && is_sendable && !media_types.contains(&media_type) {
                media_types.push(media_type);
            }
        }
    }
    if media_types.is_empty() {
        return "*/*".to_owned();
    }
    media_types.sort_by_key(|media_type| *media_type != "application/json");
    media_types.join(", ")
}
