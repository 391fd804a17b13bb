//! The servers that calls are sent to by default, and the types that choose among them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code_span};
use super::file::File;
use super::ident::ident;
use crate::ir::{Api, Operation, Server, ServerVariable};

/// The name of the enum of the root's servers.
pub(super) const SERVER: &str = "Server";

/// The URL of the first server with the defaults of its variables; `None` if there is no server, or if its URL is not an absolute
/// http or https URL without query and fragment.
pub(super) fn default_base_url(api: &Api) -> Option<String> {
    let url = substituted(api.servers.first()?)?;
    is_base(&url).then_some(url)
}

/// The URL of the first usable server of an operation, with the defaults of its variables: an absolute URL, or a path relative to
/// the client's server.
pub(super) fn own_server(operation: &Operation) -> Option<String> {
    let mut urls = operation.servers.iter().filter_map(substituted);
    urls.find(|url| is_base(url) || is_relative(url))
}

fn is_base(url: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', ':'])
            && !rest.is_empty()
            && !rest.contains(|character: char| {
                character.is_whitespace()
                    || character.is_control()
                    || "{}?#@\\\"<>".contains(character)
            })
    })
}

fn is_relative(url: &str) -> bool {
    url.starts_with('/') && is_base(&format!("https://host{url}"))
}

/// The URL with the defaults of its variables; `None` if a variable has no default.
fn substituted(server: &Server) -> Option<String> {
    let mut url = server.url.trim().to_owned();
    for variable in &server.variables {
        let default = variable.default.as_deref()?;
        url = url.replace(&format!("{{{}}}", variable.wire_name), default);
    }
    Some(url)
}

/// The servers to choose from; empty if there is no choice. Servers of the root must be absolute.
fn choices(servers: &[Server], is_root: bool) -> Vec<&Server> {
    let is_choice = |server: &&Server| {
        let mut url = server.url.trim().to_owned();
        for variable in &server.variables {
            let value = variable.default.as_deref().unwrap_or("value");
            url = url.replace(&format!("{{{}}}", variable.wire_name), value);
        }
        is_base(&url) || !is_root && is_relative(&url)
    };
    let choices: Vec<_> = servers.iter().filter(is_choice).collect();
    match choices.as_slice() {
        [only] if only.variables.is_empty() => Vec::new(),
        _ => choices,
    }
}

/// The servers of the root to choose from; empty if there is no choice.
pub(super) fn root_choices(api: &Api) -> Vec<&Server> {
    choices(&api.servers, true)
}

/// The servers of an operation to choose from; empty if there is no choice.
pub(super) fn own_choices(operation: &Operation) -> Vec<&Server> {
    choices(&operation.servers, false)
}

