//! Two resolved models compared: what changed, by rule.
//!
//! Operations are matched first; their types are then walked side by side, which tells which definition became which and in
//! which directions each travels. Every pair of definitions is compared once, however many operations reach it.

mod annotation;
mod content;
mod definition;
mod enumeration;
mod operation;
mod parameter;
mod property;
mod relate;
mod rename;
mod security;
pub(super) mod show;
mod step;
mod union;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::change::{Direction, Effect, Silent, Wire};
use super::rule::Rule;
use crate::ir::{Api, TypeDef, TypeId};
use crate::location::Location;

/// A change as the models show it: not yet with the items of the crate that it explains.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) rule: &'static Rule,
    pub(super) subject: String,
    pub(super) message: String,
    pub(super) old: Option<Location>,
    pub(super) new: Option<Location>,
    pub(super) direction: Direction,
    pub(super) wire: Wire,
    pub(super) silent: Option<Silent>,
    /// Paths of items in the crate that it may have changed; `*` at the end stands for whatever follows.
    pub(super) explains: Vec<String>,
    /// The definitions that it is in, of which whatever reaches them is told.
    pub(super) holders: Vec<(Option<TypeId>, Option<TypeId>)>,
    /// The operations that it is in itself.
    pub(super) operations: BTreeSet<String>,
    /// A type that has another name: the old one and the new one.
    pub(super) renamed: Option<(String, String)>,
    /// A change of the same rule and message elsewhere is one with it.
    pub(super) is_general: bool,
    pub(super) softening: Option<String>,
}

/// Where a change is found, from which its parts are made.
#[derive(Debug, Clone, Default)]
struct Site {
    subject: String,
    old: Option<Location>,
    new: Option<Location>,
    direction: Direction,
    explains: Vec<String>,
    holders: (Option<TypeId>, Option<TypeId>),
    operations: BTreeSet<String>,
}

impl Site {
    fn found(&self, rule: &'static Rule, message: impl Into<String>, wire: Wire) -> Found {
        // What does not travel breaks nobody.
        let wire = if self.direction == Direction::default() {
            Wire::Compatible
        } else {
            wire
        };
        Found {
            rule,
            subject: self.subject.clone(),
            message: message.into(),
            old: self.old.clone(),
            new: self.new.clone(),
            direction: self.direction,
            wire,
            silent: None,
            explains: self.explains.clone(),
            holders: vec![self.holders],
            operations: self.operations.clone(),
            renamed: None,
            is_general: false,
            softening: None,
        }
    }

    fn effect(&self, rule: &'static Rule, message: impl Into<String>, effect: Effect) -> Found {
        self.found(rule, message, effect.wire(self.direction))
    }

    /// The same site, of which only the old document says something.
    fn only_old(&self) -> Self {
        Self {
            new: None,
            ..self.clone()
        }
    }

    /// The same site, of which only the new document says something.
    fn only_new(&self) -> Self {
        Self {
            old: None,
            ..self.clone()
        }
    }
}

/// The names of the definitions of a model.
type Names<'a> = BTreeMap<&'a str, TypeId>;

/// The work of comparing.
struct Comparer<'a> {
    old: &'a Api,
    new: &'a Api,
    names: (Names<'a>, Names<'a>),
    /// Which definition became which, with the directions in which both are used.
    pairs: IndexMap<(TypeId, TypeId), Direction>,
    /// What each renamed definition became, and what it came from.
    renamed: (BTreeMap<TypeId, TypeId>, BTreeMap<TypeId, TypeId>),
    /// Whether only what a document declares is valid: see [`Settings::strict`](super::Settings::strict).
    strict: bool,
    /// By a pair of which an alias is one, the items that are written with it.
    written_with: BTreeMap<(TypeId, TypeId), BTreeSet<String>>,
    found: Vec<Found>,
}

/// The changes from one model to another.
pub(super) fn compare(old: &Api, new: &Api, strict: bool) -> Result<Vec<Found>, Unmatched> {
    let mut comparer = Comparer {
        old,
        new,
        names: (names(old), names(new)),
        pairs: IndexMap::new(),
        renamed: Default::default(),
        strict,
        written_with: BTreeMap::new(),
        found: Vec::new(),
    };
    let operations = operation::matched(old, new);
    let is_related =
        !operations.pairs.is_empty() || comparer.shares_a_type() || old.title == new.title;
    if !is_related && !is_empty(old) && !is_empty(new) {
        return Err(Unmatched);
    }
    comparer.walk(&operations.pairs);
    comparer.pair_the_rest();
    comparer.operations(&operations);
    comparer.definitions();
    comparer.security();
    comparer.servers();
    comparer.document();
    Ok(comparer.found)
}

/// The documents have nothing in common, not even their title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unmatched;

fn is_empty(api: &Api) -> bool {
    api.operations.is_empty() && api.types.is_empty()
}

fn names(api: &Api) -> Names<'_> {
    let named = api.types.iter().enumerate();
    named
        .map(|(index, definition)| (definition.name.as_str(), TypeId(index)))
        .collect()
}

impl<'a> Comparer<'a> {
    fn shares_a_type(&self) -> bool {
        self.names
            .0
            .keys()
            .any(|name| self.names.1.contains_key(name))
    }

    fn old_def(&self, id: TypeId) -> &'a TypeDef {
        self.old.type_def(id)
    }

    fn new_def(&self, id: TypeId) -> &'a TypeDef {
        self.new.type_def(id)
    }
}
