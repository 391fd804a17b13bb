//! Tests of escaping with random texts.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::hidden::is_hidden;
use super::*;
use crate::value::object;

/// Texts with the characters and words that have a meaning in some output.
fn hostile() -> impl Strategy<Value = String> {
    let words = [
        "a",
        " ",
        "`",
        "``",
        "```",
        "~~",
        "@octocat",
        "#12",
        "GH-3",
        "org/repo#1",
        "![x](https://a.example/b.png)",
        "[x](y)",
        "<img src=x>",
        "</code>",
        "</summary>",
        "<!--",
        "https://a.example",
        "www.a.example",
        "a@b.example",
        ":tada:",
        "$x$",
        "|",
        "\\",
        "&#64;",
        "&lt;",
        "*",
        "_",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "::stop-commands::x",
        "##[add-mask]",
        "%0A",
        "\u{1b}[31m",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{2067}",
        "\u{200f}",
        "\u{2028}",
        "\u{7f}",
        "deadbeef",
        "'",
        "\"",
        "🫖",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..12)
        .prop_map(|words| words.concat())
}

fn has_hidden(text: &str) -> bool {
    text.contains(is_hidden)
}

/// Asserts that Markdown consists of paragraphs with text and code, and that a host finds nothing in the text to link.
fn check_inert(markdown: &str) -> Result<(), TestCaseError> {
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            Event::Code(_) => shown.push(' '),
            Event::Text(text) => shown.push_str(&text),
            other => prop_assert!(false, "{other:?} in {markdown:?}"),
        }
    }
    check_unlinked(&shown)
}

/// Asserts that nothing in displayed text is a mention, a link or an emoji.
fn check_unlinked(text: &str) -> Result<(), TestCaseError> {
    let follows = |mark: &str| {
        let mut rest = text
            .match_indices(mark)
            .map(|(at, _)| &text[at + mark.len()..]);
        rest.any(|rest| rest.starts_with(|next: char| next.is_alphanumeric() || next == '/'))
    };
    for mark in ["@", "#", ":", "www.", "GH-"] {
        prop_assert!(!follows(mark), "{mark} in {text:?}");
    }
    let mut words = text.split(|one: char| !one.is_alphanumeric());
    prop_assert!(!words.any(|word| word == "deadbeef"), "{text:?}");
    Ok(())
}

proptest! {
    #[test]
    fn no_hidden_character_is_printed(text in hostile()) {
        prop_assert!(!has_hidden(&line(&text)));
        prop_assert!(!has_hidden(&lines(&text).replace(['\n', '\t'], "")));
        let shown = excerpt(&text);
        prop_assert!(!has_hidden(&shown.replace(['\n', '\t'], "")));
        prop_assert_eq!(shown.chars().count(), text.chars().count());
        for escaped in [code_span(&text), fenced_line(&text), markdown_text(&text), markdown_html(&text), html_text(&text)] {
            prop_assert!(!has_hidden(&escaped), "{escaped:?}");
        }
        prop_assert!(!has_hidden(&html(&text).replace(['\n', '\t'], "")));
    }

    #[test]
    fn ordinary_text_is_not_changed(text in "[a-zA-Z0-9 .,;()'äß🫖/=+-]{0,6}") {
        prop_assert_eq!(&line(&text), &text);
        prop_assert_eq!(&lines(&text), &text);
        prop_assert_eq!(&excerpt(&text), &text);
        prop_assert_eq!(&workflow_log(&text), &text);
        prop_assert_eq!(&markdown_text(&format!("the {text}")), &format!("the {text}"));
    }

    #[test]
    fn text_in_markdown_is_only_text_and_code(text in hostile()) {
        check_inert(&format!("The {}.\n", markdown_text(&text)))?;
    }

    #[test]
    fn a_code_span_in_markdown_never_ends_early(text in hostile()) {
        let markdown = format!("The {} is.\n", code_span(&text));
        let events: Vec<_> = Parser::new_ext(&markdown, Options::all()).collect();
        let is_code = matches!(
            events.as_slice(),
            [Event::Start(Tag::Paragraph), Event::Text(_), Event::Code(_), Event::Text(_), Event::End(_)]
        );
        prop_assert!(is_code, "{markdown:?}: {events:?}");
    }

    #[test]
    fn text_in_a_table_stays_in_its_cell(text in hostile()) {
        let escape_bar = |text: String| text.replace('|', "\\|");
        let markdown = format!("| a | b |\n|---|---|\n| {} | {} |\n", escape_bar(code_span(&text)), markdown_text(&text));
        let events = Parser::new_ext(&markdown, Options::all());
        let cells = events.filter(|event| matches!(event, Event::Start(Tag::TableCell))).count();
        prop_assert_eq!(cells, 4, "{:?}", markdown);
    }

    #[test]
    fn html_has_only_elements_for_code(text in hostile()) {
        for escaped in [html_text(&text), markdown_html(&text), html(&text)] {
            let rest = escaped.replace("<code>", "").replace("</code>", "");
            prop_assert!(!rest.contains(['<', '>', '"', '\'']), "{escaped:?}");
            prop_assert_eq!(escaped.matches("<code>").count(), escaped.matches("</code>").count());
        }
        let shown = markdown_html(&text);
        for (index, part) in shown.split("code>").enumerate().filter(|(index, _)| index % 2 == 0) {
            let part = part.replace("&#8203;", "\u{200b}").replace("&#39;", "'").replace(['<', '/'], "");
            check_unlinked(&part).map_err(|error| TestCaseError::fail(format!("{index}: {error}")))?;
        }
    }

    #[test]
    fn a_log_has_no_command(text in hostile()) {
        let log = workflow_log(&text);
        prop_assert!(!log.contains("##["), "{log:?}");
        prop_assert!(!log.lines().any(|line| line.trim_start().starts_with("::")), "{log:?}");
        let command = format!("::notice title={}::{}\n", workflow_property(&text), workflow_message(&text));
        prop_assert_eq!(command.lines().count(), 1);
    }

    #[test]
    fn json_keeps_its_value(text in hostile(), is_indented: bool) {
        let value = object!({ "text": text });
        let escaped = json(&value, is_indented);
        prop_assert!(!has_hidden(&escaped.replace('\n', "")) && !escaped.contains("##["), "{escaped:?}");
        let read: serde_json::Value = serde_json::from_str(&escaped).expect("it is JSON");
        prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
    }
}

#[test]
fn hidden_characters_are_written_as_in_rust() {
    assert_eq!(
        line("a\u{1b}[0m\r\n\u{202e}b"),
        "a\\u{1b}[0m\\r\\n\\u{202e}b"
    );
    assert_eq!(lines("a\n\tb\u{9b}"), "a\n\tb\\u{9b}");
    assert_eq!(excerpt("a\u{1b}\u{7f}\u{85}\u{2066}b\n"), "a␛␡��b\n");
    assert_eq!(
        workflow_log("  ::warning::a\n##[b] ::c"),
        "  \\::warning::a\n#\\#[b] ::c"
    );
}
