//! The items of one operation: its descriptor, the client's method, the request builder with its setters, and the table that
//! implements sending.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{argument, preset_value};
use super::body::BodyArgument;
use super::style::{default_style, style_name};
use super::{description, headers, pages, response, response_enum, stream};
use crate::emit::docs::{Docs, code_span};
use crate::emit::file::File;
use crate::emit::ident::{constant, ident};
use crate::emit::line::Line;
use crate::emit::server::{self, own_choices, own_server};
use crate::emit::tokens::braces;
use crate::emit::types::deprecated;
use crate::ir::{Operation, Parameter, ParameterEncoding, ParameterLocation};
use crate::source::Item;

pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Vec<Item> {
    for name in ["Method", "Operation", "Request", "call"] {
        file.runtime(name);
    }
    match &operation.group {
        Some(_) => file.uses.add(&file.context.options.root(), "groups"),
        None => file.uses.add(&file.context.below("client"), "Client"),
    }
    let bodies = BodyArgument::of(file, operation);
    let mut items = vec![
        descriptor(file, operation).into(),
        client_methods(file, operation, &bodies).into(),
        builder(operation).into(),
    ];
    items.extend(setters(file, operation, &bodies).map(Item::from));
    items.extend(own_servers(file, operation).into_iter().map(Item::from));
    let output = response::output(file, operation);
    let row = Line::new().ident(&operation.builder).code(" => ");
    let row = row.tokens(output.ty).code(": ").code(output.kind);
    items.push(row.into_call("call"));
    items.extend(stream::emit(file, operation));
    items.extend(stream::description(file, operation).map(Item::from));
    let pages = pages::emit(file, operation);
    items.extend(pages.into_iter().flatten().map(Item::from));
    items.extend(response_enum::emit(file, operation));
    items.extend(headers::emit(file, operation).map(Item::from));
    items
}

