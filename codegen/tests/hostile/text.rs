//! Text that is strange rather than much.

use super::documents::{document, schemas};
use super::{Outcome, case, check};

#[test]
fn numbers_of_ten_thousand_digits() {
    let digits = "9".repeat(10_000);
    let yaml = |schema: String| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
        )
    };
    check(vec![
        case(
            "JSON, no 64-bit float",
            Outcome::Refused("syntax"),
            schemas(&format!("\"A\":{{\"minimum\":{digits}}}")),
        ),
        case(
            "JSON, a fraction",
            Outcome::Crate,
            schemas(&format!(
                "\"A\":{{\"type\":\"number\",\"multipleOf\":0.{digits},\"default\":0.{digits}}}"
            )),
        ),
        case(
            "JSON, an exponent",
            Outcome::Refused("syntax"),
            schemas("\"A\":{\"minimum\":1e999999999}"),
        ),
        case(
            "JSON, a small one",
            Outcome::Crate,
            schemas("\"A\":{\"minimum\":1e-999999999}"),
        ),
        case(
            "JSON text",
            Outcome::Told("invalid-value"),
            schemas(&format!("\"A\":{{\"minimum\":\"{digits}\"}}")),
        ),
        case(
            "YAML",
            Outcome::Told("invalid-value"),
            yaml(format!(
                "{{type: integer, minimum: {digits}, minLength: {digits}}}"
            )),
        ),
        case(
            "YAML enum",
            Outcome::Crate,
            yaml(format!("{{enum: [{digits}, -{digits}, .inf, .nan]}}")),
        ),
        case(
            "a version",
            Outcome::Refused("unsupported-version"),
            format!("{{\"openapi\":\"{digits}\"}}"),
        ),
    ]);
}

#[test]
fn encodings_line_breaks_and_controls() {
    let text = schemas("\"A\":{\"type\":\"string\",\"enum\":[\"a\"]}");
    check(vec![
        case("byte order mark", Outcome::Crate, format!("\u{feff}{text}")),
        case("CRLF", Outcome::Crate, text.replace(',', ",\r\n")),
        case("CR", Outcome::Crate, text.replace(',', ",\r")),
        case(
            "NUL",
            Outcome::Refused("not-text"),
            text.replace(',', ",\0"),
        ),
        case(
            "an escaped NUL",
            Outcome::Crate,
            text.replace("\"a\"", "\"\\u0000\""),
        ),
        case(
            "every control",
            Outcome::Crate,
            text.replace("\"a\"", &controls()),
        ),
        case(
            "half a surrogate",
            Outcome::Refused("syntax"),
            text.replace("\"a\"", "\"\\ud800\""),
        ),
        case(
            "keys that stand twice",
            Outcome::Told("duplicate-key"),
            document("\"x-a\":1,\"x-a\":2,\"paths\":{}"),
        ),
        case("nothing", Outcome::Refused("empty-file"), String::new()),
        case("a scalar", Outcome::Refused("not-openapi"), "x".to_owned()),
        case("a list", Outcome::Refused("not-openapi"), "[]".to_owned()),
    ]);
}

/// A list of strings, one for each character below U+00A0 and some that change the direction of text or have no width.
fn controls() -> String {
    let characters = (0..0xa0).chain([
        0x2028, 0x2029, 0x202e, 0x200b, 0x2066, 0xfeff, 0xffff, 0x10_ffff,
    ]);
    let strings: Vec<String> = characters
        .filter_map(char::from_u32)
        .map(|character| serde_json::Value::from(format!("x{character}")).to_string())
        .collect();
    strings.join(",")
}

#[test]
fn descriptions_that_are_hard_to_read() {
    let described = |description: String| {
        schemas(&format!(
            "\"A\":{{\"type\":\"object\",\"description\":\"{description}\"}}"
        ))
    };
    let fences: String = (0..2000)
        .map(|number| "`".repeat(number % 300) + " ")
        .collect();
    let steps: String = (0..500)
        .map(|number| " ".repeat(number * 2) + "- a\\n")
        .collect();
    let definitions: String = (0..2000)
        .map(|number| format!("[a{number}]: b\\n"))
        .collect();
    let columns = 2000;
    let table = format!(
        "{}\\n{}\\n{}",
        "a|".repeat(columns),
        "-|".repeat(columns),
        "b|\\n".repeat(columns)
    );
    check(vec![
        case("links", Outcome::Crate, described("[a](".repeat(20_000))),
        case("brackets", Outcome::Crate, described("[".repeat(50_000))),
        case(
            "emphasis",
            Outcome::Crate,
            described("*a _b ".repeat(10_000)),
        ),
        case("quotes", Outcome::Crate, described("> ".repeat(10_000))),
        case("tags", Outcome::Crate, described("<a><b>".repeat(5000))),
        case("comments", Outcome::Crate, described("<!--".repeat(5000))),
        case("instructions", Outcome::Crate, described("<?".repeat(5000))),
        case("fences", Outcome::Crate, described(fences)),
        case("lists in lists", Outcome::Crate, described(steps)),
        case("definitions", Outcome::Crate, described(definitions)),
        case("a wide table", Outcome::Crate, described(table)),
        case("one word", Outcome::Crate, described("x".repeat(1_000_000))),
    ]);
}
