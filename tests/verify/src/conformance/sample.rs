//! Creates values that are valid against a schema.

use super::pattern;
use crate::json_document::JsonDocument;
use apicrate_codegen::SourceLocation;
use apicrate_codegen::document::Version;
use serde_json::{Map, Number, Value, json};

/// The depth up to which optional members are included.
const FULL_DEPTH: usize = 3;

/// The maximum number of nested schemas, and of references to follow.
const MAX_DEPTH: usize = 24;

/// The depth of a value.
#[derive(Debug, Clone, Copy, Default)]
struct Depth {
    /// The number of objects and arrays around it.
    nesting: usize,
    /// The number of schemas around it, including parts of compositions.
    schemas: usize,
}

impl Depth {
    /// Returns the depth inside an object or an array.
    fn inner(self) -> Self {
        Self {
            nesting: self.nesting + 1,
            ..self.part()
        }
    }

    /// Returns the depth of a part of a composition.
    fn part(self) -> Self {
        Self {
            schemas: self.schemas + 1,
            ..self
        }
    }

    /// Returns `true` if optional members are included at this depth.
    fn is_full(self) -> bool {
        self.nesting < FULL_DEPTH
    }
}

/// The value of a schema without constraints; any other value takes precedence over it.
const ANY: &str = "any";

/// Keywords of objects, which identify an object schema without a type.
const OF_OBJECTS: [&str; 4] = [
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
];

/// Creates values for the schemas of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampler<'d> {
    pub(super) document: &'d JsonDocument,
}

impl<'d> Sampler<'d> {
    /// Follows references from a location, and returns the node with its own location.
    pub(super) fn follow(self, at: &SourceLocation) -> Option<(&'d Value, SourceLocation)> {
        let mut at = at.clone();
        for _ in 0..MAX_DEPTH {
            let value = self.document.get(&at)?;
            let reference = value.get("$ref").and_then(Value::as_str);
            let Some(reference) = reference else {
                return Some((value, at));
            };
            // A reference with siblings is one of several constraints, except in 3.0 (OpenAPI 3.0.3, "Reference Object").
            let mut members = value.as_object()?.keys().filter(|key| !is_annotation(key));
            if self.document.version() != Version::V3_0 && members.nth(1).is_some() {
                return Some((value, at));
            }
            at = self.document.resolve(at.file, reference).ok()?;
        }
        None
    }

    /// Returns `true` if the schema lists its values.
    pub(super) fn is_fixed(self, at: &SourceLocation) -> bool {
        self.follow(at)
            .is_some_and(|(schema, _)| fixed(schema).is_some())
    }

    /// Returns a value that a client may send for a schema.
    pub(super) fn value(self, at: &SourceLocation) -> Value {
        self.at_depth(at, Depth::default()).unwrap_or(Value::Null)
    }

    fn at_depth(self, at: &SourceLocation, depth: Depth) -> Option<Value> {
        let (schema, at) = self.follow(at)?;
        if depth.schemas > MAX_DEPTH || schema == &Value::Bool(false) {
            return None;
        }
        if let Some(fixed) = fixed(schema) {
            return Some(fixed);
        }
        let mut sample = Value::Null;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.document.resolve(at.file, reference).ok()?;
            sample = merged(sample, self.at_depth(&target, depth.part())?);
        }
        for index in 0..length(schema, "allOf") {
            let place = at.child("allOf").item(index);
            let part = self.at_depth(&place, depth.part())?;
            // A type alone does not replace the value of another part.
            let is_plain = |(schema, _): (&Value, _)| only(schema, "type");
            let is_scalar = sample.is_string() || sample.is_number();
            if !(is_scalar && self.follow(&place).is_some_and(is_plain)) {
                sample = merged(sample, part);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(part) = self.choice(schema, &at, keyword, depth) {
                sample = merged(sample, part);
            }
        }
        let is_object = OF_OBJECTS
            .iter()
            .any(|keyword| schema.get(keyword).is_some());
        let is_object = is_object || sample.is_object();
        let kind = kind(schema).or(is_object.then_some("object"));
        match kind {
            Some("object") => {
                let own = self.object(schema, &at, depth, &sample)?;
                let mut sample = merged(sample, own);
                self.exclude(schema, &at, &mut sample);
                Some(sample)
            }
            Some("array") => Some(self.array(schema, &at, depth)),
            // The parts of a composition are more specific than a type.
            Some("string" | "integer" | "number") if !sample.is_null() && !is_narrow(schema) => {
                Some(sample)
            }
            Some("string") => Some(string(schema)),
            Some(kind @ ("integer" | "number")) => Some(number(schema, kind == "integer")),
            Some("boolean") => Some(Value::Bool(true)),
            Some("null") => Some(Value::Null),
            _ if sample != Value::Null => Some(sample),
            _ if schema.get("items").is_some() => Some(self.array(schema, &at, depth)),
            _ if schema.get("pattern").is_some() || schema.get("format").is_some() => {
                Some(string(schema))
            }
            _ => Some(json!(ANY)),
        }
    }

