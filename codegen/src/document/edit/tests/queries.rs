//! Tests of JSONPath in bounded time.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use serde_json_path::JsonPath;

use super::super::query;

/// Returns the nodes that a query selects from a document.
fn select(document: &Value, query: &str) -> Result<Vec<Vec<String>>, String> {
    query::select(&crate::value::Value::from(document.clone()), query)
}

fn document() -> Value {
    json!({
        "paths": {
            "/a": {"get": {"tags": ["x", "y"], "it's": 1, "a.b[0]": {"deep": [1, {"x": 2}]}}},
            "/b": {"put": {"tags": ["x"], "say \"hi\"": null, "\\": {"x": 3}}},
        },
        "limit": 2,
        "names": {"0": "zero", "..": "dots", "$": "root", "\u{e9}": "e"},
    })
}

#[test]
fn a_query_selects_what_the_library_selects() {
    let document = document();
    for query in [
        "$",
        "$.paths",
        "$.paths['/a'].get.tags[0]",
        "$['paths'][\"/b\"]['put']",
        "$..tags",
        "$..tags[*]",
        "$..*",
        "$..*..*..*",
        "$..[0]",
        "$..['tags','x']",
        "$.paths[*][?@.tags[0] == 'x'].tags",
        "$..[?@.x >= $.limit]",
        "$..[?@.x == $['limit']].x",
        "$..[?@..x]",
        "$.paths..[?count(@.*) > 1]",
        "$ .paths ['/a'] .get",
        "$['names']['..']",
        "$.names['0']",
        "$.names[?@ == 'root']",
        "$..get[\"it's\"]",
        "$..['a.b[0]'].deep[-1:]",
        "$..['\\\\'].x",
        "$.names['\u{e9}']",
        "$..[?match(@, 'z.*')]",
        "$.paths['/a', '/b']",
        "$.paths['/a'].*",
        "$[ 'paths' ] [ '/b' ]",
        "$['names']['$']",
        "$.names[?@ == $['names']['$']]",
        "$.names.\u{3000}",
        "$.paths['/a'].get.tags['0']",
        "$.paths['/a'].get['it\\'s']",
        "$.missing.*",
        "$.limit.missing",
        "$.paths[?@.get].get",
    ] {
        let parsed = JsonPath::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
        let expected = parsed.query_located(&document);
        let expected: BTreeSet<_> = expected
            .locations()
            .map(|at| at.to_json_pointer())
            .collect();
        let found = select(&document, query).unwrap_or_else(|error| panic!("{query}: {error}"));
        let pointers = found.iter().map(|path| {
            let tokens = path
                .iter()
                .map(|token| token.replace('~', "~0").replace('/', "~1"));
            tokens.map(|token| format!("/{token}")).collect::<String>()
        });
        assert_eq!(
            pointers.clone().count(),
            expected.len(),
            "{query}: duplicates"
        );
        assert_eq!(pointers.collect::<BTreeSet<_>>(), expected, "{query}");
    }
}

#[test]
fn names_are_followed_without_visiting_their_siblings() {
    let mut document = json!({"small": {"a": [{"b": 1}]}});
    document["large"] = Value::Array(vec![json!({"a": [{"b": 1}]}); 200_000]);
    let document = crate::value::Value::from(document);
    // With the siblings, each query takes more than a tenth of a second.
    let start = Instant::now();
    for _ in 0..100 {
        for query in [
            "$.small",
            "$.small.a[0].b",
            "$.small['a'][?@.b == 1]",
            "$.small..b",
        ] {
            let found = query::select(&document, query).expect("it is a query");
            assert_eq!(found.len(), 1, "{query}");
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// A value that is `depth` levels deep with 2 branches that end at once on each.
fn deep(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!({"a": inner, "b": [1, 2]}))
}

#[test]
fn a_hostile_query_ends_soon() {
    let document = json!({ "deep": deep(100), "wide": vec![json!({"x": 1}); 20_000] });
    let long = format!("$.{}", "a".repeat(5_000));
    let nested = format!("$[?{}@.x{}]", "(".repeat(5_000), ")".repeat(5_000));
    let deeper = format!("$[?{}@.x{}]", "(".repeat(100), ")".repeat(100));
    let many = format!("$..[{}]", vec!["*"; 1_000].join(","));
    let start = Instant::now();
    for query in [
        "$..*..*..*..*..*..*..*..*",
        "$[*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*][*,*]",
        "$..[?@..[?@..[?@..[?@..*]]]]",
        "$..[?$..*]",
        "$..[?count($..*) > 1]",
        &long,
        &nested,
        &deeper,
        &many,
    ] {
        // Some are refused, and some have a result.
        let _ = select(&document, query);
        let name: String = query.chars().take(40).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "{name}");
    }
    for refused in [
        "$..[?@..[?@..[?@..[?@..*]]]]",
        "$..[?$..*]",
        &long,
        &nested,
        &many,
    ] {
        assert!(select(&document, refused).is_err());
    }
}
