//! The request body: its media types, each as an argument or a setter.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Argument, argument};
use super::method::style_name;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Content, ContentKind, Operation, ParameterEncoding, PropertyEncoding, Type};

/// Names for the body, the first of which that no parameter has is taken.
const NAMES: [&str; 3] = ["body", "request_body", "body_value"];

/// A media type of a body as it is handed to a method.
#[derive(Debug)]
pub(in crate::emit) struct Sent<'i> {
    /// The name of the argument.
    pub(super) name: String,
    /// What sets it: the name of a method of the client where the body is required, of a setter where it is not.
    pub(super) function: String,
    /// The argument.
    pub(super) argument: Argument,
    /// Whether an argument has to be given.
    pub(in crate::emit) required: bool,
    content: &'i Content,
    kind: Kind,
}

/// How a value becomes a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Kind {
    Json,
    JsonLines,
    Form,
    Multipart,
    Text,
    Bytes,
}

impl<'i> Sent<'i> {
    /// The media types of an operation's body, the usual one first; none where it has no body.
    pub(in crate::emit) fn of(file: &mut File<'_, '_>, operation: &'i Operation) -> Vec<Self> {
        let Some(body) = &operation.body else {
            return Vec::new();
        };
        let usual = if body.required {
            operation.function.clone()
        } else {
            name(operation)
        };
        let contents = body.contents.iter().enumerate();
        contents
            .filter_map(|(index, content)| {
                let kind = Kind::of(content);
                let function = match index {
                    0 => usual.clone(),
                    _ => content.method_name.clone()?,
                };
                Some(Self {
                    name: name(operation),
                    function,
                    argument: body_argument(file, content, kind),
                    required: body.required,
                    content,
                    kind,
                })
            })
            .collect()
    }

    /// The media type as it stands in the document.
    pub(super) fn media_type(&self) -> &'i str {
        &self.content.media_type
    }

    /// The statements that set the body on `request`.
    pub(super) fn set(&self, file: &mut File<'_, '_>, request: &TokenStream) -> TokenStream {
        let media_type = concrete(&self.content.media_type, self.kind);
        let own_type = |usual: &str| {
            (media_type != usual).then(|| quote!(#request.set_header("content-type", #media_type);))
        };
        let name = ident(&self.name);
        let value = self.argument.borrowed(&quote!(#name));
        match self.kind {
            Kind::Json => {
                let header = own_type("application/json");
                quote!(#request.json(#value); #header)
            }
            Kind::JsonLines => quote!(#request.lines(#media_type, #value);),
            Kind::Form => {
                let encodings = encodings(file, &self.content.encodings);
                quote!(#request.form(#value, &[#(#encodings),*]);)
            }
            Kind::Multipart => {
                let encodings = encodings(file, &self.content.encodings);
                quote!(#request.multipart(#media_type, #value, &[#(#encodings),*]);)
            }
            Kind::Text => {
                let header = own_type("text/plain");
                quote!(#request.text(#name); #header)
            }
            Kind::Bytes => quote!(#request.body(#media_type, #name);),
        }
    }
}

impl Kind {
    pub(in crate::emit) fn of(content: &Content) -> Self {
        match content.kind {
            ContentKind::Json => Self::Json,
            ContentKind::JsonLines => Self::JsonLines,
            ContentKind::Form => Self::Form,
            ContentKind::Multipart => Self::Multipart,
            ContentKind::Text | ContentKind::EventStream => Self::Text,
            ContentKind::Binary => Self::Bytes,
        }
    }
}

/// How single properties are written, an expression for each.
fn encodings(file: &mut File<'_, '_>, encodings: &[PropertyEncoding]) -> Vec<TokenStream> {
    let mut expressions = Vec::with_capacity(encodings.len());
    for encoding in encodings {
        file.runtime("Encoding");
        let wire = &encoding.wire_name;
        let made = match &encoding.encoding {
            None => quote!(Encoding::of(#wire)),
            Some(ParameterEncoding::Content(media_type)) => {
                quote!(Encoding::content(#wire, #media_type))
            }
            Some(ParameterEncoding::Style {
                style,
                explode,
                allow_reserved,
            }) => {
                file.runtime("Style");
                let style = style_name(*style);
                if *allow_reserved {
                    quote!(Encoding::reserved(#wire, #style, #explode))
                } else {
                    quote!(Encoding::style(#wire, #style, #explode))
                }
            }
        };
        let headers = encoding.headers.iter();
        let headers: Vec<_> = headers
            .map(|(name, value)| quote!((#name, #value)))
            .collect();
        let headers = (!headers.is_empty()).then(|| quote!(.with_headers(&[#(#headers),*])));
        expressions.push(quote!(#made #headers));
    }
    expressions
}

fn name(operation: &Operation) -> String {
    let is_free = |name: &&str| {
        let parameters = &operation.parameters;
        parameters.iter().all(|parameter| parameter.name != **name)
    };
    let name = NAMES.iter().copied().find(is_free);
    name.unwrap_or("the_request_body").to_owned()
}

fn body_argument(file: &mut File<'_, '_>, content: &Content, kind: Kind) -> Argument {
    match kind {
        Kind::Text => argument(file, &Type::String),
        Kind::Bytes => {
            file.runtime("Body");
            Argument {
                ty: quote!(impl Into<Body>),
                is_reference: false,
            }
        }
        Kind::Json | Kind::JsonLines | Kind::Form | Kind::Multipart => {
            let sent = argument(file, &content.ty);
            if content.nullable && kind == Kind::Json {
                let ty = sent.ty;
                Argument {
                    ty: quote!(Option<#ty>),
                    is_reference: false,
                }
            } else {
                sent
            }
        }
    }
}

/// The media type that is sent: one of a range is chosen.
fn concrete(media_type: &str, kind: Kind) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    match kind {
        Kind::Json => "application/json",
        Kind::JsonLines => "application/jsonl",
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Multipart => "multipart/form-data",
        Kind::Text => "text/plain",
        Kind::Bytes => "application/octet-stream",
    }
    .to_owned()
}
