//! What a change of a document breaks: a case for each rule, with a near miss that the rule must not take for it, and
//! documents that say the same in another way.

use codegen::config::{Config, Options};
use codegen::diagnostic::Style;
use codegen::diff::report::Report;
use codegen::diff::{Group, Level, RULES, Review, Settings, diff};
use codegen::{Generated, generate};
use std::collections::BTreeSet;
use tests::cases::{Case, assert_as_expected, cases, compare};

fn options(case: &Case) -> Options {
    let path = case.path("codegen.toml");
    if !path.is_file() {
        return Options::new("shop-client");
    }
    let config = Config::load(&path).expect("the configuration can be read");
    config.clients[0].options.clone()
}

fn generated(case: &Case, file: &str) -> Generated {
    let generated = generate(&case.path(file), &options(case));
    generated
        .unwrap_or_else(|failure| panic!("{}/{file}: {}", case.name, failure.render(Style::Plain)))
}

fn review(old: &Generated, new: &Generated) -> Review {
    let mut review =
        diff(&old.side(), &new.side(), &Settings::default()).expect("they can be compared");
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    review.name_files(name, name);
    review
}

fn text(review: &Review, new: &str) -> String {
    let report = Report {
        review,
        old: "old.yaml",
        new,
        version: None,
    };
    report.text()
}

fn rules(review: &Review) -> BTreeSet<&str> {
    review.changes.iter().map(|change| change.rule.id).collect()
}

#[test]
fn every_rule_sees_its_change_and_not_what_comes_near_it() {
    let mut differences = String::new();
    for case in cases("diff") {
        let old = generated(&case, "old.yaml");
        let changed = review(&old, &generated(&case, "new.yaml"));
        let near = review(&old, &generated(&case, "near.yaml"));
        let rule = case.name.as_str();
        let has = |review: &Review| rules(review).contains(rule);
        assert!(has(&changed), "{}", text(&changed, "new.yaml"));
        assert!(!has(&near), "{rule}: {}", text(&near, "near.yaml"));
        let both = text(&changed, "new.yaml") + "\n" + &text(&near, "near.yaml");
        differences.push_str(&compare(&case, "expected.txt", &both));
    }
    assert_as_expected(&differences);
}

#[test]
fn every_rule_about_documents_has_a_case() {
    let cases: BTreeSet<_> = cases("diff").into_iter().map(|case| case.name).collect();
    let rules = RULES.iter().filter(|rule| rule.group != Group::Crate);
    let rules: BTreeSet<_> = rules.map(|rule| rule.id.to_owned()).collect();
    assert_eq!(rules, cases);
}

#[test]
fn no_difference_of_the_crate_is_left_unexplained() {
    let mut unexplained = String::new();
    for case in cases("diff") {
        let old = generated(&case, "old.yaml");
        for file in ["new.yaml", "near.yaml"] {
            let new = generated(&case, file);
            for review in [review(&old, &new), review(&new, &old)] {
                if rules(&review)
                    .iter()
                    .any(|id| id.starts_with("unexplained"))
                {
                    unexplained.push_str(&format!("{}: {}\n", case.name, text(&review, file)));
                }
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained}");
}

#[test]
fn documents_that_say_the_same_do_not_differ() {
    for case in cases("same") {
        let find = |stem: &str| {
            let names = ["yaml", "json"].map(|extension| format!("{stem}.{extension}"));
            let found = names.into_iter().find(|name| case.path(name).is_file());
            found.expect("the document is there")
        };
        let (old, new) = (
            generated(&case, &find("old")),
            generated(&case, &find("new")),
        );
        for (one, other) in [(&old, &new), (&new, &old), (&old, &old)] {
            let review = review(one, other);
            assert!(review.is_empty(), "{}: {}", case.name, text(&review, "new"));
        }
    }
}

#[test]
fn a_level_is_never_below_that_of_the_surface() {
    for case in cases("diff") {
        let (old, new) = (generated(&case, "old.yaml"), generated(&case, "new.yaml"));
        for (one, other) in [(&old, &new), (&new, &old)] {
            let review = review(one, other);
            assert_eq!(review.rust(), review.surface, "{}", case.name);
        }
    }
}

#[test]
fn the_same_crate_asks_for_no_version() {
    for case in cases("diff") {
        let (old, new) = (generated(&case, "old.yaml"), generated(&case, "new.yaml"));
        assert_eq!(review(&old, &old).rust(), Level::None);
        if old.side().files != new.side().files {
            assert_ne!(review(&old, &new).rust(), Level::None, "{}", case.name);
        }
    }
}
