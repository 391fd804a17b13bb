//! Macro calls as the emitter writes them.

use crate::source::{Table, macro_call};

fn table(head: &str, rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| (*row).to_owned()).collect();
    let head = head.to_owned();
    let text = Table {
        name: "union",
        head,
        rows,
    };
    text.to_string()
}

#[test]
fn a_table_has_a_row_a_line() {
    let expected = "\
union! {
    open Block by \"type\" {
        \"text\" => Text(TextBlock),
        string => Id(String),
    }
}
";
    let rows = ["\"text\" => Text(TextBlock)", "string => Id(String)"];
    assert_eq!(table("open Block by \"type\"", &rows), expected);
    assert_eq!(table("A", &[]), "union! {\n    A {}\n}\n");
}

#[test]
fn rows_without_a_head_have_no_braces_and_their_attributes_a_line() {
    let rows = [
        "#[cfg(feature = \"a\")]\na: A => (): empty",
        "b: B => (): empty",
    ];
    let expected = "\
union! {
    #[cfg(feature = \"a\")]
    a: A => (): empty,
    b: B => (): empty,
}
";
    assert_eq!(table("", &rows), expected);
    assert_eq!(table("", &[]), "union! {}\n");
}

#[test]
fn a_call_is_on_one_line_if_it_fits() {
    let call = |length: usize| {
        let row = format!("{} => Pet: json", "A".repeat(length));
        macro_call("call", &row)
    };
    let name = "A".repeat(77);
    assert_eq!(call(77), format!("call! {{ {name} => Pet: json }}\n"));
    assert_eq!(call(78).lines().count(), 3);
    assert_eq!(call(77).trim_end().len(), 100);
}

#[test]
fn rustfmt_leaves_macro_calls_as_they_are() {
    let rows = [
        "\"a\" => A(Vec<B>)",
        "200..=299 => C",
        "-1 => D",
        "any => E",
    ];
    for name in [
        "object",
        "union",
        "mock",
        "string_enum",
        "call",
        "response_enum",
    ] {
        let long = "A".repeat(90);
        let text = table("open A", &rows) + "\n" + &table("", &rows).replace("union", name);
        let call = macro_call("call", &format!("{long} => types::Pet: json"));
        let text = format!("{text}\n{call}");
        assert_eq!(super::printer::rustfmt(&text), text);
    }
}
