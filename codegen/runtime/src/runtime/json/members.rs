//! Reading and writing the members of objects row by row, for `object!`.

use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Error, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeMap};

use crate::runtime::json::property::{Keys, Property, position};

/// Reads the members of an object until one fails.
///
/// Each row reads one value and need not check the result.
#[derive(Debug)]
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    keys: Keys,
    failed: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// Creates a reader of the remaining members of `map`.
    #[inline]
    pub fn new(map: A, properties: &'static [Property]) -> Self {
        Self {
            map,
            keys: Keys::new(properties),
            failed: None,
        }
    }

    /// Keeps the keys of unknown members.
    #[must_use]
    #[inline]
    pub fn keeping(mut self) -> Self {
        self.keys = self.keys.keeping();
        self
    }

    /// Returns the index of the next member's property, or the number of properties if it is unknown. Returns `None` at the end and
    /// after an error.
    #[inline]
    pub fn next_row(&mut self) -> Option<usize> {
        if self.failed.is_some() {
            return None;
        }
        match self.map.next_key_seed(&mut self.keys) {
            Ok(index) => index,
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    /// Takes the key of the unknown member.
    #[inline]
    pub(crate) fn take_key(&mut self) -> String {
        self.keys.take()
    }

    /// Reads the value of the current member.
    #[inline]
    pub(crate) fn value<T: Deserialize<'de>>(&mut self, keep: impl FnOnce(T)) {
        self.value_seed(PhantomData, keep);
    }

    /// Reads the value of the current member with a seed.
    #[inline]
    pub(crate) fn value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
        keep: impl FnOnce(S::Value),
    ) {
        match self.map.next_value_seed(seed) {
            Ok(value) => keep(value),
            Err(error) => self.fail(error),
        }
    }

    /// Skips the value of an unknown member, whose index is the number of rows.
    pub fn ignore(&mut self, index: usize, rows: usize) {
        debug_assert_eq!(index, rows, "there is a row for each property");
        self.value(|_: IgnoredAny| {});
    }

    #[cold]
    fn fail(&mut self, error: A::Error) {
        self.failed = Some(error);
    }

    /// Returns `true` if there was an error.
    #[inline]
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Returns the error, or else that the required member `missing` is missing.
    #[cold]
    #[inline(never)]
    pub fn error(self, missing: &'static str) -> A::Error {
        self.failed.unwrap_or_else(|| Error::missing_field(missing))
    }
}

/// Writes the members of an object until one fails.
#[derive(Debug)]
pub struct Writer<'m, M: SerializeMap> {
    map: &'m mut M,
    result: Result<(), M::Error>,
}

impl<'m, M: SerializeMap> Writer<'m, M> {
    /// Creates a writer to a map.
    #[inline]
    pub fn new(map: &'m mut M) -> Self {
        Self {
            map,
            result: Ok(()),
        }
    }

    /// Writes a member.
    #[inline]
    pub(crate) fn entry<T: Serialize>(&mut self, name: &str, value: &T) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, value);
        }
    }

    /// Writes the other members, except those with the name of a property: there the field takes precedence.
    pub fn others<'a, V: Serialize + 'a>(
        &mut self,
        properties: &'static [Property],
        others: impl IntoIterator<Item = (&'a String, &'a V)>,
    ) {
        for (name, value) in others {
            if position(properties, 0, name).is_none() {
                self.entry(name, value);
            }
        }
    }

    /// Returns the result.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    #[inline]
    pub fn end(self) -> Result<(), M::Error> {
        self.result
    }
}
