//! Reading unions from the input.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::runtime::json::content::{Content, NAME, numbers_are_maps};
use crate::runtime::json::content_reader::{ContentError, ContentReader, Items, Rest};
use crate::runtime::json::skipped::Skipped;
use crate::runtime::json::union::candidate::{Candidate, Fit};
use crate::runtime::json::union::error;
use crate::runtime::json::union::shape::{Role, Union, no_row};

/// Reads a union.
///
/// # Errors
///
/// If the value does not match its variant, or no variant. The message then has the reason for each variant.
#[inline]
pub fn deserialize<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_any(UnionVisitor(PhantomData))
}

struct UnionVisitor<U>(PhantomData<U>);

/// The maximum number of unsuccessful attempts to read variants, including those of nested unions. With two variants to try at
/// each level, the number of attempts would double with each level.
const ATTEMPTS: u32 = 100_000;

thread_local! {
    /// The depth of nested unions, and the number of unsuccessful attempts since the outermost one was started.
    static NESTED: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

/// Counts the attempts within the outermost union.
struct Attempts;

impl Attempts {
    fn begin() -> Self {
        let (depth, failed) = NESTED.get();
        NESTED.set((depth + 1, failed));
        Self
    }

    /// Counts an unsuccessful attempt. Returns `true` if there were too many.
    fn too_many(&self) -> bool {
        let (depth, failed) = NESTED.get();
        NESTED.set((depth, failed.saturating_add(1)));
        failed >= ATTEMPTS
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        let (depth, failed) = NESTED.get();
        NESTED.set((depth - 1, if depth == 1 { 0 } else { failed }));
    }
}

/// Chooses the variant of a buffered value: the first one that skips nothing, or else the one that skips least.
fn choose<U: Union>(content: Content<'_>) -> Result<U, ContentError> {
    let shape = U::SHAPE;
    let attempts = Attempts::begin();
    let skipped = Skipped::begin();
    let mut failures = Vec::new();
    let mut best: Option<(U, Candidate, u32)> = None;
    let mut last = None;
    while let Some(choice) = shape.next(&content, last) {
        last = Some(choice);
        if let Some((_, best, count)) = &best
            && !choice.rivals(best, *count)
        {
            continue;
        }
        let integral = match choice.fit {
            Fit::Integral => content.integral(),
            _ => None,
        };
        skipped.set(0);
        let reader = ContentReader(integral.as_ref().unwrap_or(&content));
        let read = U::read(choice.row, reader);
        let count = skipped.count();
        let is_settled = count == 0 || best.is_none() && shape.is_settled(&choice, count);
        if read.is_ok() && is_settled {
            skipped.set(count);
            return read;
        }
        match read {
            Ok(value) => {
                if best.as_ref().is_none_or(|(_, _, least)| count < *least) {
                    best = Some((value, choice, count));
                }
            }
            Err(error) => failures.push((choice.row, error)),
        }
        if attempts.too_many() {
            break;
        }
    }
    if let Some((value, _, count)) = best {
        skipped.set(count);
        return Ok(value);
    }
    // A scalar that a row accepts but cannot read is invalid, not unknown.
    let is_new = failures.is_empty() || content.members().is_some();
    if !is_new || !shape.is_unknown(&content) {
        return Err(error::no_variant(shape, &content, &failures));
    }
    skipped.set(1);
    U::unknown(content.into_value()).ok_or_else(no_row)
}

fn choose_in<U: Union, E: Error>(content: Content<'_>) -> Result<U, E> {
    choose(content).map_err(E::custom)
}

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::SHAPE.name())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        choose_in(Content::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<U, E> {
        choose_in(Content::I64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<U, E> {
        choose_in(Content::unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<U, E> {
        choose_in(Content::F64(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        choose_in(Content::Str(value))
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        choose_in(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        choose_in(Content::Null)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<U, A::Error> {
        match U::SHAPE.only_array() {
            Some(row) => U::read(row, Items(seq)),
            None => choose_in(Content::items(seq)?),
        }
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        let mut before = Vec::new();
        if let Some(tag) = U::SHAPE.tag {
            while let Some(key) = map.next_key_seed(TagSeed(tag))? {
                let Some(key) = key else {
                    let value: Content<'de> = map.next_value()?;
                    let Some(row) = U::SHAPE.tagged(&value) else {
                        before.push((Cow::Borrowed(tag), value));
                        break;
                    };
                    let mut first = None;
                    if U::SHAPE.rows[row].role == Role::AddedTag {
                    } else if before.is_empty() {
                        first = Some((Cow::Borrowed(tag), value));
                    } else {
                        before.push((Cow::Borrowed(tag), value));
                    }
                    return U::read(row, Rest::after(first, before, map));
                };
                before.push((key, map.next_value()?));
            }
        } else if let Some(row) = U::SHAPE.only_object().filter(|_| !numbers_are_maps()) {
            return U::read(row, Rest::all(map));
        }
        choose_in(Content::rest(before, &mut map)?)
    }
}

/// Reads a key. Returns `None` for the tag.
struct TagSeed(&'static str);

impl<'de> DeserializeSeed<'de> for TagSeed {
    type Value = Option<Cow<'de, str>>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TagSeed {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAME)
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != self.0).then(|| Cow::Owned(key.to_owned())))
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((key != self.0).then_some(Cow::Borrowed(key)))
    }
}
