//! Leaves out the operations that are not selected, with the components that nothing else needs.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{Operation, ReferenceOr};
use serde::Serialize;
use serde_json::Value;
use wildmatch::WildMatch;

use super::path::{METHODS, method_slot};
use super::{ComponentKind, Lowered, component_key, extension};
use crate::config::{Selection, Selectors};
use crate::diagnostic::{Diagnostic, Diagnostics, code};
use crate::document::closest;
use crate::location::{FileId, SourceLocation};

impl Lowered {
    /// Leaves out the operations that are not selected, the components that no other operation needs, and what was said
    /// about both. A pattern that matches nothing gives a warning.
    pub fn select(&mut self, selection: &Selection, diagnostics: &mut Diagnostics) {
        if selection.is_everything() {
            return;
        }
        let mut dropped = self.drop_operations(selection, diagnostics);
        let kept = self.drop_components(&mut dropped);
        diagnostics.retain(|diagnostic| !is_about(diagnostic, &dropped, &kept));
    }

    /// Leaves out operations; gives back where they stand.
    fn drop_operations(
        &mut self,
        selection: &Selection,
        diagnostics: &mut Diagnostics,
    ) -> HashSet<SourceLocation> {
        let mut include = Patterns::of(&selection.include, "include");
        let mut exclude = Patterns::of(&selection.exclude, "exclude");
        let paths_at = SourceLocation::root(FileId::default()).child("paths");
        let mut dropped = HashSet::new();
        let mut ids = Vec::new();
        self.api.paths.paths.retain(|path, item| {
            let ReferenceOr::Item(item) = item else {
                return true;
            };
            let item_at = extension::location(&item.extensions);
            let item_at = item_at.unwrap_or_else(|| paths_at.child(path));
            let mut is_kept = false;
            for method in METHODS {
                let Some(slot) = method_slot(item, method) else {
                    continue;
                };
                let Some(operation) = slot else { continue };
                ids.extend(operation.operation_id.clone());
                // Both are asked, so that each learns which of its patterns match something.
                let (included, excluded) = (
                    include.matches(path, method, operation),
                    exclude.matches(path, method, operation),
                );
                if (included || selection.include.is_empty()) && !excluded {
                    is_kept = true;
                } else {
                    let at = extension::location(&operation.extensions);
                    dropped.insert(at.unwrap_or_else(|| item_at.child(method)));
                    *slot = None;
                }
            }
            if !is_kept {
                dropped.insert(item_at);
            }
            is_kept
        });
        for pattern in include.unmatched().chain(exclude.unmatched()) {
            let Pattern { list, text, .. } = pattern;
            let message = format!("no operation matches `{text}` of {list}");
            let near = closest(text, ids.iter().map(String::as_str));
            let warning = diagnostics.warning(code::UNMATCHED_SELECTOR, paths_at.clone(), message);
            if let Some(near) = near {
                warning.hint(format!("did you mean `{near}`?"));
            }
        }
        dropped
    }

    /// Leaves out the components that no operation needs; adds where they stand to `dropped`, and gives back where those
    /// stand that are kept.
    fn drop_components(
        &mut self,
        dropped: &mut HashSet<SourceLocation>,
    ) -> HashSet<SourceLocation> {
        let roots = serde_json::to_value(&self.api.paths).unwrap_or_default();
        let Some(components) = &mut self.api.components else {
            return HashSet::new();
        };
        let mut graph = Graph::default();
        graph.add(ComponentKind::Schema, &components.schemas);
        graph.add(ComponentKind::Response, &components.responses);
        graph.add(ComponentKind::Parameter, &components.parameters);
        graph.add(ComponentKind::RequestBody, &components.request_bodies);
        graph.add(ComponentKind::Header, &components.headers);
        let reached = graph.reached_from(&roots);
        let registry = &self.registry;
        let mut kept = HashSet::new();
        let mut keeps = |kind: ComponentKind, key: &str| {
            let is_reached = reached.contains(&(kind, key.to_owned()));
            let locations = if is_reached { &mut kept } else { &mut *dropped };
            locations.insert(registry.location(kind, key));
            is_reached
        };
        (components.schemas).retain(|key, _| keeps(ComponentKind::Schema, key));
        (components.responses).retain(|key, _| keeps(ComponentKind::Response, key));
        (components.parameters).retain(|key, _| keeps(ComponentKind::Parameter, key));
        (components.request_bodies).retain(|key, _| keeps(ComponentKind::RequestBody, key));
        (components.headers).retain(|key, _| keeps(ComponentKind::Header, key));
        kept
    }
}

/// Whether a diagnostic is about something that was dropped, and about nothing inside it that was kept.
fn is_about(
    diagnostic: &Diagnostic,
    dropped: &HashSet<SourceLocation>,
    kept: &HashSet<SourceLocation>,
) -> bool {
    let Some(at) = &diagnostic.at else {
        return false;
    };
    // The innermost of what holds the place decides.
    let mut pointer = at.pointer.as_str();
    loop {
        let around = SourceLocation {
            file: at.file,
            pointer: pointer.to_owned(),
        };
        if kept.contains(&around) {
            return false;
        }
        if dropped.contains(&around) {
            return true;
        }
        match pointer.rfind('/') {
            Some(end) => pointer = &pointer[..end],
            None => return false,
        }
    }
}

