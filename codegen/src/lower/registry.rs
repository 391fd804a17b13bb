//! The keys and locations of components.

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::component_kind::ComponentKind;
use crate::document::parse_pointer;
use crate::location::{FileId, SourceLocation};

/// The component keys in use, and the locations of hoisted components.
#[derive(Debug, Default)]
pub(super) struct Registry {
    keys: HashMap<ComponentKind, HashSet<String>>,
    hoisted: HashMap<(ComponentKind, SourceLocation), String>,
    origins: HashMap<(ComponentKind, String), SourceLocation>,
    waiting: VecDeque<HoistedComponent>,
    /// The first number that may be free for a key with this base.
    numbers: HashMap<(ComponentKind, String), usize>,
}

/// A component to lower from another place in the document.
#[derive(Debug)]
pub(super) struct HoistedComponent {
    pub(super) kind: ComponentKind,
    pub(super) at: SourceLocation,
    pub(super) key: String,
}

impl Registry {
    /// Reserves the keys of the root file's own components.
    pub(super) fn add_keys(&mut self, kind: ComponentKind, keys: impl Iterator<Item = String>) {
        self.keys.insert(kind, keys.collect());
    }

    /// The next hoisted component to lower.
    pub(super) fn next_hoisted(&mut self) -> Option<HoistedComponent> {
        self.waiting.pop_front()
    }

    /// The location of a hoisted component; `None` for one of the root file's own.
    pub(super) fn origin(&self, kind: ComponentKind, key: &str) -> Option<&SourceLocation> {
        self.origins.get(&(kind, key.to_owned()))
    }

    /// The location of a component in the document.
    pub(super) fn location(&self, kind: ComponentKind, key: &str) -> SourceLocation {
        self.origin(kind, key).cloned().unwrap_or_else(|| {
            SourceLocation::root(FileId::default())
                .child("components")
                .child(kind.as_str())
                .child(key)
        })
    }

    /// Returns `true` if a component of this key exists.
    pub(super) fn contains(&self, kind: ComponentKind, key: &str) -> bool {
        self.keys.get(&kind).is_some_and(|keys| keys.contains(key))
    }

    /// The key of the component at a location; hoists it if it is not a component yet.
    pub(super) fn key_of(
        &mut self,
        kind: ComponentKind,
        at: SourceLocation,
        file_stem: &str,
    ) -> String {
        if let Some(key) = root_component(kind, &at)
            && self.contains(kind, &key)
        {
            return key;
        }
        let candidates = |at: &SourceLocation| candidates(at, file_stem);
        self.hoist(kind, at, candidates)
    }

    /// Hoists a schema that no reference leads to, under a given name.
    pub(super) fn key_of_named(&mut self, at: SourceLocation, name: &str) -> String {
        self.hoist(ComponentKind::Schema, at, |_| vec![simple_key(name)])
    }

    fn hoist(
        &mut self,
        kind: ComponentKind,
        at: SourceLocation,
        candidates: impl Fn(&SourceLocation) -> Vec<String>,
    ) -> String {
        let node = (kind, at);
        if let Some(key) = self.hoisted.get(&node) {
            return key.clone();
        }
        let key = self.take_key(kind, &candidates(&node.1));
        self.origins.insert((kind, key.clone()), node.1.clone());
        self.waiting.push_back(HoistedComponent {
            kind,
            at: node.1.clone(),
            key: key.clone(),
        });
        self.hoisted.insert(node, key.clone());
        key
    }

    /// Takes the first free one of these keys, or the last with a number.
    fn take_key(&mut self, kind: ComponentKind, candidates: &[String]) -> String {
        let keys = self.keys.entry(kind).or_default();
        let free = candidates.iter().find(|key| !keys.contains(*key)).cloned();
        let key = free.unwrap_or_else(|| {
            let last = candidates.last().map_or("", String::as_str);
            let number = self.numbers.entry((kind, last.to_owned())).or_insert(2);
            loop {
                let numbered = format!("{last}_{number}");
                *number += 1;
                if !keys.contains(&numbered) {
                    break numbered;
                }
            }
        });
        keys.insert(key.clone());
        key
    }
}

/// The key of a location that is a component of the root file.
fn root_component(kind: ComponentKind, location: &SourceLocation) -> Option<String> {
    if location.file != FileId::default() {
        return None;
    }
    match <[String; 3]>::try_from(parse_pointer(&location.pointer)?) {
        Ok([components, member, key]) if components == "components" && member == kind.as_str() => {
            Some(key)
        }
        _ => None,
    }
}

/// The tokens of pointers that are keywords, which make no names.
const STRUCTURE: [&str; 22] = [
    "components",
    "schemas",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "schema",
    "content",
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "requestBody",
    "headers",
    "$defs",
    "definitions",
    "additionalProperties",
    "prefixItems",
    "patternProperties",
    "securitySchemes",
];

/// Candidates for the key of the node at a location, the preferred one first. They depend on the location alone.
fn candidates(location: &SourceLocation, file_stem: &str) -> Vec<String> {
    let tokens = parse_pointer(&location.pointer).unwrap_or_default();
    let names: Vec<String> = tokens
        .iter()
        .filter(|token| !STRUCTURE.contains(&token.as_str()) && !is_media_type(token))
        .map(|token| simple_key(token))
        .collect();
    let parent = tokens.len().checked_sub(2).map(|at| tokens[at].as_str());
    let named = [
        "schemas",
        "$defs",
        "definitions",
        "parameters",
        "responses",
        "headers",
        "requestBodies",
    ];
    let own = tokens
        .last()
        .filter(|_| parent.is_some_and(|parent| named.contains(&parent)));
    // A node with a name of its own, in another file or in `$defs`, keeps that name.
    let own = own.filter(|own| own.parse::<usize>().is_err());
    let full = names.join("_");
    let mut candidates: Vec<String> = own.cloned().into_iter().collect();
    if !full.is_empty() {
        candidates.push(full.clone());
    }
    if location.file != FileId::default() && !file_stem.is_empty() {
        let with_file = [file_stem, &full]
            .map(str::trim)
            .into_iter()
            .filter(|part| !part.is_empty());
        candidates.push(with_file.collect::<Vec<_>>().join("_"));
    }
    if candidates.is_empty() {
        candidates.push("root".to_owned());
    }
    candidates.iter_mut().for_each(|key| *key = simple_key(key));
    candidates
}

fn is_media_type(token: &str) -> bool {
    let (kind, _) = token.split_once('/').unwrap_or_default();
    ["application", "text", "multipart", "image", "*"].contains(&kind)
}

/// A key in the characters that component keys may have (OpenAPI 3.0.3, "Components Object").
fn simple_key(name: &str) -> String {
    let allowed = |character: char| character.is_alphanumeric() || "._-".contains(character);
    let parts = name.split(|character| !allowed(character));
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}
