mod cycles;
mod glossary;

use super::finding::Finding;
use super::{check_source, files, rust_version, syntax};
use cargo_metadata::Package;
use serde_json::json;

/// Returns the findings in a file, as lines.
fn findings(path: &str, text: &str) -> Vec<String> {
    check_source(path, text)
        .iter()
        .map(Finding::to_string)
        .collect()
}

#[test]
fn a_stage_that_uses_a_later_one_is_found_however_it_is_written() {
    for text in [
        "use crate::ir::Api;",
        "use crate::{config, ir};",
        "use crate::ir::*;",
        "use crate::ir as model;",
        "use super::super::ir;",
        "fn a(b: crate::ir::Api) {}",
        "fn a() { crate::ir::b() }",
        "fn a() { vec![crate::ir::B] }",
        "impl crate::ir::A for B {}",
        "macro_rules! a { () => {} } fn a() { crate::ir::b!() }",
    ] {
        assert_eq!(
            findings("codegen/src/lower/a.rs", text),
            [
                "codegen/src/lower/a.rs:1: `lower` must not use `ir`; of the stages it uses only `config` and `document`"
            ],
            "{text}"
        );
    }
}

#[test]
fn a_crate_that_a_stage_must_not_use_is_found_with_its_line() {
    for (path, text, message) in [
        (
            "codegen/src/emit/a.rs",
            "\nuse heck::ToSnakeCase as _;",
            "2: `emit` must not use `heck`; names are chosen in `resolve` and carried in the `ir`",
        ),
        (
            "codegen/src/emit/mod.rs",
            "\n\nfn a(b: openapiv3::Schema) {}",
            "3: `emit` must not use `openapiv3`; `resolve` turns it into the `ir`",
        ),
        (
            "codegen/src/resolve/a/b.rs",
            "use std::{fs, io};",
            "1: `resolve` must not use `std::fs`; only `document` reads and only `output` writes: take the text as an argument",
        ),
        (
            "codegen/src/ir/mod.rs",
            "fn a() { quote::quote!(A) }",
            "1: `ir` must not use `quote`; `emit` makes tokens",
        ),
        (
            "codegen/src/output/a.rs",
            "use crate::ir;",
            "1: `output` must not use `ir`; it uses no other stage: take the data as an argument",
        ),
        (
            "codegen/src/config/mod.rs",
            "use crate::emit;",
            "1: `config` must not use `emit`; of the stages it uses only `document` and `ir`",
        ),
    ] {
        assert_eq!(findings(path, text), [format!("{path}:{message}")]);
    }
}

#[test]
fn imports_that_the_table_allows_are_not_found() {
    for (path, text) in [
        (
            "codegen/src/lib.rs",
            "use crate::{document, emit, ir, output, resolve};",
        ),
        (
            "codegen/src/emit/a.rs",
            "use crate::ir::Api; use quote::quote; use super::b; use crate::source::SourceFile;",
        ),
        (
            "codegen/src/emit/a.rs",
            "fn a() { quote! { openapiv3::Schema; crate::resolve::a(); std::fs::read() } }",
        ),
        (
            "codegen/src/resolve/a.rs",
            "use openapiv3::Schema; use heck::ToSnakeCase; use crate::diagnostic::Diagnostics;",
        ),
        ("codegen/src/document/a.rs", "use std::fs; use std::io;"),
        ("codegen/src/document/a.rs", "fn a(ir: u8) -> u8 { ir }"),
        (
            "codegen/src/emit/a.rs",
            "#[cfg(test)] mod inline { use crate::resolve; fn a() { b().unwrap() } }",
        ),
        ("codegen/src/emit/tests.rs", "use crate::resolve;"),
        ("codegen/src/emit/tests/a.rs", "use crate::resolve;"),
        ("codegen/runtime/src/a.rs", "use crate::ir; use heck::A;"),
        (
            "xtask/src/a.rs",
            "use openapiv3::A; fn a() { b().unwrap() }",
        ),
    ] {
        assert_eq!(findings(path, text), [""; 0], "{text}");
    }
}

