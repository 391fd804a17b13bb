//! The setters of the client's builder that do not depend on the API.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::file::File;
use super::ident::ident;

/// A setter of the builder, with paragraphs of documentation.
struct Setter {
    name: &'static str,
    argument: &'static str,
    ty: TokenStream,
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
            argument: "url",
            ty: quote!(impl Into<String>),
            docs: &[
                "Sends all calls to this server, including those of operations with their own servers. A path in the URL becomes the prefix of all paths; a trailing slash is ignored.",
            ],
        },
        Setter {
            name: "http_client",
            argument: "client",
            ty: quote!(reqwest::Client),
            docs: &[
                "Sends requests with this HTTP client, whose timeouts and redirect policy apply.",
                "The default redirect policy of reqwest follows redirects to any server and removes only well-known headers such as `Authorization`: other credentials are sent to that server.",
            ],
        },
        Setter {
            name: "transport",
            argument: "transport",
            ty: quote!(impl Transport),
            docs: &[
                "Sends requests with this transport instead of a `reqwest::Client`, for example a stack of middleware.",
            ],
        },
        Setter {
            name: "hook",
            argument: "hook",
            ty: quote!(impl Hook),
            docs: &[
                "Adds a hook that runs before each request and after each response, for example to add headers, to sign requests or to record them.",
            ],
        },
        Setter {
            name: "timeout",
            argument: "limit",
            ty: quote!(Duration),
            docs: &[
                "Limits the time of each call, from the first attempt to the end of the response. Default: 60 s.",
            ],
        },
        Setter {
            name: "connect_timeout",
            argument: "limit",
            ty: quote!(Duration),
            docs: &[
                "Limits the time to establish a connection. Default: 10 s. Not applied to a client set by `http_client`.",
            ],
        },
        Setter {
            name: "retry",
            argument: "policy",
            ty: quote!(RetryPolicy),
            docs: &[
                "Sets which calls are retried and how often. Default: up to two retries of calls that can be repeated safely. Use [`RetryPolicy::none`] to disable retries.",
            ],
        },
        Setter {
            name: "retry_budget",
            argument: "retries",
            ty: quote!(u32),
            docs: &[
                "Sets the retry budget that all calls of the client share: each retry costs one unit, each success earns 0.1. Default: 100.",
            ],
        },
        Setter {
            name: "call_options",
            argument: "options",
            ty: quote!(CallOptions),
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
    let (name, argument) = (ident(setter.name), ident(setter.argument));
    let ty = &setter.ty;
    quote! {
        #docs
        pub fn #name(mut self, #argument: #ty) -> Self {
            self.core = self.core.#name(#argument);
            self
        }
    }
}
