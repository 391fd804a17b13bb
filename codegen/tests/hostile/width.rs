//! Much of one thing: what is done for each must not look at all the others.

use super::documents::{OPERATION, many, paths, reference, references, schemas};
use super::{Expected, case, check};

#[test]
fn enums_of_a_hundred_thousand_values() {
    let count = 100_000;
    let strings = many(count, |number| format!("\"v{number}\""));
    let integers = many(count, |number| number.to_string());
    check(vec![
        case(
            "strings",
            Expected::Crate,
            schemas(&format!("\"E\":{{\"enum\":[{strings}]}}")),
        ),
        case(
            "integers",
            Expected::Crate,
            schemas(&format!("\"E\":{{\"enum\":[{integers}]}}")),
        ),
    ]);
}

#[test]
fn enums_of_many_values_of_other_kinds() {
    let count = 10_000;
    let mixed = many(count, |number| match number % 2 {
        0 => number.to_string(),
        _ => format!("\"{number}\""),
    });
    let alike = many(5000, |number| {
        format!(
            "\"v{}{}\"",
            "_".repeat(number % 100),
            "-".repeat(number / 100)
        )
    });
    let values = |from: usize| many(count, |number| format!("\"v{}\"", from + number));
    let constants = many(count, |number| format!("{{\"const\":\"v{number}\"}}"));
    check(vec![
        case(
            "mixed",
            Expected::Crate,
            schemas(&format!("\"E\":{{\"enum\":[{mixed}]}}")),
        ),
        case(
            "of one name",
            Expected::Crate,
            schemas(&format!("\"E\":{{\"enum\":[{alike}]}}")),
        ),
        case(
            "two lists of which the common part counts",
            Expected::Crate,
            schemas(&format!(
                "\"E\":{{\"allOf\":[{{\"enum\":[{}]}},{{\"enum\":[{}]}}]}}",
                values(0),
                values(count / 2)
            )),
        ),
        case(
            "constants",
            Expected::Crate,
            schemas(&format!("\"E\":{{\"oneOf\":[{constants}]}}")),
        ),
    ]);
}

#[test]
fn unions_of_five_thousand_variants() {
    let count = 5000;
    let by_property = many(count, |number| {
        format!(
            "{{\"type\":\"object\",\"required\":[\"p{number}\"],\"properties\":{{\"p{number}\":{{\"type\":\"string\"}}}}}}"
        )
    });
    let by_constant = many(count, |number| {
        format!(
            "{{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{{\"kind\":{{\"const\":\"k{number}\"}}}}}}"
        )
    });
    let structs = many(count, |number| {
        format!(
            "\"S{number}\":{{\"type\":\"object\",\"properties\":{{\"p\":{{\"type\":\"string\"}}}}}}"
        )
    });
    let by_discriminator = format!(
        "{structs},\"U\":{{\"oneOf\":[{}],\"discriminator\":{{\"propertyName\":\"p\"}}}}",
        references(count)
    );
    check(vec![
        case(
            "by property",
            Expected::Crate,
            schemas(&format!("\"U\":{{\"oneOf\":[{by_property}]}}")),
        ),
        case(
            "by constant",
            Expected::Crate,
            schemas(&format!("\"U\":{{\"oneOf\":[{by_constant}]}}")),
        ),
        case(
            "by discriminator",
            Expected::Crate,
            schemas(&by_discriminator),
        ),
    ]);
}

#[test]
fn objects_and_operations_of_many_parts() {
    let count = 5000;
    let properties = many(count, |number| {
        format!("\"p{number}\":{{\"type\":\"string\"}}")
    });
    let required = many(count, |number| format!("\"p{number}\""));
    let parameters = many(count, |number| {
        format!("{{\"name\":\"p{number}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}")
    });
    let operations = many(1000, |number| {
        format!("\"/p{number}\":{{\"get\":{OPERATION}}}")
    });
    check(vec![
        case(
            "properties",
            Expected::Crate,
            schemas(&format!(
                "\"A\":{{\"type\":\"object\",\"properties\":{{{properties}}}}}"
            )),
        ),
        case(
            "required properties that are not declared",
            Expected::Crate,
            schemas(&format!(
                "\"A\":{{\"type\":\"object\",\"required\":[{required}]}}"
            )),
        ),
        case(
            "parameters",
            Expected::Crate,
            paths(&format!(
                "\"/a\":{{\"get\":{{\"parameters\":[{parameters}],\"responses\":{{}}}}}}"
            )),
        ),
        case("operations", Expected::Crate, paths(&operations)),
    ]);
}

#[test]
fn many_faults_are_reported_in_time() {
    let count = 5000;
    let nowhere = many(count, |number| {
        format!("\"S{number}\":{{\"$ref\":\"#/components/schemas/T{number}\"}}")
    });
    let anchors = many(count, |number| {
        format!("\"S{number}\":{{\"$ref\":\"#anchor{number}\"}}")
    });
    let unknown = many(count, |number| format!("\"keyword{number}\":1"));
    let repeated = many(count, |number| {
        format!("\"/p{number}\":{{\"get\":{{\"operationId\":\"a\",\"responses\":{{}}}}}}")
    });
    check(vec![
        case(
            "references",
            Expected::Refused("unresolved-reference"),
            schemas(&nowhere),
        ),
        case(
            "anchors",
            Expected::Refused("unresolved-reference"),
            schemas(&anchors),
        ),
        case(
            "keywords",
            Expected::Diagnosed("unknown-keyword"),
            schemas(&format!("\"A\":{{{unknown}}}")),
        ),
        case(
            "operations of one name",
            Expected::Refused("duplicate-operation-id"),
            paths(&repeated),
        ),
    ]);
}

#[test]
fn names_are_no_longer_than_files_may_be_called() {
    let long = "n".repeat(20_000);
    let properties = many(500, |number| {
        format!("\"p{number}\":{{\"type\":\"object\",\"required\":[\"a\"]}}")
    });
    let deep = format!("{{\"properties\":{{\"{}\":", "m".repeat(200));
    let deep = format!("{}{{}}{}", deep.repeat(55), "}}".repeat(55));
    let kanji = "\u{6f22}".repeat(500);
    check(vec![
        case(
            "a long name with many types in it",
            Expected::Crate,
            schemas(&format!(
                "\"{long}\":{{\"type\":\"object\",\"properties\":{{{properties}}}}}"
            )),
        ),
        case(
            "names that grow",
            Expected::Crate,
            schemas(&format!("\"A\":{deep}")),
        ),
        case(
            "long names that differ at the end",
            Expected::Crate,
            schemas(&format!(
                "\"{kanji}a\":{{\"enum\":[\"x\"]}},\"{kanji}b\":{{\"enum\":[\"y\"]}},\"S0\":{}",
                reference(0).replace("S0", &format!("{kanji}b"))
            )),
        ),
        case(
            "a long path and a long tag",
            Expected::Crate,
            paths(&format!(
                "\"/{long}\":{{\"get\":{{\"tags\":[\"{long}\"],\"responses\":{{}}}}}}"
            )),
        ),
    ]);
}
