//! The setters of credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code_span};
use super::file::File;
use super::ident::{bare, ident, path};
use crate::ir::{ApiKeyLocation, ClientCredentials, SecurityScheme, SecuritySchemeKind};

/// The setters of one credential: itself, and where it is a token that runs out, what gives it.
pub(super) fn setters(file: &mut File<'_, '_>, scheme: &SecurityScheme) -> Vec<TokenStream> {
    let mut setters = vec![usual(scheme)];
    if let Some(source) = &scheme.source {
        file.runtime("TokenSource");
        setters.push(from_source(scheme, source));
    }
    if let Some(client) = &scheme.client_credentials {
        setters.push(granted(file, scheme, client));
    }
    setters
}

/// What the other setters are said to be like.
fn like(scheme: &SecurityScheme) -> String {
    // A link may not name a raw identifier.
    match bare(&scheme.name) {
        plain if plain == scheme.name => format!("As [`{plain}`](Self::{plain})"),
        plain => format!("As {}", code_span(plain)),
    }
}

fn from_source(scheme: &SecurityScheme, setter: &str) -> TokenStream {
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "{}, with tokens that a source gives when they are needed.",
        like(scheme)
    ));
    let docs = docs.attributes();
    let (key, name) = (&scheme.key, ident(setter));
    quote! {
        #docs
        pub fn #name(mut self, source: impl TokenSource) -> Self {
            self.core = self.core.credential(#key, Credential::tokens(source));
            self
        }
    }
}

fn granted(
    file: &File<'_, '_>,
    scheme: &SecurityScheme,
    client: &ClientCredentials,
) -> TokenStream {
    let (key, name) = (&scheme.key, ident(&client.setter));
    let (url, scopes) = (&client.token_url, &client.scopes);
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "{}, with tokens that {} gives for client credentials (RFC 6749, section 4.4).",
        like(scheme),
        code_span(url)
    ));
    if !scopes.is_empty() {
        let scopes: Vec<_> = scopes.iter().map(|scope| code_span(scope)).collect();
        docs.paragraph(&format!(
            "Scopes, if nothing else is said: {}.",
            scopes.join(", ")
        ));
    }
    let docs = docs.attributes();
    let ty = path(&file.context.below("ClientCredentials"));
    quote! {
        #docs
        #[cfg(feature = "client-credentials")]
        pub fn #name(mut self, client: #ty) -> Self {
            let credential = Credential::client_credentials(client, #url, &[#(#scopes),*]);
            self.core = self.core.credential(#key, credential);
            self
        }
    }
}

fn usual(scheme: &SecurityScheme) -> TokenStream {
    let key = &scheme.key;
    let (parameters, value, sent) = match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let (function, place) = match location {
                ApiKeyLocation::Header => (quote!(header), "header"),
                ApiKeyLocation::Query => (quote!(query), "query parameter"),
                ApiKeyLocation::Cookie => (quote!(cookie), "cookie"),
            };
            (
                quote!(key: impl Into<String>),
                quote!(Credential::#function(#name, key)),
                format!("Sent as the {place} {}.", code_span(name)),
            )
        }
        SecuritySchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(Credential::basic(user, password)),
            "Sent as `Authorization: Basic`.".to_owned(),
        ),
        SecuritySchemeKind::Other(name) => (
            quote!(credentials: impl Into<String>),
            quote!(Credential::authorization(#name, credentials)),
            format!("Sent as {}.", code_span(&format!("Authorization: {name}"))),
        ),
        SecuritySchemeKind::Bearer | SecuritySchemeKind::MutualTls => (
            quote!(token: impl Into<String>),
            quote!(Credential::bearer(token)),
            "Sent as `Authorization: Bearer`.".to_owned(),
        ),
    };
    let mut docs = Docs::new(1);
    docs.markdown(scheme.docs.as_deref());
    docs.paragraph(&sent);
    let docs = docs.attributes();
    let name = ident(&scheme.name);
    quote! {
        #docs
        pub fn #name(mut self, #parameters) -> Self {
            self.core = self.core.credential(#key, #value);
            self
        }
    }
}
