//! The setters of the client's builder that do not depend on the API.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::file::File;
use super::ident::ident;

/// A setter of the builder, with paragraphs of documentation.
struct Setter {
    name: &'static str,
    /// The names and types of the arguments.
    arguments: Vec<(&'static str, TokenStream)>,
    docs: &'static [&'static str],
}

pub(super) fn setters(file: &mut File<'_, '_>) -> Vec<TokenStream> {
    file.uses.add("std::time", "Duration");
    for name in ["CallOptions", "Hook", "RetryPolicy", "Transport"] {
        file.runtime(name);
    }
    let all = [
        Setter {
            name: "base_url",
            arguments: vec![("url", quote!(impl Into<String>))],
            docs: &[
                "Sends all calls to this server, including those of operations with their own servers. A path in the URL becomes the prefix of all paths; a trailing slash is ignored.",
            ],
        },
        Setter {
            name: "http_client",
            arguments: vec![("client", quote!(reqwest::Client))],
            docs: &[
                "Sends requests with this HTTP client, whose timeouts and redirect policy apply.",
                "The default redirect policy of reqwest follows redirects to any server and removes only well-known headers such as `Authorization`: other credentials are sent to that server.",
            ],
        },
        Setter {
            name: "transport",
            arguments: vec![("transport", quote!(impl Transport))],
            docs: &[
                "Sends requests with this transport instead of a `reqwest::Client`, for example a stack of middleware.",
            ],
        },
        Setter {
            name: "hook",
            arguments: vec![("hook", quote!(impl Hook))],
            docs: &[
                "Adds a hook that runs before each request and after each response, for example to add headers, to sign requests or to record them.",
            ],
        },
        Setter {
            name: "header",
            arguments: vec![
                ("name", quote!(impl Into<String>)),
                ("value", quote!(impl Into<String>)),
            ],
            docs: &[
                "Sends a header with every request. A call that sets the same header takes precedence, and so does a credential.",
            ],
        },
        Setter {
            name: "timeout",
            arguments: vec![("limit", quote!(Duration))],
            docs: &[
                "Limits the time of each call, from the first attempt to the end of the response. Default: 60 s.",
            ],
        },
        Setter {
            name: "connect_timeout",
            arguments: vec![("limit", quote!(Duration))],
            docs: &[
                "Limits the time to establish a connection. Default: 10 s. Not applied to a client set by `http_client`.",
            ],
        },
        Setter {
            name: "retry",
            arguments: vec![("policy", quote!(RetryPolicy))],
            docs: &[
                "Sets which calls are retried and how often. Default: up to two retries of calls that can be repeated safely. Use [`RetryPolicy::none`] to disable retries.",
            ],
        },
        Setter {
            name: "retry_budget",
            arguments: vec![("retries", quote!(u32))],
            docs: &[
                "Sets the retry budget that all calls of the client share: each retry costs one unit, each success earns 0.1. Default: 100.",
            ],
        },
        Setter {
            name: "call_options",
            arguments: vec![("options", quote!(CallOptions))],
            docs: &[
                "Sets the default options of every call, such as limits of time and size. An idempotency key is ignored here, since it belongs to one call.",
            ],
        },
    ];
    all.iter().map(setter).collect()
}

fn setter(setter: &Setter) -> TokenStream {
    let mut docs = Docs::new(1);
    for paragraph in setter.docs {
        docs.paragraph(paragraph);
    }
    let docs = docs.attributes();
    let name = ident(setter.name);
    let arguments = setter.arguments.iter();
    let parameters = arguments.clone().map(|(name, ty)| {
        let name = ident(name);
        quote!(#name: #ty)
    });
    let arguments = arguments.map(|(name, _)| ident(name));
    quote! {
        #docs
        pub fn #name(mut self, #(#parameters),*) -> Self {
            self.core = self.core.#name(#(#arguments),*);
            self
        }
    }
}
