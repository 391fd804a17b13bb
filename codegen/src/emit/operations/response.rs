//! The output of an operation, and the media types that it accepts.

use proc_macro2::TokenStream;
use quote::quote;

use super::stream;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Content, ContentKind, Decoding, HttpMethod, Operation, Response};

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

/// A media type of a successful response.
struct DeclaredType<'o> {
    media_type: &'o str,
    /// `true` if it is decoded as the preferred one of the response.
    is_decoded: bool,
    /// `true` if its bodies are read as those of the preferred one nevertheless, since both are JSON.
    is_mistaken: bool,
}

/// Returns the `Accept` header: the media types that can be decoded in every successful response that declares them, JSON first.
fn accept(operation: &Operation) -> String {
    let declared = declared_types(operation);
    let decoded = || declared.iter().filter(|one| one.is_decoded);
    let is_refused = |media_type| {
        let mut same = declared.iter().filter(|one| one.media_type == media_type);
        same.any(|one| !one.is_decoded)
    };
    let mut media_types: Vec<&str> = Vec::new();
    for &DeclaredType { media_type, .. } in decoded() {
        if !is_refused(media_type) && !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    if media_types.is_empty() {
        // Each is decoded in one response and not in another.
        media_types.extend(decoded().map(|one| one.media_type).next());
    }
    if media_types.is_empty() {
        return "*/*".to_owned();
    }
    media_types.sort_by_key(|media_type| *media_type != "application/json");
    media_types.join(", ")
}

/// Returns the declared media types of JSON that no successful response decodes, since one with another schema is decoded.
pub(super) fn undecoded(operation: &Operation) -> Vec<&str> {
    let declared = declared_types(operation);
    let is_decoded = |media_type| {
        let mut same = declared.iter().filter(|one| one.media_type == media_type);
        same.any(|one| one.is_decoded)
    };
    let mut media_types: Vec<&str> = Vec::new();
    for &DeclaredType { media_type, .. } in declared.iter().filter(|one| one.is_mistaken) {
        if !is_decoded(media_type) && !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    media_types
}

fn declared_types(operation: &Operation) -> Vec<DeclaredType<'_>> {
    let mut declared = Vec::new();
    for response in operation.successes() {
        let Some(main) = response.main_content() else {
            continue;
        };
        for content in &response.contents {
            let media_type = content.media_type.trim();
            // Other characters cannot be sent in a header.
            let is_sendable = !media_type.is_empty()
                && media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            if is_sendable {
                let is_decoded = is_decoded_like(content, main);
                let is_json = |content: &Content| content.kind == ContentKind::Json;
                declared.push(DeclaredType {
                    media_type,
                    is_decoded,
                    is_mistaken: !is_decoded && is_json(main) && is_json(content),
                });
            }
        }
    }
    declared
}

/// Returns `true` if both contents are decoded to equal values.
fn is_decoded_like(content: &Content, main: &Content) -> bool {
    let decoding = main.kind.decoding();
    let has_type = !matches!(decoding, Decoding::Text | Decoding::Bytes);
    let is_same_type = content.ty == main.ty && content.nullable == main.nullable;
    content.kind.decoding() == decoding && (is_same_type || !has_type)
}
