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
use crate::location::SourceLocation;
use crate::lower::{ComponentKind, component_key, extension};

/// The state of resolving operations.
pub(super) struct OperationResolver<'r, 'a> {
    pub(super) resolver: &'r mut Resolver<'a>,
    /// The types of resolved schemas, by their locations.
    pub(super) uses: HashMap<SourceLocation, TypeUse>,
    /// The modules of types, by the wanted names.
    pub(super) modules: HashMap<String, String>,
    /// The names of the client's methods.
    pub(super) functions: Scope,
    /// The requirements of operations that declare none.
    pub(super) root_security: SecurityRequirements,
}

/// The target of a reference.
pub(super) struct Dereferenced<'a, T> {
    pub(super) value: &'a T,
    /// Its location.
    pub(super) at: SourceLocation,
    /// The key of the component; `None` for an inline object.
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

    /// Resolves a schema of an operation, or of a component that operations share.
    ///
    /// If a component already has the module of `context`, the type gets another module.
    pub(super) fn resolve_schema_at(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        at: &SourceLocation,
        context: &NameContext,
    ) -> TypeUse {
        let at = schema_location(schema, at);
        if let Some(known) = self.uses.get(&at) {
            return known.clone();
        }
        let module = self.module(&context.module);
        let context = NameContext {
            module: module.as_str().into(),
            name: context.name.clone(),
        };
        let types = self.resolver.types.len();
        let used = self.resolver.resolve_schema(schema, &at, &context);
        if self.resolver.types.len() > types && self.resolver.module_names.is_free(&module) {
            self.resolver.module_names.take(module);
        }
        self.uses.insert(at, used.clone());
        used
    }

    /// Returns the module for a wanted name. It is not taken before a type is defined in it.
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

    /// Follows references to an object; `None` if lowering has rejected one of them.
    pub(super) fn dereference<T>(
        &self,
        item: &'a ReferenceOr<T>,
        at: SourceLocation,
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

/// Returns the location of a schema, which is `at` unless it was moved.
fn schema_location(schema: &ReferenceOr<Schema>, at: &SourceLocation) -> SourceLocation {
    match schema {
        ReferenceOr::Item(schema) => extension::location(&schema.schema_data.extensions),
        ReferenceOr::Reference { .. } => None,
    }
    .unwrap_or_else(|| at.clone())
}
