//! What emitting any file may look up.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::docs::{Docs, Known};
use super::features::Features;
use crate::config::{Options, crates_of};
use crate::ir::{
    Api, Operation, SecurityScheme, SecuritySchemeKind, Type, TypeDef, TypeId, TypeKind,
    VariantForm,
};

/// How many aliases of aliases are followed.
const MAX_ALIASES: usize = 64;

/// An API with what is asked of it again and again.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) options: &'a Options,
    types: BTreeMap<&'a str, Vec<(TypeId, &'a TypeDef)>>,
    operations: BTreeMap<&'a str, Vec<&'a Operation>>,
    /// The properties that tell the variants of some union apart.
    tags: HashSet<(TypeId, &'a str)>,
    /// Which features modules need; none where tags have no features.
    pub(super) features: Features,
    /// The paths of types that no schema describes.
    externals: BTreeSet<&'a str>,
    /// The crates that those paths start from.
    libraries: BTreeSet<String>,
    /// The descriptions that were written before.
    known: Known,
    /// The path of what every client carries.
    pub(super) runtime: String,
    /// The path of the types.
    types_path: String,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, options: &'a Options) -> Self {
        let mut context = Self {
            api,
            options,
            types: BTreeMap::new(),
            operations: BTreeMap::new(),
            tags: tags(api),
            features: Features::default(),
            externals: BTreeSet::new(),
            libraries: BTreeSet::new(),
            known: Known::default(),
            runtime: String::new(),
            types_path: String::new(),
        };
        context.runtime = context.below("runtime");
        context.types_path = context.below("types");
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

    /// Documentation of an item that is indented by `indent` levels.
    pub(super) fn docs(&self, indent: usize) -> Docs<'_> {
        Docs::knowing(&self.known, indent)
    }

    /// The path of what stands at this path below the client's root.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}::{path}", self.options.root())
    }

    /// How an example calls the client's root, and the words behind the fence of its code block. Nothing outside of the crate
    /// compiles what calls a module of it.
    pub(super) fn example(&self) -> (String, &'static str) {
        match self.options.module {
            Some(_) => (self.options.root(), "ignore"),
            None => (self.options.package.replace('-', "_"), "no_run"),
        }
    }

    /// The path of the module that defines a type.
    pub(super) fn module_of_type(&self, definition: &TypeDef) -> String {
        if self.options.is_flat() {
            return self.types_path.clone();
        }
        [&self.types_path, "::", &definition.module].concat()
    }

    /// The modules below `types`.
    pub(super) fn type_modules(&self) -> impl Iterator<Item = &'a str> {
        self.types.keys().copied()
    }

    /// The modules below `impls`: those of `types` that hold more than aliases.
    pub(super) fn impl_modules(&self) -> impl Iterator<Item = &'a str> {
        self.types
            .iter()
            .filter(|(_, types)| {
                types
                    .iter()
                    .any(|(_, definition)| !matches!(definition.kind, TypeKind::Alias(_)))
            })
            .map(|(module, _)| *module)
    }

    /// The modules below `operations`.
    pub(super) fn operation_modules(&self) -> impl Iterator<Item = &'a str> {
        self.operations.keys().copied()
    }

    /// The types of a module, in the model's order.
    pub(super) fn types(&self, module: &str) -> &[(TypeId, &'a TypeDef)] {
        self.types.get(module).map_or(&[], Vec::as_slice)
    }

    /// The operations of a module, in the model's order.
    pub(super) fn operations(&self, module: &str) -> &[&'a Operation] {
        self.operations.get(module).map_or(&[], Vec::as_slice)
    }

    /// The definition behind an id.
    pub(super) fn definition(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(id.0)
    }

    /// The type behind a name of a type, where that is all the name stands for.
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

    /// Whether a property tells its object from the other variants of a union.
    pub(super) fn is_tag(&self, id: TypeId, property: &str) -> bool {
        self.tags.contains(&(id, property))
    }

    /// Whether some type is this one of the client's root, which no schema describes.
    pub(super) fn uses_own(&self, name: &str) -> bool {
        self.uses_external(&self.below(name))
    }

    /// Whether some type is this one, which no schema describes.
    pub(super) fn uses_external(&self, path: &str) -> bool {
        self.externals.contains(path)
    }

    /// The crates of types that no schema describes, save those that every client has.
    pub(super) fn libraries(&self) -> impl Iterator<Item = &str> {
        self.libraries.iter().map(String::as_str)
    }

    /// The security schemes that the client has a setter for.
    pub(super) fn credentials(&self) -> impl Iterator<Item = &'a SecurityScheme> {
        let schemes = self.api.security.iter();
        schemes.filter(|scheme| scheme.kind != SecuritySchemeKind::MutualTls)
    }
}

/// Visits every type as it is used, with those inside it.
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

fn tags(api: &Api) -> HashSet<(TypeId, &str)> {
    let mut tags = HashSet::new();
    for definition in &api.types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let Some(tag) = &union.tag else {
            continue;
        };
        for variant in &union.variants {
            if let VariantForm::Value {
                ty: Type::Named(id),
                ..
            } = &variant.form
            {
                tags.insert((*id, tag.property.as_str()));
            }
        }
    }
    tags
}
