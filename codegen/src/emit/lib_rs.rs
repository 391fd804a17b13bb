//! `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::client::title;
use super::context::Context;
use super::date_time;
use super::docs::Docs;
use super::example;
use super::ident::ident;
use super::server::{self, SERVER};
use crate::source::SourceFile;

/// What the runtime has that stands in public signatures.
const RUNTIME: [&str; 45] = [
    "ApiError",
    "AttemptInfo",
    "Body",
    "BodyMismatchError",
    "BoxError",
    "BoxFuture",
    "ByteStream",
    "CallOptions",
    "ClientCredentials",
    "ConfigurationError",
    "CredentialAlternative",
    "DecodeError",
    "Error",
    "Event",
    "EventStream",
    "FailedAttempt",
    "Field",
    "FilePart",
    "FromResponse",
    "HeaderError",
    "Hook",
    "HookError",
    "HookFuture",
    "InvalidRequestError",
    "Items",
    "JsonError",
    "JsonLines",
    "Method",
    "MissingCredentialsError",
    "Pages",
    "RawRequest",
    "Response",
    "ResponseFuture",
    "ResponseHead",
    "RetryPolicy",
    "TimeLimit",
    "TimeoutError",
    "Token",
    "TokenError",
    "TokenSource",
    "Transport",
    "TransportError",
    "TransportFuture",
    "UnknownValueError",
    "ValueFuture",
];
/// The modules of every client: a crate of the same name cannot stand beside them.
const MODULES: [&str; 5] = ["client", "impls", "operations", "runtime", "types"];

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut docs = Docs::new(0);
    docs.markdown(Some(&format!("A client for {}.", title(context))));
    docs.markdown(context.api.description.as_deref());
    docs.block(vec!["# Example".to_owned()]);
    docs.block(example::emit(context));
    // Generated files are not for rustfmt to change.
    let skip = quote!(#[rustfmt::skip]);
    let mut modules = vec![
        quote!(#skip mod client;),
        quote!(#skip mod impls;),
        quote!(
            #[cfg(feature = "mock")]
            #skip
            pub mod mock;
        ),
        quote!(#skip pub mod operations;),
        quote!(
            #[allow(dead_code, reason = "no document needs all of it")]
            #skip
            mod runtime;
        ),
        quote!(#skip pub mod types;),
        client_types(context),
        // Their types stand in public signatures.
        quote!(
            pub use reqwest;
        ),
    ];
    let here = here(context);
    // A name a line: one more changes no other line.
    modules.extend(RUNTIME.map(|name| {
        let feature =
            (name == "ClientCredentials").then(|| quote!(#[cfg(feature = "client-credentials")]));
        let name = ident(name);
        quote!(
            #feature
            pub use #here runtime::#name;
        )
    }));
    modules.push(quote!(
        pub use serde_json;
    ));
    modules.extend(of_formats(context));
    SourceFile {
        path: "src/lib.rs".to_owned(),
        docs: docs.into_lines(),
        uses: Vec::new(),
        modules,
        items: vec![attributes(context).into()],
    }
}

/// Which lints hold for what is generated.
fn attributes(context: &Context<'_>) -> TokenStream {
    let lints = match context.options.module {
        // A package does not use all of a module of it, and its lints are about what its authors write: these are the ones that
        // what is generated could meet. Those on identifiers that are not ASCII can be allowed by the root of a crate alone.
        Some(_) => quote! {
            #![allow(
                clippy::all,
                clippy::nursery,
                clippy::pedantic,
                clippy::restriction,
                let_underscore_drop,
                missing_copy_implementations,
                missing_docs,
                single_use_lifetimes,
                trivial_casts,
                unnameable_types,
                unreachable_pub,
                unused,
                unused_results,
                variant_size_differences,
                reason = "it is generated, and all of the API is there"
            )]
        },
        None => quote! {
            #![allow(
                confusable_idents,
                mixed_script_confusables,
                uncommon_codepoints,
                clippy::module_inception,
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
        },
    };
    quote! {
        #![forbid(unsafe_code)]
        #![allow(
            deprecated,
            reason = "what the document calls deprecated is there all the same"
        )]
        #lints
    }
}

/// The client, and what it is built with.
fn client_types(context: &Context<'_>) -> TokenStream {
    let mut names = vec!["Client", "ClientBuilder"];
    let servers = server::root_choices(context.api);
    if !servers.is_empty() {
        names.extend(server::names(SERVER, &servers));
    }
    names.sort_unstable();
    let names = names.into_iter().map(ident);
    let here = here(context);
    quote!(pub use #here client::{#(#names),*};)
}

/// What stands before a module of the root. A package that the client is a module of may depend on a crate of that name.
fn here(context: &Context<'_>) -> Option<TokenStream> {
    context.options.module.as_ref().map(|_| quote!(self::))
}

/// What the types of formats need at the root of the crate.
fn of_formats(context: &Context<'_>) -> Vec<TokenStream> {
    let here = here(context);
    let mut modules = Vec::new();
    if date_time::is_needed(context) {
        let skip = quote!(#[rustfmt::skip]);
        modules.push(quote!(#skip mod date_time;));
        modules.push(quote!(pub use #here date_time::DateTime;));
    }
    let is_used = |name: &&str| context.uses_own(name);
    let names = ["Base64", "Base64Url"].into_iter().filter(is_used);
    let mut names: Vec<_> = names.collect();
    if !names.is_empty() {
        names.push("Base64Error");
        names.sort_unstable();
        let names = names.into_iter().map(ident);
        modules.push(quote!(
            pub use #here runtime::{#(#names),*};
        ));
    }
    let libraries = context.libraries().filter(|name| !MODULES.contains(name));
    modules.extend(libraries.map(|name| {
        let name = ident(name);
        quote!(pub use #name;)
    }));
    modules
}
