//! Crates that types of `codegen.toml` come from, and what a manifest says to have them.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};

/// Crates that are there without a word in the manifest, or that every client depends on.
const AT_HAND: [&str; 9] = [
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

/// The libraries that the generator has mappings for, with the requirement of a manifest.
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

/// What a manifest says to depend on a library; `None` for one that the generator knows nothing of.
pub(crate) fn requirement(library: &str) -> Option<&'static str> {
    let found = LIBRARIES.iter().find(|(name, _)| *name == library);
    found.map(|(_, requirement)| *requirement)
}

/// The crates, save those that every client has, that the paths of a type start from: `money` of `Vec<money::Money>`.
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
                // `::money::Money` starts from a crate as well; `Money` in it follows an identifier.
                let follows = index >= 3
                    && is_separator(index - 2)
                    && matches!(tokens[index - 3], TokenTree::Ident(_));
                let name = ident.to_string();
                if !follows && is_separator(index + 1) && !AT_HAND.contains(&name.as_str()) {
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
    fn libraries_are_required_as_the_golden_clients_are_tested_with_them() {
        let manifest = include_str!("../../../tests/Cargo.toml");
        for (name, requirement) in LIBRARIES {
            let line = format!("\n{name} = {requirement}\n");
            assert!(manifest.contains(&line), "{line}");
        }
    }

    #[test]
    fn the_crates_of_a_path_are_what_its_paths_start_from() {
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