/// The patterns of one table of `codegen.toml`.
struct Patterns {
    tags: Vec<Pattern>,
    paths: Vec<Pattern>,
    operations: Vec<Pattern>,
}

struct Pattern {
    /// Where it stands: `include.tags`.
    list: String,
    text: String,
    wild: WildMatch,
    has_matched: bool,
}

impl Patterns {
    fn of(selectors: &Selectors, table: &str) -> Self {
        let patterns = |list: &str, texts: &[String]| {
            let texts = texts.iter();
            let patterns = texts.map(|text| Pattern {
                list: format!("`{table}.{list}`"),
                text: text.clone(),
                wild: WildMatch::new(text),
                has_matched: false,
            });
            patterns.collect()
        };
        Self {
            tags: patterns("tags", &selectors.tags),
            paths: patterns("paths", &selectors.paths),
            operations: patterns("operations", &selectors.operations),
        }
    }

    /// Whether one of the patterns matches the operation; each that does is marked.
    fn matches(&mut self, path: &str, method: &str, operation: &Operation) -> bool {
        let request_line = format!("{} {path}", method.to_uppercase());
        let id = operation.operation_id.as_deref();
        let mark = |patterns: &mut [Pattern], names: &[&str]| {
            let mut any = false;
            for pattern in patterns {
                if names.iter().any(|name| pattern.wild.matches(name)) {
                    pattern.has_matched = true;
                    any = true;
                }
            }
            any
        };
        let tags: Vec<&str> = operation.tags.iter().map(String::as_str).collect();
        let names: Vec<&str> = id.into_iter().chain([request_line.as_str()]).collect();
        let by_tag = mark(&mut self.tags, &tags);
        let by_path = mark(&mut self.paths, &[path]);
        let by_name = mark(&mut self.operations, &names);
        by_tag || by_path || by_name
    }

    fn unmatched(&self) -> impl Iterator<Item = &Pattern> {
        let all = [&self.tags, &self.paths, &self.operations];
        let all = all.into_iter().flatten();
        all.filter(|pattern| !pattern.has_matched)
    }
}

type Component = (ComponentKind, String);

/// Which components need which.
#[derive(Default)]
struct Graph {
    needs: HashMap<Component, Vec<Component>>,
    /// The components that extend another, by the other: where that has a discriminator, they are what it may be.
    extensions: Vec<(Component, Component)>,
    has_discriminator: HashSet<Component>,
}

impl Graph {
    fn add<T: Serialize>(&mut self, kind: ComponentKind, components: &IndexMap<String, T>) {
        for (key, component) in components {
            let value = serde_json::to_value(component).unwrap_or_default();
            let component = (kind, key.clone());
            if value.get("discriminator").is_some() {
                self.has_discriminator.insert(component.clone());
            }
            let bases = value.get("allOf").and_then(Value::as_array);
            for base in bases.into_iter().flatten() {
                if let Some(base) = base.get("$ref").and_then(Value::as_str).and_then(target) {
                    self.extensions.push((base, component.clone()));
                }
            }
            self.needs.insert(component, needed(&value));
        }
    }

    /// The components that a value needs, those which these need included.
    fn reached_from(mut self, roots: &Value) -> HashSet<Component> {
        for (base, extension) in std::mem::take(&mut self.extensions) {
            if self.has_discriminator.contains(&base) {
                self.needs.entry(base).or_default().push(extension);
            }
        }
        let mut reached = HashSet::new();
        let mut waiting = needed(roots);
        while let Some(component) = waiting.pop() {
            if let Some(needs) = self.needs.get(&component)
                && reached.insert(component)
            {
                waiting.extend(needs.iter().cloned());
            }
        }
        reached
    }
}

/// The components that a value refers to itself.
fn needed(value: &Value) -> Vec<Component> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("$ref", Value::String(reference)) => found.extend(target(reference)),
                        ("mapping", Value::Object(mapping)) => {
                            // A name that is no reference is the key of a schema.
                            let names = mapping.values().filter_map(Value::as_str);
                            found.extend(
                                names.map(|name| target(name).unwrap_or_else(|| schema(name))),
                            );
                        }
                        (extension::PREFIX_ITEMS, Value::Array(keys)) => {
                            let keys = keys.iter().filter_map(Value::as_str);
                            found.extend(keys.map(schema));
                        }
                        _ => {}
                    }
                    waiting.push(value);
                }
            }
            _ => {}
        }
    }
    found
}

fn schema(key: &str) -> Component {
    (ComponentKind::Schema, key.to_owned())
}

/// The component that a reference leads to.
fn target(reference: &str) -> Option<Component> {
    ComponentKind::ALL.into_iter().find_map(|kind| {
        let key = component_key(kind, reference)?;
        Some((kind, key.to_owned()))
    })
}
