//! What a change of a document breaks: a case for each rule, with a near miss that the rule must not take for it, and
//! documents that say the same in another way.

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::report::Report;
use apicrate_codegen::diff::{
    DiffError, RULES, Review, RuleGroup, SemverLevel, Settings, WireCompatibility, diff,
};
use apicrate_codegen::{Generated, generate};
use std::collections::BTreeSet;
use tests::cases::{Case, assert_as_expected, cases, compare};

/// The package of the clients here.
const PACKAGE: &str = "shop-client";

fn generated(case: &Case, file: &str) -> Generated {
    let generated = generate(&case.path(file), &case.options(PACKAGE));
    generated
        .unwrap_or_else(|failure| panic!("{}/{file}: {}", case.name, failure.render(Style::Plain)))
}

fn from_text(name: &str, text: &str) -> Generated {
    let generated = apicrate_codegen::generate_from_text(name, text, &Options::new(PACKAGE));
    generated.unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)))
}

fn review(old: &Generated, new: &Generated) -> Review {
    let mut review =
        diff(&old.revision(), &new.revision(), &Settings::default()).expect("they can be compared");
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
    let rules = RULES.iter().filter(|rule| rule.group != RuleGroup::Crate);
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
            assert_eq!(review.rust(), review.api_level, "{}", case.name);
        }
    }
}

#[test]
fn the_same_crate_asks_for_no_version() {
    for case in cases("diff") {
        let (old, new) = (generated(&case, "old.yaml"), generated(&case, "new.yaml"));
        assert_eq!(review(&old, &old).rust(), SemverLevel::None);
        if old.texts() != new.texts() {
            assert_ne!(
                review(&old, &new).rust(),
                SemverLevel::None,
                "{}",
                case.name
            );
        }
    }
}

fn all() -> Vec<(Case, Generated, Generated)> {
    let cases = cases("diff").into_iter();
    cases
        .map(|case| {
            let (old, new) = (generated(&case, "old.yaml"), generated(&case, "new.yaml"));
            (case, old, new)
        })
        .collect()
}

/// The documents of the cases stem from one: any two can be compared.
#[test]
fn a_level_is_at_most_that_of_the_steps_on_the_way() {
    let all = all();
    for step in all.windows(3).step_by(3) {
        let [(case, a, _), (_, _, b), (_, _, c)] = step else {
            unreachable!("windows are of three");
        };
        let level = |one, other| review(one, other).rust();
        let direct = level(a, c);
        let way = level(a, b).max(level(b, c));
        assert!(direct <= way, "{}: {direct} > {way}", case.name);
    }
}

/// The client of a document with these schemas, of which an operation gives `Order`.
fn with_schemas(schemas: &str) -> Generated {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  /order:\n    get:\n      responses:\n        '200':\n          \
         description: It.\n          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Order'}}}}}}\n\
         components:\n  schemas:\n{schemas}"
    );
    from_text("shop.yaml", &text)
}

#[test]
fn a_type_written_with_other_aliases_is_the_same() {
    let with_item = |name: &str| {
        let schemas = format!(
            "    Order: {{type: object, properties: {{notes: {{$ref: '#/components/schemas/Notes'}}}}}}\n    \
             Notes: {{type: array, items: {{$ref: '#/components/schemas/{name}'}}}}\n    \
             Label: {{type: string}}\n    Text: {{type: string}}\n"
        );
        with_schemas(&schemas)
    };
    let review = review(&with_item("Label"), &with_item("Text"));
    assert!(
        review.rust() < SemverLevel::Minor,
        "{}",
        text(&review, "new")
    );
}

#[test]
fn a_change_of_an_alias_explains_what_is_written_with_it() {
    let with_limits = |limits: &str, other: &str| {
        let schemas = format!(
            "    Order:\n      type: object\n      properties:\n        {other}: {{type: string}}\n        \
             limits: {{type: array, items: {{$ref: '#/components/schemas/Limits'}}}}\n    Limits: {limits}\n"
        );
        with_schemas(&schemas)
    };
    let open = with_limits("{type: object}", "note");
    let closed = with_limits(
        "{type: object, properties: {most: {type: integer}}}",
        "remark",
    );
    for (old, new) in [(&open, &closed), (&closed, &open)] {
        let review = review(old, new);
        let change = review
            .changes
            .iter()
            .find(|change| change.rule.id == "type-kind-changed");
        let items = change.map_or(&[][..], |change| &change.items);
        let is_field = |path: &str| path == "types::Order::limits";
        assert!(
            items.iter().any(|item| is_field(&item.path)),
            "{}",
            text(&review, "new")
        );
        assert!(!rules(&review).contains("unexplained-rust-change"));
    }
}

