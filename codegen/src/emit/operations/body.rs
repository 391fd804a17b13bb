//! The request body: an argument or a setter for each media type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::argument::{Argument, argument};
use super::style::style_name;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Content, ContentKind, Operation, ParameterEncoding, PropertyEncoding, Type};

/// Names for the argument. The first one that is not the name of a parameter is used.
const NAMES: [&str; 3] = ["body", "request_body", "body_value"];

/// Names for the argument of the media type.
const MEDIA_TYPE_NAMES: [&str; 3] = ["media_type", "body_media_type", "request_media_type"];

/// The argument for a body in one media type.
#[derive(Debug)]
pub(in crate::emit) struct BodyArgument<'i> {
    /// The name of the argument.
    pub(super) name: String,
    /// The name of the argument of the media type, if the caller chooses it.
    pub(super) media_type_name: Option<String>,
    /// The name of the function: a method of the client if the body is required, otherwise a setter.
    pub(super) function: String,
    /// The argument.
    pub(super) argument: Argument,
    /// `true` if the body is required.
    pub(in crate::emit) required: bool,
    content: &'i Content,
    kind: BodyFormat,
}

/// The format in which a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum BodyFormat {
    Json,
    JsonLines,
    Form,
    Multipart,
    Text,
    Bytes,
}

impl<'i> BodyArgument<'i> {
    /// Returns the arguments for an operation's body, that of the preferred media type first; empty if it has no body.
    pub(in crate::emit) fn of(file: &mut File<'_, '_>, operation: &'i Operation) -> Vec<Self> {
        let Some(body) = &operation.body else {
            return Vec::new();
        };
        let usual = if body.required {
            operation.function.clone()
        } else {
            name(operation, &NAMES)
        };
        let contents = body.contents.iter().enumerate();
        contents
            .filter_map(|(index, content)| {
                let kind = BodyFormat::of(content);
                let function = match index {
                    0 => usual.clone(),
                    _ => content.method_name.clone()?,
                };
                Some(Self {
                    name: name(operation, &NAMES),
                    media_type_name: (!content.choices.is_empty())
                        .then(|| name(operation, &MEDIA_TYPE_NAMES)),
                    function,
                    argument: body_argument(file, content, kind),
                    required: body.required,
                    content,
                    kind,
                })
            })
            .collect()
    }

    /// Returns the media types as written in the document: those that the caller chooses from, or the only one.
    pub(super) fn media_types(&self) -> &'i [String] {
        match self.content.choices.as_slice() {
            [] => std::slice::from_ref(&self.content.media_type),
            choices => choices,
        }
    }

    /// Returns the parameters of the function for the body: the media type, if the caller chooses it, and the value.
    pub(super) fn parameters(&self) -> TokenStream {
        let (name, ty) = (ident(&self.name), &self.argument.ty);
        let media_type = self.media_type_name.as_deref().map(ident);
        let media_type = media_type.into_iter();
        quote!(#(#media_type: &str,)* #name: #ty)
    }

    /// Returns the statements that set the body of `request`.
    pub(super) fn set(&self, file: &mut File<'_, '_>, request: &TokenStream) -> TokenStream {
        let fixed = concrete(&self.content.media_type, self.kind);
        let media_type = match &self.media_type_name {
            Some(name) => ident(name).to_token_stream(),
            None => fixed.to_token_stream(),
        };
        let own_type = |usual: &str| {
            let is_usual = self.media_type_name.is_none() && fixed == usual;
            (!is_usual).then(|| quote!(#request.set_header("content-type", #media_type);))
        };
        let name = ident(&self.name);
        let value = self.argument.borrowed(&quote!(#name));
        match self.kind {
            BodyFormat::Json => {
                let header = own_type("application/json");
                quote!(#request.json(#value); #header)
            }
            BodyFormat::JsonLines => quote!(#request.lines(#media_type, #value);),
            BodyFormat::Form => {
                let encodings = encodings(file, &self.content.encodings);
                quote!(#request.form(#value, &[#(#encodings),*]);)
            }
            BodyFormat::Multipart => {
                let encodings = encodings(file, &self.content.encodings);
                quote!(#request.multipart(#media_type, #value, &[#(#encodings),*]);)
            }
            BodyFormat::Text => {
                let header = own_type("text/plain");
                quote!(#request.text(#name); #header)
            }
            BodyFormat::Bytes => quote!(#request.body(#media_type, #name);),
        }
    }
}

impl BodyFormat {
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

/// The encodings of properties, an expression for each.
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

/// Returns the first of these names that is not the name of a parameter.
fn name(operation: &Operation, names: &[&str; 3]) -> String {
    let is_free = |name: &&str| {
        let parameters = &operation.parameters;
        parameters.iter().all(|parameter| parameter.name != **name)
    };
    let name = names.iter().copied().find(is_free);
    name.map_or_else(|| format!("the_{}", names[2]), str::to_owned)
}

fn body_argument(file: &mut File<'_, '_>, content: &Content, kind: BodyFormat) -> Argument {
    match kind {
        BodyFormat::Text => argument(file, &Type::String),
        BodyFormat::Bytes => {
            file.runtime("Body");
            Argument {
                ty: quote!(impl Into<Body>),
                is_reference: false,
            }
        }
        BodyFormat::Json | BodyFormat::JsonLines | BodyFormat::Form | BodyFormat::Multipart => {
            let sent = argument(file, &content.ty);
            if content.nullable && kind == BodyFormat::Json {
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

/// Returns the media type to send, which is not a range.
fn concrete(media_type: &str, kind: BodyFormat) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    match kind {
        BodyFormat::Json => "application/json",
        BodyFormat::JsonLines => "application/jsonl",
        BodyFormat::Form => "application/x-www-form-urlencoded",
        BodyFormat::Multipart => "multipart/form-data",
        BodyFormat::Text => "text/plain",
        BodyFormat::Bytes => "application/octet-stream",
    }
    .to_owned()
}
