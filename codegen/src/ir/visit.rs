//! Visitors of types.

use super::api::Api;
use super::content::Content;
use super::operation::Operation;
use super::schema::{TypeKind, VariantForm};
use super::types::{Type, TypeId};
use crate::location::SourceLocation;

impl Api {
    /// Visits every use of a type, with the location of its schema.
    pub fn visit_uses(&self, visit: &mut impl FnMut(&Type, &SourceLocation)) {
        for definition in &self.types {
            match &definition.kind {
                TypeKind::Alias(ty) => visit(ty, &definition.at),
                TypeKind::Struct(structure) => {
                    for property in &structure.properties {
                        visit(&property.ty, &property.at);
                    }
                    if let Some(additional) = &structure.additional {
                        visit(&additional.ty, &definition.at.child("additionalProperties"));
                    }
                }
                TypeKind::Union(union) => {
                    for variant in &union.variants {
                        if let VariantForm::Value { ty, .. } = &variant.form {
                            visit(ty, &variant.at);
                        }
                    }
                }
                TypeKind::Enum(_) => {}
            }
        }
        for operation in &self.operations {
            for parameter in &operation.parameters {
                visit(&parameter.ty, &parameter.at.child("schema"));
            }
            let responses = operation.responses.iter();
            for header in responses.flat_map(|response| &response.headers) {
                visit(&header.ty, &header.at.child("schema"));
            }
        }
        for content in self.contents() {
            visit(&content.ty, &content.at.child("schema"));
        }
    }

    /// Returns the contents of all request and response bodies.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.operations.iter().flat_map(|operation| {
            let responses = operation.responses.iter();
            let received = responses.flat_map(|response| &response.contents);
            let sent = operation.body.iter().flat_map(|body| &body.contents);
            sent.chain(received)
        })
    }
}

impl Type {
    /// Visits the named types in this one, also those in arrays, maps and tuples.
    pub fn visit_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.visit_named(visit);
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.visit_named(visit)),
            _ => {}
        }
    }
}

impl TypeKind {
    /// Visits the named types that a definition contains directly.
    pub fn visit_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Struct(structure) => {
                for property in &structure.properties {
                    property.ty.visit_named(visit);
                }
                if let Some(additional) = &structure.additional {
                    additional.ty.visit_named(visit);
                }
            }
            Self::Union(union) => {
                for variant in &union.variants {
                    if let VariantForm::Value { ty, .. } = &variant.form {
                        ty.visit_named(visit);
                    }
                }
            }
            Self::Alias(ty) => ty.visit_named(visit),
            Self::Enum(_) => {}
        }
    }
}

impl Operation {
    /// Returns the types in requests.
    pub fn request_types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let contents = self.body.iter().flat_map(|body| &body.contents);
        parameters.chain(contents.map(|content| &content.ty))
    }

    /// Returns the types in responses.
    pub fn response_types(&self) -> impl Iterator<Item = &Type> {
        self.responses.iter().flat_map(|response| {
            let contents = response.contents.iter().map(|content| &content.ty);
            contents.chain(response.headers.iter().map(|header| &header.ty))
        })
    }
}
