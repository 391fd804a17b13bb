//! The state of resolving.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::budget::Budget;
use super::context::NameContext;
use super::deferred::DeferredType;
use super::file_schemas::FileSchemas;
use super::names::Scope;
use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::{Type, TypeDef, TypeId};
use crate::location::SourceLocation;
use crate::lower::Lowered;

/// The type of a component schema.
#[derive(Debug, Clone)]
pub(super) struct ComponentType {
    pub(super) id: TypeId,
    pub(super) context: NameContext,
}

/// A replaced schema: its key, if it is a component, and its pointer.
pub(super) type ReplacedSchema = (Option<String>, String);

/// The identity of an inline schema: the location of each subschema, and `true` if its unions are
/// ignored.
pub(super) type InlineKey = Vec<(SourceLocation, bool)>;

/// The state of resolving a document.
pub(super) struct Resolver<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) options: &'a Options,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The schemas that describe files.
    pub(super) files: FileSchemas,
    /// The names of the definitions, by `TypeId`.
    pub(super) names: Vec<String>,
    /// The definitions, by `TypeId`; `None` while one is being built.
    pub(super) types: Vec<Option<TypeDef>>,
    /// The types of the component schemas, by key.
    pub(super) components: HashMap<&'a str, ComponentType>,
    /// The types in `components`.
    pub(super) component_types: HashSet<TypeId>,
    /// The keys of the component schemas, by their locations.
    pub(super) homes: HashMap<SourceLocation, &'a str>,
    /// The locations of inline schemas that are being classified and have no name yet.
    pub(super) in_progress: HashSet<SourceLocation>,
    /// The types of resolved inline schemas.
    pub(super) inline_types: HashMap<InlineKey, Type>,
    /// The types that have a name but no definition yet.
    pub(super) deferred: Vec<DeferredType<'a>>,
    pub(super) budget: Budget,
    /// The nullability of component schemas, by key.
    pub(super) nullable_components: HashMap<&'a str, bool>,
    /// The keys of the components that extend a component with a discriminator, by its key.
    pub(super) children: HashMap<&'a str, Vec<&'a str>>,
    /// The types of components with a discriminator, as unions of their children.
    pub(super) base_unions: Vec<TypeId>,
    /// The schemas that have been replaced by user-defined types.
    pub(super) replaced: BTreeSet<ReplacedSchema>,
    /// The schemas of JSON in strings that are types of properties, or that are reported already.
    pub(super) known_contents: HashSet<SourceLocation>,
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
            options,
            diagnostics,
            files: FileSchemas::find(lowered),
            names: Vec::new(),
            types: Vec::new(),
            components: HashMap::new(),
            component_types: HashSet::new(),
            homes: HashMap::new(),
            in_progress: HashSet::new(),
            inline_types: HashMap::new(),
            deferred: Vec::new(),
            budget: Budget::new(lowered.size()),
            nullable_components: HashMap::new(),
            children: HashMap::new(),
            base_unions: Vec::new(),
            replaced: BTreeSet::new(),
            known_contents: HashSet::new(),
            type_names: Scope::types(),
            module_names: Scope::modules(),
        }
    }

    /// Reserves an ID for a definition.
    pub(super) fn reserve(&mut self, name: String) -> TypeId {
        self.names.push(name);
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    pub(super) fn define(&mut self, id: TypeId, definition: TypeDef) {
        self.types[id.0] = Some(definition);
    }

    /// Takes the definitions, in the order of their IDs.
    pub(super) fn take_definitions(&mut self) -> Vec<TypeDef> {
        std::mem::take(&mut self.types)
            .into_iter()
            .flatten()
            .collect()
    }
}