#[test]
fn another_order_of_media_types_is_told_where_a_call_gives_another_type() {
    let with = |first: &str, second: &str| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  /order:\n    get:\n      operationId: getOrder\n      \
             responses:\n        '200':\n          description: It.\n          content:\n            {first}\n            {second}\n"
        );
        from_text("shop.yaml", &text)
    };
    let object = "application/json: {schema: {type: object, properties: {id: {type: string}}}}";
    let list = "application/vnd.list+json: {schema: {type: array, items: {type: string}}}";
    let changed = review(&with(object, list), &with(list, object));
    let told = text(&changed, "new");
    assert_eq!(changed.rust(), SemverLevel::Major, "{told}");
    assert!(
        told.contains("its first media type is now `application/vnd.list+json`"),
        "{told}"
    );
    assert!(
        !rules(&changed).contains("unexplained-rust-change"),
        "{told}"
    );

    let same =
        "application/vnd.list+json: {schema: {type: object, properties: {id: {type: string}}}}";
    let moved = review(&with(object, same), &with(same, object));
    assert!(moved.rust() < SemverLevel::Minor, "{}", text(&moved, "new"));
}

#[test]
fn a_setter_that_sends_another_parameter_than_before_is_a_silent_change() {
    let (one, two) = (
        with_parameters(&["state"], false),
        with_parameters(&["State", "state"], false),
    );
    for (old, new) in [(&one, &two), (&two, &one)] {
        let review = review(old, new);
        let renamed = review
            .changes
            .iter()
            .find(|change| change.rule.id == "parameter-setter-renamed");
        let told = renamed.map(|change| (change.wire, change.silent.is_some()));
        let is_major = renamed.is_some_and(|change| change.rust == SemverLevel::Major);
        assert!(
            told == Some((WireCompatibility::Unknown, true)) || is_major,
            "{}",
            text(&review, "new")
        );
    }
}

#[test]
fn a_change_in_a_document_of_one_line_is_shown_where_it_is() {
    let with = |kind: &str| {
        let filler = "a".repeat(5000);
        let text = format!(
            r##"{{"openapi":"3.0.3","info":{{"title":"Shop","version":"1","description":"{filler}"}},"paths":{{"/order":{{"get":{{"responses":{{"200":{{"description":"It.","content":{{"application/json":{{"schema":{{"type":"object","properties":{{"total":{{"type":"{kind}"}}}}}}}}}}}}}}}}}}}}}}"##
        );
        from_text("shop.json", &text)
    };
    let review = review(&with("integer"), &with("string"));
    let change = review
        .changes
        .iter()
        .find(|change| change.rule.id == "type-changed");
    let place = change.and_then(|change| change.new.as_ref());
    let fragment = place.map_or("", |place| &place.fragment);
    assert!(
        fragment.contains(r#""type":"string""#) && fragment.len() <= 160,
        "{fragment}"
    );
}

#[test]
fn documents_of_one_title_are_of_one_api_whatever_else_changed() {
    let with = |title: &str, path: &str| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n  {path}: {{get: {{responses: {{'204': {{description: None.}}}}}}}}\n"
        );
        from_text("shop.yaml", &text)
    };
    let old = with("Shop", "/api/v1/orders");
    let moved = review(&old, &with("Shop", "/orders"));
    assert_eq!(moved.rust(), SemverLevel::Major, "{}", text(&moved, "new"));
    let other = with("Zoo", "/animals");
    let result = diff(&old.revision(), &other.revision(), &Settings::default());
    assert_eq!(result.err(), Some(DiffError::Unrelated));
}

/// The client of an operation with strings in its query, called so.
fn with_parameters(names: &[&str], required: bool) -> Generated {
    let parameter = |name| {
        format!("{{name: {name}, in: query, required: {required}, schema: {{type: string}}}}")
    };
    let parameters: Vec<_> = names.iter().map(parameter).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  /orders:\n    get:\n      operationId: listOrders\n      \
         parameters: [{}]\n      responses: {{'204': {{description: None.}}}}\n",
        parameters.join(", ")
    );
    from_text("shop.yaml", &text)
}

