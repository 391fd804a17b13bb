//! The `use` declarations of a file.

use super::super::uses::Uses;

fn declarations(names: &[(&str, &str)]) -> Vec<String> {
    let mut uses = Uses::default();
    for (path, name) in names {
        uses.add(path, name);
    }
    uses.into_declarations()
}

#[test]
fn names_of_one_module_share_a_declaration() {
    assert_eq!(declarations(&[("super", "Pet")]), ["use super::Pet;"]);
    let two = [("super", "Pet"), ("super", "Owner")];
    assert_eq!(declarations(&two), ["use super::{Owner, Pet};"]);
}

#[test]
fn a_long_list_of_names_is_wrapped() {
    let names: Vec<String> = (9..21).map(|number| format!("Animal{number}")).collect();
    let names: Vec<_> = names
        .iter()
        .map(|name| ("crate::types", name.as_str()))
        .collect();
    let expected = [
        "use crate::types::{",
        "    Animal9, Animal10, Animal11, Animal12, Animal13, Animal14, Animal15, Animal16, Animal17,",
        "    Animal18, Animal19, Animal20,",
        "};",
    ];
    assert_eq!(declarations(&names), [expected.join("\n")]);
}

#[test]
fn the_last_name_of_a_list_may_end_at_the_maximal_width() {
    let width = 100 - "    A, ,".len();
    for (length, lines) in [(width, 3), (width + 1, 4)] {
        let name = "B".repeat(length);
        let text = declarations(&[("crate::types", "A"), ("crate::types", &name)]);
        assert_eq!(text[0].lines().count(), lines, "{text:?}");
    }
}

#[test]
fn declarations_are_sorted_by_segments() {
    let names = [
        ("std::env", "VarError"),
        ("crate", "types"),
        ("std::env", "self"),
        ("crate::runtime", "Method"),
        ("crate::runtime::mock", "mock"),
        ("crate::runtime", "call"),
        ("super::pet", "Pet"),
        ("reqwest::header", "HeaderMap"),
    ];
    let expected = [
        "use super::pet::Pet;",
        "use crate::runtime::mock::mock;",
        "use crate::runtime::{Method, call};",
        "use crate::types;",
        "use reqwest::header::HeaderMap;",
        "use std::env::{self, VarError};",
    ];
    assert_eq!(declarations(&names), expected);
}
