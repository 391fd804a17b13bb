//! Tests of diagnostics.

use std::collections::HashSet;

use super::{Diagnostic, Diagnostics, Severity, Style, code, explain, render};
use crate::document::{Document, LoadError};
use crate::location::{FileId, Location};

const TEXT: &str = "openapi: 3.0.3\npaths:\n  /ä:\n    get:\n      tags: [ä, jobs]\n";

fn at(pointer: &str) -> Location {
    Location {
        file: FileId::default(),
        pointer: pointer.to_owned(),
    }
}

fn diagnostic() -> Diagnostic {
    let place = at("/paths/~1ä/get/tags/1");
    let mut diagnostic = Diagnostic::new(
        Severity::Error,
        code::UNRESOLVED_REFERENCE,
        place,
        "it leads nowhere",
    );
    diagnostic.hint("did you mean this?");
    diagnostic
}

#[test]
fn every_code_is_unique_kebab_case_and_explained() {
    let mut seen = HashSet::new();
    for code in code::ALL {
        let name = code.as_str();
        assert!(seen.insert(name), "{name} stands twice");
        assert!(
            name.chars().all(|character| character.is_ascii_lowercase()
                || character.is_ascii_digit()
                || character == '-'),
            "{name}"
        );
        let explanation = explain(name).unwrap_or_default();
        assert!(
            explanation.len() > 60 && explanation.ends_with('.'),
            "{name}: {explanation}"
        );
        assert!(!explanation.contains("  "), "{name}: {explanation}");
    }
    assert_eq!(explain("no-such-code"), None);
}

#[test]
fn the_plain_form_has_message_place_and_hint() -> Result<(), LoadError> {
    let document = Document::from_text("api/openapi.yaml", TEXT)?;
    let expected = "error[unresolved-reference]: it leads nowhere\n  --> api/openapi.yaml:5:17\n  hint: did you mean this?\n";
    assert_eq!(render(&diagnostic(), &document, Style::Plain), expected);
    assert_eq!(
        render(&diagnostic(), document.sources(), Style::Plain),
        expected
    );
    Ok(())
}

#[test]
fn the_graphical_form_underlines_the_source() -> Result<(), LoadError> {
    let document = Document::from_text("api/openapi.yaml", TEXT)?;
    let text = render(&diagnostic(), &document, Style::Graphical { colour: false });
    for part in [
        "unresolved-reference",
        "it leads nowhere",
        "api/openapi.yaml:5:17",
        "tags: [ä, jobs]",
        "────",
        "help: did you mean this?",
    ] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "{text}");
    let coloured = render(&diagnostic(), &document, Style::Graphical { colour: true });
    assert!(coloured.contains('\u{1b}'), "{coloured}");
    Ok(())
}

#[test]
fn what_is_about_no_place_is_rendered_all_the_same() -> Result<(), LoadError> {
    let document = Document::from_text("a", TEXT)?;
    let note = Diagnostic::new(Severity::Note, code::MISSING_MEMBER, None, "nothing");
    for style in [Style::Plain, Style::Graphical { colour: true }] {
        assert_eq!(
            render(&note, &document, style),
            "note[missing-member]: nothing\n"
        );
    }
    let elsewhere = Diagnostic::new(
        Severity::Note,
        code::MISSING_MEMBER,
        Location::root(FileId(7)),
        "nothing",
    );
    assert_eq!(
        render(&elsewhere, &document, Style::Plain),
        "note[missing-member]: nothing\n"
    );
    Ok(())
}

#[test]
fn a_failure_to_load_renders_itself() {
    let error = Document::from_text("a.yaml", "openapi: [3\npaths: {}\n").err();
    let text = error
        .map(|error| error.render(Style::Graphical { colour: false }))
        .unwrap_or_default();
    assert!(
        text.contains("syntax") && text.contains("a.yaml:2:"),
        "{text}"
    );
}

#[test]
fn the_gravest_come_first_and_none_twice() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.note(code::MISSING_MEMBER, at("/a"), "one");
    diagnostics
        .warning(code::INVALID_VALUE, at("/b"), "two")
        .hint("do");
    assert!(!diagnostics.has_errors());
    diagnostics.error(code::SYNTAX, None, "three");
    diagnostics
        .warning(code::INVALID_VALUE, at("/b"), "two")
        .hint("do");
    diagnostics.warning(code::INVALID_VALUE, at("/a"), "two");
    assert!(diagnostics.has_errors());
    let messages: Vec<_> = diagnostics
        .sorted()
        .into_iter()
        .map(Diagnostic::headline)
        .collect();
    assert_eq!(
        messages,
        [
            "error[syntax]: three",
            "warning[invalid-value]: two",
            "warning[invalid-value]: two",
            "note[missing-member]: one"
        ]
    );
}
