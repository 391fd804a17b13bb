//! Generated clients decode unions as a validator of JSON Schema judges their alternatives.
//!
//! The schemas and values are random, but the same in each run. One client contains all of them.

mod program;
mod schemas;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};

use program::Outcome;
use schemas::{Random, TAG, Union, unions, value};

/// The number of unions.
const UNIONS: usize = 60;

/// The number of values for each union.
const VALUES: usize = 100;

/// The alternatives of a union that are objects, compiled.
struct Judge {
    schemas: Schemas,
    alternatives: Vec<SchemaIndex>,
}

impl Judge {
    fn new(document: &Value, union: &Union) -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let name = "openapi.json";
        compiler
            .add_resource(name, document.clone())
            .expect("it is a document");
        let alternatives = union.objects.iter().map(|object| {
            let place = format!("{name}#/components/schemas/{object}");
            compiler
                .compile(&place, &mut schemas)
                .expect("it is a schema")
        });
        Self {
            alternatives: alternatives.collect(),
            schemas,
        }
    }

    /// Returns the names of the alternatives that a value matches.
    fn matches<'u>(&self, union: &'u Union, value: &Value) -> Vec<&'u str> {
        let alternatives = self.alternatives.iter().zip(&union.objects);
        let matching =
            alternatives.filter(|(index, _)| self.schemas.validate(value, **index).is_ok());
        matching.map(|(_, name)| name.as_str()).collect()
    }
}

#[test]
fn a_value_is_read_as_an_alternative_that_it_matches_and_loses_none_of_its_members() {
    let mut random = Random(17);
    let (unions, schemas) = unions(UNIONS, &mut random);
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Unions", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    let mut values = Vec::new();
    for union in &unions {
        values.extend((0..VALUES).map(|_| (union.name.clone(), value(&mut random))));
    }
    let outcomes = program::read(&document, &unions, &values);
    assert_eq!(outcomes.len(), values.len());
    let mut failures = Vec::new();
    let mut judged = 0;
    for (union, (values, outcomes)) in unions
        .iter()
        .zip(values.chunks(VALUES).zip(outcomes.chunks(VALUES)))
    {
        let judge = Judge::new(&document, union);
        for ((_, value), outcome) in values.iter().zip(outcomes) {
            let matches = judge.matches(union, value);
            if !value.is_object() || matches.is_empty() {
                continue;
            }
            judged += 1;
            if let Err(reason) = verdict(union, &schemas, &matches, value, outcome) {
                let schema = &schemas[&union.name];
                let parts: Vec<_> = union
                    .objects
                    .iter()
                    .map(|name| &schemas[name])
                    .map(Value::to_string)
                    .collect();
                failures.push(format!("{reason}\n  value: {value}\n  matches: {matches:?}\n  outcome: {outcome:?}\n  union: {schema}\n  {}", parts.join("\n  ")));
            }
        }
    }
    assert!(
        judged > UNIONS * 10,
        "only {judged} values match an alternative"
    );
    let count = failures.len();
    failures.truncate(10);
    assert!(
        failures.is_empty(),
        "{count} of {judged}:\n{}",
        failures.join("\n\n")
    );
}

/// Checks how a value that matches alternatives was read.
fn verdict(
    union: &Union,
    schemas: &Map<String, Value>,
    matches: &[&str],
    value: &Value,
    outcome: &Outcome,
) -> Result<(), &'static str> {
    let Outcome::Read(alternative, written) = outcome else {
        return Err("a value that matches is not read");
    };
    let combines = matches.len() > 1;
    let is_unknown = alternative == "UnknownValue";
    // A tag that the discriminator needs may be missing, since the alternatives need not require it.
    let lacks_tag = value.get(TAG).is_none() && schemas[&union.name].get("discriminator").is_some();
    if !matches.contains(&alternative.as_str()) && !(is_unknown && (combines || lacks_tag)) {
        return Err("it is read as another alternative");
    }
    if matches.len() > 1 && union.keyword == "oneOf" {
        return Ok(());
    }
    let declares = |name: &str| {
        let mut matches = matches.iter();
        matches.any(|object| schemas[*object]["properties"].get(name).is_some())
    };
    let members = value.as_object().into_iter().flatten();
    let lost = members
        .filter(|(name, _)| declares(name))
        .any(|(name, member)| {
            written
                .get(name)
                .is_none_or(|other| !is_same(member, other))
        });
    if lost {
        return Err("a declared member is lost");
    }
    let mut added = written.as_object().into_iter().flatten();
    if added.any(|(name, _)| value.get(name).is_none()) {
        return Err("a member is added");
    }
    Ok(())
}

/// Returns `true` if two values are equal, whatever the form of their numbers.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}
