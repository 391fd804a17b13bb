use super::body;
use quote::quote;

#[test]
fn an_object_table_has_a_row_a_line() {
    let tokens = quote! {
        object! { FineTuningJob {
            "id" => id: required, "type" => r#type: required = "text",
            "names" => names?: optional, .. => additional_properties } }
    };
    let expected = r#"
object! {
    FineTuningJob {
        "id" => id: required,
        "type" => r#type: required = "text",
        "names" => names?: optional,
        .. => additional_properties,
    }
}
"#;
    assert_eq!(body(vec![tokens]), expected);
}

#[test]
fn a_union_table_keeps_types_and_alternatives_readable() {
    let tokens = quote! {
        union! { open ContentBlock by "type" {
            "text" => Text(TextBlock), "image" | "picture" => Image(Box<ImageBlock>),
            add "audio" => Audio(crate::types::audio::Block), string | integer => Id(String),
            array => Items(Vec<Option<String>>), object => Map(BTreeMap<String, serde_json::Value>),
            -1 => Minus, true => Yes, number => Float(f64)
        } }
    };
    let expected = r#"
union! {
    open ContentBlock by "type" {
        "text" => Text(TextBlock),
        "image" | "picture" => Image(Box<ImageBlock>),
        add "audio" => Audio(crate::types::audio::Block),
        string | integer => Id(String),
        array => Items(Vec<Option<String>>),
        object => Map(BTreeMap<String, serde_json::Value>),
        -1 => Minus,
        true => Yes,
        number => Float(f64),
    }
}
"#;
    assert_eq!(body(vec![tokens]), expected);
}

#[test]
fn a_short_call_of_one_row_takes_one_line() {
    let call = quote!(call! { Retrieve => FineTuningJob: json });
    assert_eq!(
        body(vec![call]),
        "\ncall! { Retrieve => FineTuningJob: json }\n"
    );
    let unit = quote!(call! { Delete => (): empty, });
    assert_eq!(body(vec![unit]), "\ncall! { Delete => (): empty }\n");
}

#[test]
fn a_long_call_of_one_row_is_broken_without_an_added_comma() {
    let name = quote::format_ident!("{}", "A".repeat(96));
    let expected = format!("\ncall! {{\n    {name} => Pet: json\n}}\n");
    assert_eq!(body(vec![quote!(call! { #name => Pet: json })]), expected);
}

#[test]
fn a_table_without_rows_is_a_pair_of_braces() {
    let expected = "\nobject! {\n    Nothing {}\n}\n";
    assert_eq!(body(vec![quote!(object! { Nothing {} })]), expected);
}

#[test]
fn an_enum_of_one_value_still_has_a_row_a_line() {
    let tokens = quote!(string_enum! { closed Kind { "a" => A } });
    let expected = "\nstring_enum! {\n    closed Kind {\n        \"a\" => A,\n    }\n}\n";
    assert_eq!(body(vec![tokens]), expected);
}

#[test]
fn a_comma_between_generic_arguments_ends_no_row() {
    let tokens =
        quote!(rows! { a: BTreeMap<String, Vec<u8>>, b: fn(u8) -> u8, c: &'static [u8; 4], { d } });
    let expected = "\
\nrows! {
    a: BTreeMap<String, Vec<u8>>,
    b: fn(u8) -> u8,
    c: &'static [u8; 4],
    {
        d
    }
}
";
    assert_eq!(body(vec![tokens]), expected);
}

#[test]
fn tokens_from_quoting_and_from_text_print_alike() {
    let quoted = quote!(union! { A { "x" => X(Vec<Option<a::B>>), .. => rest } });
    let text: proc_macro2::TokenStream = quoted.to_string().parse().expect("tokens are text");
    let written = r#"union!{A{"x"=>X(Vec<Option<a::B>>),..  =>rest}}"#
        .parse()
        .expect("it is Rust");
    assert_eq!(body(vec![quoted.clone()]), body(vec![text]));
    assert_eq!(body(vec![quoted]), body(vec![written]));
}

#[test]
fn attributes_stand_above_the_call() {
    let tokens = quote!(
        #[cfg(feature = "fine_tuning")]
        call! { A => B: json }
    );
    let expected = "\n#[cfg(feature = \"fine_tuning\")]\ncall! { A => B: json }\n";
    assert_eq!(body(vec![tokens]), expected);
}

#[test]
fn several_tables_in_one_item_are_parted() {
    let tokens = quote! { call! { A => B: json } crate::runtime::call! { C => D: json } };
    let expected = "\ncall! { A => B: json }\n\ncrate::runtime::call! { C => D: json }\n";
    assert_eq!(body(vec![tokens]), expected);
}
