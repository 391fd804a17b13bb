//! The state of resolving operations.

use foldhash::{HashMap, HashMapExt};

use super::super::context::NameContext;
use super::super::resolver::Resolver;
use super::super::type_use::TypeUse;
use super::functions::Functions;
use super::security::SecurityRequirements;
use crate::diagnostic::Diagnostics;
use crate::location::SourceLocation;
use crate::lower::view::SchemaNode;

/// The state of resolving operations.
pub(super) struct OperationResolver<'r, 'a> {
    pub(super) resolver: &'r mut Resolver<'a>,
    /// The types of resolved schemas, by their locations.
    pub(super) uses: HashMap<SourceLocation, TypeUse>,
    /// The modules of types, by the wanted names.
    pub(super) modules: HashMap<String, String>,
    /// The names of the methods of the client and of groups.
    pub(super) functions: Functions,
    /// The requirements of operations that declare none.
    pub(super) root_security: SecurityRequirements,
}

impl<'r, 'a> OperationResolver<'r, 'a> {
    pub(super) fn new(resolver: &'r mut Resolver<'a>, functions: Functions) -> Self {
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
    pub(super) fn resolve_schema(
        &mut self,
        schema: &SchemaNode<'a>,
        context: &NameContext,
    ) -> TypeUse {
        let at = schema.location().clone();
        if let Some(known) = self.uses.get(&at) {
            return known.clone();
        }
        let module = self.module(&context.module);
        let context = NameContext {
            module: module.as_str().into(),
            name: context.name.clone(),
        };
        let types = self.resolver.types.len();
        let used = self.resolver.resolve_schema(schema, &context);
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
}
