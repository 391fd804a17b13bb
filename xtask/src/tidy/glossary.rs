//! The glossary: words that texts for people do not use, with what to write instead.

use super::finding::Finding;
use super::prose::{self, Prose, Word};
use apicrate::Failure;
use serde::Deserialize;

/// The rules, read from `glossary.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Glossary {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    phrases: Vec<Phrase>,
    instead: String,
    #[serde(default)]
    except: Vec<Phrase>,
    /// `true` to match at the beginning of a doc comment only.
    #[serde(default)]
    opening: bool,
    /// `true` to match the parts of names as well.
    #[serde(default)]
    names: bool,
}

/// A sequence of words.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
struct Phrase(Vec<String>);

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self(text.split(' ').map(str::to_owned).collect())
    }
}

impl Phrase {
    fn is_at(&self, words: &[Word], start: usize) -> bool {
        let words = words.get(start..).unwrap_or_default();
        words.len() >= self.0.len()
            && self
                .0
                .iter()
                .zip(words)
                .all(|(part, word)| *part == word.text)
    }

    /// Returns `true` if the phrase covers the word at an index.
    fn covers(&self, words: &[Word], index: usize) -> bool {
        let first = (index + 1).saturating_sub(self.0.len());
        (first..=index).any(|start| self.is_at(words, start))
    }
}

impl Glossary {
    pub(super) fn load() -> Result<Self, Failure> {
        toml::from_str(include_str!("glossary.toml"))
            .map_err(|error| Failure::new(format_args!("glossary.toml: {error}")))
    }

    /// Finds the words of a Rust file that the glossary replaces. The strings of a test are data.
    pub(super) fn check_rust(&self, path: &str, text: &str, is_test: bool) -> Vec<Finding> {
        let texts = prose::of_rust(text, !is_test);
        let mut findings: Vec<_> = texts
            .prose
            .iter()
            .flat_map(|prose| self.check(path, prose))
            .collect();
        findings.extend(texts.names.iter().filter_map(|name| self.name(path, name)));
        findings
    }

    /// Finds the words of a Markdown file that the glossary replaces.
    pub(super) fn check_markdown(&self, path: &str, text: &str) -> Vec<Finding> {
        let paragraphs = prose::of_markdown(text);
        let found = paragraphs.iter().flat_map(|prose| self.check(path, prose));
        found.collect()
    }

    fn check(&self, path: &str, prose: &Prose) -> Vec<Finding> {
        let words = &prose.words;
        let found = (0..words.len()).filter_map(|index| {
            let (entry, phrase) = self.entry.iter().find_map(|entry| {
                if entry.opening && !(prose.is_doc && index == 0) {
                    return None;
                }
                let phrase = entry
                    .phrases
                    .iter()
                    .find(|phrase| phrase.is_at(words, index))?;
                let is_right = entry.except.iter().any(|right| right.covers(words, index));
                (!is_right).then_some((entry, phrase))
            })?;
            let line = words[index].line;
            Some(finding(path, line, &phrase.0.join(" "), &entry.instead))
        });
        found.collect()
    }

    fn name(&self, path: &str, name: &Word) -> Option<Finding> {
        let parts = parts(&name.text);
        let mut entries = self.entry.iter().filter(|entry| entry.names);
        let entry = entries.find(|entry| {
            let is_single = |phrase: &&Phrase| phrase.0.len() == 1;
            let mut phrases = entry.phrases.iter().filter(is_single);
            phrases.any(|phrase| parts.contains(&phrase.0[0]))
        })?;
        Some(finding(path, name.line, &name.text, &entry.instead))
    }
}

fn finding(path: &str, line: usize, words: &str, instead: &str) -> Finding {
    Finding::new(path, line, format!("`{words}`: write {instead}"))
}

/// Returns the parts of a name in snake or camel case, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        let starts = character == '_' || (character.is_uppercase() && was_lower);
        if starts {
            parts.push(String::new());
        }
        was_lower = !character.is_uppercase();
        if character != '_'
            && let Some(part) = parts.last_mut()
        {
            part.extend(character.to_lowercase());
        }
    }
    parts
}
