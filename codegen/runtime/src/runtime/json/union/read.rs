//! Reading unions from the input.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::runtime::json::content::{Content, NAME, numbers_are_maps};
use crate::runtime::json::content_reader::{ContentError, ContentReader, Items, Rest};
use crate::runtime::json::skipped::Skipped;
use crate::runtime::json::union::candidate::{Candidate, Fit};
use crate::runtime::json::union::choices::{self, Attempts, Choice};
use crate::runtime::json::union::error;
use crate::runtime::json::union::shape::{Role, Union, no_row};
use crate::runtime::json::value_number;

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

/// A value of a union, or the choice of its variant `UnknownValue`.
enum Chosen<U> {
    Value(U),
    Unknown,
}

/// Reads a buffered value as the variant that skips least of it.
fn choose<U: Union>(mut content: Content<'_>) -> Result<U, ContentError> {
    let attempts = Attempts::begin();
    let skipped = Skipped::begin();
    let mut chosen = try_rows::<U>(&content, &attempts, &skipped);
    if chosen.is_err() && attempts.restart() {
        content = content.numbered(&mut 0);
        chosen = try_rows::<U>(&content, &attempts, &skipped);
    }
    match chosen? {
        Chosen::Value(value) => Ok(value),
        Chosen::Unknown => unknown(content),
    }
}

fn unknown<U: Union>(content: Content<'_>) -> Result<U, ContentError> {
    U::unknown(content.into_value()).ok_or_else(no_row)
}

/// Tries the rows that accept a value; remembers the choice if the value has a number.
fn try_rows<U: Union>(
    content: &Content<'_>,
    attempts: &Attempts,
    skipped: &Skipped,
) -> Result<Chosen<U>, ContentError> {
    let (choice, chosen) = match best_row::<U>(content, attempts, skipped) {
        Ok((row, chosen)) => (
            row.map_or(Choice::Unknown(skipped.count()), Choice::Row),
            Ok(chosen),
        ),
        Err(error) => (Choice::None(error.to_string()), Err(error)),
    };
    if let Content::Numbered(number, _) = content {
        choices::remember(*number, U::SHAPE.names, choice);
    }
    chosen
}

/// Returns the row that skips nothing, or else the one that skips least, with its value; no row for the variant `UnknownValue`.
fn best_row<U: Union>(
    content: &Content<'_>,
    attempts: &Attempts,
    skipped: &Skipped,
) -> Result<(Option<usize>, Chosen<U>), ContentError> {
    let shape = U::SHAPE;
    let plain = content.unnumbered();
    let mut failures = Vec::new();
    let mut best: Option<(U, Candidate, u32)> = None;
    let mut last = None;
    while let Some(candidate) = shape.next(plain, last) {
        last = Some(candidate);
        if let Some((_, best, count)) = &best
            && !candidate.rivals(best, *count)
        {
            continue;
        }
        let integral = match candidate.fit {
            Fit::Integral => plain.integral(),
            _ => None,
        };
        skipped.set(0);
        let read = U::read(
            candidate.row,
            ContentReader(integral.as_ref().unwrap_or(content)),
        );
        let count = skipped.count().wrapping_add(candidate.nulls());
        if attempts.are_too_many() {
            return Err(ContentError::custom("too many attempts"));
        }
        match read {
            Ok(value) => {
                let is_settled =
                    count == 0 || best.is_none() && shape.is_settled(&candidate, count);
                if best.as_ref().is_none_or(|(_, _, least)| count < *least) {
                    best = Some((value, candidate, count));
                }
                if is_settled {
                    break;
                }
            }
            Err(error) => failures.push((candidate.row, error)),
        }
        attempts.add();
    }
    if let Some((value, candidate, count)) = best {
        if count > 0 && shape.open && combines::<U>(&candidate, content) {
            skipped.set(0);
            return Ok((None, Chosen::Unknown));
        }
        skipped.set(count);
        return Ok((Some(candidate.row), Chosen::Value(value)));
    }
    // A scalar that a row accepts but cannot read is invalid, not unknown.
    let is_new = failures.is_empty() || plain.members().is_some();
    if !is_new || !shape.is_unknown(plain) {
        return Err(error::no_variant(shape, plain, &failures));
    }
    skipped.set(1);
    Ok((None, Chosen::Unknown))
}

/// Returns `true` if another variant, too, accepts a value, and declares a member of it that the chosen one skips.
#[cold]
fn combines<U: Union>(chosen: &Candidate, content: &Content<'_>) -> bool {
    let others = U::SHAPE.complements(chosen, content.unnumbered());
    others
        .into_iter()
        .any(|row| U::read(row, ContentReader(content)).is_ok())
}

fn choose_in<U: Union, E: Error>(content: Content<'_>) -> Result<U, E> {
    choose(content).map_err(E::custom)
}

/// Reads an array or an object by the choice that was remembered for it.
fn read_again<'de, U: Union, D: Deserializer<'de>>(
    choice: Choice,
    deserializer: D,
) -> Result<U, D::Error> {
    match choice {
        Choice::Row(row) => U::read(row, deserializer),
        Choice::Unknown(count) => {
            let content = Content::deserialize(deserializer)?;
            Skipped::begin().set(count);
            unknown(content).map_err(D::Error::custom)
        }
        Choice::None(message) => Err(D::Error::custom(message)),
    }
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
        let number = value_number::take();
        if let Some(row) = U::SHAPE.only_array() {
            return U::read(row, Items(seq));
        }
        match number.and_then(|number| choices::remembered(number, U::SHAPE.names)) {
            Some(choice) => read_again(choice, Items(seq)),
            None => choose_in(Content::items(seq)?.with_number(number)),
        }
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        let number = value_number::take();
        let choice = number.and_then(|number| choices::remembered(number, U::SHAPE.names));
        if let Some(choice) = choice {
            return read_again(choice, Rest::all(map));
        }
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
        choose_in(Content::rest(before, &mut map)?.with_number(number))
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