    /// Returns a value for the first possible alternative, with the tag that the discriminator requires.
    fn choice(
        self,
        schema: &Value,
        at: &SourceLocation,
        keyword: &str,
        depth: Depth,
    ) -> Option<Value> {
        let alternatives = (0..length(schema, keyword)).map(|index| at.child(keyword).item(index));
        let (mut value, chosen) = alternatives
            .filter_map(|place| {
                let value = self.at_depth(&place, depth.part())?;
                (!value.is_null()).then_some((value, place))
            })
            .next()?;
        let discriminator = schema.get("discriminator");
        if let Some(tag) = discriminator.and_then(|it| it.get("propertyName")?.as_str())
            && let Some(members) = value.as_object_mut()
        {
            let reference = self.document.get(&chosen)?.get("$ref")?.as_str()?;
            let mapping = discriminator.and_then(|it| it.get("mapping")?.as_object());
            let mapped = mapping.into_iter().flatten();
            let own_name = reference.rsplit('/').next().unwrap_or(reference);
            let name = mapped
                .filter(|(_, target)| {
                    let target = target.as_str().unwrap_or_default();
                    target == reference || target == own_name
                })
                .map(|(name, _)| name.as_str())
                .next();
            // Without a mapping the tag is the name of the schema, unless the schema has a constant.
            let place = self.follow(&chosen)?.1.child("properties").child(tag);
            if name.is_some() || !self.is_fixed(&place) {
                members.insert(tag.to_owned(), json!(name.unwrap_or(own_name)));
            }
        }
        Some(value)
    }

