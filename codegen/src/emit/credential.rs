//! The setters of credentials in the client's builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code_span};
use super::file::File;
use super::ident::{bare, ident, path};
use crate::ir::{ApiKeyLocation, ClientCredentials, SecurityScheme, SecuritySchemeKind};

/// The setters of one credential: its value and, for tokens that expire, a source of tokens.
pub(super) fn setters(file: &mut File<'_, '_>, scheme: &SecurityScheme) -> Vec<TokenStream> {
    let mut setters = vec![value_setter(scheme)];
    if let Some(source) = &scheme.source {
        file.runtime("TokenSource");
        setters.push(source_setter(scheme, source));
    }
    if let Some(client) = &scheme.client_credentials {
        setters.push(client_credentials_setter(file, scheme, client));
    }
    setters
}

/// The start of the sentence that refers to the first setter.
fn like_first(scheme: &SecurityScheme) -> String {
    // A link cannot name a raw identifier.
    match bare(&scheme.name) {
        plain if plain == scheme.name => format!("Like [`{plain}`](Self::{plain})"),
        plain => format!("Like {}", code_span(plain)),
    }
}

fn source_setter(scheme: &SecurityScheme, setter: &str) -> TokenStream {
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "{}, but with tokens from a source, which is called when one is needed.",
        like_first(scheme)
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

fn client_credentials_setter(
    file: &File<'_, '_>,
    scheme: &SecurityScheme,
    client: &ClientCredentials,
) -> TokenStream {
    let (key, name) = (&scheme.key, ident(&client.setter));
    let (url, scopes) = (&client.token_url, &client.scopes);
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "{}, but with tokens from {}, obtained with the client credentials grant (RFC 6749, section 4.4).",
        like_first(scheme),
        code_span(url)
    ));
    if !scopes.is_empty() {
        let scopes: Vec<_> = scopes.iter().map(|scope| code_span(scope)).collect();
        docs.paragraph(&format!("Default scopes: {}.", scopes.join(", ")));
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

fn value_setter(scheme: &SecurityScheme) -> TokenStream {
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
