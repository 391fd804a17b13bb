//! The named members of objects.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use crate::runtime::json::content::NAME;
use crate::runtime::json::skipped;
use crate::runtime::json::union::literal::Literal;

/// A named member of an object.
// rustc evaluates the rows of a table in `cargo check` too, so nothing is computed for them.
#[derive(Debug)]
pub struct Property {
    /// The name on the wire.
    pub name: &'static str,
    /// The requirement for the member.
    pub presence: Presence,
    /// The only allowed values; empty if any value is allowed.
    pub constants: &'static [Literal],
}

impl Property {
    /// Sets the only allowed values.
    #[must_use]
    pub const fn one_of(mut self, constants: &'static [Literal]) -> Self {
        self.constants = constants;
        self
    }
}

/// The requirement for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is required.
    Required,
    /// It is required and nullable. A missing member is read as null, since servers omit nulls; in a union it rules the variant
    /// out, since the member may be what distinguishes the variant.
    Expected,
    /// It is optional, and null is not one of its values.
    Optional,
    /// It is optional, and null is one of its values.
    Nullable,
    /// It is optional, and any JSON value, except if it has constants.
    Any,
}

/// Reads a key and returns the index of its property, or the number of properties if there is no such property.
///
/// Members usually have the order of the table or the reverse order, so the neighbour of the last one is tried first.
#[derive(Debug)]
pub struct Keys {
    properties: &'static [Property],
    next: usize,
    /// The difference between an index and the next one: 1, or [`BACK`] in reverse order.
    step: usize,
    keep: bool,
    other: String,
}

impl Keys {
    /// Creates a reader of keys of these properties.
    #[must_use]
    #[inline]
    pub const fn new(properties: &'static [Property]) -> Self {
        Self {
            properties,
            next: 0,
            step: 1,
            keep: false,
            other: String::new(),
        }
    }

    /// Keeps unknown keys for [`Keys::take`].
    #[must_use]
    #[inline]
    pub const fn keeping(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Takes the unknown key that was read last.
    #[must_use]
    #[inline]
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.other)
    }

    /// Not inlined, so that LLVM inlines its small caller into the code that reads an object.
    #[inline(never)]
    fn find(&mut self, key: &str) -> usize {
        let index = self.next;
        let property = self.properties.get(index);
        if property.is_some_and(|property| same(property.name, key)) {
            self.next = index.wrapping_add(self.step);
            return index;
        }
        self.search(key)
    }

    #[inline(never)]
    fn search(&mut self, key: &str) -> usize {
        let Some(index) = position(self.properties, self.next, key) else {
            return self.miss(key);
        };
        let is_reversed = index.wrapping_add(2) == self.next;
        self.step = if is_reversed { BACK } else { 1 };
        self.next = index.wrapping_add(self.step);
        index
    }

    #[cold]
    #[inline(never)]
    fn miss(&mut self, key: &str) -> usize {
        if self.keep {
            key.clone_into(&mut self.other);
        } else {
            skipped::add();
        }
        self.properties.len()
    }
}

/// The step to the previous index, for wrapping addition.
const BACK: usize = usize::MAX;

/// Returns `true` if two names are equal. Unlike a comparison of slices this needs no call of `memcmp`.
#[inline]
pub(crate) fn same(name: &str, key: &str) -> bool {
    let (name, key) = (name.as_bytes(), key.as_bytes());
    if name.len() != key.len() {
        return false;
    }
    match name.len() {
        0..=1 => same_ends::<1>(name, key),
        2..=3 => same_ends::<2>(name, key),
        4..=7 => same_ends::<4>(name, key),
        8..=16 => same_ends::<8>(name, key),
        _ => same_chunks(name, key),
    }
}

/// Returns `true` if names of the same length begin and end with the same bytes.
#[inline]
fn same_ends<const N: usize>(name: &[u8], key: &[u8]) -> bool {
    name.first_chunk::<N>() == key.first_chunk::<N>()
        && name.last_chunk::<N>() == key.last_chunk::<N>()
}

/// Returns `true` if long names of the same length are equal.
#[inline]
fn same_chunks(name: &[u8], key: &[u8]) -> bool {
    let (names, _) = name.as_chunks::<8>();
    let (keys, _) = key.as_chunks::<8>();
    same_ends::<8>(name, key) && names.iter().zip(keys).all(|(name, key)| name == key)
}

/// Returns the index of the property with this name. The search begins at `start`, since members usually have the order of the
/// table.
pub(crate) fn position(properties: &[Property], start: usize, key: &str) -> Option<usize> {
    // The comparison is chosen once by length, not for each property.
    match key.len() {
        0..=1 => position_by(properties, start, key, same_ends::<1>),
        2..=3 => position_by(properties, start, key, same_ends::<2>),
        4..=7 => position_by(properties, start, key, same_ends::<4>),
        8..=16 => position_by(properties, start, key, same_ends::<8>),
        _ => position_by(properties, start, key, same_chunks),
    }
}

/// As [`position`], with a function that compares names of this length.
#[inline]
fn position_by(
    properties: &[Property],
    start: usize,
    key: &str,
    same: impl Fn(&[u8], &[u8]) -> bool,
) -> Option<usize> {
    let key = key.as_bytes();
    let is = |property: &Property| {
        let name = property.name.as_bytes();
        name.len() == key.len() && same(name, key)
    };
    let (before, after) = properties
        .split_at_checked(start)
        .unwrap_or((properties, &[]));
    let found = after.iter().position(&is).map(|index| start + index);
    found.or_else(|| before.iter().position(&is))
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAME)
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        Ok(self.find(key))
    }
}
