//! Dynamic references (JSON Schema 2020-12, section 8.2.3.2).
//!
//! The target of `$dynamicRef: "#item"` depends on the references that lead to it: the outermost schema on the way that has
//! a `$dynamicAnchor: item` determines it. A document writes generics with it: `NumberPage` refers to `Page` and has the anchor,
//! and the items of that page are numbers. So a schema that refers to another one whose dynamic references it changes gets
//! a copy of that schema. The nodes of a copy have locations below the `$ref` that it replaces, where the document has none.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use openapiv3::{ReferenceOr, Schema};

use super::component_kind::ComponentKind;
use super::dynamic_scope::{Bindings, Copy, add_inner};
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;
use crate::location::{FileId, SourceLocation};
use crate::value::{Members, Value};

/// The maximum number of copies in a document.
const MAX_COPIES: usize = 1000;

/// The maximum number of copies inside each other.
const MAX_DEPTH: usize = 32;

/// The keywords beside a `$ref` that leave the schema the same as its target.
const NEUTRAL: [&str; 14] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$ref",
    "$schema",
    "default",
    "definitions",
    "deprecated",
    "description",
    "example",
    "examples",
    "title",
];

impl<'d> Lowerer<'d> {
    /// Lowers a schema inside another one, whose dynamic anchors it sees.
    pub(super) fn with_anchors_of<T>(
        &mut self,
        members: &Members,
        at: &PointerPath<'_>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = self.dynamic.bindings.len();
        let anchors = dynamic_anchors(members, || at.location());
        add_inner(&mut self.dynamic.bindings, anchors);
        let lowered = lower(self);
        self.dynamic.bindings.truncate(outer);
        lowered
    }

    /// The target of `$dynamicRef`.
    pub(super) fn dynamic_reference(
        &mut self,
        reference: &str,
        at: &PointerPath<'_>,
    ) -> Option<String> {
        let name = reference.strip_prefix('#').unwrap_or_default();
        let mut bindings = self.dynamic.bindings.iter();
        let Some((_, target)) = bindings.find(|(bound, _)| bound == name).cloned() else {
            return self.reference(ComponentKind::Schema, reference, at);
        };
        let key = self.key_at(ComponentKind::Schema, target);
        Some(format!("#/components/schemas/{key}"))
    }

    /// A copy of the target of `$ref`, or a reference to the schema that is equal to it; `None` if no dynamic anchor around the
    /// reference changes the target.
    pub(super) fn instance(
        &mut self,
        reference: &str,
        members: &Members,
        at: &PointerPath<'_>,
    ) -> Option<ReferenceOr<Schema>> {
        if self.dynamic.bindings.is_empty() {
            return None;
        }
        let here = at.location();
        let at_reference = here.child("$ref");
        let source = self.source(&at_reference);
        let target = self.document.resolve_in_schema(&source, reference).ok()?;
        let bindings = self.bindings_for(&target);
        if bindings.is_empty() {
            return None;
        }
        let is_copy = |name: &String| NEUTRAL.contains(&name.as_str()) || name.starts_with("x-");
        let is_copy = members.keys().all(is_copy);
        let instance = (target, bindings);
        let place = if is_copy { here } else { at_reference.clone() };
        let known = self.dynamic.instances.get(&instance).cloned();
        if let Some(known) = known.filter(|known| *known != place) {
            let key = self.key_at(ComponentKind::Schema, known);
            let reference = format!("#/components/schemas/{key}");
            return Some(ReferenceOr::Reference { reference });
        }
        if self.dynamic.copies.len() >= MAX_COPIES || self.dynamic.depth >= MAX_DEPTH {
            let message =
                "the dynamic references of the target are followed without this reference";
            self.diagnostics
                .warning(code::UNSUPPORTED_COMPOSITION, at_reference, message)
                .hint("refer to fewer schemas with a `$dynamicAnchor`");
            return None;
        }
        self.dynamic.instances.insert(instance.clone(), place);
        let (target, bindings) = instance;
        let copy = Copy {
            at: at_reference,
            source: target,
            bindings,
        };
        self.dynamic.copies.push(copy.clone());
        self.lower_copy(copy)
    }

    fn lower_copy(&mut self, copy: Copy) -> Option<ReferenceOr<Schema>> {
        let value = self.document.get(&copy.source)?;
        let outer = std::mem::replace(&mut self.dynamic.bindings, copy.bindings);
        self.dynamic.depth += 1;
        let schema = self.schema(value, &PointerPath::root(&copy.at));
        self.dynamic.depth -= 1;
        self.dynamic.bindings = outer;
        Some(schema)
    }

