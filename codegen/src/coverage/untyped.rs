//! The places of an API that are any JSON value, and why.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Diagnostics, code};
use crate::document::{Document, parse_pointer};
use crate::ir::{Api, Type};
use crate::location::SourceLocation;

/// How many references and compositions are followed, one behind the other.
const MAX_DEPTH: usize = 32;

/// How many schemas are looked at for one place, and for all places of an API. A document can let every schema refer to every
/// other one; what is not looked at counts as silent.
const MAX_SCHEMAS: usize = 1000;
const MAX_SCHEMAS_IN_ALL: usize = 100_000;

/// A place that is any JSON value: `serde_json::Value` in the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Untyped {
    /// Where it stands in the document.
    pub at: SourceLocation,
    /// Why it is, one line.
    pub reason: String,
    /// Whether the document itself says nothing that a type could say.
    pub is_silent: bool,
}

/// The places of an API that are any JSON value, in the order of their pointers.
#[must_use]
pub fn untyped(document: &Document, api: &Api, diagnostics: &Diagnostics) -> Vec<Untyped> {
    let mut found = BTreeSet::new();
    api.visit_uses(&mut |ty, at| every_any(ty, at, &mut found));
    if found.is_empty() {
        return Vec::new();
    }
    let told: HashMap<&SourceLocation, &str> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == code::UNTYPED)
        .filter_map(|diagnostic| Some((diagnostic.at.as_ref()?, diagnostic.message.as_str())))
        .collect();
    let mut left = MAX_SCHEMAS_IN_ALL;
    let explain = |at: SourceLocation| {
        let said = said(document, &at, &mut left);
        let reason = match (told.get(&at), &said) {
            (Some(message), _) => after_colon(message).to_owned(),
            (None, None) => "the document does not say what it is".to_owned(),
            (None, Some(keywords)) => format!("unexplained: it has {keywords}"),
        };
        Untyped {
            at,
            reason,
            is_silent: said.is_none(),
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

/// The keywords by which the document says what a value is; `None` where it is silent.
///
/// What stands at no node of its own, such as the items of an array that is composed by `allOf`, is looked for in all that the
/// nearest node is composed of.
fn said(document: &Document, at: &SourceLocation, left_in_all: &mut usize) -> Option<String> {
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
    let mut saying = Saying {
        document,
        known: HashMap::new(),
        left: most,
    };
    let says = saying.collect(&node, tokens, MAX_DEPTH, &mut keywords);
    *left_in_all -= most - saying.left;
    let keywords: Vec<_> = keywords.into_iter().collect();
    says.then(|| keywords.join(", "))
}

/// Looks for what schemas say.
struct Saying<'d> {
    document: &'d Document,
    /// The answers so far, by the schema and how many tokens lie below it; one that is being looked for is silent.
    known: HashMap<(SourceLocation, usize), bool>,
    /// How many schemas may still be looked at.
    left: usize,
}

impl Saying<'_> {
    /// Whether the schema says something of what lies below it at `tokens`; the keywords are collected.
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
        let mut says = false;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.document.resolve(at.file, reference);
            says |= target.is_ok_and(|target| self.collect(&target, tokens, depth, keywords));
        }
        says |= match tokens {
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
                let says = self.collect(&at.item(index), tokens, depth, keywords);
                any |= says;
                all &= says;
            }
            // One alternative that takes anything makes the others idle.
            let is_idle = keyword != "allOf" && tokens.is_empty() && !all;
            says |= any && !is_idle;
        }
        self.known.insert(key, says);
        says
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

/// Keywords that say what a value is (JSON Schema 2020-12, core and validation).
const SPEAKING: [&str; 11] = [
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
    let speaks = |keyword: &&str| match schema.get(*keyword) {
        None | Some(Value::Bool(_)) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
    };
    let own: Vec<_> = SPEAKING.into_iter().filter(speaks).collect();
    let says = !own.is_empty();
    keywords.extend(own);
    says
}
