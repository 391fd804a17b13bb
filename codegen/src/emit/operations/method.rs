//! The parts of one operation: what is constant about it, the client's method, the builder with its setters, and the row
//! that makes it callable.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::argument;
use super::body::Sent;
use super::{answers, description, headers, response, stream};
use crate::emit::docs::{Docs, code_span};
use crate::emit::file::File;
use crate::emit::ident::{constant, ident};
use crate::emit::types::deprecated;
use crate::ir::{Operation, Parameter, ParameterEncoding, ParameterPlace, Style};

pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<TokenStream> {
    for name in ["Method", "Operation", "Request", "call"] {
        file.runtime(name);
    }
    file.uses.add("crate::client", "Client");
    let body = Sent::of(file, operation);
    let mut items = vec![
        descriptor(file, operation),
        client_method(file, operation, body.as_ref()),
        builder(operation),
    ];
    items.extend(setters(file, operation, body.as_ref()));
    let output = response::output(file, operation);
    let (name, ty, kind) = (ident(&operation.builder), output.ty, ident(output.kind));
    items.push(quote!(call! { #name => #ty: #kind }));
    items.extend(stream::emit(file, operation));
    items.extend(answers::emit(file, operation));
    items.extend(headers::emit(file, operation));
    items
}

/// The static that describes the operation to the runtime.
fn descriptor(file: &mut File<'_, '_>, operation: &Operation) -> TokenStream {
    let name = constant(&operation.function);
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(description::method(operation.method));
    let accept = response::output(file, operation).accept;
    let alternatives = operation.security.iter().map(|schemes| {
        // A client certificate is no credential of ours, and what has no setter could never be given.
        let known = schemes
            .iter()
            .filter(|key| file.context.credentials().any(|scheme| scheme.key == **key));
        quote!(&[#(#known),*])
    });
    quote! {
        pub(crate) static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            security: &[#(#alternatives),*],
            accept: #accept,
        };
    }
}

/// The method of the client, with what is required as arguments.
fn client_method(
    file: &mut File<'_, '_>,
    operation: &Operation,
    body: Option<&(Sent, bool)>,
) -> TokenStream {
    let request = quote!(request);
    let mut parameters = Vec::new();
    let mut statements = Vec::new();
    for parameter in operation.parameters.iter().filter(|one| one.required) {
        let name = ident(&parameter.name);
        let ty = argument(file, &parameter.ty).ty;
        parameters.push(quote!(#name: #ty));
        statements.push(set(file, parameter, &request));
    }
    let required_body = body.filter(|(_, required)| *required).map(|(body, _)| body);
    if let Some(body) = required_body {
        let name = ident(&body.name);
        let ty = &body.argument.ty;
        parameters.push(quote!(#name: #ty));
        statements.push(body.set(&request, &quote!(#name)));
    }
    if operation.gives_redirect() {
        statements.push(quote!(request.keep_redirect();));
    }
    let docs = description::docs(
        file.context,
        operation,
        required_body.map(|body| body.name.as_str()),
    );
    let docs = docs.attributes();
    let deprecated = deprecated(operation.deprecated);
    let function = ident(&operation.function);
    let builder = ident(&operation.builder);
    let descriptor = constant(&operation.function);
    let start = quote!(self.request(&#descriptor));
    let call = if statements.is_empty() {
        quote!(#builder { request: #start })
    } else {
        quote! {
            let mut request = #start;
            #(#statements)*
            #builder { request }
        }
    };
    quote! {
        impl Client {
            #docs
            #deprecated
            pub fn #function(&self, #(#parameters),*) -> #builder {
                #call
            }
        }
    }
}

fn builder(operation: &Operation) -> TokenStream {
    let name = ident(&operation.builder);
    let mut docs = Docs::new(0);
    docs.paragraph(&format!(
        "A call of {}.",
        description::method_link(operation)
    ));
    let docs = docs.attributes();
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "nothing is sent until it is awaited"]
        pub struct #name {
            request: Request,
        }
    }
}

/// The setters of what is optional.
fn setters(
    file: &mut File<'_, '_>,
    operation: &Operation,
    body: Option<&(Sent, bool)>,
) -> Option<TokenStream> {
    let mut setters = Vec::new();
    for parameter in operation.parameters.iter().filter(|one| !one.required) {
        let mut docs = Docs::new(1);
        docs.markdown(parameter.docs.as_deref());
        docs.sentences(&parameter.notes);
        let (place, wire) = (place(parameter.place), code_span(&parameter.wire));
        docs.otherwise(&format!("Sets the {place} {wire}."));
        let docs = docs.attributes();
        let deprecated = deprecated(parameter.deprecated);
        let name = ident(&parameter.name);
        let ty = argument(file, &parameter.ty).ty;
        let set = set(file, parameter, &quote!(self.request));
        setters.push(quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: #ty) -> Self {
                #set
                self
            }
        });
    }
    if let Some((body, false)) = body {
        let mut docs = Docs::new(1);
        let described = operation.body.as_ref();
        docs.markdown(described.and_then(|body| body.docs.as_deref()));
        docs.otherwise("Sets the body.");
        let docs = docs.attributes();
        let name = ident(&body.name);
        let ty = &body.argument.ty;
        let set = body.set(&quote!(self.request), &quote!(#name));
        setters.push(quote! {
            #docs
            pub fn #name(mut self, #name: #ty) -> Self {
                #set
                self
            }
        });
    }
    if setters.is_empty() {
        return None;
    }
    let name = ident(&operation.builder);
    Some(quote!(impl #name { #(#setters)* }))
}

fn place(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path parameter",
        ParameterPlace::Query => "query parameter",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    }
}

/// The statement that sets a parameter on `request` from the argument of its name.
fn set(file: &mut File<'_, '_>, parameter: &Parameter, request: &TokenStream) -> TokenStream {
    let wire = &parameter.wire;
    let name = ident(&parameter.name);
    let value = argument(file, &parameter.ty).borrowed(&quote!(#name));
    let (style, explode, allow_reserved, value) = match &parameter.encoding {
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => (*style, *explode, *allow_reserved, value),
        // A document inside a parameter is one text (OpenAPI 3.0.3, Parameter Object, "content").
        ParameterEncoding::Content(_) => (usual_style(parameter.place), false, false, {
            file.runtime("JsonText");
            quote!(&JsonText(#value))
        }),
    };
    if matches!(
        parameter.place,
        ParameterPlace::Path | ParameterPlace::Query
    ) {
        file.runtime("Style");
    }
    let style = style_name(style);
    match parameter.place {
        ParameterPlace::Path => quote!(#request.path(#wire, #style, #explode, #value);),
        ParameterPlace::Query if allow_reserved => {
            quote!(#request.reserved_query(#wire, #style, #explode, #value);)
        }
        ParameterPlace::Query => quote!(#request.query(#wire, #style, #explode, #value);),
        ParameterPlace::Header => quote!(#request.header_parameter(#wire, #explode, #value);),
        ParameterPlace::Cookie => quote!(#request.cookie(#wire, #explode, #value);),
    }
}

/// The style of a parameter that says none (OpenAPI 3.0.3, Parameter Object).
fn usual_style(place: ParameterPlace) -> Style {
    match place {
        ParameterPlace::Path | ParameterPlace::Header => Style::Simple,
        ParameterPlace::Query | ParameterPlace::Cookie => Style::Form,
    }
}

fn style_name(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Style::Matrix),
        Style::Label => quote!(Style::Label),
        Style::Simple => quote!(Style::Simple),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
    }
}
