//! The layout and the location of a client and of its runtime do not affect its callers.

use apicrate_codegen::config::{GroupBy, Layout, Options, Runtime};
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::report::Report;
use apicrate_codegen::diff::{SemverLevel, Settings, diff};
use apicrate_codegen::{Resolved, read, read_from_text};
use tests::cases::{Case, cases};
use tests::diff_cases::{self, CHANGE, PACKAGE};

fn resolved(case: &Case, file: &str, options: &Options) -> Resolved {
    let resolved = read(&case.path(file), options);
    resolved.unwrap_or_else(|failure| panic!("{}: {}", case.name, failure.render(Style::Plain)))
}

/// The report of the change from one document to the other.
fn report(old: &Resolved, new: &Resolved) -> String {
    let review = diff(&old.revision(), &new.revision(), &Settings::default());
    let report = Report {
        review: &review.expect("the documents are related"),
        old: "base.yaml",
        new: CHANGE,
        version: None,
    };
    report.text()
}

#[test]
fn callers_compile_as_before_in_another_layout_and_with_the_runtime_as_a_dependency() {
    for case in cases("golden") {
        let split = case.options(PACKAGE);
        let mut flat = split.clone();
        flat.layout = Layout::Flat;
        flat.runtime = Runtime::Crate;
        let split = resolved(&case, "openapi.yaml", &split);
        let flat = resolved(&case, "openapi.yaml", &flat);
        let review = diff(&split.revision(), &flat.revision(), &Settings::default());
        let review = review.expect("the documents are related");
        assert!(
            review.rust() <= SemverLevel::Patch,
            "{}: {}",
            case.name,
            report(&split, &flat)
        );
    }
}

#[test]
fn a_review_is_the_same_for_every_layout_and_runtime_and_for_a_module() {
    let usual = diff_cases::options();
    let (mut flat, mut module) = (usual.clone(), usual.clone());
    flat.layout = Layout::Flat;
    flat.runtime = Runtime::Crate;
    module.module = Some("api::shop".to_owned());
    let layouts = [usual, flat, module].map(|options| (diff_cases::base(&options), options));
    for case in diff_cases::diff_cases() {
        let [usual, flat, module] = layouts
            .each_ref()
            .map(|(base, options)| report(base, &diff_cases::changed(&case, CHANGE, options)));
        assert_eq!(flat, usual, "{}", case.name);
        assert_eq!(module, usual, "{}", case.name);
    }
}

/// A document with an operation that has this tag.
fn tagged(tag: &str, group_by: Option<GroupBy>) -> Resolved {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  /shops:\n    get: {{operationId: listShops, tags: [{tag}], responses: {{}}}}\n    post: {{operationId: shops_open, tags: [Shops], responses: {{}}}}\n"
    );
    let mut options = Options::new(PACKAGE);
    options.group_by = group_by;
    let resolved = read_from_text("shop.yaml", &text, &options);
    resolved.unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)))
}

#[test]
fn a_method_that_moves_to_another_group_breaks_callers() {
    let shops = tagged("Shops", Some(GroupBy::Tag));
    for (other, moved, removed) in [
        (
            tagged("Markets", Some(GroupBy::Tag)),
            "moved from `groups::Shops::list` to `groups::Markets::list_shops`",
            "- groups::Shops::list: fn(&self) -> ListShops",
        ),
        (
            tagged("Shops", None),
            "moved from `groups::Shops::list` to `Client::list_shops`",
            "- groups::Shops: struct<'a>",
        ),
    ] {
        let review = diff(&shops.revision(), &other.revision(), &Settings::default());
        let review = review.expect("the documents are related");
        assert_eq!(review.rust(), SemverLevel::Major);
        let text = report(&shops, &other);
        for line in [moved, removed] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(!text.contains("ListShops;"), "its builder remains: {text}");
    }
}
