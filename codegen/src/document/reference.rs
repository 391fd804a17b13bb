//! Resolution of `$ref` (OpenAPI 3.1.1, section 4.6; RFC 6901, section 6).

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::value::Value;

use super::error::ReferenceError;
use super::identifiers::Identifiers;
use super::model::Document;
use super::pointer::{parse_pointer, percent_decode};
use super::suggest::closest;
use crate::diagnostic::code;
use crate::location::{FileId, SourceLocation};

/// The maximum number of references to follow for one reference. References that lead through each other multiply.
const MAX_HOPS: usize = 32;

impl Document {
    /// Returns the location of the node that a reference in a file names. The node may be a reference itself.
    ///
    /// The location is the same for every spelling of a reference: if a pointer leads through other references, the result is
    /// the canonical pointer of the node.
    ///
    /// # Errors
    ///
    /// Returns a [`ReferenceError`] if there is no such node, or if its file was not opened.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<SourceLocation, ReferenceError> {
        self.resolve_within(from, reference, &Cell::new(MAX_HOPS))
    }

    /// Returns the location of the node that a reference in a schema names, which may be the `$id` of another schema.
    ///
    /// # Errors
    ///
    /// Returns a [`ReferenceError`] like [`Document::resolve`].
    pub fn resolve_in_schema(
        &self,
        from: &SourceLocation,
        reference: &str,
    ) -> Result<SourceLocation, ReferenceError> {
        // Authors of OpenAPI documents mean `#/...` relative to the file, also in a schema with an `$id`.
        let is_file_pointer = reference.starts_with("#/");
        if !is_file_pointer && let Some(found) = self.identified(from, reference) {
            return Ok(found);
        }
        let resolved = self.resolve(from.file, reference);
        match resolved {
            Err(error) if is_file_pointer => self.identified(from, reference).ok_or(error),
            resolved => resolved,
        }
    }

    fn resolve_within(
        &self,
        from: FileId,
        reference: &str,
        hops: &Cell<usize>,
    ) -> Result<SourceLocation, ReferenceError> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() {
            from
        } else {
            match self.files.get(&(from, file.to_owned())) {
                Some(found) => found.clone()?,
                None => return Err(self.unresolved(from, reference, fragment)),
            }
        };
        let decoded = percent_decode(fragment);
        let tokens = parse_pointer(&decoded);
        let root = || SourceLocation::root(file);
        let found = tokens.and_then(|tokens| self.walk(root(), &tokens, hops));
        found
            .or_else(|| self.walk(root(), &parse_pointer(fragment)?, hops))
            .or_else(|| self.identifiers().anchor(&root(), fragment))
            .ok_or_else(|| self.unresolved(file, reference, &decoded))
    }

    /// Resolves a reference of the form `#/...` relative to the nearest enclosing node instead of the root.
    ///
    /// A schema that was pasted into a document brings along its `$defs` and references relative to itself.
    #[must_use]
    pub fn resolve_enclosing(
        &self,
        at: &SourceLocation,
        reference: &str,
    ) -> Option<SourceLocation> {
        let tokens = parse_pointer(&percent_decode(reference.strip_prefix('#')?))?;
        let mut around = at.pointer.as_str();
        while let Some((outer, _)) = around.rsplit_once('/') {
            around = outer;
            let base = parse_pointer(outer)?;
            let path: Vec<String> = base.into_iter().chain(tokens.iter().cloned()).collect();
            if let Some(found) =
                self.walk(SourceLocation::root(at.file), &path, &Cell::new(MAX_HOPS))
            {
                return Some(found);
            }
        }
        None
    }

    /// Returns the nearest enclosing schema with `$recursiveAnchor: true`, the target of `$recursiveRef: "#"` if no schema of
    /// the same kind refers to it (JSON Schema 2019-09, section 8.2.4.2).
    #[must_use]
    pub fn recursive_anchor(&self, at: &SourceLocation) -> Option<SourceLocation> {
        let mut around = at.pointer.as_str();
        while let Some((outer, _)) = around.rsplit_once('/') {
            around = outer;
            let location = SourceLocation {
                file: at.file,
                pointer: outer.to_owned(),
            };
            if self.get(&location)?.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                return Some(location);
            }
        }
        None
    }

    /// Follows the tokens of a pointer from a node, and the references on the way.
    fn walk(
        &self,
        root: SourceLocation,
        tokens: &[String],
        hops: &Cell<usize>,
    ) -> Option<SourceLocation> {
        let mut value = self.get(&root)?;
        let mut location = root;
        for token in tokens {
            let mut found = value.child(token);
            while found.is_none() {
                let reference = value.get("$ref")?.as_str()?;
                hops.set(hops.get().checked_sub(1)?);
                location = self.resolve_within(location.file, reference, hops).ok()?;
                value = self.get(&location)?;
                found = value.child(token);
            }
            value = found?;
            location = location.child(token);
        }
        Some(location)
    }

    /// Returns the schema with an `$id` or an anchor that a reference in a schema names.
    fn identified(&self, from: &SourceLocation, reference: &str) -> Option<SourceLocation> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        let root = self.identifiers().resource(from, uri);
        match root {
            _ if uri.is_empty() && !is_pointer => self.identifiers().anchor(from, fragment),
            Some(root) if is_pointer => {
                let tokens = parse_pointer(&percent_decode(fragment))?;
                self.walk(root, &tokens, &Cell::new(MAX_HOPS))
            }
            Some(root) => self.identifiers().anchor(&root, fragment),
            None => None,
        }
    }

    fn identifiers(&self) -> &Identifiers {
        self.identifiers
            .get_or_init(|| Identifiers::find(&self.values))
    }

    fn unresolved(&self, file: FileId, reference: &str, pointer: &str) -> ReferenceError {
        ReferenceError {
            code: code::UNRESOLVED_REFERENCE,
            message: format!("unresolved reference `{reference}`"),
            hint: self.suggestion(file, reference, pointer),
        }
    }

    /// Returns `true` if the budget allows comparing this many names.
    fn may_compare(&self, names: usize) -> bool {
        let update = |left: usize| left.checked_sub(names);
        let order = Ordering::Relaxed;
        self.comparisons.fetch_update(order, order, update).is_ok()
    }

    /// Suggests a reference: the most similar name in the last node that exists.
    fn suggestion(&self, file: FileId, reference: &str, pointer: &str) -> Option<String> {
        if !reference.contains('#') {
            let component = SourceLocation::root(FileId::default())
                .child("components")
                .child("schemas")
                .child(reference);
            return self
                .get(&component)
                .map(|_| format!("use `#{}`", component.pointer));
        }
        let tokens = parse_pointer(pointer)?;
        let mut value = self.file(file)?;
        let mut parent = SourceLocation::root(file);
        for token in &tokens {
            if let Some(child) = value.child(token) {
                value = child;
                parent = parent.child(token);
                continue;
            }
            let names = value.as_object()?;
            let meant = self
                .may_compare(names.len())
                .then(|| closest(token, names.keys().map(String::as_str)))
                .flatten();
            return Some(match meant {
                Some(name) => format!(
                    "a similar definition exists: `#{}`",
                    parent.child(name).pointer
                ),
                None => format!("`#{}` has no member `{token}`", parent.pointer),
            });
        }
        None
    }
}
