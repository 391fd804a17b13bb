//! Values from the steps that a YAML parser takes, for any visitor.
//!
//! What a scalar is, serde_yaml says.

use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// How deep values may be nested here, so that a text without a bottom has one; serde_yaml refuses more than 127 levels.
const DEPTH: usize = 100;

/// What a YAML parser meets.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// A scalar without quotation marks, which may be a number, a boolean or null.
    Plain(String),
    /// A scalar that is a string.
    Text(String),
    /// The beginning of an array.
    Array,
    /// The beginning of an object, whose keys and values take turns.
    Object,
    /// The end of the innermost array or object.
    End,
    /// What begins at this step, once more; at none, where it is unknown.
    Alias(Option<usize>),
}

/// A walk along steps.
///
/// Its errors are a sign that serde_yaml has to judge, and tell nothing.
pub(super) struct Walk {
    steps: Vec<Step>,
    /// The steps that aliases lead to, in order.
    targets: Vec<usize>,
    /// How many nodes that aliases lead to are being walked: what is in them is taken more than once.
    repeated: usize,
    at: usize,
    depth: usize,
}

impl Walk {
    pub(super) fn along(steps: Vec<Step>) -> Self {
        let targets = steps.iter().filter_map(|step| match step {
            Step::Alias(target) => *target,
            _ => None,
        });
        let mut targets: Vec<usize> = targets.collect();
        targets.sort_unstable();
        targets.dedup();
        Self {
            steps,
            targets,
            repeated: 0,
            at: 0,
            depth: 0,
        }
    }

    /// Walks the next node.
    fn node<T>(
        &mut self,
        walk: impl FnOnce(&mut Self, Step) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let is_target = !self.targets.is_empty() && self.targets.binary_search(&self.at).is_ok();
        self.repeated += usize::from(is_target);
        let step = self.steps.get_mut(self.at).ok_or_else(refused)?;
        let step = if self.repeated > 0 {
            step.clone()
        } else {
            std::mem::replace(step, Step::End)
        };
        self.at += 1;
        let result = walk(self, step)?;
        self.repeated -= usize::from(is_target);
        Ok(result)
    }

    /// Passes an end where it is next.
    fn is_at_end(&mut self) -> bool {
        let is_end = matches!(self.steps.get(self.at), Some(Step::End));
        self.at += usize::from(is_end);
        is_end
    }

    /// Does something one level down.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == DEPTH {
            return Err(refused());
        }
        self.depth += 1;
        let result = read(self)?;
        self.depth -= 1;
        Ok(result)
    }

    /// Does something at another step, and comes back.
    fn at<T>(
        &mut self,
        step: Option<usize>,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let step = step.ok_or_else(refused)?;
        let back = std::mem::replace(&mut self.at, step);
        let result = read(self)?;
        self.at = back;
        Ok(result)
    }
}

fn refused() -> Error {
    Error::custom("")
}

impl<'de> Deserializer<'de> for &mut Walk {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.node(|walk, step| match step {
            Step::Plain(text) => plain(text, visitor),
            Step::Text(text) => visitor.visit_string(text),
            Step::Array => walk.inside(|walk| visitor.visit_seq(walk)),
            Step::Object => walk.inside(|walk| visitor.visit_map(walk)),
            Step::End => Err(refused()),
            Step::Alias(step) => walk.at(step, |walk| walk.deserialize_any(visitor)),
        })
    }

    /// Any scalar as it is written.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.node(|walk, step| match step {
            Step::Plain(text) | Step::Text(text) => visitor.visit_string(text),
            Step::Array | Step::Object | Step::End => Err(refused()),
            Step::Alias(step) => walk.at(step, |walk| walk.deserialize_string(visitor)),
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for &mut Walk {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if self.is_at_end() {
            return Ok(None);
        }
        seed.deserialize(&mut **self).map(Some)
    }
}

impl<'de> MapAccess<'de> for &mut Walk {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut **self)
    }
}

/// What a plain scalar is: the core schema (YAML 1.2.2, section 10.3.2) as serde_yaml has it.
fn plain<'de, V: Visitor<'de>>(text: String, visitor: V) -> Result<V::Value, Error> {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => return visitor.visit_unit(),
        "true" | "True" | "TRUE" => return visitor.visit_bool(true),
        "false" | "False" | "FALSE" => return visitor.visit_bool(false),
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return visitor.visit_string(text);
    }
    match text.parse::<serde_yaml::Number>() {
        Ok(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => visitor.visit_u64(number),
            (_, Some(number), _) => visitor.visit_i64(number),
            (_, _, Some(number)) => visitor.visit_f64(number),
            _ => Err(refused()),
        },
        Err(_) => no_number_of_64_bits(&text, visitor),
    }
}

/// What a plain scalar is that begins like a number and has none of at most 64 bits: one of more, or a string.
fn no_number_of_64_bits<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    let digits = text.trim_start_matches(['+', '-']);
    if ["0x", "0o", "0b"]
        .iter()
        .any(|base| digits.starts_with(base))
    {
        return Err(refused());
    }
    // Digits behind a zero are a string.
    if digits.starts_with('0') {
        return visitor.visit_str(text);
    }
    match (text.parse(), text.parse()) {
        (Ok(number), _) => visitor.visit_u128(number),
        (_, Ok(number)) => visitor.visit_i128(number),
        _ => visitor.visit_str(text),
    }
}
