//! `src/impls`: the machine part, one file for each file of `src/types`.

mod constructor;
mod default;
mod tables;

use quote::quote;

use super::context::Context;
use super::file::{File, Place};
use super::ident::ident;
use crate::ir::TypeKind;
use crate::source::SourceFile;

/// `src/impls/mod.rs`.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    SourceFile {
        path: "src/impls/mod.rs".to_owned(),
        docs: vec!["How the types are made, read and written.".to_owned()],
        uses: Vec::new(),
        modules: context
            .impl_modules()
            .map(|name| {
                let (feature, name) = (context.features.of_types(name), ident(name));
                quote!(#feature mod #name;)
            })
            .collect(),
        items: Vec::new(),
    }
}

/// The file of one module.
pub(super) fn emit(context: &Context<'_>, module: &str) -> SourceFile {
    let mut file = File::new(context, Place::Impls);
    let mut items = Vec::new();
    for (id, definition) in context.types(module) {
        match &definition.kind {
            TypeKind::Struct(structure) => {
                items.push(tables::object(&mut file, *id, structure));
                items.extend(constructor::emit(&mut file, *id, definition, structure));
            }
            TypeKind::Enum(enumeration) => {
                items.push(tables::enumeration(&mut file, *id, enumeration));
            }
            TypeKind::Union(union) => items.push(tables::union(&mut file, *id, union)),
            TypeKind::Alias(_) => {}
        }
    }
    file.finish(format!("src/impls/{module}.rs"), items)
}
