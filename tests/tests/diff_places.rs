//! Where a client stands and how it is spread over files is no matter of those who use it.

use apicrate_codegen::config::{Layout, Options};
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::report::Report;
use apicrate_codegen::diff::{SemverLevel, Settings, diff};
use apicrate_codegen::{Generated, generate};
use tests::cases::{Case, cases};

/// The package of the clients here.
const PACKAGE: &str = "shop-client";

fn generated(case: &Case, file: &str, options: &Options) -> Generated {
    let generated = generate(&case.path(file), options);
    generated.unwrap_or_else(|failure| panic!("{}: {}", case.name, failure.render(Style::Plain)))
}

/// What is said of a change from one to the other.
fn said(old: &Generated, new: &Generated) -> String {
    let review = diff(&old.revision(), &new.revision(), &Settings::default());
    let report = Report {
        review: &review.expect("they can be compared"),
        old: "old.yaml",
        new: "new.yaml",
        version: None,
    };
    report.text()
}

#[test]
fn callers_compile_as_before_in_another_layout() {
    for case in cases("golden") {
        let split = case.options(PACKAGE);
        let mut flat = split.clone();
        flat.layout = Layout::Flat;
        let split = generated(&case, "openapi.yaml", &split);
        let flat = generated(&case, "openapi.yaml", &flat);
        let review = diff(&split.revision(), &flat.revision(), &Settings::default());
        let review = review.expect("they can be compared");
        assert!(
            review.rust() <= SemverLevel::Patch,
            "{}: {}",
            case.name,
            said(&split, &flat)
        );
    }
}

#[test]
fn what_is_said_of_a_change_is_the_same_in_any_layout_and_in_a_module() {
    for case in cases("diff") {
        let usual = case.options(PACKAGE);
        let (mut flat, mut module) = (usual.clone(), usual.clone());
        flat.layout = Layout::Flat;
        module.module = Some("api::shop".to_owned());
        let [usual, flat, module] = [usual, flat, module].map(|options| {
            let old = generated(&case, "old.yaml", &options);
            said(&old, &generated(&case, "new.yaml", &options))
        });
        assert_eq!(flat, usual, "{}", case.name);
        assert_eq!(module, usual, "{}", case.name);
    }
}
