//! Text to values.
//!
//! One visitor reads both formats. It differs from the one of `serde_json::Value` in what real documents need: integers
//! beyond 64 bits become floats, keys of any scalar kind become strings, merge keys are applied, a key that stands twice
//! is remembered, and what aliases expand to is bounded.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::anchors::with_unique_anchors;
use super::position::{Lines, PositionTree};
use super::steps::{Step, Walk};
use super::yaml::{self, Reading};
use crate::diagnostic::{Code, code};

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.1 or 1.2.
    Yaml,
}

/// What a text holds.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) format: Format,
    /// The pointers, as tokens, of keys that stand more than once in their object.
    pub(super) duplicates: Vec<Vec<String>>,
    /// References to other files, as they stand.
    pub(super) external: Vec<String>,
    /// Where its nodes stand, where that was seen on the way.
    pub(super) places: Option<(Lines, PositionTree)>,
}

/// Why a text does not parse.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: Option<&'static str>,
    /// The place, where the parser gave one.
    pub(super) place: Option<Place>,
}

/// A place in a text, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: Column,
}

/// A column, counted from 1 in the unit that the parser counts in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Bytes(usize),
    Characters(usize),
}

/// What aliases may expand to beyond the size of the text itself, in nodes and bytes of strings.
const ALIAS_ALLOWANCE: usize = 4 << 20;

/// How many repeated keys are remembered.
const DUPLICATE_LIMIT: usize = 1000;

/// How many brackets may be open at once, as far as a look at the text alone can tell. The YAML parser needs time that is
/// quadratic in it, and prose never leaves so many open.
const OPEN_BRACKETS: usize = 10_000;

/// Reads a text: as JSON where it begins like JSON, else as YAML.
pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    match Format::of(text) {
        Format::Json => parse_json(text),
        Format::Yaml => parse_yaml(text),
    }
}

impl Format {
    /// The format that a text begins like.
    pub(super) fn of(text: &str) -> Self {
        let mut characters = text.chars().filter(|character| !character.is_whitespace());
        match (characters.next(), characters.next()) {
            // YAML written with braces need not quote its keys.
            (Some('{'), None | Some('"' | '}')) | (Some('['), _) => Self::Json,
            _ => Self::Yaml,
        }
    }
}

fn parse_json(text: &str) -> Result<Parsed, SyntaxError> {
    let builder = Builder::new(text, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = builder
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let place = (error.line() > 0).then(|| Place {
                line: error.line(),
                column: Column::Bytes(error.column().max(1)),
            });
            builder.explain(&error.to_string(), "JSON", place)
        })?;
    Ok(builder.parsed(value, Format::Json))
}

fn parse_yaml(text: &str) -> Result<Parsed, SyntaxError> {
    if let Some(place) = opens_too_much(text) {
        let builder = Builder::new(text, true);
        return Err(builder.explain("recursion limit exceeded", "YAML", Some(place)));
    }
    // What the parser may panic at is left to serde_yaml; its positions are read when they are asked for.
    if !yaml::is_harmless(text) {
        return parse_by_serde(text);
    }
    let lines = Lines::new(text);
    let Reading { positions, steps } = yaml::read(text, &lines);
    let parsed = match steps.and_then(|steps| parse_steps(text, steps)) {
        Some(parsed) => parsed,
        None => parse_by_serde(text)?,
    };
    Ok(Parsed {
        places: Some((lines, positions)),
        ..parsed
    })
}

/// Builds the value that the steps through a text lead to; `None` where serde_yaml has to judge.
pub(super) fn parse_steps(text: &str, steps: Vec<Step>) -> Option<Parsed> {
    let builder = Builder::new(text, true);
    let value = builder.deserialize(&mut Walk::along(steps)).ok()?;
    Some(builder.parsed(value, Format::Yaml))
}

/// Leaves it to serde_yaml to read a text.
pub(super) fn parse_by_serde(text: &str) -> Result<Parsed, SyntaxError> {
    let builder = Builder::new(text, true);
    let unique = with_unique_anchors(text);
    let value = builder
        .deserialize(serde_yaml::Deserializer::from_str(&unique))
        .map_err(|error| {
            let place = error.location().map(|location| Place {
                line: location.line(),
                column: Column::Characters(location.column()),
            });
            builder.explain(&error.to_string(), "YAML", place)
        })?;
    Ok(builder.parsed(value, Format::Yaml))
}

/// Where more brackets are open than any document has.
fn opens_too_much(text: &str) -> Option<Place> {
    // Most texts have fewer brackets in all, and counting them is quick.
    let opens = |byte: &u8| matches!(byte, b'[' | b'{');
    if text.as_bytes().iter().filter(|byte| opens(byte)).count() <= OPEN_BRACKETS {
        return None;
    }
    let mut open: usize = 0;
    let at = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > OPEN_BRACKETS
    })?;
    let line_start = text[..at]
        .rfind('\n')
        .map_or(0, |line_break| line_break + 1);
    Some(Place {
        line: text[..at].matches('\n').count() + 1,
        column: Column::Bytes(at - line_start + 1),
    })
}