    /// The bindings of the current scope that change a schema.
    fn bindings_for(&mut self, target: &SourceLocation) -> Bindings {
        let used = self.anchors_used(target);
        let own = self.document.get(target).and_then(Value::as_object);
        let own = own.map(|members| dynamic_anchors(members, || target.clone()));
        let own = own.unwrap_or_default();
        let bindings = self.dynamic.bindings.iter();
        let changes = |binding: &&(String, SourceLocation)| {
            used.contains(&binding.0) && !own.contains(binding)
        };
        bindings.filter(changes).cloned().collect()
    }

    /// The names of the dynamic anchors that a schema refers to, itself or through references.
    fn anchors_used(&mut self, target: &SourceLocation) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.dynamic.used.get(target) {
            return Rc::clone(known);
        }
        let mut used = BTreeSet::new();
        let mut seen = HashSet::from([target.clone()]);
        let mut waiting = vec![target.clone()];
        while let Some(at) = waiting.pop() {
            let Some(value) = self.document.get(&at) else {
                continue;
            };
            for (keyword, place, reference) in references(value, &at) {
                if keyword == "$dynamicRef" {
                    used.extend(reference.strip_prefix('#').map(str::to_owned));
                } else if let Ok(next) = self.document.resolve_in_schema(&place, reference)
                    && seen.insert(next.clone())
                {
                    waiting.push(next);
                }
            }
        }
        let used = Rc::new(used);
        self.dynamic.used.insert(target.clone(), Rc::clone(&used));
        used
    }

    /// The location in the document of a node that may be in a copy.
    pub(super) fn source(&self, at: &SourceLocation) -> SourceLocation {
        let Some((copy, rest)) = self.dynamic.copy_around(at) else {
            return at.clone();
        };
        let mut source = copy.source.clone();
        source.pointer.push_str(rest);
        source
    }

    /// The file that references in a node are relative to.
    pub(super) fn source_file(&self, at: &PointerPath<'_>) -> FileId {
        if self.dynamic.copies.is_empty() {
            return at.file();
        }
        self.source(&at.location()).file
    }

    /// Lowers a hoisted schema, which may be in a copy.
    pub(super) fn hoisted_schema(&mut self, at: &SourceLocation) -> Option<ReferenceOr<Schema>> {
        let source = self.source(at);
        let value = self.document.get(&source)?;
        self.dynamic.bindings = self.bindings_around(at);
        let schema = self.schema(value, &PointerPath::root(at));
        self.dynamic.bindings.clear();
        Some(schema)
    }

    /// The dynamic anchors that a schema sees at its place in the document or in a copy.
    fn bindings_around(&self, at: &SourceLocation) -> Bindings {
        let copy = self.dynamic.copy_around(at).map(|(copy, _)| copy);
        let mut bindings = copy.map_or_else(Bindings::new, |copy| copy.bindings.clone());
        let first = copy.map_or(0, |copy| copy.at.pointer.len());
        let pointer = at.pointer.get(first..).unwrap_or_default();
        for (end, _) in pointer.match_indices('/') {
            let outer = SourceLocation {
                file: at.file,
                pointer: at.pointer[..first + end].to_owned(),
            };
            let value = self.document.get(&self.source(&outer));
            if let Some(members) = value.and_then(Value::as_object) {
                add_inner(&mut bindings, dynamic_anchors(members, || outer.clone()));
            }
        }
        bindings
    }
}

/// The dynamic anchors of a schema and of its definitions, which apply to whatever it refers to.
fn dynamic_anchors(members: &Members, at: impl Fn() -> SourceLocation) -> Bindings {
    let name = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let mut anchors = Vec::new();
    if let Some(own) = name(members.get("$dynamicAnchor")) {
        anchors.push((own, at()));
    }
    for keyword in ["$defs", "definitions"] {
        let definitions = members.get(keyword).and_then(Value::as_object);
        for (key, definition) in definitions.into_iter().flatten() {
            if let Some(anchor) = name(definition.get("$dynamicAnchor")) {
                anchors.push((anchor, at().child(keyword).child(key)));
            }
        }
    }
    anchors
}

/// The references in a schema: the keyword, the location and the text of each.
fn references<'v>(
    root: &'v Value,
    at: &SourceLocation,
) -> Vec<(&'static str, SourceLocation, &'v str)> {
    let mut found = Vec::new();
    let mut waiting = vec![(at.clone(), root)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                for keyword in ["$ref", "$dynamicRef"] {
                    if let Some(reference) = members.get(keyword).and_then(Value::as_str) {
                        found.push((keyword, at.child(keyword), reference));
                    }
                }
                waiting.extend(members.iter().map(|(key, value)| (at.child(key), value)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                waiting.extend(items.map(|(index, value)| (at.item(index), value)));
            }
            _ => {}
        }
    }
    found
}