    /// Returns the members that an object schema itself requires; `others` are those of the schemas that it is composed of.
    fn object(
        self,
        schema: &Value,
        at: &SourceLocation,
        depth: Depth,
        others: &Value,
    ) -> Option<Value> {
        let required = required(schema);
        let mut members = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let place = at.child("properties").child(name);
            // Members of other parts are required here, too.
            let is_required = required.contains(&name.as_str()) || others.get(name).is_some();
            let is_read_only = self
                .follow(&place)
                .is_some_and(|(property, _)| property.get("readOnly") == Some(&Value::Bool(true)))
                || property.get("readOnly") == Some(&Value::Bool(true));
            if !is_required && (is_read_only || !depth.is_full()) {
                continue;
            }
            match self.at_depth(&place, depth.inner()) {
                Some(value) => {
                    members.insert(name.clone(), value);
                }
                None if is_required => return None,
                None => {}
            }
        }
        for name in required {
            let is_declared = properties.is_some_and(|properties| properties.contains_key(name))
                || others.get(name).is_some();
            if !is_declared && properties.is_some() {
                members.insert(name.to_owned(), json!(ANY));
            }
        }
        let additional = at.child("additionalProperties");
        let at_least = schema.get("minProperties").and_then(Value::as_u64);
        let is_map = members.is_empty()
            && schema
                .get("additionalProperties")
                .is_some_and(Value::is_object);
        if is_map && (depth.is_full() || at_least > Some(0)) {
            for number in 0..at_least.unwrap_or(1).max(1) {
                let value = self.at_depth(&additional, depth.inner())?;
                members.insert(format!("key{number}"), value);
            }
        }
        Some(Value::Object(members))
    }

    /// Removes the members that alternatives of `oneOf` require instead of each other, except those of the first.
    fn exclude(self, schema: &Value, at: &SourceLocation, sample: &mut Value) {
        let parts = (0..length(schema, "allOf")).map(|index| at.child("allOf").item(index));
        let parts = parts.filter_map(|part| self.follow(&part));
        for (part, _) in parts.chain([(schema, at.clone())]) {
            let alternatives = part.get("oneOf").and_then(Value::as_array);
            let alternatives: Vec<_> = alternatives.into_iter().flatten().collect();
            let is_list = |one: &&Value| only(one, "required");
            if alternatives.len() < 2 || !alternatives.iter().all(is_list) {
                continue;
            }
            let first = required(alternatives[0]);
            let others = alternatives[1..].iter().flat_map(|one| required(one));
            for name in others.filter(|name| !first.contains(name)) {
                if let Some(members) = sample.as_object_mut() {
                    members.remove(name);
                }
            }
        }
    }

    fn array(self, schema: &Value, at: &SourceLocation, depth: Depth) -> Value {
        let prefix = length(schema, "prefixItems");
        if prefix > 0 {
            let items = (0..prefix).filter_map(|index| {
                self.at_depth(&at.child("prefixItems").item(index), depth.inner())
            });
            return items.collect();
        }
        let wanted = schema.get("minItems").and_then(Value::as_u64);
        let most = schema.get("maxItems").and_then(Value::as_u64);
        let usual = if depth.is_full() { 1 } else { 0 };
        let count = wanted
            .unwrap_or(usual)
            .max(usual)
            .min(most.unwrap_or(u64::MAX));
        let items = at.child("items");
        let item = if schema.get("items").is_some() {
            self.at_depth(&items, depth.inner())
        } else {
            Some(json!(ANY))
        };
        let Some(item) = item else {
            return Value::Array(Vec::new());
        };
        let is_unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let choices = self.follow(&items).and_then(|(items, _)| items.get("enum"));
        let choices = choices.and_then(Value::as_array);
        (0..count)
            .map(|index| match (&item, is_unique) {
                (_, true) if choices.is_some() => {
                    let choice = usize::try_from(index).ok();
                    let choice = choice.and_then(|index| choices?.get(index));
                    choice.cloned().unwrap_or_else(|| item.clone())
                }
                (Value::String(text), true) if index > 0 => json!(format!("{text}{index}")),
                (Value::Number(number), true) if index > 0 => {
                    json!(number.as_u64().unwrap_or(0) + index)
                }
                _ => item.clone(),
            })
            .collect()
    }
}

/// Returns `true` for keywords that do not constrain values.
fn is_annotation(keyword: &str) -> bool {
    keyword.starts_with("x-")
        || [
            "description",
            "summary",
            "title",
            "deprecated",
            "example",
            "examples",
            "nullable",
        ]
        .contains(&keyword)
}

