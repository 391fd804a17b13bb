//! Operations: what they are called, what they send and what comes back.
//!
//! They are walked by path and method, whatever their order in the document. Inline schemas get types that are named after
//! what holds them: the operation, or the path or component that several operations share, so that a schema becomes one
//! type however many operations use it.

mod answers;
mod body;
mod content;
mod encoding;
mod files;
mod name;
mod parameter;
mod response;
mod security;
mod server;
mod template;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use indexmap::IndexMap;
use openapiv3::{Components, ExternalDocumentation, ReferenceOr, Schema};

use super::names::{Scope, module_name, module_of, type_name};
use super::{Place, Resolver, Use};
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{Operation, UNTAGGED};
use crate::location::Location;
use crate::lower::{ComponentKind, component_key, extension};
pub(super) use files::Files;
use name::Planned;
use template::Template;

impl<'a> Resolver<'a> {
    /// What the document says of its tags, by the module that each gives its name; of two with one module, the first.
    pub(super) fn tags(&self) -> BTreeMap<String, String> {
        let mut tags = BTreeMap::new();
        for tag in &self.api.tags {
            if let Some(description) = tag
                .description
                .as_ref()
                .filter(|text| !text.trim().is_empty())
            {
                tags.entry(module_name(&tag.name))
                    .or_insert_with(|| description.clone());
            }
        }
        tags
    }

    /// All operations, ordered by module and then by function.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let (planned, functions) = self.plan();
        let mut walk = Walk::new(self, functions);
        let mut operations: Vec<Operation> = Vec::with_capacity(planned.len());
        for planned in &planned {
            let operation = walk.operation(planned);
            walk.resolver.spend_operation(&operation);
            if walk.resolver.limit.is_spent() {
                break;
            }
            operations.push(operation);
        }
        operations.sort_by(|one, other| {
            let key =
                |operation: &Operation| (operation.module.clone(), operation.function.clone());
            key(one).cmp(&key(other))
        });
        operations
    }
}

/// The state of walking the operations.
struct Walk<'r, 'a> {
    resolver: &'r mut Resolver<'a>,
    /// The types of the schemas in them, by where the schemas stand.
    uses: HashMap<Location, Use>,
    /// The modules of the types that were made, by the names that were wanted for them.
    modules: HashMap<String, String>,
    /// The names of the client's methods.
    functions: Scope,
    /// What operations need that do not say it themselves.
    root_security: security::Needs,
}

/// What a reference leads to.
struct Found<'a, T> {
    value: &'a T,
    /// Where it stands.
    at: Location,
    /// The key of the component that it is; `None` where it stands in the operation or path itself.
    key: Option<&'a str>,
}

impl<'r, 'a> Walk<'r, 'a> {
    fn new(resolver: &'r mut Resolver<'a>, functions: Scope) -> Self {
        let root_security = resolver.root_security();
        Self {
            resolver,
            uses: HashMap::new(),
            modules: HashMap::new(),
            functions,
            root_security,
        }
    }

    fn operation(&mut self, planned: &Planned<'a>) -> Operation {
        let operation = planned.operation;
        self.tell_fragment(planned);
        let needs = match &operation.security {
            Some(security) => self.resolver.needs(security, &planned.at.child("security")),
            None => self.root_security.clone(),
        };
        let (summary, description) = descriptions(planned);
        let docs = paragraphs([
            description,
            operation.external_docs.as_ref().and_then(external_docs),
        ]);
        let parameters = self.parameters(planned);
        let body = self.body(planned, &parameters);
        let responses = self.responses(planned);
        Operation {
            id: planned.id.clone(),
            function: planned.function.clone(),
            builder: planned.builder.clone(),
            module: operation
                .tags
                .first()
                .map_or_else(|| UNTAGGED.to_owned(), |tag| module_name(tag)),
            at: planned.at.clone(),
            summary,
            docs,
            deprecated: operation.deprecated,
            method: planned.method,
            path: planned.path.to_owned(),
            parameters,
            body,
            output: answers::output(planned, &responses),
            failure: answers::failure(planned, &responses),
            headers: answers::headers(planned, &responses),
            pagination: None,
            responses,
            security: needs.alternatives,
            scopes: needs.scopes,
            servers: self.resolver.own_servers(planned),
            server_type: planned.server_type.clone(),
        }
    }

    fn tell_fragment(&mut self, planned: &Planned<'a>) {
        if let Some(fragment) = Template::of(planned.path).fragment() {
            let message = format!("`#{fragment}` is not sent: no fragment of a URL is");
            self.diagnostics()
                .note(code::UNSENT_FRAGMENT, planned.at.clone(), message);
        }
    }

    fn diagnostics(&mut self) -> &mut Diagnostics {
        self.resolver.diagnostics
    }

