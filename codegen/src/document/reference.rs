//! Following `$ref` (OpenAPI 3.1.1, section 4.6; RFC 6901, section 6).

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::Ordering;

use serde_json::Value;

use super::Document;
use super::sources::unescape;
use crate::diagnostic::{Code, code};
use crate::location::{FileId, SourceLocation};

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceError {
    /// The kind of failure.
    pub code: Code,
    /// What is wrong, one line.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl std::fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReferenceError {}

/// How many references may be followed for one, in all: references that lead through each other would multiply.
const HOPS: usize = 32;

/// How different a name may be to be suggested: this much of its own length.
const SIMILARITY: f64 = 0.6;

impl Document {
    /// The node that a reference standing in a file leads to. The node may be a reference itself.
    ///
    /// The location is the same for every way of writing a reference to one node: a pointer that leads through references
    /// is given as the pointer to where the node really stands.
    ///
    /// # Errors
    ///
    /// When there is no such node, or it is in a file that was not opened: see [`ReferenceError::code`].
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<SourceLocation, ReferenceError> {
        self.resolve_within(from, reference, &Cell::new(HOPS))
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
        let found = tokens.and_then(|tokens| self.walk(file, &tokens, hops));
        found
            .or_else(|| self.walk(file, &parse_pointer(fragment)?, hops))
            .or_else(|| self.anchor(file, fragment))
            .ok_or_else(|| self.unresolved(file, reference, &decoded))
    }

    /// The node that a reference of the form `#/...` leads to from the nearest node around it, rather than from the root.
    ///
    /// A schema that was pasted into a document brings its `$defs` with it, and references that count from itself.
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
            if let Some(found) = self.walk(at.file, &path, &Cell::new(HOPS)) {
                return Some(found);
            }
        }
        None
    }

    /// The nearest schema around a node that says `$recursiveAnchor: true`, which is what `$recursiveRef: "#"` in it stands
    /// for when nothing refers to it from a schema of the same kind (JSON Schema 2019-09, section 8.2.4.2).
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

    /// Follows tokens down a file, and references on the way.
    fn walk(&self, file: FileId, tokens: &[String], hops: &Cell<usize>) -> Option<SourceLocation> {
        let mut location = SourceLocation::root(file);
        let mut value = self.file(file)?;
        for token in tokens {
            let mut found = child(value, token);
            while found.is_none() {
                let reference = value.get("$ref")?.as_str()?;
                hops.set(hops.get().checked_sub(1)?);
                location = self.resolve_within(location.file, reference, hops).ok()?;
                value = self.get(&location)?;
                found = child(value, token);
            }
            value = found?;
            location = location.child(token);
        }
        Some(location)
    }

    /// The node with an `$anchor` of this name (JSON Schema 2020-12, section 8.2.2).
    fn anchor(&self, file: FileId, name: &str) -> Option<SourceLocation> {
        if name.is_empty() || name.starts_with('/') {
            return None;
        }
        let all = self.anchors.get_or_init(|| {
            let files = self.values.iter().enumerate();
            files
                .map(|(index, value)| anchors(SourceLocation::root(FileId(index)), value))
                .collect()
        });
        all.get(file.0)?.get(name).cloned()
    }

    fn unresolved(&self, file: FileId, reference: &str, pointer: &str) -> ReferenceError {
        ReferenceError {
            code: code::UNRESOLVED_REFERENCE,
            message: format!("the reference `{reference}` leads nowhere"),
            hint: self.suggestion(file, reference, pointer),
        }
    }

    /// Whether there is time to look for a suggestion among so many names.
    fn may_compare(&self, names: usize) -> bool {
        let update = |left: usize| left.checked_sub(names);
        let order = Ordering::Relaxed;
        self.comparisons.fetch_update(order, order, update).is_ok()
    }

    /// The name that was probably meant: the most similar one beside where the pointer breaks off.
    fn suggestion(&self, file: FileId, reference: &str, pointer: &str) -> Option<String> {
        if !reference.contains('#') {
            let component = SourceLocation::root(FileId::default())
                .child("components")
                .child("schemas")
                .child(reference);
            return self
                .get(&component)
                .map(|_| format!("did you mean `#{}`?", component.pointer));
        }
        let tokens = parse_pointer(pointer)?;
        let mut value = self.file(file)?;
        let mut parent = SourceLocation::root(file);
        for token in &tokens {
            if let Some(child) = child(value, token) {
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
                Some(name) => format!("did you mean `#{}`?", parent.child(name).pointer),
                None => format!("there is no `{token}` in `#{}`", parent.pointer),
            });
        }
        None
    }
}

/// How many names are compared for suggestions, over all references of a document that lead nowhere.
pub(super) const COMPARISONS: usize = 100_000;

/// Longer names are not compared: that takes time that is quadratic in the length.
const LONGEST_NAME: usize = 100;

/// The name that is most like this one, where one is like it at all.
pub(crate) fn closest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let folded = name.to_lowercase();
    names
        .filter(|candidate| candidate.len() <= LONGEST_NAME)
        .map(|candidate| {
            let similarity =
                strsim::normalized_damerau_levenshtein(&folded, &candidate.to_lowercase());
            (candidate, similarity)
        })
        .filter(|(_, similarity)| *similarity >= SIMILARITY)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(candidate, _)| candidate)
}

/// The tokens of a JSON pointer with their escapes undone; `None` for what is no pointer.
#[must_use]
pub fn parse_pointer(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let tokens = pointer.strip_prefix('/')?.split('/');
    Some(tokens.map(|token| unescape(token).into_owned()).collect())
}

pub(super) fn child<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The nodes with an `$anchor`, by its name; of two with one name, that which stands last.
fn anchors(root: SourceLocation, value: &Value) -> HashMap<String, SourceLocation> {
    let mut found = HashMap::new();
    let mut waiting = vec![(root, value)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                let names = ["$anchor", "$dynamicAnchor"].map(|keyword| members.get(keyword));
                for name in names.into_iter().flatten().filter_map(Value::as_str) {
                    found.entry(name.to_owned()).or_insert_with(|| at.clone());
                }
                let children = members.iter().filter(|(_, child)| is_container(child));
                waiting.extend(children.map(|(key, child)| (at.child(key), child)));
            }
            Value::Array(items) => {
                let children = items
                    .iter()
                    .enumerate()
                    .filter(|(_, child)| is_container(child));
                waiting.extend(children.map(|(index, child)| (at.item(index), child)));
            }
            _ => {}
        }
    }
    found
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// Undoes percent-encoding (RFC 3986, section 2.1); what is no valid encoding stays as it is.
pub(super) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let encoded = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match encoded.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
