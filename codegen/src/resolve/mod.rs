//! Resolves a normalized document into the intermediate representation: [`Lowered`] to [`Api`].
//!
//! Component schemas become types first, in the order of their keys; then operations are resolved,
//! whose inline schemas become types too. Before a schema is classified, everything that `allOf`
//! and references add to it is merged into one view. A last pass sets what depends on all types:
//! how variants are distinguished, where a `Box` is needed, and which types requests and responses
//! contain.
//!
//! Architecture invariant: names are chosen here and nowhere else, and every name comes from a
//! `Scope`. The types that describe schemas do not import the resolver; only the files that
//! implement its methods do.

mod annotations;
mod budget;
mod classify;
mod constant;
mod constraints;
mod context;
mod deferred;
mod embedded;
mod expand;
mod file_schemas;
mod header_name;
mod home;
mod label;
mod link;
mod literal;
mod media_type;
mod merge;
mod merged;
mod names;
mod nullable;
mod operation;
mod other_schemas;
mod overrides;
mod paginate;
mod resolver;
mod scalar;
mod schema;
mod shape;
mod structs;
mod subschema;
mod type_use;
mod union;
mod words;

#[cfg(test)]
mod tests;

use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::lower::Lowered;
use resolver::Resolver;

/// Resolves a document; reports in `diagnostics` which schemas stay untyped and how conflicts are
/// settled.
pub fn resolve(lowered: &Lowered, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let mut resolver = Resolver::new(lowered, options, diagnostics);
    resolver.define_components();
    let operations = resolver.resolve_operations();
    resolver.report_contents();
    let security = resolver.resolve_security_schemes();
    let servers = resolver.resolve_root_servers();
    let bases = std::mem::take(&mut resolver.base_unions);
    let types = resolver.take_definitions();
    let (tags, replaced) = (resolver.tag_descriptions(), resolver.replaced);
    overrides::check_overrides(&types, &replaced, options, diagnostics);
    let mut api = Api {
        title: lowered.title().to_owned(),
        version: lowered.version().map(str::to_owned),
        description: lowered.description().map(str::to_owned),
        tags,
        types,
        operations,
        security,
        servers,
    };
    link::link(&mut api, &bases, options, diagnostics);
    overrides::check_formats(&api, options, diagnostics);
    paginate::paginate(&mut api, options, diagnostics);
    api
}
