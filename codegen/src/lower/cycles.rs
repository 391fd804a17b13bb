//! References that lead in a circle.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Components, Header, Parameter, PathItem, ReferenceOr, RequestBody, Response};

use super::Lowerer;
use super::at::At;
use super::components::{ComponentKind, any, component_key};
use super::parameter::mark_parameter;
use super::path::METHODS;
use super::schema::sibling_reference;
use crate::diagnostic::code;

impl Lowerer<'_> {
    /// Replaces components that are references in a circle, so that every reference ends at an object.
    pub(super) fn refuse_cycles(&mut self) {
        let components = std::mem::take(&mut self.components);
        self.components = self.without_cycles(components);
    }

    fn without_cycles(&mut self, mut components: Components) -> Components {
        let schemas = &mut components.schemas;
        for key in self.cycles(ComponentKind::Schema, schemas, |schema| match schema {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(schema) => sibling_reference(schema),
        }) {
            schemas.insert(key, any());
        }
        let responses = &mut components.responses;
        for key in self.cycles(ComponentKind::Response, responses, reference_of::<Response>) {
            responses.insert(key, ReferenceOr::Item(Response::default()));
        }
        let bodies = &mut components.request_bodies;
        for key in self.cycles(
            ComponentKind::RequestBody,
            bodies,
            reference_of::<RequestBody>,
        ) {
            bodies.insert(key, ReferenceOr::Item(RequestBody::default()));
        }
        let headers = &mut components.headers;
        for key in self.cycles(ComponentKind::Header, headers, reference_of::<Header>) {
            headers.shift_remove(&key);
        }
        let parameters = &mut components.parameters;
        for key in self.cycles(
            ComponentKind::Parameter,
            parameters,
            reference_of::<Parameter>,
        ) {
            parameters.shift_remove(&key);
        }
        let schemes = &mut components.security_schemes;
        for key in self.cycles(ComponentKind::SecurityScheme, schemes, reference_of) {
            schemes.shift_remove(&key);
        }
        components
    }

    /// The keys of components that stand for nothing; tells each circle once.
    fn cycles<T>(
        &mut self,
        kind: ComponentKind,
        components: &IndexMap<String, ReferenceOr<T>>,
        reference: impl Fn(&ReferenceOr<T>) -> Option<&str>,
    ) -> Vec<String> {
        let next = |key: &str| component_key(kind, reference(components.get(key)?)?);
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
        let message = format!("references lead in a circle: {}", names.join(" -> "));
        let location = cycle.first().map(|key| self.registry.location(kind, key));
        self.diagnostics
            .error(code::REFERENCE_CYCLE, location, message)
            .hint(format!(
                "let one of them be a {kind} instead of a reference"
            ));
    }
}

fn reference_of<T>(item: &ReferenceOr<T>) -> Option<&str> {
    match item {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// Takes away references to parameters that could not be read, which were told where they stand.
pub(super) fn prune_parameters(item: &mut PathItem, at: &At<'_>, components: &Components) {
    prune(&mut item.parameters, &at.key("parameters"), components);
    for method in METHODS {
        let at = at.key(method);
        if let Some(Some(operation)) = super::path::method_slot(item, method) {
            prune(&mut operation.parameters, &at.key("parameters"), components);
        }
    }
}

fn prune(parameters: &mut Vec<ReferenceOr<Parameter>>, at: &At<'_>, components: &Components) {
    let dangles = |parameter: &ReferenceOr<Parameter>| {
        reference_of(parameter)
            .and_then(|reference| component_key(ComponentKind::Parameter, reference))
            .is_some_and(|key| !leads_to_parameter(key, components))
    };
    if !parameters.iter().any(dangles) {
        return;
    }
    // The index of those that stay changes, so they say where they stand.
    for (index, parameter) in parameters.iter_mut().enumerate() {
        mark_parameter(parameter, &at.index(index));
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
