//! What an operation gives back, and which media types it asks for.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::file::File;
use crate::ir::{Content, ContentKind, HttpMethod, Operation, Response, StatusPattern};

/// What a call decodes to.
#[derive(Debug)]
pub(in crate::emit) struct Output {
    /// The type.
    pub(super) ty: TokenStream,
    /// The kind for `call!`: `json`, `text`, `bytes` or `empty`.
    pub(in crate::emit) kind: &'static str,
    /// The `Accept` header: the media types of success that are decoded this way, JSON first.
    pub(super) accept: String,
}

/// The output of an operation.
///
/// It is that of the first response of success with a body; of JSON where it has that, else of text, else the bytes. The
/// `default` response counts only where no success is declared.
pub(in crate::emit) fn output(file: &mut File<'_, '_>, operation: &Operation) -> Output {
    let contents = success(operation);
    let decoded = |kind: &str| contents.iter().find(|content| decoder(content) == kind);
    let typed = decoded("json").map(|content| (json(file, content), "json"));
    let typed = typed.or_else(|| decoded("text").map(|_| (quote!(String), "text")));
    let typed = typed.or_else(|| decoded("bytes").map(|_| (quote!(Vec<u8>), "bytes")));
    let (ty, kind) = typed.unwrap_or_else(|| (quote!(()), "empty"));
    Output {
        ty,
        kind,
        accept: accept(operation, kind),
    }
}

/// The contents of the response that a call decodes.
fn success(operation: &Operation) -> &[Content] {
    // A response to HEAD has no content (RFC 9110, section 9.3.2).
    if operation.method == HttpMethod::Head {
        return &[];
    }
    let with_content = |response: &&Response| !response.contents.is_empty();
    let mut successes = successes(operation).filter(with_content);
    successes.next().map_or(&[], |response| &response.contents)
}

/// The responses of success, or the `default` one where there is none.
fn successes(operation: &Operation) -> impl Iterator<Item = &Response> {
    let responses = &operation.responses;
    let declares_success = responses
        .iter()
        .any(|response| response.status.is_success());
    responses.iter().filter(move |response| {
        response.status.is_success()
            || !declares_success && response.status == StatusPattern::Default
    })
}

fn json(file: &mut File<'_, '_>, content: &Content) -> TokenStream {
    let ty = file.ty(&content.ty);
    if content.nullable {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

fn decoder(content: &Content) -> &'static str {
    match content.kind {
        ContentKind::Json => "json",
        ContentKind::Text | ContentKind::EventStream | ContentKind::JsonLines => "text",
        ContentKind::Form | ContentKind::Multipart | ContentKind::Binary => "bytes",
    }
}

fn accept(operation: &Operation, kind: &str) -> String {
    let mut media_types: Vec<&str> = Vec::new();
    for content in successes(operation).flat_map(|response| &response.contents) {
        let media_type = content.media_type.trim();
        // What cannot stand in a header is not asked for.
        let is_sendable =
            !media_type.is_empty() && media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if decoder(content) == kind && is_sendable && !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    if media_types.is_empty() {
        return "*/*".to_owned();
    }
    media_types.sort_by_key(|media_type| *media_type != "application/json");
    media_types.join(", ")
}
