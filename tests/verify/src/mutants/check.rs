//! Applies mutants to a document, and compares the reported changes with the expected ones.

use super::document_index::DocumentIndex;
use super::mutation::{Expected, Mutant, Mutation};
use apicrate::Failure;
use apicrate_codegen::Resolved;
use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::{Review, Settings, diff};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use serde_json::Value;
use std::collections::BTreeSet;

/// A format with a type of its own.
pub(super) const FORMAT: &str = "mutant";

/// The results of the mutants of one kind.
#[derive(Default)]
pub(super) struct Outcome {
    /// The number of suitable places in the document.
    pub(super) places: usize,
    /// The number of comparisons with the expected result; each mutant has two.
    pub(super) exact: usize,
    /// The reports of the others.
    pub(super) wrong: Vec<String>,
    /// The rules that occurred.
    pub(super) rules: BTreeSet<String>,
}

/// A document with its resolved form.
pub(super) struct Original {
    document: DocumentIndex,
    resolved: Resolved,
    options: Options,
}

impl Original {
    /// Reads a document.
    pub(super) fn new(name: &str, root: Value) -> Result<Self, Failure> {
        let mut options = Options::new("mutants");
        options.lenient = true;
        // No document has the format; mutants add it.
        options
            .formats
            .insert(FORMAT.to_owned(), "std::net::IpAddr".to_owned());
        let resolved = read(&root, &options)
            .map_err(|actual| Failure::new(format_args!("{name} cannot be read:\n{actual}")))?;
        Ok(Self {
            document: DocumentIndex::new(root),
            resolved,
            options,
        })
    }

    /// Tries a mutation at some of its places, selected by a seed.
    pub(super) fn check(&self, mutation: &Mutation, most: usize, seed: u64) -> Outcome {
        let mut mutants = (mutation.places)(&self.document);
        let mut outcome = Outcome {
            places: mutants.len(),
            ..Outcome::default()
        };
        let mut random = SmallRng::seed_from_u64(seed);
        mutants.shuffle(&mut random);
        mutants.truncate(most);
        for mutant in &mutants {
            self.try_one(mutant, &mut outcome);
        }
        outcome
    }

    fn try_one(&self, mutant: &Mutant, outcome: &mut Outcome) {
        let mut root = self.document.root.clone();
        (mutant.edit)(&mut root);
        let other = match read(&root, &self.options) {
            Ok(other) => other,
            Err(actual) => {
                outcome.wrong.push(format!("{}: {actual}", mutant.at));
                return;
            }
        };
        let directions = [
            ("there", &self.resolved, &other, &mutant.there),
            ("back", &other, &self.resolved, &mutant.back),
        ];
        for (word, old, new, expected) in directions {
            outcome
                .rules
                .extend(expected.iter().map(|one| one.rule.clone()));
            match compare(old, new, expected) {
                Ok(()) => outcome.exact += 1,
                Err(actual) => outcome
                    .wrong
                    .push(format!("{} ({word})\n{actual}", mutant.at)),
            }
        }
    }
}

fn read(root: &Value, options: &Options) -> Result<Resolved, String> {
    apicrate_codegen::read_from_text("openapi.json", &root.to_string(), options)
        .map_err(|failure| failure.render(Style::Plain))
}

/// Compares the review of two documents with the expected changes.
fn compare(old: &Resolved, new: &Resolved, expected: &[Expected]) -> Result<(), String> {
    let review = diff(&old.revision(), &new.revision(), &Settings::default())
        .map_err(|error| error.to_string())?;
    let mut expected = expected.to_vec();
    let mut actual: Vec<Expected> = review
        .changes
        .iter()
        .map(|change| super::mutation::expect(change.rule.id, change.wire, change.rust))
        .collect();
    expected.sort();
    actual.sort();
    if actual == expected && review.api_level == review.rust() {
        return Ok(());
    }
    let mut text = String::new();
    for one in &expected {
        text.push_str(&format!("    expected {one}\n"));
    }
    text.push_str(&actual_text(&review));
    Err(text)
}

fn actual_text(review: &Review) -> String {
    const MOST: usize = 6;
    let mut text = format!("    expect, the surface being {}:\n", review.api_level);
    for change in review.changes.iter().take(MOST) {
        let actual = super::mutation::expect(change.rule.id, change.wire, change.rust);
        text.push_str(&format!(
            "      {actual}: {}, {}\n",
            change.subject, change.message
        ));
        for item in change.items.iter().take(MOST) {
            text.push_str(&format!("        {item}\n"));
        }
    }
    let more = review.changes.len().saturating_sub(MOST);
    if more > 0 {
        text.push_str(&format!("      and {more} more\n"));
    }
    text
}
