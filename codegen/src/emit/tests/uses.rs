//! What a file imports.

use super::super::uses::Uses;

fn lines(names: &[&str]) -> Vec<String> {
    let mut uses = Uses::default();
    for name in names {
        uses.add("super", name);
    }
    uses.into_lines()
}

#[test]
fn names_that_fit_on_a_line_share_it() {
    assert_eq!(lines(&["Pet"]), ["use super::Pet;"]);
    assert_eq!(lines(&["Pet", "Owner"]), ["use super::{Owner, Pet};"]);
}

#[test]
fn a_name_more_changes_no_line_of_a_long_list() {
    let names: Vec<String> = (10..22).map(|number| format!("Animal{number}")).collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    let before = lines(&names);
    assert_eq!(before.len(), names.len());
    names.push("Aardvark");
    let after = lines(&names);
    assert_eq!(after[0], "use super::Aardvark;");
    assert_eq!(after[1..], before);
}
