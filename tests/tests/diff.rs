//! Reviews of changed documents: a case for each rule, with a similar change that the rule must not report, and equivalent
//! documents.

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::diff::report::Report;
use apicrate_codegen::diff::{
    DiffError, RULES, Review, RuleGroup, SemverLevel, Settings, WireCompatibility, diff,
};
use apicrate_codegen::{Resolved, output, read};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tests::cases::{Case, assert_as_expected, cases, compare};
use tests::diff_cases::{self, CHANGE, NEAR_MISS, PACKAGE};

/// A case with its documents and the reviews of its change and of its near miss.
struct ReviewedCase {
    case: Case,
    changed: Resolved,
    /// From the shared document to the changed one, and back.
    change: [Review; 2],
    /// From the shared document to the near miss, and back.
    near_miss: [Review; 2],
}

/// The document that the cases share.
static BASE: LazyLock<Resolved> = LazyLock::new(|| diff_cases::base(&diff_cases::options()));

/// All cases. They are reviewed once, because that takes most of the time of these tests.
static CASES: LazyLock<Vec<ReviewedCase>> = LazyLock::new(|| {
    let options = diff_cases::options();
    let both_ways = |changed: &Resolved| [review(&BASE, changed), review(changed, &BASE)];
    let cases = diff_cases::diff_cases().into_iter().map(|case| {
        let changed = diff_cases::changed(&case, CHANGE, &options);
        let near_miss = diff_cases::changed(&case, NEAR_MISS, &options);
        ReviewedCase {
            change: both_ways(&changed),
            near_miss: both_ways(&near_miss),
            case,
            changed,
        }
    });
    cases.collect()
});

fn from_file(case: &Case, file: &str) -> Resolved {
    let resolved = read(&case.path(file), &case.options(PACKAGE));
    resolved
        .unwrap_or_else(|failure| panic!("{}/{file}: {}", case.name, failure.render(Style::Plain)))
}

fn from_text(name: &str, text: &str) -> Resolved {
    let resolved = apicrate_codegen::read_from_text(name, text, &Options::new(PACKAGE));
    resolved.unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)))
}

fn review(old: &Resolved, new: &Resolved) -> Review {
    review_with(old, new, &Settings::default())
}

fn review_with(old: &Resolved, new: &Resolved, settings: &Settings) -> Review {
    let mut review =
        diff(&old.revision(), &new.revision(), settings).expect("the documents are related");
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    review.name_files(name, name);
    review
}

fn text(review: &Review, new: &str) -> String {
    let report = Report {
        review,
        old: "base.yaml",
        new,
        version: None,
    };
    report.text()
}

fn rules(review: &Review) -> BTreeSet<&str> {
    review.changes.iter().map(|change| change.rule.id).collect()
}

