//! Short documents that stand for long ones.

use super::documents::{chain, document, many, schemas};
use super::{Expected, case, check};

fn properties(count: usize, prefix: &str) -> String {
    let all = many(count, |number| {
        format!("\"{prefix}{number}\":{{\"type\":\"string\"}}")
    });
    format!("\"properties\":{{{all}}}")
}

const TOO_LARGE: Expected = Expected::Refused("too-large");

#[test]
fn many_schemas_that_compose_one_of_many_properties() {
    let base = format!("\"B\":{{\"type\":\"object\",{}}}", properties(1000, "b"));
    let children = many(1000, |number| {
        format!(
            "\"C{number}\":{{\"allOf\":[{{\"$ref\":\"#/components/schemas/B\"}},{{{}}}]}}",
            properties(1, "c")
        )
    });
    let variants = many(1000, |number| {
        format!(
            "{{\"required\":[\"x\"],{}}}",
            properties(1, &format!("v{number}_"))
        )
    });
    let union = format!("\"U\":{{\"oneOf\":[{variants}],{}}}", properties(1000, "b"));
    let values = many(2000, |number| format!("\"v{number}\""));
    let narrowed = many(1000, |number| {
        format!(
            "\"N{number}\":{{\"description\":\"d\",\"type\":\"string\",\"allOf\":[{{\"$ref\":\"#/components/schemas/E\"}}]}}"
        )
    });
    check(vec![
        case(
            "children of a base",
            TOO_LARGE,
            schemas(&format!("{base},{children}")),
        ),
        case("variants of a base", TOO_LARGE, schemas(&union)),
        case(
            "compositions of an enum",
            TOO_LARGE,
            schemas(&format!("\"E\":{{\"enum\":[{values}]}},{narrowed}")),
        ),
    ]);
}

#[test]
fn compositions_in_a_row_that_add_a_property_each() {
    let link = |next: String| {
        let name = next.len() + next.bytes().map(usize::from).sum::<usize>();
        format!(
            "{{\"allOf\":[{next},{{{}}}]}}",
            properties(1, &format!("p{name}_"))
        )
    };
    check(vec![case(
        "each holds all that come after it",
        TOO_LARGE,
        chain(2000, link, "{\"type\":\"object\"}"),
    )]);
}

/// Each set of the schemas is a type of its own: read as an automaton, this is the textbook's example of one that has as
/// many states as there are sets.
#[test]
fn compositions_that_ask_for_a_type_for_each_set_of_schemas() {
    let states = 40;
    let state = |number: usize| format!("{{\"$ref\":\"#/components/schemas/Q{number}\"}}");
    let first = format!(
        "\"Q0\":{{\"type\":\"object\",\"properties\":{{\"a\":{{\"allOf\":[{0},{1}]}},\"b\":{{\"allOf\":[{0}]}}}}}}",
        state(0),
        state(1)
    );
    let others = many(states, |number| {
        let next = state(number + 2);
        format!(
            "\"Q{}\":{{\"type\":\"object\",\"properties\":{{\"a\":{{\"allOf\":[{next}]}},\"b\":{{\"allOf\":[{next}]}}}}}}",
            number + 1
        )
    });
    let last = format!(
        "\"Q{}\":{{\"type\":\"object\",{}}}",
        states + 1,
        properties(1, "end")
    );
    check(vec![case(
        "sets of schemas",
        TOO_LARGE,
        schemas(&format!("{first},{others},{last}")),
    )]);
}

/// Ten unions of the same ten unions, and so on: the tags of the first are ten to the power of eight.
#[test]
fn unions_of_unions_that_share_their_variants() {
    let levels = 8;
    let width = 10;
    let tagged = "\"discriminator\":{\"propertyName\":\"kind\"}";
    let union = |level: usize, number: usize| {
        let variants = many(width, |other| {
            format!(
                "{{\"$ref\":\"#/components/schemas/L{}N{other}\"}}",
                level + 1
            )
        });
        format!("\"L{level}N{number}\":{{\"oneOf\":[{variants}],{tagged}}}")
    };
    let unions = many(levels, |level| many(width, |number| union(level, number)));
    let leaves = many(width, |number| {
        format!(
            "\"L{levels}N{number}\":{{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{{\"kind\":{{\"const\":\"k{number}\"}}}}}}"
        )
    });
    check(vec![case(
        "tags of unions",
        Expected::Diagnosed("ambiguous-discriminator"),
        schemas(&format!("{unions},{leaves}")),
    )]);
}

#[test]
fn choices_among_choices_inside_a_composition() {
    let choice = |prefix: &str| {
        let variants = many(30, |number| {
            format!("{{{}}}", properties(1, &format!("{prefix}{number}_")))
        });
        format!("{{\"oneOf\":[{variants}]}}")
    };
    let choices = many(30, |number| choice(&format!("c{number}_")));
    let nested = format!(
        "{}{{\"type\":\"string\"}}{}",
        "{\"oneOf\":[".repeat(50),
        "]}".repeat(50)
    );
    check(vec![
        case(
            "choices that all hold",
            Expected::Crate,
            schemas(&format!("\"A\":{{\"allOf\":[{choices}]}}")),
        ),
        case(
            "a choice of one of one of one",
            Expected::Crate,
            schemas(&format!("\"A\":{nested}")),
        ),
    ]);
}

#[test]
fn paths_that_share_one_item_of_many_parameters() {
    let parameters = many(1000, |number| {
        format!("{{\"name\":\"p{number}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}")
    });
    let item = format!("{{\"get\":{{\"parameters\":[{parameters}],\"responses\":{{}}}}}}");
    let paths = many(1000, |number| {
        format!("\"/{number}\":{{\"$ref\":\"#/components/pathItems/X\"}}")
    });
    check(vec![case(
        "path items",
        TOO_LARGE,
        document(&format!(
            "\"paths\":{{{paths}}},\"components\":{{\"pathItems\":{{\"X\":{item}}}}}"
        )),
    )]);
}

#[test]
fn operations_that_share_one_parameter_of_many_words() {
    let words = "Words. ".repeat(100_000);
    let shared = format!(
        "\"components\":{{\"parameters\":{{\"X\":{{\"name\":\"x\",\"in\":\"query\",\"description\":\"{words}\",\"schema\":{{}}}}}}}}"
    );
    let paths = many(1000, |number| {
        format!(
            "\"/{number}\":{{\"get\":{{\"parameters\":[{{\"$ref\":\"#/components/parameters/X\"}}],\"responses\":{{}}}}}}"
        )
    });
    check(vec![case(
        "parameters",
        TOO_LARGE,
        document(&format!("\"paths\":{{{paths}}},{shared}")),
    )]);
}
