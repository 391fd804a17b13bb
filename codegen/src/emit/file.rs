//! A file while it is emitted: the names of types in it, and its imports.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::ident::{ident, path};
use super::library_type::{LibraryType, Origin};
use super::uses::Uses;
use crate::ir::{IntegerKind, Presence, Property, Type, TypeDef, TypeId};
use crate::source::{Item, SourceFile};

/// The folder of a file, which determines the paths of types in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folder<'a> {
    /// `types`, and the module of the file; `None` if one file contains all types.
    Types(Option<&'a str>),
    /// `serde`.
    Serde,
    /// `operations`.
    Operations,
}

/// A file that is being emitted.
#[derive(Debug)]
pub(super) struct File<'c, 'a> {
    pub(super) context: &'c Context<'a>,
    folder: Folder<'c>,
    /// The types of std and the runtime whose names types of the API have in this file.
    shadowed: Vec<LibraryType>,
    pub(super) uses: Uses,
}

impl<'c, 'a> File<'c, 'a> {
    pub(super) fn new(context: &'c Context<'a>, folder: Folder<'c>) -> Self {
        Self {
            context,
            folder,
            shadowed: Vec::new(),
            uses: Uses::default(),
        }
    }

    /// Adds the names of the types of a module, which the file defines or imports.
    pub(super) fn with_names_of(mut self, module: &str) -> Self {
        let names = self.context.types(module).iter();
        let names = names.map(|(_, definition)| definition.name.as_str());
        self.shadowed.extend(names.filter_map(LibraryType::named));
        self
    }

    /// Returns the source with the imports of the file and these items.
    pub(super) fn finish(
        self,
        path: String,
        items: impl IntoIterator<Item = impl Into<Item>>,
    ) -> SourceFile {
        SourceFile {
            path,
            docs: Vec::new(),
            uses: self.uses.into_declarations(),
            modules: Vec::new(),
            items: items.into_iter().map(Into::into).collect(),
        }
    }

    /// Imports a name from the runtime.
    pub(super) fn runtime(&mut self, name: &str) {
        self.uses.add(&self.context.runtime, name);
    }

    /// Returns a type of std or the runtime as it is written in this file: with its path if a type of the API has its name here.
    pub(super) fn library(&mut self, library: LibraryType) -> TokenStream {
        let name = ident(library.name());
        let module = match library.origin() {
            Origin::Prelude(module) | Origin::Std(module) => module,
            Origin::Runtime => self.context.runtime.as_str(),
        };
        if self.shadowed.contains(&library) {
            let module = path(module);
            return quote!(#module::#name);
        }
        if !matches!(library.origin(), Origin::Prelude(_)) {
            self.uses.add(module, library.name());
        }
        quote!(#name)
    }

    /// Returns a type as it is written in this file.
    pub(super) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            // A schema may have the name `Value`, so the path is always written.
            Type::Any => quote!(serde_json::Value),
            Type::String => self.library(LibraryType::String),
            Type::Bool => quote!(bool),
            Type::Integer(kind) => integer(*kind),
            Type::Float => quote!(f64),
            Type::Null => quote!(()),
            Type::Binary => self.library(LibraryType::FilePart),
            Type::Array(items) => {
                let (vec, items) = (self.library(LibraryType::Vec), self.ty(items));
                quote!(#vec<#items>)
            }
            Type::Map(values) => {
                let map = self.library(LibraryType::BTreeMap);
                let (key, values) = (self.library(LibraryType::String), self.ty(values));
                quote!(#map<#key, #values>)
            }
            Type::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.ty(part)).collect();
                match parts.as_slice() {
                    [part] => quote!((#part,)),
                    parts => quote!((#(#parts),*)),
                }
            }
            Type::Nullable(inner) => {
                let (option, inner) = (self.library(LibraryType::Option), self.ty(inner));
                quote!(#option<#inner>)
            }
            Type::Named(id) => self.named(*id),
            Type::External(external) => {
                path(&external.path).unwrap_or_else(|| quote!(serde_json::Value))
            }
        }
    }

    /// Returns a named type as it is written in this file.
    ///
    /// It is imported from the module that defines it: to resolve a name through glob re-exports, rustc looks it up in each of them.
    pub(super) fn named(&mut self, id: TypeId) -> TokenStream {
        let Some(definition) = self.context.definition(id) else {
            return quote!(serde_json::Value);
        };
        let name = ident(&definition.name);
        // The import would shadow a type of std or the runtime.
        if let Some(library) = LibraryType::named(&definition.name)
            && !self.shadowed.contains(&library)
        {
            let module = ident(&definition.module);
            match self.folder {
                Folder::Types(_) => return quote!(super::#module::#name),
                Folder::Serde => {
                    let module = path(&self.context.module_of_type(definition));
                    return quote!(#module::#name);
                }
                Folder::Operations => {}
            }
        }
        self.import(definition);
        match self.folder {
            Folder::Types(_) | Folder::Serde => quote!(#name),
            Folder::Operations => quote!(types::#name),
        }
    }

    /// Imports what the name of a type in this file needs.
    pub(super) fn import(&mut self, definition: &TypeDef) {
        match self.folder {
            Folder::Types(module) => {
                if module.is_some_and(|module| module != definition.module) {
                    let path = format!("super::{}", definition.module);
                    self.uses.add(&path, &definition.name);
                }
            }
            Folder::Serde => {
                let path = self.context.module_of_type(definition);
                self.uses.add(&path, &definition.name);
            }
            Folder::Operations => self.uses.add(&self.context.options.root(), "types"),
        }
    }

    /// Returns the type of a property's value, boxed if necessary.
    pub(super) fn value(&mut self, property: &Property) -> TokenStream {
        let ty = self.ty(&property.ty);
        if !property.boxed {
            return ty;
        }
        let boxed = self.library(LibraryType::Box);
        quote!(#boxed<#ty>)
    }

    /// Returns the type of a property's field.
    pub(super) fn field(&mut self, property: &Property) -> TokenStream {
        let value = self.value(property);
        match property.presence() {
            Presence::Required => value,
            Presence::Nullable | Presence::Optional => {
                let option = self.library(LibraryType::Option);
                quote!(#option<#value>)
            }
            Presence::ThreeState => {
                let field = self.library(LibraryType::Field);
                quote!(#field<#value>)
            }
        }
    }
}

/// Returns an integer type.
pub(super) fn integer(kind: IntegerKind) -> TokenStream {
    let name = ident(kind.name());
    quote!(#name)
}
