//! The data shared by all files of a crate.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::docs::{DocCache, Docs, code_span};
use super::features::Features;
use super::roles;
use crate::config::{Options, crates_of};
use crate::ir::{
    Api, Operation, SecurityScheme, SecuritySchemeKind, Type, TypeDef, TypeId, TypeKind,
    VariantForm,
};

/// The number of aliases of aliases that are followed.
const MAX_ALIASES: usize = 64;

/// An API and its options, indexed for emitting.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) options: &'a Options,
    types: BTreeMap<&'a str, Vec<(TypeId, &'a TypeDef)>>,
    operations: BTreeMap<&'a str, Vec<&'a Operation>>,
    /// The types that are variants of unions.
    variants: HashSet<TypeId>,
    /// The features of modules; empty if tags have no features.
    pub(super) features: Features,
    /// The paths of external types.
    externals: BTreeSet<&'a str>,
    /// The crates of external types.
    libraries: BTreeSet<String>,
    /// The descriptions that have been converted.
    doc_cache: DocCache,
    /// The path of the runtime.
    pub(super) runtime: String,
    /// The path of the types.
    types_path: String,
    /// The sentences of types without a description.
    roles: HashMap<TypeId, String>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, options: &'a Options) -> Self {
        let mut context = Self {
            api,
            options,
            types: BTreeMap::new(),
            operations: BTreeMap::new(),
            variants: variants(api),
            features: Features::default(),
            externals: BTreeSet::new(),
            libraries: BTreeSet::new(),
            doc_cache: DocCache::default(),
            runtime: String::new(),
            types_path: String::new(),
            roles: HashMap::new(),
        };
        context.runtime = context.below("runtime");
        context.types_path = context.below("types");
        context.roles = roles::of(api, &options.root(), !options.tag_features);
        for (index, definition) in api.types.iter().enumerate() {
            let module = context.types.entry(&definition.module).or_default();
            module.push((TypeId(index), definition));
        }
        for operation in &api.operations {
            let module = context.operations.entry(&operation.module).or_default();
            module.push(operation);
        }
        if options.tag_features {
            context.features = Features::of(api);
        }
        every_type(api, &mut |ty| {
            if let Type::External(external) = ty {
                context.externals.insert(&external.path);
            }
        });
        let paths = context.externals.iter();
        context.libraries = paths.flat_map(|path| crates_of(path)).collect();
        context
    }

    /// Returns empty documentation of an item that is indented by `indent` levels.
    pub(super) fn docs(&self, indent: usize) -> Docs<'_> {
        Docs::with_cache(&self.doc_cache, indent)
    }

    /// Returns the absolute path of an item below the client's root.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}::{path}", self.options.root())
    }

    /// Returns the path of the client's root in an example, and the attribute of its code block. A doctest cannot use a module of a
    /// package, which may be private.
    pub(super) fn example(&self) -> (String, &'static str) {
        match self.options.module {
            Some(_) => (self.options.root(), "ignore"),
            None => (self.options.package.replace('-', "_"), "no_run"),
        }
    }

    /// Returns the path of the module that defines a type.
    pub(super) fn module_of_type(&self, definition: &TypeDef) -> String {
        if self.options.is_flat() {
            return self.types_path.clone();
        }
        [&self.types_path, "::", &definition.module].concat()
    }

    /// Returns the modules below `types`.
    pub(super) fn type_modules(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.types.keys().copied()
    }

    /// Returns the modules below `serde`: those of `types` that contain more than aliases.
    pub(super) fn serde_modules(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.types
            .iter()
            .filter(|(_, types)| {
                types
                    .iter()
                    .any(|(_, definition)| !matches!(definition.kind, TypeKind::Alias(_)))
            })
            .map(|(module, _)| *module)
    }

    /// Returns the modules below `operations`.
    pub(super) fn operation_modules(&self) -> impl Iterator<Item = &'a str> {
        self.operations.keys().copied()
    }

    /// Returns the types of a module, in the order of the model.
    pub(super) fn types(&self, module: &str) -> &[(TypeId, &'a TypeDef)] {
        self.types.get(module).map_or(&[], Vec::as_slice)
    }

    /// Returns the operations of a module, in the order of the model.
    pub(super) fn operations(&self, module: &str) -> &[&'a Operation] {
        self.operations.get(module).map_or(&[], Vec::as_slice)
    }

    /// Returns the definition of a type.
    pub(super) fn definition(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(id.0)
    }

    /// Returns the target of an alias, and any other type as it is.
    pub(super) fn resolve<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        let mut ty = ty;
        for _ in 0..MAX_ALIASES {
            match ty {
                Type::Named(id) => match self.definition(*id).map(|definition| &definition.kind) {
                    Some(TypeKind::Alias(target)) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// Returns a sentence about a type without a description.
    pub(super) fn role_of(&self, id: TypeId) -> String {
        let component = self.definition(id).and_then(|one| one.component.as_deref());
        match (component, self.roles.get(&id)) {
            (Some(component), _) => format!("The schema {}.", code_span(component)),
            (None, Some(role)) => role.clone(),
            (None, None) => "A type of the API.".to_owned(),
        }
    }

    /// Returns `true` if a type is a variant of a union.
    pub(super) fn is_variant(&self, id: TypeId) -> bool {
        self.variants.contains(&id)
    }

    /// Returns `true` if the API uses this type of the client's root as an external type.
    pub(super) fn uses_own(&self, name: &str) -> bool {
        self.uses_external(&self.below(name))
    }

    /// Returns `true` if the API uses this external type.
    pub(super) fn uses_external(&self, path: &str) -> bool {
        self.externals.contains(path)
    }

    /// Returns the crates of external types, except for those that every client depends on.
    pub(super) fn libraries(&self) -> impl Iterator<Item = &str> {
        self.libraries.iter().map(String::as_str)
    }

    /// Returns the security schemes that the client has a setter for.
    pub(super) fn credentials(&self) -> impl Iterator<Item = &'a SecurityScheme> {
        let schemes = self.api.security.iter();
        schemes.filter(|scheme| scheme.kind != SecuritySchemeKind::MutualTls)
    }
}

/// Visits every use of a type, and the types inside it.
fn every_type<'a>(api: &'a Api, visit: &mut impl FnMut(&'a Type)) {
    for definition in &api.types {
        match &definition.kind {
            TypeKind::Struct(structure) => {
                let properties = structure.properties.iter().map(|property| &property.ty);
                let additional = structure.additional.iter().map(|additional| &additional.ty);
                properties
                    .chain(additional)
                    .for_each(|ty| inside(ty, visit));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    if let VariantForm::Value { ty, .. } = &variant.form {
                        inside(ty, visit);
                    }
                }
            }
            TypeKind::Alias(ty) => inside(ty, visit),
            TypeKind::Enum(_) => {}
        }
    }
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let responses = operation.responses.iter();
        let headers = responses.clone().flat_map(|response| &response.headers);
        let contents = bodies.chain(responses.flat_map(|response| &response.contents));
        parameters
            .chain(contents.map(|content| &content.ty))
            .chain(headers.map(|header| &header.ty))
            .for_each(|ty| inside(ty, visit));
    }
}

fn inside<'a>(ty: &'a Type, visit: &mut impl FnMut(&'a Type)) {
    visit(ty);
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => inside(inner, visit),
        Type::Tuple(parts) => parts.iter().for_each(|part| inside(part, visit)),
        _ => {}
    }
}

/// Returns the types that are variants of unions, also through aliases.
fn variants(api: &Api) -> HashSet<TypeId> {
    let mut variants = HashSet::new();
    for definition in &api.types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        for variant in &union.variants {
            let VariantForm::Value { ty, .. } = &variant.form else {
                continue;
            };
            let mut next = Some(ty);
            while let Some(Type::Named(id)) = next {
                next = match &api.type_def(*id).kind {
                    TypeKind::Alias(target) if variants.insert(*id) => Some(target),
                    _ => None,
                };
                variants.insert(*id);
            }
        }
    }
    variants
}