#[test]
fn arguments_of_one_type_that_change_places_are_a_major_change() {
    let old = with_parameters(&["from", "state"], true);
    // What callers give first is now sent as the state.
    let swapped = review(&old, &with_parameters(&["until", "state"], true));
    assert_eq!(
        swapped.rust(),
        SemverLevel::Major,
        "{}",
        text(&swapped, "new")
    );
    let kept = review(&old, &with_parameters(&["since", "zone"], true));
    assert_eq!(kept.rust(), SemverLevel::Patch, "{}", text(&kept, "new"));
    assert_eq!(
        kept.wire(),
        WireCompatibility::Breaking,
        "{}",
        text(&kept, "new")
    );
}

#[test]
fn what_narrows_in_one_direction_of_time_widens_in_the_other() {
    let mut strict = Settings::default();
    strict.strict = true;
    let wanted = [
        ("property-became-required", "property-became-optional"),
        ("property-became-nullable", "property-became-non-null"),
        ("number-widened", "number-narrowed"),
        ("enum-value-added", "enum-value-removed"),
        ("union-variant-added", "union-variant-removed"),
        ("value-opened", "value-closed"),
        ("format-added", "format-removed"),
        ("text-to-enum", "enum-to-text"),
        ("item-became-nullable", "item-became-non-null"),
        ("constraint-tightened", "constraint-loosened"),
    ];
    for (case, old, new) in all() {
        let there = diff(&old.revision(), &new.revision(), &strict).expect("they can be compared");
        let back = diff(&new.revision(), &old.revision(), &strict).expect("they can be compared");
        for (one, other) in wanted {
            for (rule, opposite) in [(one, other), (other, one)] {
                let find = |review: &Review, rule: &str| {
                    let found = review.changes.iter().find(|change| change.rule.id == rule);
                    found.map(|change| (change.direction, change.wire))
                };
                let (Some(there), Some(back)) = (find(&there, rule), find(&back, opposite)) else {
                    continue;
                };
                assert_eq!(there.0, back.0, "{}: {rule}", case.name);
                // What travels both ways breaks either way.
                let is_one_way = there.0.request != there.0.response;
                if is_one_way {
                    assert_ne!(there.1, back.1, "{}: {rule}", case.name);
                }
            }
        }
    }
}

#[test]
fn a_report_for_a_pull_request_is_short_whatever_the_change() {
    use apicrate_codegen::diff::report::MARKDOWN_LIMIT;
    let (_, old, new) = all().swap_remove(0);
    let mut review = review(&old, &new);
    let one = review.changes[0].clone();
    for number in 0..3000 {
        let mut change = one.clone();
        change.subject = format!("Thing{number}.<b>|`x`|");
        review.changes.push(change);
    }
    let report = Report {
        review: &review,
        old: "old.yaml",
        new: "new.yaml",
        version: None,
    };
    let markdown = report.markdown();
    assert!(markdown.len() <= MARKDOWN_LIMIT, "{}", markdown.len());
    assert!(markdown.contains("are left out"));
    assert!(markdown.contains("Thing1.<b>\\|'x'\\|`"), "{markdown}");
    assert!(!report.html().contains("<b>"));
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("it is JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(3001));
}

#[test]
fn the_changelog_keeps_what_a_person_wrote() {
    use apicrate_codegen::diff::version::{set_package_version, update_changelog};
    let (_, old, new) = all().swap_remove(0);
    let review = review(&old, &new);
    let first = update_changelog("", "0.2.0", &review);
    assert!(
        first.starts_with("# Changelog\n\n## 0.2.0\n\n- "),
        "{first}"
    );
    assert_eq!(update_changelog(&first, "0.2.0", &review), first);
    let mine = "# Changes\n\nMine.\n\n## [0.2.0] - soon\n\nWords.\n\n## 0.1.0\n\n- Old.\n";
    let told = update_changelog(mine, "0.2.0", &review);
    for line in mine.lines() {
        assert!(told.contains(line), "{told}");
    }
    let entry = told.find("- `").expect("an entry is there");
    assert!(told.find("Words.").is_some_and(|words| words < entry));
    assert!(told.find("## 0.1.0").is_some_and(|older| entry < older));
    let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\" # ours\n\n[dependencies]\nb = { version = \"1\" }\n";
    let bumped = set_package_version(manifest, "0.2.0").expect("there is a version");
    assert_eq!(bumped, manifest.replace("0.1.0", "0.2.0"));
}