/// Builds a value; what is noticed on the way gathers in it.
struct Builder {
    yaml: bool,
    /// The nodes and bytes that may still be built.
    budget: Cell<usize>,
    /// Keys that stand twice: the path from the key up to the node that is being built.
    duplicates: RefCell<Vec<Vec<String>>>,
    external: RefCell<Vec<String>>,
}

impl Builder {
    fn new(text: &str, yaml: bool) -> Self {
        Self {
            yaml,
            // An escape of two characters can stand for three bytes, so a text is at most twice its size when decoded.
            budget: Cell::new(text.len() * 2 + ALIAS_ALLOWANCE),
            duplicates: RefCell::default(),
            external: RefCell::default(),
        }
    }

    fn parsed(self, value: Value, format: Format) -> Parsed {
        let mut duplicates = self.duplicates.into_inner();
        duplicates.iter_mut().for_each(|path| path.reverse());
        Parsed {
            value,
            format,
            duplicates,
            external: self.external.into_inner(),
            places: None,
        }
    }

    fn explain(&self, message: &str, format: &str, place: Option<Place>) -> SyntaxError {
        // Both parsers append the position, which is shown by itself.
        let message = message.split(" at line ").next().unwrap_or(message);
        let message = message.trim_end_matches(':');
        let (code, message, hint) = if self.budget.get() == 0
            || message.contains("repetition limit exceeded")
        {
            (
                code::ALIAS_EXPANSION,
                "the aliases of this document expand to too much".to_owned(),
                Some(
                    "an alias that is repeated inside other aliased nodes multiplies; use `$ref` instead",
                ),
            )
        } else if message.contains("recursion limit exceeded") {
            (
                code::TOO_DEEP,
                "the document is nested too deeply: more than 127 levels".to_owned(),
                Some("move inner schemas to `components/schemas` and refer to them with `$ref`"),
            )
        } else {
            (
                code::SYNTAX,
                format!("this is not valid {format}: {message}"),
                Some(
                    "reading stopped here; what is wrong often stands just before, such as an unclosed quote or bracket, a \
                     missing comma, or a line that is indented otherwise than its neighbours",
                ),
            )
        };
        SyntaxError {
            code,
            message,
            hint,
            place,
        }
    }

    fn spend<E: de::Error>(&self, amount: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(amount + 1) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => {
                self.budget.set(0);
                Err(E::custom("too many nodes"))
            }
        }
    }

    /// Adds a member, and its key to the paths of the repeated keys that were found inside its value.
    fn insert(&self, object: &mut Map<String, Value>, key: String, value: Value, inside: usize) {
        let mut duplicates = self.duplicates.borrow_mut();
        for path in duplicates.iter_mut().skip(inside) {
            path.push(key.clone());
        }
        if key == "$ref" {
            self.note_reference(&value);
        }
        match object.entry(key) {
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(value);
            }
            serde_json::map::Entry::Occupied(mut entry) => {
                if duplicates.len() < DUPLICATE_LIMIT {
                    duplicates.push(vec![entry.key().clone()]);
                }
                entry.insert(value);
            }
        }
    }

    fn note_reference(&self, value: &Value) {
        if let Value::String(reference) = value
            && !reference.starts_with('#')
        {
            self.external.borrow_mut().push(reference.clone());
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Builder {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Builder {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    #[expect(clippy::cast_precision_loss, reason = "no exact number is wide enough")]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "no exact number is wide enough")]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.spend(0)?;
        // JSON has no infinities and no NaN; YAML has, and a document that uses one can only mean its text.
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        self.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut array = Vec::new();
        loop {
            let inside = self.duplicates.borrow().len();
            let Some(item) = items.next_element_seed(self)? else {
                return Ok(Value::Array(array));
            };
            for path in self.duplicates.borrow_mut().iter_mut().skip(inside) {
                path.push(array.len().to_string());
            }
            array.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut object = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.spend(key.len())?;
            let inside = self.duplicates.borrow().len();
            let value = members.next_value_seed(self)?;
            match value {
                Value::Object(base) if self.yaml && key == "<<" => merged.push(base),
                Value::Array(bases) if self.yaml && key == "<<" && all_objects(&bases) => {
                    merged.extend(bases.into_iter().filter_map(into_object));
                }
                value => self.insert(&mut object, key, value, inside),
            }
        }
        // A key of the object itself goes before a merged one, an earlier base before a later one.
        for (key, value) in merged.into_iter().flatten() {
            object.entry(key).or_insert(value);
        }
        Ok(Value::Object(object))
    }

    /// A YAML tag of the document's own, which is dropped.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, contents) = tagged.variant::<String>()?;
        contents.newtype_variant_seed(self)
    }
}

fn all_objects(values: &[Value]) -> bool {
    values.iter().all(Value::is_object)
}

fn into_object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Reads a key: asked for a string, the YAML parser gives the text of any scalar, so `200:` and `1.10:` stay as written.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_string(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is a scalar")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