/// The static with the properties of the operation for the runtime.
fn descriptor(file: &mut File<'_, '_>, operation: &Operation) -> TokenStream {
    let name = constant(&operation.unique_name);
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(operation.method.as_str());
    let accept = response::output(file, operation).accept;
    let alternatives = operation.security.iter().map(|schemes| {
        // Credentials without a setter, such as client certificates, are configured elsewhere.
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

/// The methods of the client or the group: one for each media type of a required body.
fn client_methods(
    file: &mut File<'_, '_>,
    operation: &Operation,
    bodies: &[BodyArgument<'_>],
) -> TokenStream {
    let required: Vec<_> = bodies.iter().filter(|body| body.required).collect();
    let usual = required.first().copied();
    let mut methods = vec![client_method(file, operation, usual)];
    let others = required.into_iter().skip(1);
    methods.extend(others.map(|body| client_method(file, operation, Some(body))));
    let methods = braces(methods);
    match &operation.group {
        Some(group) => {
            let group = ident(&group.type_name);
            quote!(impl groups::#group<'_> #methods)
        }
        None => quote!(impl Client #methods),
    }
}

fn client_method(
    file: &mut File<'_, '_>,
    operation: &Operation,
    body: Option<&BodyArgument<'_>>,
) -> TokenStream {
    let request = quote!(request);
    let mut parameters = Vec::new();
    let mut statements = Vec::new();
    for parameter in &operation.parameters {
        if parameter.is_argument() {
            let name = ident(&parameter.name);
            let ty = argument(file, &parameter.ty).ty;
            parameters.push(quote!(#name: #ty));
            statements.push(set(file, parameter, &request));
        } else if let Some(preset) = &parameter.preset {
            let value = preset_value(preset);
            statements.push(set_value(file, parameter, &request, &value));
        }
    }
    if let Some(body) = body {
        parameters.push(body.parameters());
        statements.push(body.set(file, &request));
    }
    if let Some(url) = own_server(operation) {
        statements.insert(0, quote!(request.server(#url);));
    }
    if operation.returns_redirect() {
        statements.push(quote!(request.keep_redirect();));
    }
    let undecoded = response::undecoded(operation);
    if !undecoded.is_empty() {
        statements.push(quote!(request.refuse_types(&[#(#undecoded),*]);));
    }
    let function = body.map_or(&operation.function, |body| &body.function);
    let docs = if *function == operation.function {
        description::docs(file.context, operation, body)
    } else {
        let media_types = body.map_or([].as_slice(), BodyArgument::media_types);
        description::alternative(operation, media_types)
    };
    let docs = docs.attributes();
    let deprecated = deprecated(operation.deprecated);
    let function = ident(function);
    let builder = ident(&operation.builder);
    let descriptor = constant(&operation.unique_name);
    let start = quote!(self.core.request(&#descriptor));
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
        #docs
        #deprecated
        pub fn #function(&self, #(#parameters),*) -> #builder {
            #call
        }
    }
}

fn builder(operation: &Operation) -> TokenStream {
    let name = ident(&operation.builder);
    let mut docs = Docs::new(0);
    docs.paragraph(&format!(
        "Request builder returned by {}.",
        description::method_link(operation)
    ));
    let docs = docs.attributes();
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "requests do nothing unless awaited or sent"]
        pub struct #name {
            request: Request,
        }
    }
}

/// The setters of optional parameters and bodies.
fn setters(
    file: &mut File<'_, '_>,
    operation: &Operation,
    bodies: &[BodyArgument<'_>],
) -> Option<TokenStream> {
    let mut setters = Vec::new();
    for parameter in operation.parameters.iter().filter(|one| !one.is_argument()) {
        let mut docs = file.context.docs(1);
        docs.markdown(parameter.docs.as_deref());
        docs.sentences(&parameter.notes);
        let (place, wire) = (place(parameter.location), code_span(&parameter.wire_name));
        docs.paragraph_if_empty(&format!("Sets the {place} {wire}."));
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
    for (index, body) in bodies.iter().filter(|body| !body.required).enumerate() {
        let mut docs = file.context.docs(1);
        if index == 0 {
            let described = operation.body.as_ref();
            docs.markdown(described.and_then(|body| body.docs.as_deref()));
            docs.paragraph_if_empty("Sets the body.");
        } else {
            let media_types = description::one_of(body.media_types());
            docs.paragraph(&format!("Sets the body, sent as {media_types}."));
        }
        if let Some((name, text)) = description::media_type(body).filter(|_| index == 0) {
            docs.list(&[(name, Some(text))]);
        }
        let docs = docs.attributes();
        let function = ident(&body.function);
        let parameters = body.parameters();
        let set = body.set(file, &quote!(self.request));
        setters.push(quote! {
            #docs
            pub fn #function(mut self, #parameters) -> Self {
                #set
                self
            }
        });
    }
    if setters.is_empty() {
        return None;
    }
    let name = ident(&operation.builder);
    let setters = braces(setters);
    Some(quote!(impl #name #setters))
}

/// The setter for the server of an operation, with the types of servers.
fn own_servers(file: &mut File<'_, '_>, operation: &Operation) -> Vec<TokenStream> {
    let servers = own_choices(operation);
    if servers.is_empty() {
        return Vec::new();
    }
    let (name, choice) = (ident(&operation.builder), ident(&operation.server_type));
    let mut docs = Docs::new(1);
    docs.paragraph("Sends the request to this server, unless the client has a base URL.");
    let docs = docs.attributes();
    let mut items = vec![quote! {
        impl #name {
            #docs
            pub fn on_server(mut self, server: impl Into<#choice>) -> Self {
                self.request.server_url(&server.into().url());
                self
            }
        }
    }];
    let docs = format!(
        "A server of the operation, for [`{}::on_server`].",
        operation.builder
    );
    items.extend(server::emit(file, &operation.server_type, &docs, &servers));
    items
}

fn place(place: ParameterLocation) -> &'static str {
    match place {
        ParameterLocation::Path => "path parameter",
        ParameterLocation::Query => "query parameter",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// Returns the statement that sets a parameter of `request` from its argument.
fn set(file: &mut File<'_, '_>, parameter: &Parameter, request: &TokenStream) -> TokenStream {
    let name = ident(&parameter.name);
    let value = argument(file, &parameter.ty).borrowed(&quote!(#name));
    set_value(file, parameter, request, &value)
}

/// Returns the statement that sets a parameter of `request` to a value.
fn set_value(
    file: &mut File<'_, '_>,
    parameter: &Parameter,
    request: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let wire = &parameter.wire_name;
    let (style, explode, allow_reserved, value) = match &parameter.encoding {
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => (*style, *explode, *allow_reserved, value.clone()),
        // A parameter with `content` is a single string (OpenAPI 3.0.3, Parameter Object).
        ParameterEncoding::Content(_) => (default_style(parameter.location), false, false, {
            file.runtime("JsonText");
            quote!(&JsonText(#value))
        }),
    };
    if matches!(
        parameter.location,
        ParameterLocation::Path | ParameterLocation::Query
    ) {
        file.runtime("Style");
    }
    let style = style_name(style);
    match parameter.location {
        ParameterLocation::Path if allow_reserved => {
            quote!(#request.reserved_path(#wire, #style, #explode, #value);)
        }
        ParameterLocation::Path => quote!(#request.path(#wire, #style, #explode, #value);),
        ParameterLocation::Query if allow_reserved => {
            quote!(#request.reserved_query(#wire, #style, #explode, #value);)
        }
        ParameterLocation::Query => quote!(#request.query(#wire, #style, #explode, #value);),
        ParameterLocation::Header => quote!(#request.header_parameter(#wire, #explode, #value);),
        ParameterLocation::Cookie if allow_reserved => {
            quote!(#request.reserved_cookie(#wire, #explode, #value);)
        }
        ParameterLocation::Cookie => quote!(#request.cookie(#wire, #explode, #value);),
    }
}
