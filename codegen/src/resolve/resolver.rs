//! The state of resolving.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use openapiv3::OpenAPI;

use super::budget::Budget;
use super::context::NameContext;
use super::deferred::DeferredType;
use super::file_schemas::FileSchemas;
use super::names::Scope;
use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::{Type, TypeDef, TypeId};
use crate::location::Location;
use crate::lower::Lowered;

/// The type of a component schema.
#[derive(Debug, Clone)]
pub(super) struct ComponentType {
    pub(super) id: TypeId,
    pub(super) context: NameContext,
}

/// A schema by its key, where it is a component, and its pointer.
pub(super) type ReplacedSchema = (Option<String>, String);

/// The state of resolving.
pub(super) struct Resolver<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) api: &'a OpenAPI,
    pub(super) options: &'a Options,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The schemas that are files.
    pub(super) files: FileSchemas,
    /// The names of the definitions.
    pub(super) names: Vec<String>,
    /// The definitions; `None` while one is being made.
    pub(super) types: Vec<Option<TypeDef>>,
    /// The type and nullability of each component schema, by key.
    pub(super) components: HashMap<&'a str, ComponentType>,
    /// Where the inline schemas stand that are being made and have no name yet.
    pub(super) in_progress: HashSet<Location>,
    /// The types of the inline schemas that are made already, by where their subschemas stand.
    pub(super) inline_types: HashMap<Vec<(Location, bool)>, Type>,
    /// The types that have a name and wait for the rest.
    pub(super) deferred: Vec<DeferredType<'a>>,
    pub(super) budget: Budget,
    /// Whether null is among the values of component schemas, by key.
    pub(super) nullable_components: HashMap<&'a str, bool>,
    /// The keys of the components that extend a component with a discriminator, by its key.
    pub(super) children: HashMap<&'a str, Vec<&'a str>>,
    /// The types of those components, unions of their children.
    pub(super) base_unions: Vec<TypeId>,
    /// The schemas that the user has types of their own for.
    pub(super) replaced: BTreeSet<ReplacedSchema>,
    /// The names of types.
    pub(super) type_names: Scope,
    /// The modules of `types`.
    pub(super) module_names: Scope,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        lowered: &'a Lowered,
        options: &'a Options,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            lowered,
            api: &lowered.api,
            options,
            diagnostics,
            files: FileSchemas::find(&lowered.api),
            names: Vec::new(),
            types: Vec::new(),
            components: HashMap::new(),
            in_progress: HashSet::new(),
            inline_types: HashMap::new(),
            deferred: Vec::new(),
            budget: Budget::new(lowered.size()),
            nullable_components: HashMap::new(),
            children: HashMap::new(),
            base_unions: Vec::new(),
            replaced: BTreeSet::new(),
            type_names: Scope::types(),
            module_names: Scope::modules(),
        }
    }

    /// Keeps an id for a definition that is about to be made.
    pub(super) fn reserve(&mut self, name: String) -> TypeId {
        self.names.push(name);
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    pub(super) fn define(&mut self, id: TypeId, definition: TypeDef) {
        self.types[id.0] = Some(definition);
    }

    /// The definitions; ids stay as they are.
    pub(super) fn take_definitions(&mut self) -> Vec<TypeDef> {
        std::mem::take(&mut self.types)
            .into_iter()
            .flatten()
            .collect()
    }
}
