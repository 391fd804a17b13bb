//! `src/impls`: the machine part, one file for each file of `src/types`.

mod constructor;
mod default;
mod line;
mod tables;

use quote::quote;

use super::context::Context;
use super::file::{File, Place};
use super::ident::ident;
use crate::ir::TypeKind;
use crate::source::{Item, SourceFile};

/// `src/impls/mod.rs`.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    let path = "src/impls/mod.rs".to_owned();
    let docs = vec!["How the types are made, read and written.".to_owned()];
    if context.options.is_flat() {
        let mut file = File::new(context, Place::Impls);
        let modules = context.impl_modules();
        let items: Vec<_> = modules
            .flat_map(|module| items(&mut file, module))
            .collect();
        return SourceFile {
            docs,
            ..file.finish(path, items)
        };
    }
    SourceFile {
        path,
        docs,
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
    let items = items(&mut file, module);
    file.finish(format!("src/impls/{module}.rs"), items)
}

/// What is implemented for the types of one module.
fn items(file: &mut File<'_, '_>, module: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for (id, definition) in file.context.types(module) {
        match &definition.kind {
            TypeKind::Struct(structure) => {
                items.push(Item::Table(tables::object(file, definition, structure)));
                let constructor = constructor::emit(file, *id, definition, structure);
                items.extend(constructor.map(Item::Tokens));
            }
            TypeKind::Enum(enumeration) => {
                items.push(Item::Table(tables::enumeration(
                    file,
                    definition,
                    enumeration,
                )));
            }
            TypeKind::Union(union) => items.push(Item::Tokens(tables::union(file, *id, union))),
            TypeKind::Alias(_) => {}
        }
    }
    items
}
