//! Text that is strange rather than much.

use super::documents::{document, schemas};
use super::{Expected, case, check};

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
            Expected::Refused("syntax"),
            schemas(&format!("\"A\":{{\"minimum\":{digits}}}")),
        ),
        case(
            "JSON, a fraction",
            Expected::Crate,
            schemas(&format!(
                "\"A\":{{\"type\":\"number\",\"multipleOf\":0.{digits},\"default\":0.{digits}}}"
            )),
        ),
        case(
            "JSON, an exponent",
            Expected::Refused("syntax"),
            schemas("\"A\":{\"minimum\":1e999999999}"),
        ),
        case(
            "JSON, a small one",
            Expected::Crate,
            schemas("\"A\":{\"minimum\":1e-999999999}"),
        ),
        case(
            "JSON text",
            Expected::Diagnosed("invalid-value"),
            schemas(&format!("\"A\":{{\"minimum\":\"{digits}\"}}")),
        ),
        case(
            "YAML",
            Expected::Diagnosed("invalid-value"),
            yaml(format!(
                "{{type: integer, minimum: {digits}, minLength: {digits}}}"
            )),
        ),
        case(
            "YAML enum",
            Expected::Crate,
            yaml(format!("{{enum: [{digits}, -{digits}, .inf, .nan]}}")),
        ),
        case(
            "a version",
            Expected::Refused("unsupported-version"),
            format!("{{\"openapi\":\"{digits}\"}}"),
        ),
    ]);
}

#[test]
fn encodings_line_breaks_and_controls() {
    let text = schemas("\"A\":{\"type\":\"string\",\"enum\":[\"a\"]}");
    check(vec![
        case(
            "byte order mark",
            Expected::Crate,
            format!("\u{feff}{text}"),
        ),
        case("CRLF", Expected::Crate, text.replace(',', ",\r\n")),
        case("CR", Expected::Crate, text.replace(',', ",\r")),
        case(
            "NUL",
            Expected::Refused("not-text"),
            text.replace(',', ",\0"),
        ),
        case(
            "an escaped NUL",
            Expected::Crate,
            text.replace("\"a\"", "\"\\u0000\""),
        ),
        case(
            "every control",
            Expected::Crate,
            text.replace("\"a\"", &controls()),
        ),
        case(
            "half a surrogate",
            Expected::Refused("syntax"),
            text.replace("\"a\"", "\"\\ud800\""),
        ),
        case(
            "keys that stand twice",
            Expected::Diagnosed("duplicate-key"),
            document("\"x-a\":1,\"x-a\":2,\"paths\":{}"),
        ),
        case("nothing", Expected::Refused("empty-file"), String::new()),
        case("a scalar", Expected::Refused("not-openapi"), "x".to_owned()),
        case("a list", Expected::Refused("not-openapi"), "[]".to_owned()),
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
        case("links", Expected::Crate, described("[a](".repeat(20_000))),
        case("brackets", Expected::Crate, described("[".repeat(50_000))),
        case(
            "emphasis",
            Expected::Crate,
            described("*a _b ".repeat(10_000)),
        ),
        case("quotes", Expected::Crate, described("> ".repeat(10_000))),
        case("tags", Expected::Crate, described("<a><b>".repeat(5000))),
        case("comments", Expected::Crate, described("<!--".repeat(5000))),
        case(
            "instructions",
            Expected::Crate,
            described("<?".repeat(5000)),
        ),
        case("fences", Expected::Crate, described(fences)),
        case("lists in lists", Expected::Crate, described(steps)),
        case("definitions", Expected::Crate, described(definitions)),
        case("a wide table", Expected::Crate, described(table)),
        case(
            "one word",
            Expected::Crate,
            described("x".repeat(1_000_000)),
        ),
    ]);
}
