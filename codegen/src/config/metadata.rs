//! `[client.options.metadata]`.

use super::dependency::quoted;
use super::value::Table;
use std::collections::BTreeMap;

const NAME: &str = "[client.options.metadata]";

/// The keys of a manifest's `[package]` with a string ("The Cargo Book", "The Manifest Format").
const STRINGS: [&str; 8] = [
    "description",
    "documentation",
    "homepage",
    "license",
    "license-file",
    "readme",
    "repository",
    "version",
];

/// The keys with an array of strings.
const LISTS: [&str; 3] = ["authors", "categories", "keywords"];

/// Reads the keys with their values as TOML.
pub(super) fn metadata(options: &Table<'_>) -> BTreeMap<String, String> {
    let known: Vec<_> = STRINGS
        .into_iter()
        .chain(LISTS)
        .chain(["publish"])
        .collect();
    let Some(table) = options.table("metadata", NAME, &known) else {
        return BTreeMap::new();
    };
    let list = |key: &str| {
        let items = table.strings(key).into_iter();
        let items: Vec<_> = items.map(|item| quoted(&item.value)).collect();
        format!("[{}]", items.join(", "))
    };
    let mut metadata = BTreeMap::new();
    for key in STRINGS {
        if let Some(text) = table.string(key) {
            metadata.insert(key.to_owned(), quoted(&text.value));
        }
    }
    for key in LISTS.into_iter().filter(|key| table.has(key)) {
        metadata.insert(key.to_owned(), list(key));
    }
    if table.is_array("publish") {
        metadata.insert("publish".to_owned(), list("publish"));
    } else if let Some(publish) = table.bool("publish") {
        metadata.insert("publish".to_owned(), publish.to_string());
    }
    metadata
}