/// The names of the types that choose among servers.
pub(super) fn names<'a>(enumeration: &'a str, servers: &[&'a Server]) -> Vec<&'a str> {
    let mut names = vec![enumeration];
    for server in servers.iter().filter(|server| !server.variables.is_empty()) {
        names.push(&server.builder);
        let listed = server.variables.iter().filter(|one| !one.values.is_empty());
        names.extend(listed.map(|variable| variable.enumeration.as_str()));
    }
    names
}

/// The enum of servers, with a builder for each server that has variables.
pub(super) fn emit(
    file: &mut File<'_, '_>,
    enumeration: &str,
    docs: &str,
    servers: &[&Server],
) -> Vec<TokenStream> {
    file.runtime("ServerUrl");
    let name = ident(enumeration);
    let mut head = Docs::new(0);
    head.paragraph(docs);
    let head = head.attributes();
    let variants = servers.iter().map(|server| {
        let docs = described(server, 1);
        let variant = ident(&server.variant);
        let form = (!server.variables.is_empty()).then(|| {
            let builder = ident(&server.builder);
            quote!((#builder))
        });
        quote!(#docs #variant #form,)
    });
    let arms = servers.iter().map(|server| {
        let (variant, url) = (ident(&server.variant), &server.url);
        if server.variables.is_empty() {
            quote!(Self::#variant => ServerUrl::new(#url),)
        } else {
            quote!(Self::#variant(server) => server.url.clone(),)
        }
    });
    let mut items = vec![quote! {
        #head
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }];
    items.push(quote! {
        impl #name {
            pub(crate) fn url(&self) -> ServerUrl {
                match self {
                    #(#arms)*
                }
            }
        }
    });
    for server in servers.iter().filter(|server| !server.variables.is_empty()) {
        items.extend(builder(enumeration, server));
    }
    items
}

/// The description of a server and its URL.
fn described(server: &Server, indent: usize) -> TokenStream {
    let mut docs = Docs::new(indent);
    docs.markdown(server.docs.as_deref());
    docs.paragraph(&code_span(&server.url));
    docs.attributes()
}

/// The type that holds the variables of a server.
fn builder(enumeration: &str, server: &Server) -> Vec<TokenStream> {
    let (name, url, docs) = (ident(&server.builder), &server.url, described(server, 0));
    let required = server.variables.iter().filter(|one| one.default.is_none());
    let parameters = required.clone().map(|variable| {
        let name = ident(&variable.name);
        quote!(#name: impl Into<String>)
    });
    let values = server.variables.iter().map(|variable| {
        let wire = &variable.wire_name;
        match &variable.default {
            Some(default) => quote!(.with(#wire, #default)),
            None => {
                let name = ident(&variable.name);
                quote!(.with(#wire, #name))
            }
        }
    });
    let new = {
        let mut docs = Docs::new(1);
        docs.paragraph("Creates the server with the default values of its variables.");
        docs.attributes()
    };
    let setters = server.variables.iter().map(setter);
    let (choice, variant) = (ident(enumeration), ident(&server.variant));
    let derived = required.count() == 0;
    let default = derived.then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let mut items = vec![
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq)]
            #[must_use = "pass it to the client or the call"]
            pub struct #name {
                url: ServerUrl,
            }
        },
        quote! {
            impl #name {
                #new
                pub fn new(#(#parameters),*) -> Self {
                    Self { url: ServerUrl::new(#url)#(#values)* }
                }

                #(#setters)*
            }
        },
    ];
    items.extend(default);
    items.push(quote! {
        impl From<#name> for #choice {
            fn from(server: #name) -> Self {
                Self::#variant(server)
            }
        }
    });
    let listed = server.variables.iter().filter(|one| !one.values.is_empty());
    items.extend(listed.flat_map(values_of));
    items
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let (wire, name) = (&variable.wire_name, ident(&variable.name));
    let mut docs = Docs::new(1);
    let default = match variable.default.as_deref() {
        Some("") => ". Default: empty".to_owned(),
        Some(default) => format!(". Default: {}", code_span(default)),
        None => String::new(),
    };
    docs.paragraph(&format!("Sets the variable {}{default}.", code_span(wire)));
    let docs = docs.attributes();
    let (ty, value) = if variable.values.is_empty() {
        (quote!(impl Into<String>), quote!(#name))
    } else {
        let enumeration = ident(&variable.enumeration);
        (quote!(#enumeration), quote!(#name.as_str()))
    };
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.url = self.url.with(#wire, #value);
            self
        }
    }
}

/// The enum of the values of a variable.
fn values_of(variable: &ServerVariable) -> [TokenStream; 2] {
    let name = ident(&variable.enumeration);
    let mut docs = Docs::new(0);
    docs.paragraph(&format!(
        "A value of the variable {}.",
        code_span(&variable.wire_name)
    ));
    let docs = docs.attributes();
    let pairs = || variable.variants.iter().zip(&variable.values);
    let variants = pairs().map(|(variant, value)| {
        let mut docs = Docs::new(1);
        docs.paragraph(&code_span(value));
        let (docs, variant) = (docs.attributes(), ident(variant));
        quote!(#docs #variant,)
    });
    let arms = pairs().map(|(variant, value)| {
        let variant = ident(variant);
        quote!(Self::#variant => #value,)
    });
    let as_str = {
        let mut docs = Docs::new(1);
        docs.paragraph("Returns the value as written in the URL.");
        docs.attributes()
    };
    [
        quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
        },
        quote! {
            impl #name {
                #as_str
                #[must_use]
                pub fn as_str(self) -> &'static str {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
    ]
}
