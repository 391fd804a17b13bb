//! `src/groups.rs`: the types whose methods are the operations of a group.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::{Docs, code_span};
use super::file::{File, Folder};
use super::ident::{ident, path};
use crate::config::GroupBy;
use crate::ir::Group;
use crate::source::SourceFile;

pub(super) fn emit(context: &Context<'_>) -> SourceFile {
    let file = File::new(context, Folder::Operations);
    let groups = context.api.groups();
    let mut docs = Docs::new(0);
    docs.paragraph("Groups of operations, each a type with a method for each of its operations.");
    SourceFile {
        docs: docs.into_lines(),
        ..file.finish(
            "src/groups.rs".to_owned(),
            groups.map(|group| structure(context, group)),
        )
    }
}

fn structure(context: &Context<'_>, group: &Group) -> TokenStream {
    let mut docs = context.docs(0);
    let described = context.api.tags.get(&group.module);
    docs.markdown(described.map(String::as_str));
    let path_of_client = context.below("Client");
    let method = &group.function;
    // A link cannot name a raw identifier.
    let method = if method.starts_with("r#") {
        code_span(&format!("Client::{method}"))
    } else {
        format!("[`Client::{method}`]({path_of_client}::{method})")
    };
    docs.paragraph(&format!(
        "The {}, returned by {method}.",
        operations_of(context, group)
    ));
    let docs = docs.attributes();
    let feature = context.features.of_operations(&group.module);
    let name = ident(&group.type_name);
    // A group may have the name of an imported type.
    let core = path(&context.below("runtime::Core"));
    quote! {
        #docs
        #feature
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            pub(crate) core: &'a #core,
        }
    }
}

/// The methods of the client that return the groups.
pub(super) fn methods(file: &mut File<'_, '_>) -> Vec<TokenStream> {
    let context = file.context;
    let groups = context.api.groups().map(|group| {
        let mut docs = Docs::new(1);
        docs.paragraph(&format!("Returns the {}.", operations_of(context, group)));
        let docs = docs.attributes();
        let feature = context.features.of_operations(&group.module);
        let (function, name) = (ident(&group.function), ident(&group.type_name));
        // Without any of the features, an import would be unused.
        let path = if feature.is_some() {
            path(&context.below("groups"))
        } else {
            file.uses.add(&context.options.root(), "groups");
            Some(quote!(groups))
        };
        quote! {
            #docs
            #feature
            #[must_use]
            pub fn #function(&self) -> #path::#name<'_> {
                #path::#name { core: &self.core }
            }
        }
    });
    groups.collect()
}

/// The operations of a group in words: operations with the tag `pets`.
fn operations_of(context: &Context<'_>, group: &Group) -> String {
    let text = code_span(&group.text);
    match &context.options.group_by {
        Some(GroupBy::Path) => format!("operations below the path segment {text}"),
        Some(GroupBy::Extension(name)) => {
            format!("operations whose {} is {text}", code_span(name))
        }
        _ => format!("operations with the tag {text}"),
    }
}