#[test]
fn every_rule_reports_its_change_and_not_its_near_miss() {
    let (mut wrong, mut differences) = (String::new(), String::new());
    for ReviewedCase {
        case,
        change: [change, _],
        near_miss: [near_miss, _],
        ..
    } in &*CASES
    {
        let rule = case.name.as_str();
        let (change_text, near_text) = (text(change, CHANGE), text(near_miss, NEAR_MISS));
        if !rules(change).contains(rule) || rules(near_miss).contains(rule) {
            wrong.push_str(&format!("{rule}: {change_text}\n{near_text}\n"));
        }
        let both = change_text + "\n" + &near_text;
        differences.push_str(&compare(case, "expected.txt", &both));
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_as_expected(&differences);
}

#[test]
fn every_rule_about_documents_has_a_case() {
    let cases: BTreeSet<_> = CASES.iter().map(|one| one.case.name.as_str()).collect();
    let rules = RULES.iter().filter(|rule| rule.group != RuleGroup::Crate);
    let rules: BTreeSet<_> = rules.map(|rule| rule.id).collect();
    assert_eq!(rules, cases);
}

#[test]
fn every_difference_of_the_crate_is_explained() {
    let mut unexplained = String::new();
    for one in &*CASES {
        for review in one.change.iter().chain(&one.near_miss) {
            let is_unexplained = |id: &&str| id.starts_with("unexplained");
            if rules(review).iter().any(is_unexplained) {
                unexplained.push_str(&format!("{}: {}\n", one.case.name, text(review, "new")));
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained}");
}

#[test]
fn equivalent_documents_do_not_differ() {
    for case in cases("same") {
        let find = |stem: &str| {
            let names = ["yaml", "json"].map(|extension| format!("{stem}.{extension}"));
            names.into_iter().find(|name| case.path(name).is_file())
        };
        let (old, new) = match find("new") {
            Some(new) => {
                let old = find("old").unwrap_or_else(|| "../base.yaml".to_owned());
                (Some(from_file(&case, &old)), from_file(&case, &new))
            }
            None => {
                let options = diff_cases::options();
                (None, diff_cases::changed(&case, CHANGE, &options))
            }
        };
        let old = old.as_ref().unwrap_or(&BASE);
        for (one, other) in [(old, &new), (&new, old), (old, old)] {
            let review = review(one, other);
            assert!(review.is_empty(), "{}: {}", case.name, text(&review, "new"));
        }
    }
}

#[test]
fn the_level_is_that_of_the_public_api() {
    for one in &*CASES {
        for review in &one.change {
            assert_eq!(review.rust(), review.api_level, "{}", one.case.name);
        }
    }
}

#[test]
fn only_a_changed_crate_needs_another_version() {
    assert_eq!(review(&BASE, &BASE).rust(), SemverLevel::None);
    let texts = |document: &Resolved| -> Vec<String> {
        let files = document.revision().files.into_values();
        let text = |file| {
            output::render(file, "shop.yaml")
                .expect("a source file")
                .text
        };
        files.map(|file| text(file())).collect()
    };
    let base = texts(&BASE);
    for one in &*CASES {
        if base != texts(&one.changed) {
            let level = one.change[0].rust();
            assert_ne!(level, SemverLevel::None, "{}", one.case.name);
        }
    }
}

#[test]
fn a_level_is_at_most_the_maximum_of_its_steps() {
    for pair in CASES.chunks_exact(2) {
        let [first, second] = pair else {
            unreachable!("chunks are of two");
        };
        let direct = second.change[0].rust();
        let step = review(&first.changed, &second.changed).rust();
        let way = first.change[0].rust().max(step);
        assert!(direct <= way, "{}: {direct} > {way}", second.case.name);
    }
}

/// Returns a document with these schemas and an operation that responds with `Order`.
fn with_schemas(schemas: &str) -> Resolved {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n  /order:\n    get:\n      responses:\n        '200':\n          \
         description: It.\n          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Order'}}}}}}\n\
         components:\n  schemas:\n{schemas}"
    );
    from_text("shop.yaml", &text)
}

#[test]
fn an_alias_and_its_target_are_the_same_type() {
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
fn a_changed_alias_explains_the_items_that_contain_it() {
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
fn another_order_of_media_types_is_reported_if_the_output_of_the_call_changes() {
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
    let report = text(&changed, "new");
    assert_eq!(changed.rust(), SemverLevel::Major, "{report}");
    assert!(
        report.contains("first media type is now `application/vnd.list+json`"),
        "{report}"
    );
    assert!(
        !rules(&changed).contains("unexplained-rust-change"),
        "{report}"
    );

    let same =
        "application/vnd.list+json: {schema: {type: object, properties: {id: {type: string}}}}";
    let moved = review(&with(object, same), &with(same, object));
    assert!(moved.rust() < SemverLevel::Minor, "{}", text(&moved, "new"));
}

#[test]
fn a_setter_that_sends_another_parameter_is_a_silent_change() {
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
        let verdict = renamed.map(|change| (change.wire, change.silent.is_some()));
        let is_major = renamed.is_some_and(|change| change.rust == SemverLevel::Major);
        assert!(
            verdict == Some((WireCompatibility::Unknown, true)) || is_major,
            "{}",
            text(&review, "new")
        );
    }
}

#[test]
fn the_excerpt_of_a_document_of_one_line_is_the_changed_node() {
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
    let excerpt = change.and_then(|change| change.new.as_ref());
    let fragment = excerpt.map_or("", |excerpt| &excerpt.text);
    assert!(
        fragment.contains(r#""type":"string""#) && fragment.len() <= 160,
        "{fragment}"
    );
}

#[test]
fn documents_with_the_same_title_are_related() {
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

/// Returns a document with an operation that has these query parameters of type string.
fn with_parameters(names: &[&str], required: bool) -> Resolved {
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
fn reordered_arguments_of_the_same_type_are_a_major_change() {
    let old = with_parameters(&["from", "state"], true);
    // The first argument of existing calls is now sent as `state`.
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
fn a_change_that_narrows_from_old_to_new_widens_from_new_to_old() {
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
    for ReviewedCase { case, changed, .. } in &*CASES {
        let there = review_with(&BASE, changed, &strict);
        let back = review_with(changed, &BASE, &strict);
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
                // A value that is sent in both directions breaks in either case.
                let is_one_way = there.0.request != there.0.response;
                if is_one_way {
                    assert_ne!(there.1, back.1, "{}: {rule}", case.name);
                }
            }
        }
    }
}

#[test]
fn a_markdown_report_has_a_maximum_length() {
    use apicrate_codegen::diff::report::MARKDOWN_LIMIT;
    let mut review = CASES[0].change[0].clone();
    let one = review.changes[0].clone();
    for number in 0..3000 {
        let mut change = one.clone();
        change.subject = format!("Thing{number}.<b>|`x`|");
        review.changes.push(change);
    }
    let report = Report {
        review: &review,
        old: "base.yaml",
        new: CHANGE,
        version: None,
    };
    let markdown = report.markdown();
    assert!(markdown.len() <= MARKDOWN_LIMIT, "{}", markdown.len());
    assert!(markdown.contains("are omitted"));
    assert!(markdown.contains("Thing1.<b>\\|'x'\\|`"), "{markdown}");
    assert!(!report.html().contains("<b>"));
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("valid JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(3001));
}

#[test]
fn a_changelog_keeps_existing_text() {
    use apicrate_codegen::diff::version::{set_package_version, update_changelog};
    let review = &CASES[0].change[0];
    let first = update_changelog("", "0.2.0", review);
    assert!(
        first.starts_with("# Changelog\n\n## 0.2.0\n\n- "),
        "{first}"
    );
    assert_eq!(update_changelog(&first, "0.2.0", review), first);
    let mine = "# Changes\n\nMine.\n\n## [0.2.0] - soon\n\nWords.\n\n## 0.1.0\n\n- Old.\n";
    let updated = update_changelog(mine, "0.2.0", review);
    for line in mine.lines() {
        assert!(updated.contains(line), "{updated}");
    }
    let entry = updated.find("- `").expect("the changelog has an entry");
    assert!(updated.find("Words.").is_some_and(|words| words < entry));
    assert!(updated.find("## 0.1.0").is_some_and(|older| entry < older));
    let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\" # ours\n\n[dependencies]\nb = { version = \"1\" }\n";
    let bumped = set_package_version(manifest, "0.2.0").expect("the manifest has a version");
    assert_eq!(bumped, manifest.replace("0.1.0", "0.2.0"));
}
