//! A file as it is emitted: how types are written there, and what has to be imported for that.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::ident::{ident, path};
use super::uses::Uses;
use crate::ir::{IntegerKind, Presence, Property, Type, TypeDef, TypeId};
use crate::source::{Item, SourceFile};

/// Where a file stands, which decides how it calls the named types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// Below `types`, in this module; in none where one file has all types.
    Types(Option<&'a str>),
    /// Below `impls`.
    Impls,
    /// Below `operations`.
    Operations,
}

/// A file that is being emitted.
#[derive(Debug)]
pub(super) struct File<'c, 'a> {
    pub(super) context: &'c Context<'a>,
    place: Place<'c>,
    pub(super) uses: Uses,
}

impl<'c, 'a> File<'c, 'a> {
    pub(super) fn new(context: &'c Context<'a>, place: Place<'c>) -> Self {
        Self {
            context,
            place,
            uses: Uses::default(),
        }
    }

    /// The source with these items below the imports that were asked for.
    pub(super) fn finish(
        self,
        path: String,
        items: impl IntoIterator<Item = impl Into<Item>>,
    ) -> SourceFile {
        SourceFile {
            path,
            docs: Vec::new(),
            uses: self.uses.into_lines(),
            modules: Vec::new(),
            items: items.into_iter().map(Into::into).collect(),
        }
    }

    /// Imports something from the runtime.
    pub(super) fn runtime(&mut self, name: &str) {
        self.uses.add(&self.context.runtime, name);
    }

    /// A type as it is written in this file.
    pub(super) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            // A schema may be called `Value`, so the path always stands in front.
            Type::Any => quote!(serde_json::Value),
            Type::String => quote!(String),
            Type::Bool => quote!(bool),
            Type::Integer(kind) => integer(*kind),
            Type::Float => quote!(f64),
            Type::Null => quote!(()),
            Type::Binary => {
                self.runtime("FilePart");
                quote!(FilePart)
            }
            Type::Array(items) => {
                let items = self.ty(items);
                quote!(Vec<#items>)
            }
            Type::Map(values) => {
                let values = self.ty(values);
                self.uses.add("std::collections", "BTreeMap");
                quote!(BTreeMap<String, #values>)
            }
            Type::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.ty(part)).collect();
                match parts.as_slice() {
                    [part] => quote!((#part,)),
                    parts => quote!((#(#parts),*)),
                }
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Named(id) => self.named(*id),
            Type::External(external) => {
                path(&external.path).unwrap_or_else(|| quote!(serde_json::Value))
            }
        }
    }

    /// A named type as it is written in this file.
    ///
    /// It is imported from the module that defines it: where a name comes through one of the `pub use` of a whole module,
    /// rustc asks each of these for it, also for a macro or a function of that name.
    pub(super) fn named(&mut self, id: TypeId) -> TokenStream {
        let Some(definition) = self.context.definition(id) else {
            return quote!(serde_json::Value);
        };
        self.import(definition);
        let name = ident(&definition.name);
        match self.place {
            Place::Types(_) | Place::Impls => quote!(#name),
            Place::Operations => quote!(types::#name),
        }
    }

    /// Imports what a named type is called by in this file.
    pub(super) fn import(&mut self, definition: &TypeDef) {
        match self.place {
            Place::Types(module) => {
                if module.is_some_and(|module| module != definition.module) {
                    let path = format!("super::{}", definition.module);
                    self.uses.add(&path, &definition.name);
                }
            }
            Place::Impls => {
                let path = self.context.module_of_type(definition);
                self.uses.add(&path, &definition.name);
            }
            Place::Operations => self.uses.add(&self.context.options.root(), "types"),
        }
    }

    /// The type of a property's value, in its box where it has one.
    pub(super) fn value(&mut self, property: &Property) -> TokenStream {
        let ty = self.ty(&property.ty);
        if property.boxed { quote!(Box<#ty>) } else { ty }
    }

    /// The type of a property's field.
    pub(super) fn field(&mut self, property: &Property) -> TokenStream {
        let value = self.value(property);
        match property.presence() {
            Presence::Required => value,
            Presence::Nullable | Presence::Optional => quote!(Option<#value>),
            Presence::ThreeState => {
                self.runtime("Field");
                quote!(Field<#value>)
            }
        }
    }
}

/// An integer type.
pub(super) fn integer(kind: IntegerKind) -> TokenStream {
    let name = ident(kind.name());
    quote!(#name)
}
