//! Deserialization of YAML events.
//!
//! The types of scalars are those of serde_yaml.

use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The maximum depth of values here, which bounds recursive aliases; serde_yaml refuses more than 127 levels.
const MAX_DEPTH: usize = 100;

/// An event of the YAML parser.
#[derive(Debug, Clone)]
pub(in crate::document) enum YamlEvent {
    /// A scalar without quotes, which may be a number, a boolean or null.
    Plain(String),
    /// A scalar that is a string.
    Text(String),
    /// The start of an array.
    Array,
    /// The start of an object; keys and values alternate.
    Object,
    /// The end of the innermost array or object.
    End,
    /// An alias of the node that starts at this event; `None` if the anchor is unknown.
    Alias(Option<usize>),
}

/// A deserializer of events.
///
/// Its errors have no message: on any error serde_yaml has to decide.
pub(in crate::document) struct EventDeserializer {
    events: Vec<YamlEvent>,
    /// The targets of aliases, sorted.
    targets: Vec<usize>,
    /// The number of enclosing nodes that are targets of aliases. Events in them are used more than once.
    repeated: usize,
    at: usize,
    depth: usize,
}

impl EventDeserializer {
    pub(in crate::document) fn new(events: Vec<YamlEvent>) -> Self {
        let targets = events.iter().filter_map(|event| match event {
            YamlEvent::Alias(target) => *target,
            _ => None,
        });
        let mut targets: Vec<usize> = targets.collect();
        targets.sort_unstable();
        targets.dedup();
        Self {
            events,
            targets,
            repeated: 0,
            at: 0,
            depth: 0,
        }
    }

    /// Reads the next node.
    fn node<T>(
        &mut self,
        deserializer: impl FnOnce(&mut Self, YamlEvent) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let is_target = !self.targets.is_empty() && self.targets.binary_search(&self.at).is_ok();
        self.repeated += usize::from(is_target);
        let event = self.events.get_mut(self.at).ok_or_else(refused)?;
        let event = if self.repeated > 0 {
            event.clone()
        } else {
            std::mem::replace(event, YamlEvent::End)
        };
        self.at += 1;
        let result = deserializer(self, event)?;
        self.repeated -= usize::from(is_target);
        Ok(result)
    }

    /// Skips an end event if it is next.
    fn is_at_end(&mut self) -> bool {
        let is_end = matches!(self.events.get(self.at), Some(YamlEvent::End));
        self.at += usize::from(is_end);
        is_end
    }

    /// Reads one level deeper.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == MAX_DEPTH {
            return Err(refused());
        }
        self.depth += 1;
        let result = read(self)?;
        self.depth -= 1;
        Ok(result)
    }

    /// Reads at another event and returns.
    fn at<T>(
        &mut self,
        event: Option<usize>,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let event = event.ok_or_else(refused)?;
        let back = std::mem::replace(&mut self.at, event);
        let result = read(self)?;
        self.at = back;
        Ok(result)
    }
}

fn refused() -> Error {
    Error::custom("")
}

impl<'de> Deserializer<'de> for &mut EventDeserializer {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.node(|deserializer, event| match event {
            YamlEvent::Plain(text) => plain(text, visitor),
            YamlEvent::Text(text) => visitor.visit_string(text),
            YamlEvent::Array => deserializer.inside(|deserializer| visitor.visit_seq(deserializer)),
            YamlEvent::Object => {
                deserializer.inside(|deserializer| visitor.visit_map(deserializer))
            }
            YamlEvent::End => Err(refused()),
            YamlEvent::Alias(event) => {
                deserializer.at(event, |deserializer| deserializer.deserialize_any(visitor))
            }
        })
    }

    /// Reads any scalar as written.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.node(|deserializer, event| match event {
            YamlEvent::Plain(text) | YamlEvent::Text(text) => visitor.visit_string(text),
            YamlEvent::Array | YamlEvent::Object | YamlEvent::End => Err(refused()),
            YamlEvent::Alias(event) => deserializer.at(event, |deserializer| {
                deserializer.deserialize_string(visitor)
            }),
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for &mut EventDeserializer {
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

impl<'de> MapAccess<'de> for &mut EventDeserializer {
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

/// Visits a plain scalar by the core schema (YAML 1.2.2, section 10.3.2) as implemented by serde_yaml.
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
        Err(_) => large_number_or_string(&text, visitor),
    }
}

/// Visits a plain scalar that begins like a number but is not one of at most 64 bits.
fn large_number_or_string<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    let digits = text.trim_start_matches(['+', '-']);
    if ["0x", "0o", "0b"]
        .iter()
        .any(|base| digits.starts_with(base))
    {
        return Err(refused());
    }
    // A number with a leading zero is a string.
    if digits.starts_with('0') {
        return visitor.visit_str(text);
    }
    match (text.parse(), text.parse()) {
        (Ok(number), _) => visitor.visit_u128(number),
        (_, Ok(number)) => visitor.visit_i128(number),
        _ => visitor.visit_str(text),
    }
}
