//! The request body: its first media type, as an argument or a setter.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Argument, argument};
use crate::emit::file::File;
use crate::ir::{Body, Content, ContentKind, Operation, Type};

/// Names for the body, the first of which that no parameter has is taken.
const NAMES: [&str; 3] = ["body", "request_body", "body_value"];

/// A body as it is handed to a method.
#[derive(Debug)]
pub(in crate::emit) struct Sent {
    /// The name of the argument or setter.
    pub(super) name: String,
    /// The argument.
    pub(super) argument: Argument,
    /// The statements that set it on `request`.
    set: SetBody,
}

/// The calls that set a body.
#[derive(Debug)]
struct SetBody {
    kind: Kind,
    media_type: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Form,
    Text,
    Bytes,
}

impl Sent {
    /// The body of an operation, where it has one.
    pub(in crate::emit) fn of(
        file: &mut File<'_, '_>,
        operation: &Operation,
    ) -> Option<(Self, bool)> {
        let body = operation.body.as_ref()?;
        let content = body.contents.first()?;
        let kind = match content.kind {
            ContentKind::Json => Kind::Json,
            ContentKind::Form => Kind::Form,
            ContentKind::Text | ContentKind::EventStream | ContentKind::JsonLines => Kind::Text,
            ContentKind::Multipart | ContentKind::Binary => Kind::Bytes,
        };
        let sent = Self {
            name: name(operation),
            argument: body_argument(file, content, kind),
            set: SetBody {
                kind,
                media_type: concrete(&content.media_type, kind),
            },
        };
        Some((sent, is_required(body)))
    }

    /// The statements that set the body on `request`.
    pub(super) fn set(&self, request: &TokenStream, name: &TokenStream) -> TokenStream {
        let media_type = &self.set.media_type;
        let own_type = |usual: &str| {
            (media_type != usual).then(|| quote!(#request.set_header("content-type", #media_type);))
        };
        let value = self.argument.borrowed(name);
        match self.set.kind {
            Kind::Json => {
                let header = own_type("application/json");
                quote!(#request.json(#value); #header)
            }
            Kind::Form => quote!(#request.form(#value);),
            Kind::Text => {
                let header = own_type("text/plain");
                quote!(#request.text(#name); #header)
            }
            Kind::Bytes => quote!(#request.bytes(#media_type, #name);),
        }
    }
}

fn is_required(body: &Body) -> bool {
    body.required
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
        Kind::Bytes => Argument {
            ty: quote!(Vec<u8>),
            is_reference: false,
        },
        Kind::Json | Kind::Form => {
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
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Text => "text/plain",
        Kind::Bytes => "application/octet-stream",
    }
    .to_owned()
}
