use crate::tidy::cycles::{Source, check};

/// The import cycles of a package with these files, as lines.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let sources = files.iter().map(|(path, text)| Source {
        path: (*path).to_owned(),
        file: syn::parse_file(text).expect("the source parses"),
    });
    let sources: Vec<_> = sources.collect();
    check(&sources).iter().map(ToString::to_string).collect()
}

const REMEDY: &str = "move what both sides need to a file of its own";

#[test]
fn files_that_import_each_other_are_found_however_they_do_it() {
    for (first, second) in [
        (
            "use crate::b::B; pub struct A;",
            "use crate::a::A; pub struct B;",
        ),
        (
            "use super::b::B; pub struct A;",
            "fn b() -> crate::a::A {} pub struct B;",
        ),
        (
            "use super::{b::*}; pub struct A;",
            "use crate::a as other; fn b() -> other::A {}",
        ),
        (
            "macro_rules! make { () => { $crate::b::B } } pub struct A;",
            "use crate::a::A; pub struct B;",
        ),
        ("use crate::B; pub struct A;", "use crate::A; pub struct B;"),
    ] {
        let files = [
            ("x/src/lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
            ("x/src/a.rs", first),
            ("x/src/b.rs", second),
        ];
        assert_eq!(
            findings(&files),
            [format!(
                "x/src/a.rs:1: import cycle of 2 files: x/src/a.rs -> x/src/b.rs -> x/src/a.rs; {REMEDY}"
            )],
            "{first} {second}"
        );
    }
}

#[test]
fn a_child_that_uses_an_item_of_its_parent_is_a_cycle() {
    let files = [
        ("x/src/a/mod.rs", "mod b; fn a() { b::b() } pub struct A;"),
        ("x/src/a/b.rs", "use super::A; pub fn b() {}"),
    ];
    assert_eq!(
        findings(&files),
        [format!(
            "x/src/a/mod.rs:1: import cycle of 2 files: x/src/a/mod.rs -> x/src/a/b.rs -> x/src/a/mod.rs; {REMEDY}"
        )]
    );
}

#[test]
fn a_reexport_is_a_dependency_on_the_file_that_defines_the_item() {
    let files = [
        (
            "x/src/a/mod.rs",
            "mod b; mod c; pub use b::B; pub use self::c::C as D;",
        ),
        ("x/src/a/b.rs", "use super::D; pub struct B;"),
        ("x/src/a/c.rs", "pub struct C;"),
    ];
    assert_eq!(findings(&files), [""; 0]);
}

#[test]
fn tests_may_import_what_imports_them() {
    let files = [
        ("x/src/a.rs", "use crate::b::B; pub struct A;"),
        (
            "x/src/b.rs",
            "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }",
        ),
    ];
    assert_eq!(findings(&files), [""; 0]);
}
