//! Cyclic references.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Components, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema};

use super::component_kind::{ComponentKind, component_key};
use super::facts::Facts;
use super::lowerer::Lowerer;
use super::path::{METHODS, method_slot};
use super::schema::{any_schema, sibling_reference};
use crate::diagnostic::code;
use crate::location::SourceLocation;

impl Lowerer<'_> {
    /// Replaces components that are cyclic references, so that every reference ends at an object.
    pub(super) fn refuse_cycles(&mut self) {
        let components = std::mem::take(&mut self.components);
        self.components = self.without_cycles(components);
    }

    fn without_cycles(&mut self, mut components: Components) -> Components {
        let none = HashMap::new();
        let schemas = &mut components.schemas;
        let siblings = self.siblings(schemas);
        for key in self.cycles(ComponentKind::Schema, schemas, &siblings) {
            schemas.insert(key, any_schema());
        }
        let responses = &mut components.responses;
        for key in self.cycles(ComponentKind::Response, responses, &none) {
            responses.insert(key, ReferenceOr::Item(Response::default()));
        }
        let bodies = &mut components.request_bodies;
        for key in self.cycles(ComponentKind::RequestBody, bodies, &none) {
            bodies.insert(key, ReferenceOr::Item(RequestBody::default()));
        }
        let headers = &mut components.headers;
        for key in self.cycles(ComponentKind::Header, headers, &none) {
            headers.shift_remove(&key);
        }
        let parameters = &mut components.parameters;
        for key in self.cycles(ComponentKind::Parameter, parameters, &none) {
            parameters.shift_remove(&key);
        }
        let schemes = &mut components.security_schemes;
        for key in self.cycles(ComponentKind::SecurityScheme, schemes, &none) {
            schemes.shift_remove(&key);
        }
        components
    }

    /// The references of component schemas that have siblings, by key.
    fn siblings(&self, schemas: &IndexMap<String, ReferenceOr<Schema>>) -> HashMap<String, String> {
        let items = schemas.iter().filter_map(|(key, schema)| {
            let schema = schema.as_item()?;
            let at = self.registry.location(ComponentKind::Schema, key);
            let reference = sibling_reference(schema, self.facts.schema(&at))?;
            Some((key.clone(), reference.to_owned()))
        });
        items.collect()
    }

    /// The keys of components that are cyclic references. Reports each cycle once.
    fn cycles<T>(
        &mut self,
        kind: ComponentKind,
        components: &IndexMap<String, ReferenceOr<T>>,
        siblings: &HashMap<String, String>,
    ) -> Vec<String> {
        let reference = |key: &str| match components.get(key)? {
            ReferenceOr::Reference { reference } => Some(reference.as_str()),
            ReferenceOr::Item(_) => siblings.get(key).map(String::as_str),
        };
        let next = |key: &str| component_key(kind, reference(key)?);
        let mut sound: HashSet<&str> = HashSet::new();
        let mut circular = Vec::new();
        for key in components.keys() {
            let mut chain: IndexSet<&str> = IndexSet::from([key.as_str()]);
            let mut last = key.as_str();
            while let Some(target) = next(last).filter(|target| !sound.contains(target)) {
                if let Some(start) = chain.get_index_of(target) {
                    let cycle: Vec<&str> = chain.iter().skip(start).copied().collect();
                    self.refuse_cycle(kind, &cycle);
                    circular.extend(cycle.into_iter().map(str::to_owned));
                    break;
                }
                chain.insert(target);
                last = target;
            }
            sound.extend(chain);
        }
        circular
    }

    fn refuse_cycle(&mut self, kind: ComponentKind, cycle: &[&str]) {
        let names: Vec<&str> = cycle.iter().chain(cycle.first()).copied().collect();
        let message = format!("cyclic references: {}", names.join(" -> "));
        let location = cycle.first().map(|key| self.registry.location(kind, key));
        self.diagnostics
            .error(code::REFERENCE_CYCLE, location, message)
            .hint(format!("replace one of the references with a {kind}"));
    }
}

fn reference_of<T>(item: &ReferenceOr<T>) -> Option<&str> {
    match item {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// Removes references to parameters that are invalid, which were reported at the parameter.
pub(super) fn prune_parameters(
    item: &mut PathItem,
    place: &SourceLocation,
    components: &Components,
    facts: &mut Facts,
) {
    prune(
        &mut item.parameters,
        &place.child("parameters"),
        components,
        facts,
    );
    for method in METHODS {
        if let Some(Some(operation)) = method_slot(item, method) {
            let at = facts.location_of(place.child(method));
            prune(
                &mut operation.parameters,
                &at.child("parameters"),
                components,
                facts,
            );
        }
    }
}

fn prune(
    parameters: &mut Vec<ReferenceOr<Parameter>>,
    at: &SourceLocation,
    components: &Components,
    facts: &mut Facts,
) {
    let dangles = |parameter: &ReferenceOr<Parameter>| {
        reference_of(parameter)
            .and_then(|reference| component_key(ComponentKind::Parameter, reference))
            .is_some_and(|key| !leads_to_parameter(key, components))
    };
    if !parameters.iter().any(dangles) {
        return;
    }
    // The indices of the remaining ones change.
    let remaining = parameters.iter().enumerate();
    let remaining = remaining.filter(|(_, parameter)| !dangles(parameter));
    let locations: Vec<SourceLocation> = remaining
        .map(|(index, _)| facts.location_of(at.item(index)))
        .collect();
    for (index, location) in locations.into_iter().enumerate() {
        facts.add_moved(at.item(index), location);
    }
    parameters.retain(|parameter| !dangles(parameter));
}

fn leads_to_parameter(key: &str, components: &Components) -> bool {
    let mut key = key;
    while let Some(component) = components.parameters.get(key) {
        match reference_of(component).map(|next| component_key(ComponentKind::Parameter, next)) {
            None => return true,
            Some(Some(next)) => key = next,
            Some(None) => return false,
        }
    }
    false
}
