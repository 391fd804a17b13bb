//! Tests of diagnostics.

use std::collections::HashSet;

use super::{Code, Diagnostic, Diagnostics, Levels, Severity, Style, code, explain, render};
use crate::document::{Document, LoadError};
use crate::location::{FileId, SourceLocation};

const TEXT: &str = "openapi: 3.0.3\npaths:\n  /ä:\n    get:\n      tags: [ä, jobs]\n";

fn at(pointer: &str) -> SourceLocation {
    SourceLocation {
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
    diagnostic.hint("use this");
    diagnostic
}

#[test]
fn every_code_is_unique_kebab_case_and_explained() {
    let mut seen = HashSet::new();
    for code in code::ALL {
        let name = code.as_str();
        assert!(seen.insert(name), "{name} is duplicate");
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
    let expected = "error[unresolved-reference]: it leads nowhere\n  --> api/openapi.yaml:5:17\n  hint: use this\n";
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
        "help: use this",
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
        SourceLocation::root(FileId(7)),
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

#[test]
fn a_line_of_json_has_every_member() -> Result<(), LoadError> {
    let document = Document::from_text("api/openapi.yaml", TEXT)?;
    let line = render(&diagnostic(), &document, Style::Json);
    let value: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
    let start = TEXT.find("jobs").expect("it is there") - "ä, ".len();
    assert_eq!(
        value,
        serde_json::json!({
            "reason": "diagnostic",
            "severity": "error",
            "code": "unresolved-reference",
            "message": "it leads nowhere",
            "hint": "use this",
            "denied": false,
            "file": "api/openapi.yaml",
            "line": 5,
            "column": 17,
            "end_line": 5,
            "end_column": 21,
            "start": start + "ä, ".len(),
            "end": start + "ä, jobs".len(),
            "pointer": "/paths/~1ä/get/tags/1",
        })
    );
    assert_eq!(line.matches('\n').count(), 1);

    let nowhere = Diagnostic::new(Severity::Note, code::SYNTAX, None, "x");
    let line = render(&nowhere, &document, Style::Json);
    let value: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
    assert_eq!(value.as_object().map(serde_json::Map::len), Some(14));
    assert!(value["file"].is_null() && value["line"].is_null() && value["end_line"].is_null());
    Ok(())
}

#[test]
fn an_annotation_is_always_one_line() -> Result<(), LoadError> {
    let document = Document::from_text("a,b: 100%.yaml", TEXT)?;
    let mut diagnostic = diagnostic();
    diagnostic.message = "100%: one,\r\ntwo\n::error::three".to_owned();
    assert_eq!(
        render(&diagnostic, &document, Style::Github),
        "::error file=a%2Cb%3A 100%25.yaml,line=5,col=17,title=unresolved-reference\
         ::100%25: one,\\r\\ntwo\\n::error::three%0Ahint: use this\n"
    );
    let note = Diagnostic::new(Severity::Note, code::SYNTAX, None, "x");
    assert_eq!(
        render(&note, &document, Style::Github),
        "::notice title=syntax::x\n"
    );
    Ok(())
}

#[test]
fn the_lines_of_the_source_are_shown_through_anchors() -> Result<(), LoadError> {
    let text = "openapi: 3.0.3\nbase: &base\n  x:\n    ä: {y: 1}\npaths: *base\n";
    let document = Document::from_text("a.yaml", text)?;
    let style = Style::Graphical { colour: false };
    let mut diagnostic = diagnostic();
    diagnostic.at = Some(at("/paths/x/ä/y"));
    let shown = render(&diagnostic, &document, style);
    assert!(shown.contains("a.yaml:4:9"), "{shown}");
    let lines: Vec<_> = shown.lines().collect();
    let listed = lines
        .iter()
        .position(|line| line.contains("ä: {y: 1}"))
        .expect("the line is listed");
    let column = |line: &str, what| line.find(what).map(|at| line[..at].chars().count());
    assert_eq!(
        column(lines[listed + 1], '─'),
        column(lines[listed], 'y'),
        "{shown}"
    );
    Ok(())
}

#[test]
fn denied_diagnostics_are_errors_and_allowed_ones_are_silenced() {
    let reported = |levels: &Levels| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.note(code::MISSING_MEMBER, at("/a"), "one");
        diagnostics.warning(code::INVALID_VALUE, at("/b"), "two");
        diagnostics.error(code::SYNTAX, None, "three");
        diagnostics.apply(levels);
        let reported: Vec<_> = diagnostics
            .sorted()
            .into_iter()
            .map(|one| format!("{} {} {}", one.severity, one.code, one.denied))
            .collect();
        reported.join(", ")
    };
    let with = |deny: &[&str], allow: &[&str]| {
        let mut levels = Levels::default();
        for word in deny {
            levels.deny(word).expect("it is known");
        }
        for word in allow {
            levels.allow(word).expect("it is known");
        }
        reported(&levels)
    };
    let syntax = "error syntax false";
    assert_eq!(
        with(&[], &[]),
        format!("{syntax}, warning invalid-value false, note missing-member false")
    );
    assert_eq!(
        with(&["warnings"], &[]),
        format!("error invalid-value true, {syntax}, note missing-member false")
    );
    assert_eq!(
        with(&["all"], &["invalid-value"]),
        format!("error missing-member true, {syntax}")
    );
    assert_eq!(
        with(&["missing-member"], &["invalid-value", "syntax"]),
        format!("error missing-member true, {syntax}")
    );
    let unknown = Levels::default()
        .deny("misfit_defualt")
        .expect_err("a slip");
    assert_eq!(unknown.hint(), "use `misfit-default`");
    let unknown = Levels::default().allow("all").expect_err("only by name");
    assert_eq!(unknown.near, None);
    assert_eq!(Code::find("zzz"), Err(None));
}
