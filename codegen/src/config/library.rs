//! The crates of types in `codegen.toml`, and their requirements in a manifest.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};

/// Crates that need no entry in the manifest, or that every client depends on.
const AVAILABLE: [&str; 9] = [
    "alloc",
    "core",
    "crate",
    "reqwest",
    "self",
    "serde",
    "serde_json",
    "std",
    "super",
];

/// The libraries with type mappings, and their requirements in a manifest.
const LIBRARIES: [(&str, &str); 6] = [
    (
        "chrono",
        r#"{ version = "0.4", default-features = false, features = ["serde", "std"] }"#,
    ),
    (
        "jiff",
        r#"{ version = "0.2", default-features = false, features = ["serde", "std"] }"#,
    ),
    (
        "rust_decimal",
        r#"{ version = "1", default-features = false, features = ["serde", "std"] }"#,
    ),
    (
        "time",
        r#"{ version = "0.3", default-features = false, features = ["serde-human-readable", "serde-well-known"] }"#,
    ),
    ("url", r#"{ version = "2.5", features = ["serde"] }"#),
    ("uuid", r#"{ version = "1", features = ["serde"] }"#),
];

/// Returns the requirement of a known library.
pub(crate) fn requirement(library: &str) -> Option<&'static str> {
    let found = LIBRARIES.iter().find(|(name, _)| *name == library);
    found.map(|(_, requirement)| *requirement)
}

/// Returns the crates in the paths of a type, except those of every client: `money` for `Vec<money::Money>`.
pub(crate) fn crates_of(path: &str) -> BTreeSet<String> {
    let mut crates = BTreeSet::new();
    if let Ok(tokens) = path.parse() {
        add_crates(tokens, &mut crates);
    }
    crates
}

fn add_crates(tokens: TokenStream, crates: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon = |index: usize, spacing: Spacing| matches!(tokens.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == spacing);
    let is_separator =
        |index: usize| is_colon(index, Spacing::Joint) && is_colon(index + 1, Spacing::Alone);
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => add_crates(group.stream(), crates),
            TokenTree::Ident(ident) => {
                // `::money::Money` also starts from a crate; `Money` in it follows an identifier.
                let follows = index >= 3
                    && is_separator(index - 2)
                    && matches!(tokens[index - 3], TokenTree::Ident(_));
                let name = ident.to_string();
                if !follows && is_separator(index + 1) && !AVAILABLE.contains(&name.as_str()) {
                    crates.insert(name);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LIBRARIES, crates_of};

    #[test]
    fn requirements_are_those_that_golden_clients_are_tested_with() {
        let manifest = include_str!("../../../tests/Cargo.toml");
        for (name, requirement) in LIBRARIES {
            let line = format!("\n{name} = {requirement}\n");
            assert!(manifest.contains(&line), "{line}");
        }
    }

    #[test]
    fn the_crates_of_a_type_are_the_first_segments_of_its_paths() {
        for (path, expected) in [
            ("uuid::Uuid", &["uuid"][..]),
            ("::uuid::Uuid", &["uuid"]),
            ("String", &[]),
            ("std::path::PathBuf", &[]),
            ("crate::types::Pet", &[]),
            ("chrono::DateTime<chrono::Utc>", &["chrono"]),
            ("Vec<money::Money>", &["money"]),
            (
                "std::collections::HashMap<a::b::C, (d::E, [f::G; 2])>",
                &["a", "d", "f"],
            ),
        ] {
            let crates: Vec<String> = crates_of(path).into_iter().collect();
            assert_eq!(crates, expected, "{path}");
        }
    }
}
