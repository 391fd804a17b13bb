//! The methods of a paginated operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::response;
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::ident::{constant, ident};
use crate::ir::{FieldAccess, Operation, Pagination, PaginationStyle, Presence};

/// The description of the pagination for the runtime, and the methods that return pages and items.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Option<[TokenStream; 2]> {
    let pagination = operation.pagination.as_ref()?;
    for name in ["Items", "PagedBy", "Pages", "Paging"] {
        file.runtime(name);
    }
    let paging = constant(&format!("{}_pages", operation.unique_name));
    let name = ident(&operation.builder);
    let page = response::output(file, operation).ty;
    let item = file.ty(&pagination.item);
    let items = items(pagination);
    let by = match pagination.by {
        PaginationStyle::Cursor => quote!(PagedBy::Cursor),
        PaginationStyle::LastItem => quote!(PagedBy::LastItem),
        PaginationStyle::Offset => quote!(PagedBy::Offset),
        PaginationStyle::Page => quote!(PagedBy::Page),
        PaginationStyle::Link => quote!(PagedBy::Link),
    };
    let Pagination {
        parameter,
        cursor,
        items: place,
        has_more,
        total,
        first,
        ..
    } = pagination;
    let first = proc_macro2::Literal::u64_unsuffixed(*first);
    let description = quote! {
        static #paging: Paging = Paging {
            by: #by,
            parameter: #parameter,
            cursor: #cursor,
            items: #place,
            has_more: #has_more,
            total: #total,
            first: #first,
        };
    };
    let doc = |text: &str| {
        let mut docs = Docs::new(1);
        docs.paragraph(text);
        docs.attributes()
    };
    let pages = doc("Returns a stream of the pages, from the requested one.");
    let of_items = doc("Returns a stream of the items of all pages, from the requested one.");
    let methods = quote! {
        impl #name {
            #pages
            pub fn stream_pages(self) -> Pages<#page> {
                Pages::new(self.request, &#paging)
            }

            #of_items
            pub fn stream_items(self) -> Items<#page, #item> {
                self.stream_pages().items(|page| #items)
            }
        }
    };
    Some([description, methods])
}

/// Returns the expression for the items of a page.
fn items(pagination: &Pagination) -> TokenStream {
    let is_always_there = |step: &FieldAccess| step.presence == Presence::Required;
    if pagination.steps.iter().all(is_always_there) {
        return pagination.steps.iter().fold(quote!(page), |page, step| {
            let field = ident(&step.field);
            if step.boxed {
                quote!((*#page.#field))
            } else {
                quote!(#page.#field)
            }
        });
    }
    let found = pagination
        .steps
        .iter()
        .fold(quote!(Some(page)), |found, step| {
            let field = ident(&step.field);
            let found = match step.presence {
                Presence::Required => quote!(#found.map(|value| value.#field)),
                Presence::Nullable | Presence::Optional => {
                    quote!(#found.and_then(|value| value.#field))
                }
                Presence::ThreeState => quote!(#found.and_then(|value| value.#field.into_value())),
            };
            if step.boxed {
                quote!(#found.map(|value| *value))
            } else {
                found
            }
        });
    quote!(#found.unwrap_or_default())
}
