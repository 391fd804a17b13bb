//! `src/lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::crate_docs;
use super::date_time;
use super::server::{self, SERVER};
use super::uses::declaration;
use crate::config::Runtime;
use crate::source::{Item, SourceFile};

/// The runtime's public types by purpose, each group with its comment. Types of the runtime that only some APIs need are added in
/// [`reexports`].
const GROUPS: [(&str, &[&str]); 6] = [
    (
        "Calls and their options.",
        &[
            "Body",
            "BoxFuture",
            "CallOptions",
            "FilePart",
            "Method",
            "OptionalFuture",
            "RawRequest",
            "Response",
            "ResponseFuture",
            "RetryPolicy",
            "ValueFuture",
        ],
    ),
    (
        "Streams and pages.",
        &[
            "ByteStream",
            "Event",
            "EventStream",
            "Items",
            "JsonLines",
            "Pages",
        ],
    ),
    ("Values of properties.", &["Field", "UnknownValueError"]),
    (
        "Errors.",
        &[
            "ApiError",
            "BodyMismatchError",
            "BoxError",
            "ConfigurationError",
            "CredentialAlternative",
            "DecodeError",
            "Error",
            "FailedAttempt",
            "FromResponse",
            "HeaderError",
            "InvalidRequestError",
            "JsonError",
            "MissingCredentialsError",
            "TimeLimit",
            "TimeoutError",
            "TokenError",
            "TransportError",
        ],
    ),
    ("Access tokens.", &["Token", "TokenSource"]),
    (
        "Extension points: hooks and transports.",
        &[
            "AttemptInfo",
            "Hook",
            "HookError",
            "HookFuture",
            "ResponseHead",
            "Transport",
            "TransportFuture",
        ],
    ),
];
/// The modules of every client. A crate with one of these names cannot be re-exported beside them.
const MODULES: [&str; 5] = ["client", "serde", "operations", "runtime", "types"];

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut modules = vec![quote!(
        mod client;
    )];
    if date_time::is_needed(context) {
        modules.push(quote!(
            mod date_time;
        ));
    }
    if context.api.groups().next().is_some() {
        modules.push(quote!(
            pub mod groups;
        ));
    }
    modules.extend([
        quote!(
            #[cfg(feature = "mock")]
            pub mod mock;
        ),
        quote!(
            pub mod operations;
        ),
        runtime(context),
        quote!(
            mod serde;
        ),
        quote!(
            pub mod types;
        ),
    ]);
    let mut items = vec![attributes(context).into()];
    items.extend(reexports(context).into_iter().map(Item::Text));
    SourceFile {
        path: "src/lib.rs".to_owned(),
        docs: crate_docs::emit(context),
        uses: Vec::new(),
        modules,
        items,
    }
}

/// The module of the runtime: a copy of it, or the one of the package.
fn runtime(context: &Context<'_>) -> TokenStream {
    match context.options.runtime {
        Runtime::Crate => quote!(
            use apicrate_runtime::runtime;
        ),
        _ => quote!(
            #[allow(dead_code, reason = "the parts in use depend on the API")]
            mod runtime;
        ),
    }
}

/// The lint levels of generated code, and what documentation builds need.
fn attributes(context: &Context<'_>) -> TokenStream {
    let lints = match context.options.module {
        // The package need not use all of the module, and its lint levels are meant for handwritten code: these are the lints that
        // generated code may trigger. Lints on identifiers outside of ASCII can be allowed only at the root of a crate.
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
                reason = "the module is generated and covers the whole API"
            )]
        },
        None => quote! {
            #![allow(
                confusable_idents,
                mixed_script_confusables,
                uncommon_codepoints,
                clippy::disallowed_names,
                clippy::just_underscores_and_digits,
                clippy::module_inception,
                reason = "names are taken from the API"
            )]
            #![allow(
                clippy::large_enum_variant,
                clippy::new_without_default,
                clippy::should_implement_trait,
                clippy::too_many_arguments,
                clippy::type_complexity,
                reason = "signatures are taken from the API"
            )]
        },
    };
    // Only the root of a crate can enable a language feature.
    let marks_features = context.options.module.is_none();
    let doc_cfg = marks_features.then(|| quote!(#![cfg_attr(docsrs, feature(doc_cfg))]));
    quote! {
        #doc_cfg
        #![forbid(unsafe_code)]
        #![allow(
            deprecated,
            reason = "deprecated parts of the API are still generated"
        )]
        #lints
    }
}

/// The re-exports, grouped by purpose, as formatted code.
fn reexports(context: &Context<'_>) -> Vec<String> {
    let mut sections = Vec::new();
    let mut client = vec!["Client", "ClientBuilder"];
    let servers = server::root_choices(context.api);
    if !servers.is_empty() {
        client.extend(server::names(SERVER, &servers));
    }
    let client = local(context, "client", client);
    sections.push(commented("The client and its configuration.", vec![client]));
    for (comment, names) in GROUPS {
        let mut names = names.to_vec();
        let mut lines = Vec::new();
        match comment {
            "Values of properties." => {
                let is_used = |name: &&str| context.uses_own(name);
                let before = names.len();
                names.extend(["Base64", "Base64Url"].into_iter().filter(is_used));
                if names.len() > before {
                    names.push("Base64Error");
                }
                if date_time::is_needed(context) {
                    lines.push(local(context, "date_time", vec!["DateTime"]));
                }
            }
            "Streams and pages." => {
                lines.push("#[cfg(feature = \"blocking\")]".to_owned());
                lines.push(local(context, "runtime", vec!["BlockingStream"]));
            }
            "Access tokens." => {
                lines.push("#[cfg(feature = \"client-credentials\")]".to_owned());
                lines.push(local(context, "runtime", vec!["ClientCredentials"]));
            }
            _ => {}
        }
        lines.push(local(context, "runtime", names));
        sections.push(commented(comment, lines));
    }
    let mut crates = vec!["reqwest", "serde_json"];
    crates.extend(context.libraries().filter(|name| !MODULES.contains(name)));
    crates.sort_unstable();
    let crates = crates.into_iter();
    let lines = crates.map(|name| declaration("pub use ", &[], [name]));
    sections.push(commented(
        "Crates whose types are part of this crate's API.",
        lines.collect(),
    ));
    sections
}

/// The re-export of names from a module of the root.
fn local(context: &Context<'_>, module: &str, names: Vec<&str>) -> String {
    // A package that has the client as a module may depend on a crate with the name of one of the client's modules.
    let own: &[&str] = match context.options.module {
        Some(_) => &["self", module],
        None => &[module],
    };
    declaration("pub use ", own, names)
}

/// Lines below a comment.
fn commented(comment: &str, lines: Vec<String>) -> String {
    let mut text = format!("// {comment}\n");
    for line in lines {
        text.extend([&line, "\n"]);
    }
    text
}
