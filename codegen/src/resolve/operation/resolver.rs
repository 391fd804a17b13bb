//! The state of resolving operations.

use foldhash::{HashMap, HashMapExt};
use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr, Schema};

use super::super::context::NameContext;
use super::super::names::Scope;
use super::super::resolver::Resolver;
use super::super::type_use::TypeUse;
use super::security::SecurityRequirements;
use crate::diagnostic::Diagnostics;
use crate::location::Location;
use crate::lower::{ComponentKind, component_key, extension};

/// The state of walking the operations.
pub(super) struct OperationResolver<'r, 'a> {
    pub(super) resolver: &'r mut Resolver<'a>,
    /// The types of the schemas in them, by where the schemas stand.
    pub(super) uses: HashMap<Location, TypeUse>,
    /// The modules of the types that were made, by the names that were wanted for them.
    pub(super) modules: HashMap<String, String>,
    /// The names of the client's methods.
    pub(super) functions: Scope,
    /// What operations need that do not say it themselves.
    pub(super) root_security: SecurityRequirements,
}

/// What a reference leads to.
pub(super) struct Dereferenced<'a, T> {
    pub(super) value: &'a T,
    /// Where it stands.
    pub(super) at: Location,
    /// The key of the component that it is; `None` where it stands in the operation or path itself.
    pub(super) key: Option<&'a str>,
}

impl<'r, 'a> OperationResolver<'r, 'a> {
    pub(super) fn new(resolver: &'r mut Resolver<'a>, functions: Scope) -> Self {
        let root_security = resolver.root_security();
        Self {
            resolver,
            uses: HashMap::new(),
            modules: HashMap::new(),
            functions,
            root_security,
        }
    }

    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        self.resolver.diagnostics
    }

    /// The type of a schema that stands in an operation or in what operations share.
    ///
    /// The module of `place` is what is wanted: one of another name is used where a component has it.
    pub(super) fn resolve_schema_at(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        at: &Location,
        place: &NameContext,
    ) -> TypeUse {
        let at = schema_location(schema, at);
        if let Some(known) = self.uses.get(&at) {
            return known.clone();
        }
        let module = self.module(&place.module);
        let place = NameContext {
            module: module.as_str().into(),
            name: place.name.clone(),
        };
        let types = self.resolver.types.len();
        let used = self.resolver.resolve_schema(schema, &at, &place);
        if self.resolver.types.len() > types && self.resolver.module_names.is_free(&module) {
            self.resolver.module_names.take(module);
        }
        self.uses.insert(at, used.clone());
        used
    }

    /// The module for what wants one of this name, which is not taken before a type is made.
    pub(super) fn module(&mut self, wanted: &str) -> String {
        if let Some(module) = self.modules.get(wanted) {
            return module.clone();
        }
        let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let module = std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|name| self.resolver.module_names.is_free(name))
            .unwrap_or_default();
        self.modules.insert(wanted.to_owned(), module.clone());
        module
    }

    /// What stands behind a reference; `None` where that was refused before.
    pub(super) fn dereference<T>(
        &self,
        item: &'a ReferenceOr<T>,
        at: Location,
        kind: ComponentKind,
        select: fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Dereferenced<'a, T>> {
        let components = self.resolver.api.components.as_ref().map(select);
        let most = components.map_or(0, IndexMap::len);
        let mut item = item;
        let mut key = None;
        for _ in 0..=most {
            match item {
                ReferenceOr::Item(value) => {
                    let lowered = self.resolver.lowered;
                    let at = key.map_or(at, |key| lowered.location_of_component(kind, key));
                    return Some(Dereferenced { value, at, key });
                }
                ReferenceOr::Reference { reference } => {
                    let next = component_key(kind, reference)?;
                    key = Some(next);
                    item = components?.get(next)?;
                }
            }
        }
        None
    }
}

/// Where a schema stands that the walk finds at `at`.
fn schema_location(schema: &ReferenceOr<Schema>, at: &Location) -> Location {
    match schema {
        ReferenceOr::Item(schema) => extension::location(&schema.schema_data.extensions),
        ReferenceOr::Reference { .. } => None,
    }
    .unwrap_or_else(|| at.clone())
}
