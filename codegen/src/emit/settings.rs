//! The setters of the client's builder that every client has.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::file::File;
use super::ident::ident;

/// A setter: its name, its argument with the type, and paragraphs of documentation.
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
                "Sends calls to another server, also those of operations that have servers of their own. A path is kept as a prefix; a slash at its end makes no difference.",
            ],
        },
        Setter {
            name: "http_client",
            argument: "client",
            ty: quote!(reqwest::Client),
            docs: &[
                "Sends calls with this HTTP client, as it is configured: its time limits and its redirect policy count.",
                "reqwest's own policy follows redirects to any server, and only takes well-known headers such as `Authorization` away: other credentials would be sent there.",
            ],
        },
        Setter {
            name: "transport",
            argument: "transport",
            ty: quote!(impl Transport),
            docs: &[
                "Sends calls with something else than a `reqwest::Client`, such as a stack of middleware.",
            ],
        },
        Setter {
            name: "hook",
            argument: "hook",
            ty: quote!(impl Hook),
            docs: &[
                "Adds code that is called before each request and after each response, to add headers, sign, record or refuse.",
            ],
        },
        Setter {
            name: "timeout",
            argument: "limit",
            ty: quote!(Duration),
            docs: &[
                "Limits the time of each call from sending it to the end of its response, all attempts and waits together; 60 seconds if nothing is said.",
            ],
        },
        Setter {
            name: "connect_timeout",
            argument: "limit",
            ty: quote!(Duration),
            docs: &[
                "Limits the time for making a connection; 10 seconds if nothing is said. An HTTP client that is passed has its own limit.",
            ],
        },
        Setter {
            name: "retry",
            argument: "policy",
            ty: quote!(RetryPolicy),
            docs: &[
                "How calls are tried again: twice if nothing is said, and only what does no harm. [`RetryPolicy::none`] for not at all.",
            ],
        },
        Setter {
            name: "retry_budget",
            argument: "retries",
            ty: quote!(u32),
            docs: &[
                "How many retries all calls together may make beyond what successes pay for, each a tenth of one; 100 if nothing is said.",
            ],
        },
        Setter {
            name: "call_options",
            argument: "options",
            ty: quote!(CallOptions),
            docs: &[
                "What counts for calls that say nothing else, such as limits of time and size. An idempotency key is for one call, and not taken from here.",
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
