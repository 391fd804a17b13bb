use crate::tidy::glossary::Glossary;

fn rust(text: &str, is_test: bool) -> Vec<String> {
    let glossary = Glossary::load().expect("the glossary is valid");
    let found = glossary.check_rust("a.rs", text, is_test);
    found.iter().map(ToString::to_string).collect()
}

const REPORT: &str = "write `report`, `print` or `emit`";
const NOUN: &str = "write a noun phrase or a verb, such as `The files to write` or `Returns`";

#[test]
fn replaced_words_are_found_in_comments_messages_and_names() {
    for text in [
        "/// The warnings that are told.\nfn a() {}",
        "//! All is told.",
        "fn a() {\n    // It was told.\n    b();\n}",
        "fn a() { b(\"it was told\") }",
        "fn a() { quote!(#[doc = \"It was told.\"]) }",
        "macro_rules! a { () => { /// Told.\n fn b() {} } }",
    ] {
        let line = text
            .lines()
            .position(|line| line.to_lowercase().contains("told"));
        let line = line.expect("the word is there") + 1;
        assert_eq!(
            rust(text, false),
            [format!("a.rs:{line}: `told`: {REPORT}")],
            "{text}"
        );
    }
    for (name, text) in [("is_told", "fn is_told() {}"), ("IsTold", "struct IsTold;")] {
        assert_eq!(rust(text, true), [format!("a.rs:1: `{name}`: {REPORT}")]);
    }
}

#[test]
fn a_phrase_is_found_across_lines() {
    assert_eq!(
        rust(
            "/// An error\n/// where there\n/// is one.\nfn a() {}",
            false
        ),
        [
            "a.rs:1: `error where`: write `if` or `when`",
            "a.rs:2: `where there is`: write `if` or `when`"
        ]
    );
}

#[test]
fn a_doc_comment_opens_with_a_noun_or_a_verb() {
    assert_eq!(
        rust("/// What is kept.\nfn a() {}", false),
        [format!("a.rs:1: `what`: {NOUN}")]
    );
    assert_eq!(
        rust("//! Whether it is.", true),
        [format!("a.rs:1: `whether`: {NOUN}")]
    );
    assert_eq!(rust("/// Returns what is kept.\nfn a() {}", false), [""; 0]);
    assert_eq!(
        rust("// What follows is sorted.\nfn a() {}", false),
        [""; 0]
    );
}

#[test]
fn code_and_data_are_not_checked() {
    for text in [
        "/// Calls `told`.\nfn a() {}",
        "/// ```\n/// told();\n/// ```\nfn a() {}",
        "fn a() { b(\"told\") }",
        "/// There is no value, and it is no longer here.\nfn a() {}",
        "#[cfg(test)] mod tests { fn a() { b(\"it was told\") } }",
    ] {
        assert_eq!(rust(text, false), [""; 0], "{text}");
    }
    for text in [
        "fn a() { b(\"it was told\") }",
        "fn a() { b(\"\n// told\n\") }",
    ] {
        assert_eq!(rust(text, true), [""; 0], "{text}");
    }
}

#[test]
fn markdown_is_checked_outside_of_code() {
    let glossary = Glossary::load().expect("the glossary is valid");
    let text = "# Title\n\nAll is\ntold, `told`.\n\n```sh\ntold\n```\n";
    let found = glossary.check_markdown("a.md", text);
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, [format!("a.md:4: `told`: {REPORT}")]);
}
