use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::config::Options;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::emit::emit;
use crate::output::format::{parse, print_member};
use crate::output::tokens::Tokens;
use crate::output::{plain, table};
use crate::source::Item;
use crate::{lower, resolve};

/// How many of the items are printed without being parsed; those are as the pretty printer prints them.
fn plain_items(tokens: TokenStream) -> usize {
    let shown = tokens.to_string();
    let tokens = Tokens::of(tokens);
    let mut rest = tokens.cursor();
    let mut count = 0;
    while !rest.is_empty() {
        let start = rest;
        if table::take(&mut rest).is_some() {
            continue;
        }
        let Some((_, text)) = plain::print(&mut rest, print_member) else {
            break;
        };
        let parsed = parse("src/x.rs", rest.since(start)).expect("it is Rust");
        let parsed: Vec<_> = parsed.into_iter().map(|piece| piece.text).collect();
        assert_eq!(parsed, [text], "{shown}");
        count += 1;
    }
    count
}

#[test]
fn plain_items_are_printed_as_the_pretty_printer_prints_them() {
    let skip = quote!(#[rustfmt::skip]);
    let items = [
        quote!(
            use crate::runtime::{self, Field};
        ),
        quote!(
            pub use self::pets::*;
        ),
        quote!(#skip mod client;),
        quote!(
            impl Client {
                #[doc = r#" Says "hello".
        And more. "#]
                pub fn list(&self, workspace: &str) -> List {
                    let mut request = self.core.request(&LIST_THE_MEMBERS_OF_A_WORKSPACE_OF_AN_ORGANISATION);
                    request.path("workspace_of_the_organisation", Style::Simple, false, workspace);
                    self.request.query("workspace_of_the_organisation", Style::Form, true, workspace);
                    List { request }
                }
            }
        ),
        quote!(
            #[doc = " A pet \"of\" a \\ user.  "]
            #[doc = ""]
            #[derive(Debug, Clone, PartialEq, serde::Serialize)]
            pub struct Empty;
        ),
        quote!(
            #[doc = " A pet \"of\" a \\ user.  "]
            #[doc = ""]
            #[derive(Debug, Clone)]
            #[must_use = "nothing is sent"]
            pub struct Pet {
                #[doc = " Its name."]
                pub name: String,
                #[deprecated]
                pub owners: Option<Vec<&'static super::Owner>>,
                pub pair: (i64, String),
                pub single: (i64,),
                #[doc = " A\u{a0}space\u{2028}."]
                pub a_name_that_is_rather_long:
                    Option<AndATypeWhichIsTooLongToStandOnTheSameLineBehindIt>,
                pub a_map_with_a_long_name:
                    BTreeMap<String, Vec<ATypeWhichIsTooLongToStandOnTheSameLine>>,
                pub r#type: [u8],
                a_name_that_is_much_too_long_for_a_line_of_the_printer:
                    AndItsTypeWhichCannotBeBrokenAnywhere,
            }
        ),
        quote!(
            pub enum Kind {
                #[doc = " A cat."]
                Cat,
                Dog(Box<Dog>),
                #[doc = " One line.\n\n Another \\n of \"them\"."]
                AVariantWithALongName(Box<AVariantWithALongNameAndWhatItHoldsWhichIsTooLong>),
                Unknown(serde_json::Value),
            }
        ),
        quote!(
            pub enum Nothing {}
        ),
        quote!(
            pub type Names = BTreeMap<String, Vec<Name>>;
        ),
        quote!(
            pub(crate) static LIST: Operation = Operation {
                id: "list",
                method: Method::GET,
                security: &[&["a", "b"], &[]],
            };
        ),
        quote!(
            const SHORT: Point = Point { x: 1, y: -2 };
        ),
        quote!(
            pub fn add(one: i64, mut other: i64) -> Result<i64, Error> {
                other = one;
                let sum: i64 = one.plus(other)?;
                Ok(sum)
            }
        ),
        quote!(
            pub fn nothing() {}
        ),
    ];
    for item in items {
        let shown = item.to_string();
        assert_eq!(plain_items(item), 1, "{shown}");
    }
}

#[test]
fn members_of_an_impl_are_printed_as_the_pretty_printer_prints_them() {
    let item = quote! {
        impl Pets {
            pub const A: &str = "a";
            pub const B: i64 = -1;
            #[doc = " Says hello."]
            pub fn hello(&self, name: &str,) -> Hello {
                let mut request = self.request(&HELLO);
                request.query("name", Style::Form, true, &name);
                request.header(&JsonText(name), &[("a", 1.5), ("b", 2.0)]);
                Hello { request }
            }
            pub fn with_a_long_name(mut self, first_argument: &types::First, second_argument: i64) -> Self {
                self.first = Some(Box::new(first_argument.into()));
                self
            }
            pub fn with_a_longer_name(mut self, first: &types::First, second: i64) -> Result<Self, Error> {
                self
            }
            pub fn new(name: impl Into<String>) -> Self {
                Self { name: name.into(), age: None, owners: Field::Absent, kind: Kind::Unknown }
            }
            pub fn chain(&self) -> i64 {
                self.first_of_several_calls().second_of_several_calls().third_of_several_calls(1).last()
            }
            pub fn closure(&self) { self.each(|one| one + 1); }
        }
    };
    assert_eq!(plain_items(item), 1);
}

#[test]
fn members_with_long_names_are_plain_too() {
    let item = quote! {
        impl ShippingAddress {
            pub fn new(countries: Vec<PostCheckoutSessionsRequestShippingAddressCollectionAllowedCountriesItem>) -> Self {
                Self { countries }
            }
            pub fn with_bank_account_ownership_verification(mut self, bank_account_ownership_verification: Verification) -> Self {
                self.bank_account_ownership_verification = Some(bank_account_ownership_verification);
                self
            }
            pub fn with_bank_account_verification(mut self, first: One, bank_account_verification: impl Into<String>) -> Self {
                self.bank_account.verification = Field::value(first, Box::new(bank_account_verification.into()));
                self
            }
            pub fn body(mut self, body: &types::PostAccountsRequest) -> Self {
                self.request.form(body, &[Encoding::style("expand", Style::DeepObject, true), Encoding::style("owner", Style::DeepObject, true)]);
                self
            }
            pub fn subscription_proration_behavior(mut self, value: &types::SubscriptionProrationBehavior) -> Self {
                self.request.query("subscription_proration_behavior", Style::DeepObject, true, value);
                self
            }
            pub fn send(&self, body: &types::PostAccountsRequest) -> PostAccounts {
                let mut request = self.core.request(&POST_ACCOUNTS);
                request.form(body, &[Encoding::style("expand", Style::DeepObject, true), Encoding::style("owner", Style::DeepObject, true)]);
                request.query("subscription_proration_behavior_of_it", Style::DeepObject, true, value);
                PostAccounts { request }
            }
        }
    };
    assert_eq!(plain_items(item.clone()), 1);
    let tokens = Tokens::of(item);
    assert!(plain::print(&mut tokens.cursor(), |_, _| None).is_some());
}

#[test]
fn names_of_every_length_are_printed_as_the_pretty_printer_prints_them() {
    for length in 1..100 {
        let name = format_ident!("{}", "n".repeat(length));
        let ty = format_ident!("{}", "T".repeat(length));
        let member = quote! {
            pub fn new(#name: Vec<#ty>, first: #ty, last: Option<#ty>) -> Self {
                Self { #name, first, last: Some(last) }
            }
            pub fn with(mut self, #name: impl Into<String>) -> Self {
                self.#name = Some(Box::new(#name.into()));
                self
            }
            pub fn only(#name: Vec<#ty>) -> Self {
                self.first = Field::Value(first, #name);
                self
            }
            pub fn body(mut self, body: &types::#ty) -> Self {
                self.request.form(body, &[Encoding::style(#name, Style::DeepObject), Encoding::json(#name, true)]);
                self.request.query(first, Style::Form, true, &#name);
                self.request.#name(body, &[#name]);
                request.form(body, &[#name, first]);
                self
            }
        };
        plain_items(quote!(impl Pet { #member }));
        plain_items(
            quote!(impl Client { pub fn a(&self) -> A { let mut request = self.core.request(&#name); A { request } } }),
        );
        plain_items(quote!(pub struct A { pub a: Vec<#ty>, pub #name: Option<i64> }));
        plain_items(quote!(pub enum A { A(#ty), B(Box<#ty>) }));
    }
}

#[test]
fn what_is_no_rust_is_not_plain() {
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
        quote!(
            use a::{b};
        ),
        quote!(pub enum A { B C }),
    ];
    for item in items {
        let tokens = Tokens::of(item.clone());
        let printed = plain::print(&mut tokens.cursor(), print_member);
        assert_eq!(printed, None, "{item}");
    }
}

#[test]
fn most_items_of_the_golden_crates_are_plain() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let (mut plain, mut all) = (0, 0);
    for case in std::fs::read_dir(folder).expect("the golden cases are there") {
        let path = case.expect("a folder").path().join("openapi.yaml");
        let Ok(document) = Document::load(&path) else {
            continue;
        };
        let mut diagnostics = Diagnostics::new();
        let lowered = lower::lower(&document, &mut diagnostics);
        let options = Options::default();
        let api = resolve::resolve(&lowered, &options, &mut diagnostics);
        for file in emit(&api, &options).files {
            let items = file.items.into_iter();
            let items = items
                .filter(|item| !matches!(item, Item::Text(_)))
                .map(Item::into_tokens);
            for item in file.modules.into_iter().chain(items) {
                let tokens = Tokens::of(item.clone());
                if table::take(&mut tokens.cursor()).is_none() {
                    all += 1;
                    plain += plain_items(item).min(1);
                }
            }
        }
    }
    assert!(plain * 100 > all * 95, "{plain} of {all}");
}