    /// The type of a schema that stands in an operation or in what operations share.
    ///
    /// The module of `place` is what is wanted: one of another name is used where a component has it.
    fn type_at(&mut self, schema: &'a ReferenceOr<Schema>, at: &Location, place: &Place) -> Use {
        let at = schema_location(schema, at);
        if let Some(known) = self.uses.get(&at) {
            return known.clone();
        }
        let module = self.module(&place.module);
        let place = Place {
            module: module.as_str().into(),
            name: place.name.clone(),
        };
        let types = self.resolver.types.len();
        let used = self.resolver.use_of(schema, &at, &place);
        if self.resolver.types.len() > types && self.resolver.type_modules.is_free(&module) {
            self.resolver.type_modules.take(module);
        }
        self.uses.insert(at, used.clone());
        used
    }

    /// The module for what wants one of this name, which is not taken before a type is made.
    fn module(&mut self, wanted: &str) -> String {
        if let Some(module) = self.modules.get(wanted) {
            return module.clone();
        }
        let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let module = std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|name| self.resolver.type_modules.is_free(name))
            .unwrap_or_default();
        self.modules.insert(wanted.to_owned(), module.clone());
        module
    }

    /// What stands behind a reference; `None` where that was refused before.
    fn follow<T>(
        &self,
        item: &'a ReferenceOr<T>,
        at: Location,
        kind: ComponentKind,
        select: fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Found<'a, T>> {
        let components = self.resolver.api.components.as_ref().map(select);
        let most = components.map_or(0, IndexMap::len);
        let mut item = item;
        let mut key = None;
        for _ in 0..=most {
            match item {
                ReferenceOr::Item(value) => {
                    let lowered = self.resolver.lowered;
                    let at = key.map_or(at, |key| lowered.location_of_component(kind, key));
                    return Some(Found { value, at, key });
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

/// What the types in a body or parameter are called: `CreateJob` and `Request` give `CreateJobRequest`, and
/// `CreateJobFormRequest` for a second media type.
struct Naming {
    base: String,
    suffix: &'static str,
    module: String,
}

impl Naming {
    /// The names for what stands in an operation itself.
    fn of_operation(planned: &Planned<'_>, base: String, suffix: &'static str) -> Self {
        Self {
            base,
            suffix,
            module: module_of(&planned.function),
        }
    }

    /// The names for what a component holds. The suffix is the first of `endings`; what the key ends with of them is not
    /// repeated.
    fn of_component(key: &str, endings: &[&'static str]) -> Self {
        let name = type_name(key);
        let suffix = endings.first().copied().unwrap_or_default();
        let base = endings.iter().find_map(|ending| name.strip_suffix(ending));
        let base = base.unwrap_or(&name).to_owned();
        let module = module_name(&format!("{base}{suffix}"));
        Self {
            base,
            suffix,
            module,
        }
    }

    /// The place of what stands below `part`, which may be empty.
    fn place(&self, part: &str) -> Place {
        let name = format!("{}{part}{}", self.base, self.suffix);
        Place::new(name, self.module.as_str())
    }
}

/// What the types in components are called: the first is added to the key, in place of any of them that it ends with.
const HEADER: &[&str] = &["Header"];
const PARAMETER: &[&str] = &["Parameter", "Param"];
const REQUEST: &[&str] = &["Request", "RequestBody", "Body"];
const RESPONSE: &[&str] = &["Response"];

/// Where a schema stands that the walk finds at `at`.
fn schema_location(schema: &ReferenceOr<Schema>, at: &Location) -> Location {
    match schema {
        ReferenceOr::Item(schema) => extension::location(&schema.schema_data.extensions),
        ReferenceOr::Reference { .. } => None,
    }
    .unwrap_or_else(|| at.clone())
}

/// Summary and description; those of the path item where the operation has neither.
fn descriptions(planned: &Planned<'_>) -> (Option<String>, Option<String>) {
    let (operation, item) = (planned.operation, planned.item);
    let own = (written(&operation.summary), written(&operation.description));
    let (summary, description) = match own {
        (None, None) => (written(&item.summary), written(&item.description)),
        own => own,
    };
    let description = description.filter(|text| summary.as_ref() != Some(text));
    (summary, description)
}

/// A text, unless it is blank.
fn written(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// A link to more documentation, where it is one that can be followed from anywhere.
fn external_docs(docs: &ExternalDocumentation) -> Option<String> {
    let url = docs.url.trim();
    let is_link = ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        && !url.contains(|character: char| character.is_whitespace() || "<>".contains(character));
    let description = written(&docs.description);
    let title = description.unwrap_or_else(|| "External documentation".to_owned());
    is_link.then(|| format!("{}: <{url}>", title.trim().trim_end_matches(['.', ':'])))
}

/// Paragraphs of CommonMark, without those that are missing.
fn paragraphs(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
