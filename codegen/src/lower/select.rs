//! Selection of operations: removes the others, and the components that only they need.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{Operation, ReferenceOr};
use serde::Serialize;
use serde_json::Value;
use wildmatch::WildMatch;

use super::component_kind::{ComponentKind, component_key};
use super::facts::Facts;
use super::lowered::Lowered;
use super::path::{METHODS, method_slot};
use super::registry::Registry;
use crate::config::{Options, Selectors};
use crate::diagnostic::{Diagnostic, Diagnostics, code};
use crate::document::closest;
use crate::location::{FileId, SourceLocation};

impl Lowered {
    /// Removes the operations that are not selected, the components that no other operation needs, and the diagnostics about
    /// both. Reports patterns without a match.
    pub fn select(&mut self, options: &Options, diagnostics: &mut Diagnostics) {
        if options.selection.is_everything() {
            return;
        }
        let mut dropped = self.drop_operations(options, diagnostics);
        let kept = self.drop_components(&mut dropped);
        diagnostics.retain(|diagnostic| {
            let at = diagnostic.at.as_ref();
            !at.is_some_and(|at| is_dropped(at, &dropped, &kept))
        });
        self.facts
            .retain_schemas(|at| !is_dropped(at, &dropped, &kept));
    }

    /// Removes operations; returns their locations.
    fn drop_operations(
        &mut self,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> HashSet<SourceLocation> {
        let selection = &options.selection;
        let mut include = Patterns::of(&selection.include, INCLUDE);
        let mut exclude = Patterns::of(&selection.exclude, EXCLUDE);
        let paths_at = SourceLocation::root(FileId::default()).child("paths");
        let mut dropped = HashSet::new();
        let mut names = Names::default();
        let facts = &self.facts;
        self.api.paths.paths.retain(|path, item| {
            let ReferenceOr::Item(item) = item else {
                return true;
            };
            let item_place = paths_at.child(path);
            let mut is_kept = false;
            for method in METHODS {
                let Some(slot) = method_slot(item, method) else {
                    continue;
                };
                let Some(operation) = slot else { continue };
                names.add(path, method, operation);
                // Both are evaluated, since each records which of its patterns match.
                let (included, excluded) = (
                    include.matches(path, method, operation),
                    exclude.matches(path, method, operation),
                );
                if (included || selection.include.is_empty()) && !excluded {
                    is_kept = true;
                } else {
                    dropped.insert(facts.location_of(item_place.child(method)));
                    *slot = None;
                }
            }
            if !is_kept {
                dropped.insert(facts.location_of(item_place));
            }
            is_kept
        });
        for pattern in include.unmatched().chain(exclude.unmatched()) {
            diagnostics.push(unmatched(pattern, &names, options));
        }
        dropped
    }

    /// Removes the components that no operation needs. Adds their locations to `dropped`, and returns those of the kept ones.
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
        let registry = &self.registry;
        let mut roots = needed(&roots);
        graph.add_references_of_facts(&self.facts, registry, dropped, &mut roots);
        let reached = graph.reached_from(roots);
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

/// Returns `true` if a node is in a dropped node, and not in a kept one inside it.
fn is_dropped(
    at: &SourceLocation,
    dropped: &HashSet<SourceLocation>,
    kept: &HashSet<SourceLocation>,
) -> bool {
    // The innermost enclosing node decides.
    let decisive = enclosing(at).find(|at| kept.contains(at) || dropped.contains(at));
    decisive.is_some_and(|at| !kept.contains(&at))
}

/// A location and those of the nodes around it, from the inside out.
fn enclosing(at: &SourceLocation) -> impl Iterator<Item = SourceLocation> {
    std::iter::successors(Some(at.clone()), |inner| {
        let end = inner.pointer.rfind('/')?;
        Some(SourceLocation {
            file: inner.file,
            pointer: inner.pointer[..end].to_owned(),
        })
    })
}

/// The lists of `include` and `exclude`: of tags, of paths and of operations.
const INCLUDE: [&str; 3] = ["include.tags", "include.paths", "include.operations"];
const EXCLUDE: [&str; 3] = ["exclude.tags", "exclude.paths", "exclude.operations"];

/// The patterns of one table of `codegen.toml`.
struct Patterns {
    tags: Vec<Pattern>,
    paths: Vec<Pattern>,
    operations: Vec<Pattern>,
}

struct Pattern {
    /// The list that contains it: `include.tags`.
    list: &'static str,
    text: String,
    wild: WildMatch,
    has_matched: bool,
}

impl Patterns {
    fn of(selectors: &Selectors, [tags, paths, operations]: [&'static str; 3]) -> Self {
        let patterns = |list: &'static str, texts: &[String]| {
            let texts = texts.iter();
            let patterns = texts.map(|text| Pattern {
                list,
                text: text.clone(),
                wild: WildMatch::new(text),
                has_matched: false,
            });
            patterns.collect()
        };
        Self {
            tags: patterns(tags, &selectors.tags),
            paths: patterns(paths, &selectors.paths),
            operations: patterns(operations, &selectors.operations),
        }
    }

    /// Returns `true` if a pattern matches the operation. Marks each pattern that does.
    fn matches(&mut self, path: &str, method: &str, operation: &Operation) -> bool {
        let request_line = request_line(method, path);
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

/// The names that patterns can match.
#[derive(Default)]
struct Names {
    tags: BTreeSet<String>,
    paths: BTreeSet<String>,
    operations: BTreeSet<String>,
}

impl Names {
    fn add(&mut self, path: &str, method: &str, operation: &Operation) {
        self.tags.extend(operation.tags.iter().cloned());
        self.paths.insert(path.to_owned());
        self.operations.extend(operation.operation_id.clone());
        self.operations.insert(request_line(method, path));
    }
}

fn request_line(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_uppercase())
}

/// Returns the diagnostic for a pattern that matches no operation, with the most similar name.
fn unmatched(pattern: &Pattern, names: &Names, options: &Options) -> Diagnostic {
    let Pattern { list, text, .. } = pattern;
    let (names, noun) = match list.rsplit_once('.') {
        Some((_, "tags")) => (&names.tags, "tag"),
        Some((_, "paths")) => (&names.paths, "path"),
        _ => (&names.operations, "operation"),
    };
    let message = format!("no operation matches `{text}` of `{list}`");
    let mut diagnostic = options.unmatched(code::UNMATCHED_SELECTOR, (list, text), message);
    if let Some(near) = closest(text, names.iter().map(String::as_str)) {
        diagnostic.hint(format!("a similar {noun} exists: `{near}`"));
    }
    diagnostic
}

type Component = (ComponentKind, String);

/// The components that each component needs.
#[derive(Default)]
struct Graph {
    needs: HashMap<Component, Vec<Component>>,
    /// Pairs of a component and one that extends it, which a base with a discriminator needs.
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

    /// Adds the items of tuples and the schemas of embedded JSON, which the model does not hold: to the components around each, or to
    /// `roots` if it is in an operation that is kept.
    fn add_references_of_facts(
        &mut self,
        facts: &Facts,
        registry: &Registry,
        dropped: &HashSet<SourceLocation>,
        roots: &mut Vec<Component>,
    ) {
        let components: HashMap<SourceLocation, Component> = self
            .needs
            .keys()
            .map(|component| {
                (
                    registry.location(component.0, &component.1),
                    component.clone(),
                )
            })
            .collect();
        for (at, keys) in facts.references() {
            let items = keys.iter().map(|key| schema(key));
            let enclosing: Vec<SourceLocation> = enclosing(at).collect();
            let holders: Vec<&Component> = enclosing
                .iter()
                .filter_map(|at| components.get(at))
                .collect();
            for holder in &holders {
                self.needs
                    .entry((*holder).clone())
                    .or_default()
                    .extend(items.clone());
            }
            if holders.is_empty() && !enclosing.iter().any(|at| dropped.contains(at)) {
                roots.extend(items);
            }
        }
    }

    /// The components that are needed directly or indirectly.
    fn reached_from(mut self, roots: Vec<Component>) -> HashSet<Component> {
        for (base, extension) in std::mem::take(&mut self.extensions) {
            if self.has_discriminator.contains(&base) {
                self.needs.entry(base).or_default().push(extension);
            }
        }
        let mut reached = HashSet::new();
        let mut waiting = roots;
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

/// The components that a value refers to directly.
fn needed(value: &Value) -> Vec<Component> {
    let mut components = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("$ref", Value::String(reference)) => components.extend(target(reference)),
                        ("mapping", Value::Object(mapping)) => {
                            // A name that is not a reference is the key of a schema.
                            let names = mapping.values().filter_map(Value::as_str);
                            components.extend(
                                names.map(|name| target(name).unwrap_or_else(|| schema(name))),
                            );
                        }
                        _ => {}
                    }
                    waiting.push(value);
                }
            }
            _ => {}
        }
    }
    components
}

fn schema(key: &str) -> Component {
    (ComponentKind::Schema, key.to_owned())
}

/// The target of a reference.
fn target(reference: &str) -> Option<Component> {
    ComponentKind::ALL.into_iter().find_map(|kind| {
        let key = component_key(kind, reference)?;
        Some((kind, key.to_owned()))
    })
}
