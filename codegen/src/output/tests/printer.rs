//! Compares the printer with rustfmt.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use quote::quote;

use super::body;

/// Formats a text with rustfmt's defaults.
pub(super) fn rustfmt(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = folder.path().join("rustfmt.toml");
    std::fs::write(&config, "").expect("the folder is writable");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(&config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is installed");
    let mut input = child.stdin.take().expect("the input is a pipe");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("rustfmt runs");
    writer
        .join()
        .expect("no panic")
        .expect("rustfmt reads its input");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("rustfmt prints UTF-8")
}

/// Prints items and compares the text with rustfmt's; returns it.
fn printed(items: Vec<TokenStream>) -> String {
    let text = body(items);
    let text = text.trim_start().to_owned();
    let expected = rustfmt(&text);
    let mut lines = text.lines().zip(expected.lines()).enumerate();
    if let Some((index, (line, other))) = lines.find(|(_, (line, other))| line != other) {
        let around: Vec<_> = text
            .lines()
            .skip(index.saturating_sub(8))
            .take(12)
            .collect();
        panic!(
            "rustfmt prints\n{other}\ninstead of\n{line}\nin\n{}",
            around.join("\n")
        );
    }
    assert_eq!(text, expected);
    text
}

/// Items with names of a length: `name`, `Type` and `CONST` stand for those.
const ITEMS: [&str; 22] = [
    "pub struct Type { pub a: i64 }",
    "pub enum Type { A }",
    "pub enum E { A(Type), B(Box<Type>), C(Vec<Option<Type>>), D(BTreeMap<String, Type>) }",
    "pub struct S { pub name: Option<Vec<Type>>, pub b: Type, pub c: BTreeMap<String, Vec<Type>>, pub d: (Type, i64), pub e: Vec<(Type, i64)>, pub f: (Type,) }",
    "impl Type { pub const A: &str = \"a\"; }",
    "impl From<Type> for A { fn from(server: Type) -> Self { Self::Type(server) } }",
    "impl From<A> for Type { fn from(server: A) -> Self { Self::Type(server) } }",
    "impl<'a> Type<'a> { pub fn name(&self) -> Result<Option<Type>, HeaderError> { self.headers.get(\"name\") } }",
    "impl A { pub fn name(&self) -> Type { Type { request: self.core.request(&CONST) } } }",
    "impl A { pub fn name(&self, name: Type) -> B { let mut request = self.core.request(&CONST); request.path(\"name\", Style::Simple, false, name); request.json(&name); request.query(\"a\", Style::Form, true, &name); B { request } } }",
    "impl A { pub fn new(name: Vec<Type>, first: Type, last: Option<Type>) -> Self { Self { name, first: first.into(), last: Some(last), a: Field::Absent, b: Some(Box::new(name)), c: \"name\".to_owned(), k: Type::Type } } }",
    "impl A { pub fn with_name(mut self, name: impl Into<String>) -> Self { self.name = Some(name.into()); self.name = Field::Value(Box::new(name.into())); self } }",
    "impl A { pub fn name(mut self, name: &[&str]) -> Self { self.request.query(\"name\", Style::Form, true, &name); self.request.form(body, &[Encoding::style(\"name\", Style::DeepObject, true), Encoding::of(\"name\")]); self.request.multipart(\"multipart/form-data\", body, &[Encoding::content(\"name\", \"application/json\")]); self } }",
    "impl A { pub fn a(mut self) -> Self { self.core = self.core.credential(\"name\", Credential::header(\"name\", key)); self.url = self.url.with(\"name\", name.as_str()); self } }",
    "impl A { pub fn stream_pages(self) -> Pages<types::Type> { Pages::new(self.request, &CONST) } pub fn stream_items(self) -> Items<types::Type, types::Type> { self.stream_pages().items(|page| page.name) } }",
    "impl A { pub fn c(self) -> Items<A, B> { self.stream_pages().items(|page| Some(page).and_then(|value| value.name).unwrap_or_default()) } pub fn d(self) -> Items<A, B> { self.stream_pages().items(|page| (*page.name).a) } }",
    "pub(crate) static CONST: Operation = Operation { id: \"name\", method: Method::GET, security: &[&[\"name\", \"b\"], &[\"a\"], &[]] };",
    "impl A { pub const CONST: &'static str = \"name\"; pub const B: i64 = -12; pub const C: Type = Type::Type; }",
    "impl A { pub(crate) fn url(&self) -> ServerUrl { match self { Self::A => ServerUrl::new(\"name\"), Self::B(server) => server.url.clone() } } }",
    "impl A { pub fn new(name: impl Into<String>, a: impl Into<String>) -> Self { Self { url: ServerUrl::new(\"name\").with(\"a\", \"name\").with(\"b\", b) } } }",
    "pub type Type = BTreeMap<String, Vec<Type>>;",
    "#[derive(Debug, Clone, PartialEq, name::Type)] #[allow(name, b, reason = \"a\")] pub struct C { #[deprecated] pub a: i64 }",
];

#[test]
fn names_of_every_length_are_printed_as_rustfmt_prints_them() {
    let mut items = Vec::new();
    for item in ITEMS {
        for length in 1..112 {
            let item = item
                .replace("name", &"n".repeat(length))
                .replace("Type", &"T".repeat(length))
                .replace("CONST", &"C".repeat(length));
            items.push(item.parse().expect("it is Rust"));
        }
    }
    let text = printed(items);
    assert!(!text.contains("rustfmt::skip"));
}

#[test]
fn every_construct_of_generated_code_is_printed_as_rustfmt_prints_it() {
    let items = vec![
        quote!(
            impl Client {
                #[doc = r#" Prints "hello".
        And more. "#]
                pub fn list(&self, workspace: &str) -> List {
                    self.request.query("workspace_of_the_organisation", Style::Form, true, workspace);
                    List { request }
                }
                pub fn from_env() -> Result<Self, Error> {
                    let mut builder = Self::builder();
                    if let Some(value) = variable("NAME")? {
                        let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                        builder = builder.name(user, password);
                    }
                    builder.build()
                }
            }
        ),
        quote!(
            #[doc = " A pet \"of\" a \\ user.  "]
            #[doc = ""]
            #[doc = " A\u{a0}space\u{2028}."]
            #[derive(Debug, Clone)]
            #[must_use = "nothing is sent"]
            pub struct Empty;
        ),
        quote!(
            pub struct DateTime(pub OffsetDateTime);
        ),
        quote!(
            pub enum Nothing {}
        ),
        quote!(
            impl Error for A {}
        ),
        quote!(
            pub fn nothing() {}
        ),
        quote!(
            impl<'de> serde::Deserialize<'de> for DateTime {
                type Error = fmt::Error;
                fn deserialize<D: serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    let text: String = self.0.format(&Rfc3339).map_err(|_| fmt::Error)?;
                    rfc3339::deserialize(deserializer, [1.5, -2.0], (1,), !true).map(Self)
                }
            }
        ),
        quote!(
            fn variable(name: &str) -> Result<Option<String>, Error> {
                match env::var(name) {
                    Ok(value) => Ok(Some(value)),
                    Err(VarError::NotUnicode(_)) => {
                        let reason = format!("the environment variable {name} is not UTF-8");
                        Err(ConfigurationError::new(reason).into())
                    }
                }
            }
        ),
    ];
    assert!(!printed(items).contains("rustfmt::skip"));
}

