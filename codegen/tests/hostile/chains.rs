//! References that lead through thousands of schemas: no stack is as deep.

use super::documents::{chain, many, reference, references, schemas};
use super::{Case, Expected, case, check};

const LENGTH: usize = 2000;

/// A document in which a part of each schema refers to that part of the next one, which is not a component.
fn parts(is_circle: bool, part: impl Fn(String) -> String) -> String {
    schemas(&many(LENGTH, |number| {
        let next = if is_circle {
            (number + 1) % LENGTH
        } else {
            (number + 1).min(LENGTH - 1)
        };
        let next = format!("{{\"$ref\":\"#/components/schemas/S{next}/properties/x\"}}");
        format!("\"S{number}\":{{\"properties\":{{\"x\":{}}}}}", part(next))
    }))
}

const TEXT: &str = "{\"type\":\"string\"}";

fn of_components() -> Vec<Case> {
    let in_array = |next| format!("{{\"type\":\"array\",\"items\":{next}}}");
    let in_property = |next| {
        format!("{{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{{\"a\":{next}}}}}")
    };
    let in_union = |next| format!("{{\"oneOf\":[{next},{{\"type\":\"integer\"}}]}}");
    vec![
        case("aliases", Expected::Crate, chain(LENGTH, |next| next, TEXT)),
        case(
            "aliases in a circle",
            Expected::Refused("reference-cycle"),
            chain(LENGTH, |next| next, &reference(0)),
        ),
        case("arrays", Expected::Crate, chain(LENGTH, in_array, TEXT)),
        case(
            "arrays in a circle",
            Expected::Diagnosed("untyped"),
            chain(LENGTH, in_array, &in_array(reference(0))),
        ),
        case("structs", Expected::Crate, chain(LENGTH, in_property, TEXT)),
        case(
            "structs in a circle",
            Expected::Crate,
            chain(LENGTH, in_property, &reference(0)),
        ),
        case(
            "unions in a circle",
            Expected::Crate,
            chain(LENGTH, in_union, &in_union(reference(0))),
        ),
    ]
}

fn of_parts() -> Vec<Case> {
    vec![
        case(
            "structs that are parts of others",
            Expected::Crate,
            parts(true, |next| {
                format!("{{\"type\":\"object\",\"properties\":{{\"y\":{next}}}}}")
            }),
        ),
        case(
            "arrays that are parts of others",
            Expected::Diagnosed("untyped"),
            parts(false, |next| {
                format!("{{\"type\":\"array\",\"items\":{next}}}")
            }),
        ),
        case(
            "references that are parts of others",
            Expected::Refused("reference-cycle"),
            parts(true, |next| next),
        ),
        case(
            "compositions of parts of others",
            Expected::Diagnosed("untyped"),
            parts(false, |next| {
                format!("{{\"description\":\"d\",\"allOf\":[{next}]}}")
            }),
        ),
    ]
}

#[test]
fn components_that_refer_to_each_other_in_a_row() {
    check(of_components());
}

#[test]
fn parts_that_refer_to_each_other_in_a_row() {
    check(of_parts());
}

/// Every way through these is one of more than there are atoms.
#[test]
fn schemas_that_refer_to_the_next_one_twice_or_all_to_all() {
    let twice = |keyword: &'static str, more: &'static str| {
        move |next: String| format!("{{\"{keyword}\":[{next},{next}{more}]}}")
    };
    let clique = |keyword: &str| {
        schemas(&many(40, |number| {
            format!("\"S{number}\":{{\"{keyword}\":[{}]}}", references(40))
        }))
    };
    let integer = ",{\"type\":\"integer\"}";
    check(vec![
        case(
            "oneOf twice",
            Expected::Crate,
            chain(60, twice("oneOf", ""), TEXT),
        ),
        case(
            "anyOf twice",
            Expected::Crate,
            chain(60, twice("anyOf", integer), TEXT),
        ),
        case(
            "allOf twice",
            Expected::Crate,
            chain(60, twice("allOf", ""), TEXT),
        ),
        case("oneOf, all to all", Expected::Crate, clique("oneOf")),
        case("anyOf, all to all", Expected::Crate, clique("anyOf")),
        case("allOf, all to all", Expected::Crate, clique("allOf")),
    ]);
}
