//! `src/serde`: the tables of serde implementations, one file for each file of `src/types`.

mod tables;

use quote::quote;

use super::context::Context;
use super::file::{File, Folder};
use super::ident::ident;
use crate::ir::TypeKind;
use crate::source::{Item, SourceFile};

/// `src/serde/mod.rs`.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    let path = "src/serde/mod.rs".to_owned();
    let docs = vec!["Serialization and deserialization of the types.".to_owned()];
    if context.options.is_flat() {
        let modules = context.serde_modules();
        let file = File::new(context, Folder::Serde);
        let mut file = modules.clone().fold(file, File::with_names_of);
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
            .serde_modules()
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
    let mut file = File::new(context, Folder::Serde).with_names_of(module);
    let items = items(&mut file, module);
    file.finish(format!("src/serde/{module}.rs"), items)
}

/// The tables of the types of one module.
fn items(file: &mut File<'_, '_>, module: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for (id, definition) in file.context.types(module) {
        match &definition.kind {
            TypeKind::Struct(structure) => {
                items.push(Item::Table(tables::object(file, definition, structure)));
            }
            TypeKind::Enum(enumeration) => {
                items.push(Item::Table(tables::enumeration(
                    file,
                    definition,
                    enumeration,
                )));
            }
            TypeKind::Union(union) => {
                items.push(Item::Table(tables::union(file, *id, definition, union)))
            }
            TypeKind::Alias(_) => {}
        }
    }
    items
}
