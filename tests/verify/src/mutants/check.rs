//! Applies mutants to a document and compares what is said of them with what must be said.

use super::document_index::DocumentIndex;
use super::mutation::{Expected, Mutant, Mutation};
use apicrate::Failure;
use apicrate::terminal::style;
use apicrate_codegen::Resolved;
use apicrate_codegen::config::Options;
use apicrate_codegen::diff::{Review, Settings, diff};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use serde_json::Value;
use std::collections::BTreeSet;

/// A format that has a type of its own.
pub(super) const FORMAT: &str = "mutant";

/// What came of the mutants of one kind.
#[derive(Default)]
pub(super) struct Outcome {
    /// The places that a document has for it.
    pub(super) places: usize,
    /// The comparisons that said what they must: there and back are two.
    pub(super) exact: usize,
    /// What was said of the others.
    pub(super) wrong: Vec<String>,
    /// The rules that were seen.
    pub(super) rules: BTreeSet<String>,
}

/// A document with what the generator makes of it.
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
        // No document has the format: it is there for the mutants that bring it.
        options
            .formats
            .insert(FORMAT.to_owned(), "std::net::IpAddr".to_owned());
        let resolved = read(&root, &options)
            .map_err(|said| Failure::new(format_args!("{name} cannot be read:\n{said}")))?;
        Ok(Self {
            document: DocumentIndex::new(root),
            resolved,
            options,
        })
    }

    /// Tries a mutation at some of its places, chosen by a seed.
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
            Err(said) => {
                outcome.wrong.push(format!("{}: {said}", mutant.at));
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
                Err(said) => outcome
                    .wrong
                    .push(format!("{} ({word})\n{said}", mutant.at)),
            }
        }
    }
}

fn read(root: &Value, options: &Options) -> Result<Resolved, String> {
    apicrate_codegen::read_from_text("openapi.json", &root.to_string(), options)
        .map_err(|failure| failure.render(style()))
}

/// Whether the review of two documents says what it must, and nothing else.
fn compare(old: &Resolved, new: &Resolved, expected: &[Expected]) -> Result<(), String> {
    let review = diff(&old.revision(), &new.revision(), &Settings::default())
        .map_err(|error| error.to_string())?;
    let mut expected = expected.to_vec();
    let mut said: Vec<Expected> = review
        .changes
        .iter()
        .map(|change| super::mutation::expect(change.rule.id, change.wire, change.rust))
        .collect();
    expected.sort();
    said.sort();
    if said == expected && review.api_level == review.rust() {
        return Ok(());
    }
    let mut text = String::new();
    for one in &expected {
        text.push_str(&format!("    must say {one}\n"));
    }
    text.push_str(&told(&review));
    Err(text)
}

fn told(review: &Review) -> String {
    const MOST: usize = 6;
    let mut text = format!("    expect, the surface being {}:\n", review.api_level);
    for change in review.changes.iter().take(MOST) {
        let said = super::mutation::expect(change.rule.id, change.wire, change.rust);
        text.push_str(&format!(
            "      {said}: {}, {}\n",
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
