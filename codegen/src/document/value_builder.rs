//! The visitor that builds values of YAML and JSON.
//!
//! It differs from the visitor of plain values in what real documents need: keys of any scalar
//! type become strings, merge keys are applied, duplicate keys are recorded, and the expansion of aliases is bounded.

use std::cell::{Cell, RefCell};
use std::fmt;

use indexmap::map::Entry;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::value::{Members, Value, float};

/// The allowance for aliases beyond the size of the text itself, in nodes and bytes of strings.
const ALIAS_ALLOWANCE: usize = 4 << 20;

/// The maximum number of recorded duplicate keys.
const MAX_DUPLICATES: usize = 1000;

/// A visitor that builds a value and records duplicate keys and references to other files.
pub(super) struct ValueBuilder {
    yaml: bool,
    /// The number of nodes and bytes that may still be built.
    budget: Cell<usize>,
    /// Duplicate keys: the path from the key up to the node that is being built.
    duplicates: RefCell<Vec<Vec<String>>>,
    external: RefCell<Vec<String>>,
}

impl ValueBuilder {
    pub(super) fn new(text: &str, yaml: bool) -> Self {
        Self {
            yaml,
            // An escape of two characters can decode to three bytes, so a decoded text is at most twice as long.
            budget: Cell::new(text.len() * 2 + ALIAS_ALLOWANCE),
            duplicates: RefCell::default(),
            external: RefCell::default(),
        }
    }

    /// The pointers of duplicate keys and the references to other files.
    pub(super) fn finish(self) -> (Vec<Vec<String>>, Vec<String>) {
        let mut duplicates = self.duplicates.into_inner();
        duplicates.iter_mut().for_each(|path| path.reverse());
        (duplicates, self.external.into_inner())
    }

    /// Returns `true` if the value became too large.
    pub(super) fn is_exhausted(&self) -> bool {
        self.budget.get() == 0
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

    /// Adds a member and prepends its key to the paths of duplicate keys inside its value.
    fn insert(&self, object: &mut Members, key: String, value: Value, inside: usize) {
        let mut duplicates = self.duplicates.borrow_mut();
        for path in duplicates.iter_mut().skip(inside) {
            path.push(key.clone());
        }
        if key == "$ref" {
            self.note_reference(&value);
        }
        match object.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(mut entry) => {
                if duplicates.len() < MAX_DUPLICATES {
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

impl<'de> DeserializeSeed<'de> for &ValueBuilder {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &ValueBuilder {
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
        self.visit_i128(value.into())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            // No exact number is wide enough.
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(float(value))
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
        let mut object = Members::default();
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
        // The object's own keys take precedence over merged ones, and earlier bases over later ones.
        for (key, value) in merged.into_iter().flatten() {
            object.entry(key).or_insert(value);
        }
        Ok(Value::Object(object))
    }

    /// Drops a custom YAML tag.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, contents) = tagged.variant::<String>()?;
        contents.newtype_variant_seed(self)
    }
}

fn all_objects(values: &[Value]) -> bool {
    values.iter().all(Value::is_object)
}

fn into_object(value: Value) -> Option<Members> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Reads a key. The YAML parser returns the text of any scalar as a string, so `200:` and `1.10:` stay as written.
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
