//! `src/client.rs`.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::crate_docs::title;
use super::docs::{Docs, code_span};
use super::file::{File, Folder};
use super::group;
use super::ident::{bare, ident};
use super::server::{self, SERVER, default_base_url};
use super::{credential, settings};
use crate::ir::SecuritySchemeKind;
use crate::source::SourceFile;

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let mut file = File::new(context, Folder::Operations);
    for name in ["Core", "CoreBuilder", "Error", "Method", "RawRequest"] {
        file.runtime(name);
    }
    let mut items = vec![client_struct(context)];
    if reads_environment(context) {
        let from_env = from_env(&mut file);
        items.push(client_impl(&mut file, Some(from_env)));
        items.push(variable(&mut file));
    } else {
        items.push(client_impl(&mut file, None));
    }
    items.push(builder_struct());
    items.push(builder_impl(&mut file));
    let servers = server::root_choices(context.api);
    if !servers.is_empty() {
        let docs = "A server of the API, for [`ClientBuilder::server`].";
        items.extend(server::emit(&mut file, SERVER, docs, &servers));
    }
    file.finish("src/client.rs".to_owned(), items)
}

/// Returns a doc comment with one paragraph.
fn doc(indent: usize, text: &str) -> TokenStream {
    let mut docs = Docs::new(indent);
    docs.paragraph(text);
    docs.attributes()
}

fn client_struct(context: &Context<'_>) -> TokenStream {
    let mut docs = Docs::new(0);
    docs.markdown(Some(&format!("A client for {}.", title(context))));
    docs.paragraph(
        "Cloning is cheap: clones share connections and credentials. `Debug` output contains no credentials.",
    );
    let docs = docs.attributes();
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(crate) core: Core,
        }
    }
}