#[test]
fn a_module_without_a_row_is_found() {
    assert_eq!(
        findings("codegen/src/helpers.rs", "//! Things."),
        [
            "codegen/src/helpers.rs:1: `helpers` has no row in the import table; add one, or move the code into a stage"
        ]
    );
}

#[test]
fn a_call_that_may_panic_in_a_library_is_found() {
    for (text, message) in [
        (
            "fn a() { b.unwrap(); }",
            "`.unwrap()` in a library; return an error, or make the case impossible",
        ),
        (
            "fn a() { b.expect(\"c\"); }",
            "`.expect()` in a library; return an error, or make the case impossible",
        ),
        (
            "fn a() { format!(\"{}\", b.unwrap()); }",
            "`.unwrap()` in a library; return an error, or make the case impossible",
        ),
        (
            "fn a() { todo!() }",
            "`todo!` in a library; implement it, or leave it out",
        ),
        ("fn a() { dbg!(b); }", "`dbg!` in a library; remove it"),
        (
            "fn a() { std::panic!(\"b\") }",
            "`panic!` in a library; return an error, or make the case impossible",
        ),
    ] {
        for path in ["codegen/src/ir/a.rs", "codegen/runtime/src/a.rs"] {
            assert_eq!(findings(path, text), [format!("{path}:1: {message}")]);
        }
    }
    let allowed = "fn a() { b.unwrap_or(1); c.expect(Token::Comma); assert!(d); }";
    assert_eq!(findings("codegen/src/ir/a.rs", allowed), [""; 0]);
}

#[test]
fn a_file_that_does_not_parse_is_found() {
    let found = findings("codegen/src/ir/a.rs", "fn a() {}\nfn {");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("codegen/src/ir/a.rs:2: cannot parse: "),
        "{found:?}"
    );
}

#[test]
fn a_file_of_more_than_500_lines_is_found() {
    assert_eq!(files::length("a.rs", &"\n".repeat(500)), None);
    let found = files::length("a.rs", &"\n".repeat(501)).map(|finding| finding.to_string());
    assert_eq!(
        found.as_deref(),
        Some("a.rs:501: 501 lines, more than 500; split the file by purpose")
    );
}

#[test]
fn a_generated_file_without_the_header_is_found() {
    assert_eq!(
        files::header("a.rs", "// @generated by apicrate 0.1.0 from a.yaml.\n"),
        None
    );
    let found = files::header("a.rs", "//! By hand.\n").map(|finding| finding.to_string());
    assert_eq!(
        found.as_deref(),
        Some(
            "a.rs:1: does not start with `// @generated by apicrate`; generate the file, or move it"
        )
    );
}

#[test]
fn the_module_of_a_file_follows_from_its_path() {
    for (path, module) in [
        ("codegen/src/lib.rs", ""),
        ("codegen/src/ir/mod.rs", "ir"),
        ("codegen/src/source.rs", "source"),
        ("codegen/src/emit/types/a.rs", "emit::types::a"),
    ] {
        assert_eq!(syntax::module_of(path).join("::"), module);
    }
}

#[test]
fn a_dependency_that_needs_a_newer_rust_is_found() {
    let packages = [
        ("old", "1.0.0", json!("1.70")),
        ("same", "1.0.0", json!("1.88.0")),
        ("any", "1.0.0", json!(null)),
        ("new", "2.1.0", json!("1.88.1")),
    ]
    .map(|(name, version, rust_version)| -> Package {
        serde_json::from_value(json!({
            "name": name,
            "version": version,
            "rust_version": rust_version,
            "id": name,
            "dependencies": [],
            "targets": [],
            "features": {},
            "manifest_path": "Cargo.toml",
        }))
        .expect("it is a package")
    });
    let manifest = "[workspace.package]\nrust-version = \"1.88\"\n";
    let findings: Vec<_> = rust_version::newer(manifest, &packages)
        .iter()
        .map(Finding::to_string)
        .collect();
    assert_eq!(
        findings,
        [
            "Cargo.toml:2: `new 2.1.0` needs Rust 1.88.1, newer than 1.88; use an older release, or raise `rust-version`"
        ]
    );
    assert_eq!(rust_version::newer("[workspace]\n", &packages).len(), 1);
}
