//! Values that fit a schema, made from what the schema says.

use super::pattern;
use apicrate_codegen::SourceLocation;
use apicrate_codegen::document::{Document, Version};
use serde_json::{Map, Number, Value, json};

/// How deep optional members are filled in.
const FULL_DEPTH: usize = 3;

/// How many schemas a value may be made within, which is also how many references are followed.
const MAX_DEPTH: usize = 24;

/// How deep a value stands.
#[derive(Debug, Clone, Copy, Default)]
struct Depth {
    /// In how many objects and arrays it is.
    nesting: usize,
    /// In how many schemas it is, parts of compositions included.
    schemas: usize,
}

impl Depth {
    /// Within an object or an array.
    fn inner(self) -> Self {
        Self {
            nesting: self.nesting + 1,
            ..self.part()
        }
    }

    /// As a part of a composition.
    fn part(self) -> Self {
        Self {
            schemas: self.schemas + 1,
            ..self
        }
    }

    /// Whether what is optional is filled in here.
    fn is_full(self) -> bool {
        self.nesting < FULL_DEPTH
    }
}

/// The value where nothing is said of it; any other goes before it.
const ANY: &str = "any";

/// Keywords that speak of objects alone, by which one without a type is known.
const OF_OBJECTS: [&str; 4] = [
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
];

/// Makes values for the schemas of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampler<'d> {
    pub(super) document: &'d Document,
}

impl<'d> Sampler<'d> {
    /// What stands at a place, references followed; the place where it really stands comes with it.
    pub(super) fn follow(self, at: &SourceLocation) -> Option<(&'d Value, SourceLocation)> {
        let mut at = at.clone();
        for _ in 0..MAX_DEPTH {
            let value = self.document.get(&at)?;
            let reference = value.get("$ref").and_then(Value::as_str);
            let Some(reference) = reference else {
                return Some((value, at));
            };
            // With other keywords beside it, a reference is one of several conditions, but not in 3.0 (OpenAPI 3.0.3, "Reference
            // Object").
            let mut members = value.as_object()?.keys().filter(|key| !is_annotation(key));
            if self.document.version() != Version::V3_0 && members.nth(1).is_some() {
                return Some((value, at));
            }
            at = self.document.resolve(at.file, reference).ok()?;
        }
        None
    }

    /// Whether the schema at a place lists its values.
    pub(super) fn is_fixed(self, at: &SourceLocation) -> bool {
        self.follow(at)
            .is_some_and(|(schema, _)| fixed(schema).is_some())
    }

    /// A value that a client may send for the schema at a place.
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
            // A type alone takes nothing away from what another part says.
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
            // What the schema is composed of says more than a type alone.
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

    /// The first alternative that a value can be made for, its tag set as the discriminator has it.
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
            // Without a mapping it is the name of the schema, unless the schema itself says what it is.
            let place = self.follow(&chosen)?.1.child("properties").child(tag);
            if name.is_some() || !self.is_fixed(&place) {
                members.insert(tag.to_owned(), json!(name.unwrap_or(own_name)));
            }
        }
        Some(value)
    }

    /// The members that the schema of an object itself asks for; `others` are those of what it is composed of.
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
            // What another part asks for is as this one has it, too.
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

    /// Takes away the members that alternatives of `oneOf` ask for in place of each other, but for those of the first.
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

/// Whether a keyword says nothing about values.
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

/// The names that an object must have.
fn required(schema: &Value) -> Vec<&str> {
    let names = schema.get("required").and_then(Value::as_array);
    let names = names.into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

/// Whether a schema has this keyword and no other that says something about values.
fn only(schema: &Value, keyword: &str) -> bool {
    let members = schema.as_object().into_iter().flat_map(Map::keys);
    let mut speaking = members.into_iter().filter(|key| !is_annotation(key));
    speaking.next().is_some_and(|key| key == keyword) && speaking.next().is_none()
}

/// Whether a schema itself says more about a string or a number than that it is one.
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

/// The value of a schema that has only few.
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

/// The first type that is not null.
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

/// Both parts of what a value must be.
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
        // A schema's bounds are far within what such a text can hold.
        return serde_json::from_str(&format!("{value:.0}")).unwrap_or(json!(1));
    }
    Number::from_f64(value).map_or(json!(1), Value::Number)
}