fn client_impl(file: &mut File<'_, '_>, from_env: Option<TokenStream>) -> TokenStream {
    let context = file.context;
    let base_url = default_base_url(context.api);
    let docs = doc(
        1,
        &match &base_url {
            Some(url) => format!("Returns a builder for a client of <{url}>."),
            None => without_base_url(context),
        },
    );
    let base_url = base_url.unwrap_or_default();
    let header = context.options.idempotency_header.as_deref();
    let idempotency = header.map(|header| quote!(.idempotency_header(#header)));
    let end = context.options.event_stream_end.as_deref();
    let end = end.map(|end| quote!(.event_stream_end(#end)));
    let methods: Vec<_> = context
        .credentials()
        .map(|scheme| {
            let (key, name) = (&scheme.key, &scheme.name);
            quote!((#key, #name))
        })
        .collect();
    let methods = (!methods.is_empty()).then(|| quote!(.credential_methods(&[#(#methods),*])));
    let request = doc(
        1,
        "Returns a request for any path below the base URL, for endpoints that have no method. It is sent with the client's credentials and retried as other calls are. The path may contain placeholders in braces.",
    );
    let groups = group::methods(file);
    quote! {
        impl Client {
            #docs
            pub fn builder() -> ClientBuilder {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                ClientBuilder { core: CoreBuilder::new(#base_url).user_agent(user_agent)#methods #idempotency #end }
            }

            #from_env

            #request
            pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
                self.core.raw_request(method, path)
            }

            #(#groups)*
        }
    }
}

/// The documentation of `builder` if the document has no usable server URL.
fn without_base_url(context: &Context<'_>) -> String {
    let text = if server::root_choices(context.api).is_empty() {
        "Returns a builder for a client. The base URL must be set"
    } else {
        "Returns a builder for a client. The server or the base URL must be set"
    };
    match context.api.servers.first() {
        Some(server) => format!(
            "{text}, since {} is not an absolute URL.",
            code_span(&server.url)
        ),
        None => format!("{text}."),
    }
}

fn builder_struct() -> TokenStream {
    let docs = doc(
        0,
        "Configures and builds a [`Client`]. `Debug` output contains no credentials.",
    );
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "call `build` to create the client"]
        pub struct ClientBuilder {
            core: CoreBuilder,
        }
    }
}

fn builder_impl(file: &mut File<'_, '_>) -> TokenStream {
    let schemes: Vec<_> = file.context.credentials().collect();
    if !schemes.is_empty() {
        file.runtime("Credential");
    }
    let credentials: Vec<_> = schemes
        .into_iter()
        .flat_map(|scheme| credential::setters(file, scheme))
        .collect();
    let server = (!server::root_choices(file.context.api).is_empty()).then(|| {
        let docs = doc(
            1,
            "Sends calls to this server. Operations with their own servers are not affected.",
        );
        quote! {
            #docs
            pub fn server(mut self, server: impl Into<Server>) -> Self {
                self.core = self.core.server(&server.into().url());
                self
            }
        }
    });
    let settings = settings::setters(file);
    let build = {
        let mut docs = Docs::new(1);
        docs.paragraph("Builds the client.");
        docs.block(vec!["# Errors".to_owned()]);
        docs.paragraph("Returns [`Error::Configuration`] if the base URL is not an absolute `http` or `https` URL, if a credential contains characters that cannot be sent, or if TLS cannot be set up.");
        docs.attributes()
    };
    quote! {
        impl ClientBuilder {
            #(#credentials)*

            #server

            #(#settings)*

            #build
            pub fn build(self) -> Result<Client, Error> {
                Ok(Client { core: self.core.build()? })
            }
        }
    }
}

fn reads_environment(context: &Context<'_>) -> bool {
    let env = &context.options.env;
    env.base_url.is_some() || !env.credentials.is_empty()
}

/// `Client::from_env`.
fn from_env(file: &mut File<'_, '_>) -> TokenStream {
    let context = file.context;
    let env = &context.options.env;
    let mut read = Vec::new();
    let mut list = Vec::new();
    for scheme in context.credentials() {
        let Some(variable) = env.credentials.get(&scheme.key) else {
            continue;
        };
        let setter = ident(&scheme.name);
        let shown = code_span(variable);
        if scheme.kind == SecuritySchemeKind::Basic {
            list.push((
                format!("{shown}: user name and password, separated by a colon"),
                None,
            ));
            read.push(quote! {
                if let Some(value) = variable(#variable)? {
                    let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                    builder = builder.#setter(user, password);
                }
            });
        } else {
            let as_set = format!("ClientBuilder::{}", scheme.name);
            // A link cannot name a raw identifier.
            let as_set = match bare(&scheme.name) {
                plain if plain == scheme.name => format!("[`{as_set}`]"),
                _ => code_span(&as_set),
            };
            list.push((format!("{shown}: {as_set}"), None));
            read.push(quote! {
                if let Some(value) = variable(#variable)? {
                    builder = builder.#setter(value);
                }
            });
        }
    }
    if let Some(variable) = &env.base_url {
        list.push((
            format!("{}: [`ClientBuilder::base_url`]", code_span(variable)),
            None,
        ));
        read.push(quote! {
            if let Some(value) = variable(#variable)? {
                builder = builder.base_url(value);
            }
        });
    }
    let mut docs = Docs::new(1);
    docs.paragraph("Creates a client from environment variables. Variables that are not set are ignored; a call without a credential that it requires fails with [`Error::MissingCredentials`].");
    docs.list(&list);
    docs.block(vec!["# Errors".to_owned()]);
    docs.paragraph("Returns [`Error::Configuration`] if a variable is not UTF-8 or if [`ClientBuilder::build`] fails.");
    let docs = docs.attributes();
    quote! {
        #docs
        pub fn from_env() -> Result<Self, Error> {
            let mut builder = Self::builder();
            #(#read)*
            builder.build()
        }
    }
}

/// The function that reads a variable, used by `from_env`.
fn variable(file: &mut File<'_, '_>) -> TokenStream {
    file.uses.add("std::env", "self");
    file.uses.add("std::env", "VarError");
    file.runtime("ConfigurationError");
    let docs = doc(
        0,
        "Returns the value of an environment variable if it is set.",
    );
    quote! {
        #docs
        fn variable(name: &str) -> Result<Option<String>, Error> {
            match env::var(name) {
                Ok(value) => Ok(Some(value)),
                Err(VarError::NotPresent) => Ok(None),
                Err(VarError::NotUnicode(_)) => {
                    let reason = format!("the environment variable `{name}` is not UTF-8");
                    Err(ConfigurationError::new(reason).into())
                }
            }
        }
    }
}
