//! Brings a document in normal form into the resolved model: [`Lowered`] to [`Api`].
//!
//! Components become types first, in the order of their keys; then operations, whose inline schemas become types too.
//! A schema is never typed as it stands: what `allOf` composes is gathered into one merged view, and that view
//! is classified. What depends on all types (how variants are told apart, where a box is needed, who sends what) is
//! linked at the end.
//!
//! Architecture invariant: names are chosen here and nowhere else, and every name comes from a `Scope`.

mod classify;
mod configured;
mod constraint;
mod docs;
mod limit;
mod link;
mod literal;
mod merge;
mod names;
mod nullable;
mod operation;
mod paginate;
mod scalar;
mod schema;
mod structs;
mod union;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use openapiv3::OpenAPI;

use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Type, TypeDef, TypeId};
use crate::location::Location;
use crate::lower::Lowered;
use limit::{Limit, Postponed};
use names::Scope;
use operation::Files;

/// Resolves a document; says in `diagnostics` what could not be typed and what was settled.
pub fn resolve(lowered: &Lowered, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let mut resolver = Resolver::new(lowered, options, diagnostics);
    resolver.components();
    let operations = resolver.operations();
    let security = resolver.security_schemes();
    let servers = resolver.root_servers();
    let bases = std::mem::take(&mut resolver.bases);
    let types = resolver.finish();
    let (tags, replaced) = (resolver.tags(), resolver.replaced);
    configured::check(&types, &replaced, options, diagnostics);
    let mut api = Api {
        title: lowered.api.info.title.clone(),
        version: Some(lowered.api.info.version.clone()).filter(|version| !version.is_empty()),
        description: lowered.api.info.description.clone(),
        tags,
        types,
        operations,
        security,
        servers,
    };
    link::link(&mut api, &bases, options, diagnostics);
    paginate::paginate(&mut api, options, diagnostics);
    api
}

/// The state of resolving.
struct Resolver<'a> {
    lowered: &'a Lowered,
    api: &'a OpenAPI,
    options: &'a Options,
    diagnostics: &'a mut Diagnostics,
    /// The schemas that are files.
    files: Files,
    /// The names of the definitions.
    names: Vec<String>,
    /// The definitions; `None` while one is being made.
    types: Vec<Option<TypeDef>>,
    /// The type and nullability of each component schema, by key.
    components: HashMap<&'a str, schema::Component>,
    /// Where the inline schemas stand that are being made and have no name yet.
    making: HashSet<Location>,
    /// The types of the inline schemas that are made already, by where their parts stand.
    inline: HashMap<Vec<(Location, bool)>, Type>,
    /// The types that have a name and wait for the rest.
    postponed: Vec<Postponed<'a>>,
    limit: Limit,
    /// Whether null is among the values of component schemas, by key.
    nullable: HashMap<&'a str, bool>,
    /// The keys of the components that extend a component with a discriminator, by its key.
    children: HashMap<&'a str, Vec<&'a str>>,
    /// The types of those components, unions of their children.
    bases: Vec<TypeId>,
    /// The schemas that the user has types of their own for.
    replaced: BTreeSet<configured::Known>,
    /// The names of types.
    type_names: Scope,
    /// The modules of `types`.
    type_modules: Scope,
}

/// What a schema is where it is used.
#[derive(Debug, Clone, PartialEq)]
struct Use {
    /// The type of a value that is not null.
    ty: Type,
    /// Whether null is a value.
    nullable: bool,
}

impl Use {
    fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type inside an array, a map or a tuple, where there is no field to say that null may stand.
    fn into_type(self) -> Type {
        match (self.nullable, self.ty) {
            (true, ty) if ty != Type::Any && ty != Type::Null => Type::Nullable(Box::new(ty)),
            (_, ty) => ty,
        }
    }
}

/// Where an inline schema stands, for the name that it gets.
#[derive(Debug, Clone)]
struct Place {
    name: Rc<PlaceName>,
    /// The module that holds it: that of the component or operation around it.
    module: Rc<str>,
}

/// A name that is made when it is asked for: most schemas stand where nothing needs one.
#[derive(Debug)]
struct PlaceName {
    made: OnceCell<String>,
    /// What it is made of: the name of what is around, and a part of that.
    inside: Option<(Rc<Self>, Box<str>)>,
}

impl PlaceName {
    fn get(&self) -> &str {
        self.made.get_or_init(|| match &self.inside {
            Some((around, part)) => {
                names::bounded(around.get().to_owned() + &names::type_name(part))
            }
            None => String::new(),
        })
    }
}

impl Place {
    fn new(name: impl Into<String>, module: impl Into<Rc<str>>) -> Self {
        let name = PlaceName {
            made: OnceCell::from(name.into()),
            inside: None,
        };
        Self {
            name: Rc::new(name),
            module: module.into(),
        }
    }

    /// The name that its type would have, in upper camel case: `FineTuningJobError`.
    fn name(&self) -> &str {
        self.name.get()
    }

    /// The place of something inside: `error` in `FineTuningJob` is `FineTuningJobError`.
    fn inside(&self, part: &str) -> Self {
        let name = PlaceName {
            made: OnceCell::new(),
            inside: Some((Rc::clone(&self.name), part.into())),
        };
        Self {
            name: Rc::new(name),
            module: Rc::clone(&self.module),
        }
    }
}

impl<'a> Resolver<'a> {
    fn new(lowered: &'a Lowered, options: &'a Options, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            lowered,
            api: &lowered.api,
            options,
            diagnostics,
            files: Files::of(&lowered.api),
            names: Vec::new(),
            types: Vec::new(),
            components: HashMap::new(),
            making: HashSet::new(),
            inline: HashMap::new(),
            postponed: Vec::new(),
            limit: Limit::new(lowered.size()),
            nullable: HashMap::new(),
            children: HashMap::new(),
            bases: Vec::new(),
            replaced: BTreeSet::new(),
            type_names: Scope::types(),
            type_modules: Scope::modules(),
        }
    }

    /// Keeps an id for a definition that is about to be made.
    fn reserve(&mut self, name: String) -> TypeId {
        self.names.push(name);
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    fn define(&mut self, id: TypeId, definition: TypeDef) {
        self.types[id.0] = Some(definition);
    }

    /// The definitions; ids stay as they are.
    fn finish(&mut self) -> Vec<TypeDef> {
        std::mem::take(&mut self.types)
            .into_iter()
            .flatten()
            .collect()
    }
}
