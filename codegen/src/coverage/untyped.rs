//! Untyped values.

use std::collections::{BTreeSet, HashMap};

use crate::value::Value;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostics, code};
use crate::document::{Document, parse_pointer};
use crate::ir::{Api, Type};
use crate::location::SourceLocation;

/// The maximum depth of references and compositions.
const MAX_DEPTH: usize = 32;

/// The maximum number of schemas to examine for one value, and for all values of an API: every schema can refer to every other
/// one. Beyond it, the document counts as silent.
const MAX_SCHEMAS: usize = 1000;
const MAX_SCHEMAS_TOTAL: usize = 100_000;

/// A value that is typed as any JSON value: `serde_json::Value` in the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Untyped {
    /// The location in the document.
    pub at: SourceLocation,
    /// The reason, one line.
    pub reason: String,
    /// `true` if the document does not restrict the value.
    pub is_silent: bool,
}

/// Returns the untyped values of an API, in the order of their locations.
#[must_use]
pub fn untyped(document: &Document, api: &Api, diagnostics: &Diagnostics) -> Vec<Untyped> {
    let mut found = BTreeSet::new();
    api.visit_uses(&mut |ty, at| every_any(ty, at, &mut found));
    if found.is_empty() {
        return Vec::new();
    }
    let reasons: HashMap<&SourceLocation, &str> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == code::UNTYPED)
        .filter_map(|diagnostic| Some((diagnostic.at.as_ref()?, diagnostic.message.as_str())))
        .collect();
    let mut left = MAX_SCHEMAS_TOTAL;
    let explain = |at: SourceLocation| {
        let keywords = keywords_at(document, &at, &mut left);
        let reason = match (reasons.get(&at), &keywords) {
            (Some(message), _) => after_colon(message).to_owned(),
            (None, None) => "the schema specifies no type".to_owned(),
            (None, Some(keywords)) => format!("unknown, despite {keywords}"),
        };
        Untyped {
            at,
            reason,
            is_silent: keywords.is_none(),
        }
    };
    found.into_iter().map(explain).collect()
}

fn after_colon(message: &str) -> &str {
    message
        .split_once(": ")
        .map_or(message, |(_, reason)| reason)
}

fn every_any(ty: &Type, at: &SourceLocation, found: &mut BTreeSet<SourceLocation>) {
    match ty {
        Type::Any => {
            found.insert(at.clone());
        }
        Type::Array(items) => every_any(items, &at.child("items"), found),
        Type::Map(values) => every_any(values, &at.child("additionalProperties"), found),
        Type::Nullable(inner) => every_any(inner, at, found),
        Type::Tuple(parts) => {
            for (index, part) in parts.iter().enumerate() {
                every_any(part, &at.child("prefixItems").item(index), found);
            }
        }
        _ => {}
    }
}

/// Returns the keywords that determine the type of a value; `None` if there are none.
///
/// A value without a node, such as the items of an array that is composed by `allOf`, is searched in all schemas of the nearest
/// node.
fn keywords_at(
    document: &Document,
    at: &SourceLocation,
    left_in_all: &mut usize,
) -> Option<String> {
    let tokens = parse_pointer(&at.pointer)?;
    let mut node = SourceLocation::root(at.file);
    let mut found = 0;
    for token in &tokens {
        let child = node.child(token);
        if document.get(&child).is_none() {
            break;
        }
        node = child;
        found += 1;
    }
    let tokens = tokens.get(found..).unwrap_or_default();
    let mut keywords = BTreeSet::new();
    let most = MAX_SCHEMAS.min(*left_in_all);
    let mut collector = KeywordCollector {
        document,
        known: HashMap::new(),
        left: most,
    };
    let found_any = collector.collect(&node, tokens, MAX_DEPTH, &mut keywords);
    *left_in_all -= most - collector.left;
    let keywords: Vec<_> = keywords.into_iter().collect();
    found_any.then(|| keywords.join(", "))
}

/// Collects the keywords of schemas.
struct KeywordCollector<'d> {
    document: &'d Document,
    /// The results by schema and number of remaining tokens; `false` during the search.
    known: HashMap<(SourceLocation, usize), bool>,
    /// The number of schemas that may still be examined.
    left: usize,
}

impl KeywordCollector<'_> {
    /// Collects the keywords of a schema for the value at `tokens` below it; returns `true` if there are any.
    fn collect(
        &mut self,
        at: &SourceLocation,
        tokens: &[String],
        depth: usize,
        keywords: &mut BTreeSet<&'static str>,
    ) -> bool {
        let key = (at.clone(), tokens.len());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let (Some(schema), Some(depth), Some(left)) = (
            self.document.get(at),
            depth.checked_sub(1),
            self.left.checked_sub(1),
        ) else {
            return false;
        };
        self.left = left;
        self.known.insert(key.clone(), false);
        let mut found_any = false;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.document.resolve(at.file, reference);
            found_any |= target.is_ok_and(|target| self.collect(&target, tokens, depth, keywords));
        }
        found_any |= match tokens {
            [] => own_keywords(schema, keywords),
            [token, rest @ ..] => self.collect(&at.child(token), rest, depth, keywords),
        };
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let Some(Value::Array(members)) = schema.get(keyword) else {
                continue;
            };
            let at = at.child(keyword);
            let (mut any, mut all) = (false, true);
            for (index, _) in members.iter().enumerate().filter(|(_, one)| !is_null(one)) {
                let found_any = self.collect(&at.item(index), tokens, depth, keywords);
                any |= found_any;
                all &= found_any;
            }
            // An alternative that accepts anything makes the others irrelevant.
            let is_idle = keyword != "allOf" && tokens.is_empty() && !all;
            found_any |= any && !is_idle;
        }
        self.known.insert(key, found_any);
        found_any
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

/// The keywords that determine the type of a value (JSON Schema 2020-12, core and validation).
const TYPE_KEYWORDS: [&str; 11] = [
    "$dynamicRef",
    "additionalProperties",
    "const",
    "enum",
    "format",
    "items",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "type",
];

fn own_keywords(schema: &Value, keywords: &mut BTreeSet<&'static str>) -> bool {
    let is_significant = |keyword: &&str| match schema.get(keyword) {
        None | Some(Value::Bool(_)) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
    };
    let own: Vec<_> = TYPE_KEYWORDS.into_iter().filter(is_significant).collect();
    let found_any = !own.is_empty();
    keywords.extend(own);
    found_any
}
