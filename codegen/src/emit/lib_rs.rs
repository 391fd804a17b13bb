//! `src/lib.rs`.

use quote::quote;

use super::client::title;
use super::context::Context;
use super::docs::Docs;
use super::example;
use crate::source::SourceFile;

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut docs = Docs::new(0);
    docs.markdown(Some(&format!("A client for {}.", title(context))));
    docs.markdown(context.api.description.as_deref());
    docs.block(vec!["# Example".to_owned()]);
    docs.block(example::emit(context));
    let attributes = quote! {
        #![forbid(unsafe_code)]
        #![allow(
            deprecated,
            reason = "what the document calls deprecated is there all the same"
        )]
        #![allow(
            confusable_idents,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "the document chooses the names"
        )]
        #![allow(
            clippy::large_enum_variant,
            clippy::new_without_default,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            reason = "the document chooses the shapes"
        )]
    };
    let modules = vec![
        quote!(
            
        ),
        quote!(
            
        ),
        quote!(
            
        ),
        quote! {
            #[allow(dead_code, unused_imports, unused_macros, reason = "no document needs all of it")]
            #[rustfmt::skip]
            mod runtime;
        },
        quote!(
            
        ),
        quote!(
            pub use client::{Client, ClientBuilder};
        ),
        quote!(
            pub use runtime::{
                Alternative, ApiError, ConfigurationError, DecodeError, Error, Field,
                InvalidRequest, JsonError, MissingCredentials, Response, ResponseFuture,
                TimeoutError, TransportError, ValueFuture,
            };
        ),
        // Their types stand in public signatures.
        quote!(
            pub use {reqwest, serde_json};
        ),
    ];
    SourceFile {
        path: "src/lib.rs".to_owned(),
        docs: docs.into_lines(),
        uses: Vec::new(),
        modules,
        items: vec![attributes],
    }
}
