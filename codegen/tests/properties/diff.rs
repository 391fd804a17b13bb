//! Properties of the comparison of any two documents.

use apicrate_codegen::config::Options;
use apicrate_codegen::diff::{DiffError, Review, SemverLevel, Settings, diff};
use apicrate_codegen::{Resolved, read_from_text};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::documents::{golden, value};
use super::plausible;

fn options() -> Options {
    let mut options = Options::new("client");
    options.lenient = true;
    options
}

fn read(document: &Value) -> Option<Resolved> {
    read_from_text("openapi.json", &document.to_string(), &options()).ok()
}

/// `None` where the documents have nothing in common.
fn review(old: &Resolved, new: &Resolved, strict: bool) -> Option<Review> {
    let mut settings = Settings::default();
    settings.strict = strict;
    match diff(&old.revision(), &new.revision(), &settings) {
        Ok(review) => Some(review),
        Err(DiffError::Unrelated) => None,
        Err(error) => panic!("{error}"),
    }
}

/// A golden document, changed so many times in a few places.
fn changed(index: &prop::sample::Index, steps: &[Vec<u8>]) -> Vec<Value> {
    let mut document =
        value(index.get::<std::path::PathBuf>(&golden())).expect("golden documents load");
    let mut documents = vec![document.clone()];
    for bytes in steps {
        plausible::mutate(&mut document, bytes);
        documents.push(document.clone());
    }
    documents
}

/// Describes a review for the message of a failed assertion.
fn described(review: &Review) -> String {
    let changes = review.changes.iter().map(|change| {
        let (rule, subject, message) = (change.rule.id, &change.subject, &change.message);
        let (wire, rust) = (change.wire, change.rust);
        format!("{rule} {subject} {message} (wire {wire}, rust {rust})\n")
    });
    changes.collect()
}

/// A document whose only operation sends, or receives, the first of its components.
fn with_schemas(schemas: &Value, is_sent: bool) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/First"}}});
    let mut operation = json!({
        "operationId": "exchange",
        "responses": {"204": {"description": "Done."}},
    });
    if is_sent {
        operation["requestBody"] = json!({"required": true, "content": content});
    } else {
        operation["responses"] = json!({"200": {"description": "It.", "content": content}});
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Exchange", "version": "1"},
        "servers": [{"url": "https://exchange.example"}],
        "paths": {"/exchange": {"post": operation}},
        "components": {"schemas": schemas},
    })
}

/// Swaps `readOnly` and `writeOnly`: values that are sent in one direction of time are received in the other.
fn mirrored(schemas: &Value) -> Value {
    match schemas {
        Value::Object(members) => {
            let mirror = |(name, member): (&String, &Value)| {
                let name = match (name.as_str(), member) {
                    ("readOnly", Value::Bool(_)) => "writeOnly",
                    ("writeOnly", Value::Bool(_)) => "readOnly",
                    (name, _) => name,
                };
                (name.to_owned(), mirrored(member))
            };
            Value::Object(members.iter().map(mirror).collect())
        }
        Value::Array(items) => items.iter().map(mirrored).collect(),
        other => other.clone(),
    }
}

fn schemas(bytes: &[u8]) -> Value {
    let mut reader = plausible::Bytes::new(bytes);
    let mut schemas = Map::new();
    for name in ["First", "A", "B", "C"] {
        let schema = plausible::sound_schema(&mut reader, 0);
        schemas.insert(name.to_owned(), schema);
    }
    Value::Object(schemas)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        max_shrink_iters: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_document_does_not_differ_from_itself(
        index in any::<prop::sample::Index>(),
        bytes in vec(any::<u8>(), 0..64),
    ) {
        for document in changed(&index, &[bytes]) {
            let (Some(one), Some(other)) = (read(&document), read(&document)) else {
                continue;
            };
            let review = review(&one, &other, true).expect("they have everything in common");
            prop_assert!(review.is_empty(), "{}", described(&review));
            prop_assert_eq!(review.api_level, SemverLevel::None);
        }
    }

    #[test]
    fn the_same_crate_asks_for_no_version_and_another_one_does(
        index in any::<prop::sample::Index>(),
        bytes in vec(any::<u8>(), 0..64),
    ) {
        let documents = changed(&index, &[bytes]);
        let files = |document: &Value| {
            let text = document.to_string();
            apicrate_codegen::generate_from_text("openapi.json", &text, &options()).ok()
        };
        let (Some(old), Some(new)) = (files(&documents[0]), files(&documents[1])) else {
            return Ok(());
        };
        let Ok(review) = diff(&old.revision(), &new.revision(), &Settings::default()) else {
            return Ok(());
        };
        if old.output.files == new.output.files {
            prop_assert_eq!(review.rust(), SemverLevel::None, "{}", described(&review));
        }
        prop_assert!(review.rust() >= review.api_level, "{}", described(&review));
        // What is left out of the review is the order in which things stand.
        if review.rust() == SemverLevel::None {
            let words = |files: &[apicrate_codegen::output::Rendered]| {
                let mut words: Vec<_> = files
                    .iter()
                    .flat_map(|file| file.text.split(|letter: char| !letter.is_alphanumeric()))
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect();
                words.sort();
                words
            };
            prop_assert!(words(&old.output.files) == words(&new.output.files), "{}", described(&review));
        }
    }

    #[test]
    fn a_level_is_at_most_that_of_the_steps_on_the_way(
        index in any::<prop::sample::Index>(),
        steps in vec(vec(any::<u8>(), 0..24), 2),
    ) {
        let documents = changed(&index, &steps);
        let read: Option<Vec<_>> = documents.iter().map(read).collect();
        let Some(read) = read else { return Ok(()) };
        let reviews = [(0, 2), (0, 1), (1, 2)].map(|(from, to)| review(&read[from], &read[to], false));
        let [Some(direct), Some(first), Some(second)] = reviews else {
            return Ok(());
        };
        let way = first.api_level.max(second.api_level);
        prop_assert!(
            direct.api_level <= way,
            "{} > {way}:\n{}\n{}\n{}", direct.api_level, described(&direct), described(&first), described(&second)
        );
    }

    #[test]
    fn strictly_requests_are_judged_as_responses_in_the_other_direction_of_time(
        bytes in vec(any::<u8>(), 16..240),
        edits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut other = bytes.clone();
        for (index, byte) in &edits {
            let index = index.index(other.len());
            other[index] = *byte;
        }
        let (old, new) = (schemas(&bytes), schemas(&other));
        let sent = (read(&with_schemas(&old, true)), read(&with_schemas(&new, true)));
        let (old, new) = (mirrored(&old), mirrored(&new));
        let received = (read(&with_schemas(&old, false)), read(&with_schemas(&new, false)));
        let ((Some(a), Some(b)), (Some(c), Some(d))) = (sent, received) else {
            return Ok(());
        };
        let there = review(&a, &b, true).expect("they have an operation in common");
        let back = review(&d, &c, true).expect("they have an operation in common");
        prop_assert!(
            there.wire() == back.wire(),
            "{} there, {} back:\n{}\n{}", there.wire(), back.wire(), described(&there), described(&back)
        );
    }
}