/// Returns the names of required members.
fn required(schema: &Value) -> Vec<&str> {
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

/// Returns `true` if a schema constrains values with this keyword alone.
fn only(schema: &Value, keyword: &str) -> bool {
    let members = schema.as_object().into_iter().flat_map(Map::keys);
    let mut speaking = members.into_iter().filter(|key| !is_annotation(key));
    speaking.next().is_some_and(|key| key == keyword) && speaking.next().is_none()
}

/// Returns `true` if a schema constrains a string or number with more than its type.
fn is_narrow(schema: &Value) -> bool {
    let keywords = schema.as_object().into_iter().flat_map(Map::keys);
    let narrowing = [
        "pattern",
        "format",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    keywords
        .into_iter()
        .any(|key| narrowing.contains(&key.as_str()))
}

/// Returns a value of a schema that lists its values.
fn fixed(schema: &Value) -> Option<Value> {
    if let Some(value) = schema.get("const") {
        return Some(value.clone());
    }
    let values = schema.get("enum")?.as_array()?;
    let fits = |value: &&Value| !value.is_null() && *value != &json!("");
    values.iter().find(fits).or(values.first()).cloned()
}

fn length(schema: &Value, keyword: &str) -> usize {
    schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(0, Vec::len)
}

/// Returns the first type that is not null.
fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.clone().find(|kind| *kind != "null").or(kinds.next())
        }
        _ => None,
    }
}

/// Merges the values of two parts of a composition.
fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            for (name, value) in other {
                let before = one.remove(&name).unwrap_or(Value::Null);
                one.insert(name, merged(before, value));
            }
            Value::Object(one)
        }
        (one, Value::Null) => one,
        (one, Value::String(other)) if other == ANY && !one.is_null() => one,
        (_, other) => other,
    }
}

fn string(schema: &Value) -> Value {
    let text = |keyword| schema.get(keyword).and_then(Value::as_str);
    if let Some(pattern) = text("pattern") {
        let example = text("example").or_else(|| text("default"));
        return json!(pattern::matching(pattern, example, schema));
    }
    let sample = match text("format") {
        Some("date-time") => "2024-05-06T07:08:09Z",
        Some("date") => "2024-05-06",
        Some("time") => "07:08:09Z",
        Some("duration") => "PT1H",
        Some("uuid") => "0b0bfa1c-6a0f-4b0e-9c57-3a6d4a0c2f11",
        Some("email" | "idn-email") => "a@example.com",
        Some("hostname" | "idn-hostname") => "example.com",
        Some("ipv4" | "ip") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("uri" | "url" | "iri") => "https://example.com/a",
        Some("uri-reference" | "iri-reference") => "/a",
        Some("byte" | "base64") => "AAECAw==",
        Some("json-pointer") => "/a",
        Some("regex") => "a+",
        _ => "text",
    };
    let mut sample = sample.to_owned();
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let bound = |keyword| bound(keyword).and_then(|bound| usize::try_from(bound).ok());
    if let Some(least) = bound("minLength") {
        while sample.chars().count() < least {
            sample.push('a');
        }
    }
    if let Some(most) = bound("maxLength") {
        sample = sample.chars().take(most).collect();
    }
    json!(sample)
}

fn number(schema: &Value, is_integer: bool) -> Value {
    let bound = |keyword| schema.get(keyword).and_then(Value::as_f64);
    let is_strict = |keyword| schema.get(keyword) == Some(&Value::Bool(true));
    let step = bound("multipleOf").unwrap_or(if is_integer { 1.0 } else { 0.5 });
    let low = match (bound("minimum"), bound("exclusiveMinimum")) {
        (Some(low), _) if is_strict("exclusiveMinimum") => Some(low + step),
        (Some(low), _) => Some(low),
        (None, Some(low)) => Some(low + step),
        (None, None) => None,
    };
    let high = match (bound("maximum"), bound("exclusiveMaximum")) {
        (Some(high), _) if is_strict("exclusiveMaximum") => Some(high - step),
        (Some(high), _) => Some(high),
        (None, Some(high)) => Some(high - step),
        (None, None) => None,
    };
    let usual = step * 2.0;
    let value = match (low, high) {
        (Some(low), _) if usual < low => (low / step).ceil() * step,
        (_, Some(high)) if usual > high => (high / step).floor() * step,
        _ => usual,
    };
    if is_integer || value.fract() == 0.0 {
        // The bounds of a schema fit into the text.
        return serde_json::from_str(&format!("{value:.0}")).unwrap_or(json!(1));
    }
    Number::from_f64(value).map_or(json!(1), Value::Number)
}
