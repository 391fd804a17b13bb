//! The enums of responses that differ by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::description::{method_link, status};
use super::response::decoded;
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::emit::line::Line;
use crate::ir::{Operation, ResponseEnum, ResponseVariant, StatusPattern};
use crate::source::{Item, Table};

/// The enums of an operation, each with the table that decodes it.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<Item> {
    let mut items = Vec::new();
    let link = method_link(operation);
    if let Some(output) = &operation.success_type {
        let docs = format!("The response body of {link}, by status.");
        items.extend(response_enum(file, operation, output, &docs, true));
    }
    if let Some(failure) = &operation.error_type {
        let docs = format!(
            "The body of an error response to {link}, by status, for [`ApiError::typed`]({}).",
            file.context.below("ApiError::typed")
        );
        items.extend(response_enum(file, operation, failure, &docs, false));
    }
    items
}

fn response_enum(
    file: &mut File<'_, '_>,
    operation: &Operation,
    responses: &ResponseEnum,
    docs: &str,
    is_success: bool,
) -> [Item; 2] {
    file.runtime("response_enum");
    let name = ident(&responses.name);
    let mut item_docs = Docs::new(0);
    item_docs.paragraph(docs);
    let docs = item_docs.attributes();
    let mut variants = Vec::new();
    let mut rows = Vec::new();
    for response in &responses.variants {
        let (variant, row) = variant(file, operation, response);
        variants.push(variant);
        rows.push(row);
    }
    let is_whole = responses
        .variants
        .iter()
        .any(|response| response.status == StatusPattern::Class(2));
    if is_success && !is_whole {
        let mut docs = Docs::new(1);
        docs.paragraph("Another success status, with the raw body.");
        let docs = docs.attributes();
        variants.push(quote!(#docs Unknown(Vec<u8>)));
        rows.push(Line::new().code("_ => Unknown(bytes)"));
    }
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }
    };
    let table = Table {
        name: "response_enum",
        head: Line::new().ident(&responses.name).into_text(),
        rows: rows.into_iter().map(Line::into_text).collect(),
    };
    [item.into(), table.into()]
}

/// The variant of a status and the row that decodes it.
fn variant(
    file: &mut File<'_, '_>,
    operation: &Operation,
    response_variant: &ResponseVariant,
) -> (TokenStream, Line) {
    let response = operation.response(response_variant.status);
    let content = response.and_then(|response| response.main_content());
    let text = response.and_then(|response| response.docs.clone());
    let mut docs = Docs::new(1);
    docs.headed(&status(response_variant.status), text.as_deref());
    let docs = docs.attributes();
    let name = ident(&response_variant.name);
    let row = pattern(response_variant.status)
        .code(" => ")
        .ident(&response_variant.name);
    match content {
        Some(content) => {
            let (ty, kind) = decoded(file, content);
            let row = row.code("(").code(kind).code(")");
            (quote!(#docs #name(#ty)), row)
        }
        None => (quote!(#docs #name), row),
    }
}

fn pattern(status: StatusPattern) -> Line {
    match status {
        StatusPattern::Code(code) => Line::new().integer(code.into()),
        StatusPattern::Class(class) => {
            let bound = |rest: u16| i128::from(class * 100 + rest);
            Line::new().integer(bound(0)).code("..=").integer(bound(99))
        }
        StatusPattern::Default => Line::new().code("_"),
    }
}