#[test]
fn an_unknown_construct_is_kept_from_rustfmt() {
    let items = vec![
        quote!(
            #[doc = " Adds."]
            pub trait Add {
                fn add(&self, one: i64) -> i64 {
                    1 + one
                }
            }
        ),
        quote!(
            impl A {
                #[doc = " Adds."]
                fn add(&self) -> i64 { 1 + self.extraordinarily_long_name + self.another_long_name + self.last }
                fn one(&self) -> i64 { 1 }
            }
        ),
    ];
    let text = printed(items);
    assert_eq!(text.matches("#[rustfmt::skip]").count(), 2);
    assert!(
        text.contains("    #[rustfmt::skip]\n    /// Adds.\n    fn add(&self)"),
        "{text}"
    );
}

#[test]
fn tokens_that_are_not_rust_are_not_printed() {
    let items = [
        quote!(
            pub struct type {}
        ),
        quote!(
            pub struct A {
                b: fn,
            }
        ),
        quote!(
            pub fn a(b: i64 c: i64) {}
        ),
        quote!(
            pub fn a() {
                b()
                c();
            }
        ),
        quote!(pub enum A { B C }),
    ];
    for item in items {
        let shown = item.to_string();
        let file = super::source(vec![item]);
        assert!(crate::output::render(file, "pets.yaml").is_err(), "{shown}");
    }
}

#[test]
fn modules_and_re_exports_are_in_the_order_of_rustfmt() {
    let names = [
        "pet10", "pet9", "pet_9", "pet", "r#type", "petB", "pet_b", "pet09",
    ];
    let modules = names.iter().flat_map(|name| {
        [
            format!("#[cfg(feature = \"a\")] pub mod {name};"),
            format!("#[cfg(feature = \"a\")] pub use self::{name}::*;"),
            format!("pub use self::{name}::{{Pet10, Pet9, pet}};"),
        ]
    });
    let mut file = super::source(Vec::new());
    file.modules = modules
        .map(|line| line.parse().expect("it is Rust"))
        .collect();
    let rendered = crate::output::render(file, "pets.yaml").expect("it is Rust");
    assert_eq!(rustfmt(&rendered.text), rendered.text);
}
