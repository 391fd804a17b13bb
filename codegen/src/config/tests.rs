mod levels;
mod output_path;
mod schema;
mod security;

use super::{Config, ConfigError, Dates, Numbers, Options, Schemas, Uuids, check_package};
use crate::document::PatchAction;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

const WHOLE: &str = r##"
[[client]]
document = "pets.yaml"
output = "../pets"
package = "pets-client"

[client.env]
base_url = "PETS_URL"

[client.env.credentials]
ApiKey = "PETS_KEY"

[client.include]
tags = ["Pets"]
operations = ["listPets", "GET /shops/*"]

[client.exclude]
paths = ["/old/*"]

[client.options]
closed_enums = true
extra_derives = ["Eq", "std::hash::Hash"]
formats = { uuid = "uuid::Uuid" }
idempotency_header = "Idempotency-Key"
lenient = true
names = { "#/components/schemas/pet" = "Animal", pet = "Animal" }
names_from_titles = true
replace = { Money = "money::Money" }
types.dates = "jiff"
types.numbers = "arbitrary"

[client.options.dependencies]
cash = "1.0"
money = { path = "../money", features = ["serde"], package = 'the "money"' }

[[client]]
document = "/shops.json"
output = "shops"
package = "shops"
"##;

fn map(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn refused(text: &str) -> ConfigError {
    Config::parse(text, "spec/codegen.toml").expect_err("it is wrong")
}

/// A client with what it must have, from line 1 to 4, and these lines after it.
fn client_and(lines: &str) -> String {
    format!("[[client]]\ndocument = \"a\"\noutput = \"b\"\npackage = \"c\"\n{lines}")
}

#[test]
fn an_idempotency_header_has_the_name_of_a_header() {
    for name in ["Idempotency Key", "Schl\u{fc}ssel", "a:b"] {
        let text = client_and(&format!(
            "[client.options]\nidempotency_header = {name:?}\n"
        ));
        let error = refused(&text.replace("\\u{fc}", "\u{fc}"));
        assert!(
            error.to_string().contains("is not the name of a header"),
            "{error}"
        );
    }
}

#[test]
fn a_whole_file_is_read_and_its_paths_start_from_its_folder() {
    let config = Config::parse(WHOLE, "spec/codegen.toml").expect("it is right");
    let [pets, shops] = config.clients.as_slice() else {
        panic!("there are two clients: {config:?}");
    };
    assert_eq!(pets.document, Path::new("spec/pets.yaml"));
    assert_eq!(pets.output, Path::new("spec/../pets"));
    assert_eq!(pets.options.package, "pets-client");
    assert_eq!(pets.options.env.base_url.as_deref(), Some("PETS_URL"));
    assert_eq!(pets.options.env.credentials, map(&[("ApiKey", "PETS_KEY")]));
    let selection = &pets.options.selection;
    assert_eq!(selection.include.tags, ["Pets"]);
    assert_eq!(selection.include.operations, ["listPets", "GET /shops/*"]);
    assert_eq!(selection.exclude.paths, ["/old/*"]);
    assert_eq!(
        pets.options.idempotency_header.as_deref(),
        Some("Idempotency-Key")
    );
    assert_eq!(pets.options.closed_enums, Schemas::All);
    assert_eq!(pets.options.extra_derives.all, ["Eq", "std::hash::Hash"]);
    assert!(pets.options.names_from_titles);
    assert_eq!(pets.options.replace, map(&[("Money", "money::Money")]));
    assert_eq!(pets.options.types.dates, Dates::Jiff);
    assert_eq!(pets.options.types.uuids, Uuids::String);
    assert_eq!(pets.options.types.numbers, Numbers::Arbitrary);
    assert_eq!(
        pets.options.dependencies,
        map(&[
            ("cash", "\"1.0\""),
            (
                "money",
                r#"{ path = "../money", features = ["serde"], package = "the \"money\"" }"#
            ),
        ])
    );
    assert!(pets.options.lenient);
    assert_eq!(pets.options.formats, map(&[("uuid", "uuid::Uuid")]));
    assert_eq!(
        pets.options.names,
        map(&[("#/components/schemas/pet", "Animal"), ("pet", "Animal")])
    );
    assert_eq!(shops.document, Path::new("/shops.json"));
    let mut plain = shops.options.clone();
    plain.file = None;
    assert_eq!(plain, Options::new("shops"));
}

#[test]
fn an_unknown_key_is_refused_with_its_place_and_the_nearest_key() {
    for (lines, message, position, hint) in [
        (
            "ouptut = \"x\"",
            "unknown key `ouptut` in [[client]]",
            "5:1",
            "use `output`",
        ),
        (
            "[client.Env]\nx = 1",
            "unknown key `Env` in [[client]]",
            "5:9",
            "use `env`",
        ),
        (
            "[client.env]\n  baseurl = \"x\"",
            "unknown key `baseurl` in [client.env]",
            "6:3",
            "use `base_url`",
        ),
        (
            "[client.options]\nclosed-enums = true",
            "unknown key `closed-enums` in [client.options]",
            "6:1",
            "use `closed_enums`",
        ),
        (
            "[client.options]\nzzz = true",
            "unknown key `zzz` in [client.options]",
            "6:1",
            "known keys are `closed_enums`, `dependencies`, `event_stream_end`, `extra_derives`, `formats`, `group_by`, `idempotency_header`, `layout`, `lenient`, `metadata`, `module`, `names`, \
             `names_from_titles`, `replace`, `runtime`, `tag_features`, `types`",
        ),
        (
            "[clients]\nx = 1",
            "unknown key `clients` in the file",
            "5:2",
            "use `client`",
        ),
    ] {
        assert_eq!(
            refused(&client_and(lines)).to_string(),
            format!(
                "error[invalid-configuration]: {message}\n  --> spec/codegen.toml:{position}\n  hint: {hint}"
            )
        );
    }
}

#[test]
fn a_value_of_the_wrong_type_is_refused_with_its_place() {
    for (lines, message, position) in [
        (
            "[client.options]\nclosed_enums = \"no\"",
            "`closed_enums` in [client.options] must be `true` or `false`, but is a string",
            "6:16",
        ),
        (
            "[client.options]\nextra_derives = [\"Eq\", 1]",
            "`extra_derives` in [client.options] must be a string, but is an integer",
            "6:24",
        ),
        (
            "[client.options]\nclosed_enums = [1]",
            "`closed_enums` in [client.options] must be a string, but is an integer",
            "6:17",
        ),
        (
            "[client.options]\nextra_derives = { Pet = \"Eq\" }",
            "`Pet` in [client.options] must be an array of strings, but is a string",
            "6:25",
        ),
        (
            "[client.options.dependencies]\nmoney = 1",
            "`money` in [client.options] must be a version or a table, but is an integer",
            "6:9",
        ),
        (
            "[client.options]\nformats = []",
            "`formats` in [client.options] must be a table, but is an array",
            "6:11",
        ),
        (
            "[client.options]\nformats = { uuid = 1.5 }",
            "`uuid` in [client.options] must be a string, but is a float",
            "6:20",
        ),
        (
            "env = 1979-05-27",
            "`env` in [[client]] must be a table, but is a date",
            "5:7",
        ),
    ] {
        assert_eq!(
            refused(&client_and(lines)).to_string(),
            format!("error[invalid-configuration]: {message}\n  --> spec/codegen.toml:{position}")
        );
    }
    let error = refused("client = { document = 'a' }");
    assert_eq!(error.problems()[0].position(), Some((1, 10)));
}

#[test]
fn an_invalid_value_is_rejected_with_a_hint() {
    for (lines, message) in [
        (
            "[client.options]\nformats = { uuid = \"uuid Uuid\" }",
            "`uuid Uuid` is not a Rust path",
        ),
        (
            "[client.options]\nformats = { money = \"money::Money\" }",
            "unknown requirement of the crate `money`",
        ),
        (
            "[client.options]\nreplace = { Money = \"Vec<money::Money>\" }",
            "unknown requirement of the crate `money`",
        ),
        (
            "[client.options.types]\ndates = \"moment\"",
            "unknown value `moment` of `dates` in [client.options.types]",
        ),
        (
            "[client.options]\nextra_derives = [\"1\"]",
            "`1` is not a Rust path",
        ),
        (
            "[client.options]\nnames = { pet = \"struct\" }",
            "`struct` is not a Rust identifier",
        ),
        (
            "[client.env]\nbase_url = \"A=B\"",
            "`A=B` is not a valid name of an environment variable",
        ),
        (
            "[client.env.credentials]\nKey = \"\"",
            "`Key` in [client.env] is empty",
        ),
    ] {
        let error = refused(&client_and(lines));
        assert_eq!(error.problems().len(), 1, "{error}");
        assert_eq!(error.problems()[0].message, message);
        assert!(error.problems()[0].hint.is_some());
    }
}

#[test]
fn all_problems_are_reported_in_the_order_of_the_file() {
    let text = "[[client]]\npackage = 'a b'\nz = 1\n\n[[client]]\ndocument = 1\n";
    let error = refused(text);
    let lines: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| {
            (
                problem.position().map_or(0, |(line, _)| line),
                problem.message.as_str(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (1, "[[client]] has no `document`"),
            (1, "[[client]] has no `output`"),
            (
                2,
                "the package name `a b` may contain only letters, digits, `-` and `_`"
            ),
            (3, "unknown key `z` in [[client]]"),
            (5, "[[client]] has no `output`"),
            (5, "[[client]] has no `package`"),
            (
                6,
                "`document` in [[client]] must be a string, but is an integer"
            ),
        ]
    );
}

#[test]
fn broken_toml_is_refused_with_its_place() {
    let error = refused("[[client]]\ndocument = \n");
    assert_eq!(
        error.problems()[0].position().map(|(line, _)| line),
        Some(2),
        "{error}"
    );
    let twice = refused(&client_and("document = 'x'"));
    assert_eq!(twice.problems()[0].position(), Some((5, 1)), "{twice}");
}

#[test]
fn columns_count_characters() {
    let error = refused(&client_and(
        "env = { \"é\" = 1, base_url = \"x\", zzzz = 1 }",
    ));
    let columns: Vec<_> = error
        .problems()
        .iter()
        .filter_map(|problem| problem.position())
        .collect();
    assert_eq!(columns, [(5, 9), (5, 34)]);
}

#[test]
fn a_file_without_a_client_and_a_missing_file_are_errors_with_hints() {
    assert!(refused("").to_string().contains("add a [[client]]"));
    assert!(refused("client = []").to_string().contains("no client"));
    let error = Config::load("nowhere/codegen.toml").expect_err("it is not there");
    assert!(
        error
            .to_string()
            .contains("--> nowhere/codegen.toml\n  hint: "),
        "{error}"
    );
}

#[test]
fn pagination_is_read_with_what_it_needs() {
    let lines = "[[client.pagination]]\noperations = ['a']\nby = 'link'\n[[client.pagination]]\noperations = ['b']\nby = 'page'\nparameter = 'p'\nfirst = 0";
    let config = Config::parse(&client_and(lines), "codegen.toml").expect("it can be read");
    let pagination = &config.clients[0].options.pagination;
    assert_eq!((pagination[0].first, pagination[1].first), (1, 0));
    let error = refused(&client_and("[[client.pagination]]\nby = 'link'"));
    assert_eq!(
        error.problems()[0].message,
        "[[client.pagination]] has no `operations`"
    );
    for (lines, message) in [
        ("", "[[client.pagination]] has no `by`"),
        ("by = 'date'", "unknown pagination `date`"),
        ("by = 'page'", "[[client.pagination]] has no `parameter`"),
        (
            "by = 'cursor'\nparameter = 'a'",
            "[[client.pagination]] has no `cursor`",
        ),
        (
            "by = 'page'\nparameter = 'a'\nfirst = -1",
            "`first` in [[client.pagination]] must be a non-negative number, but is an integer",
        ),
    ] {
        let lines = format!("[[client.pagination]]\noperations = ['a']\n{lines}");
        let error = refused(&client_and(&lines));
        assert_eq!(error.problems()[0].message, message);
    }
}

#[test]
fn package_names_are_those_that_cargo_accepts() {
    for name in ["client", "pets-client", "a_1", "Pets"] {
        assert_eq!(check_package(name), Ok(()), "{name}");
    }
    for name in [
        "", "1a", "-a", "a b", "a/b", "é", "fn", "std", "test", "a\nb", "self",
    ] {
        assert!(check_package(name).is_err(), "{name}");
    }
}

#[test]
fn options_of_single_schemas_are_read_with_their_places() {
    let lines = "[client.options]\nclosed_enums = [\"Colour\"]\nnames = { a = \"B\" }\n\
                 extra_derives = { \"*\" = [\"Eq\"], Colour = [\"Hash\", \"Eq\"] }";
    let config = Config::parse(&client_and(lines), "spec/codegen.toml").expect("it is right");
    let options = &config.clients[0].options;
    assert!(options.closed_enums.contains(Some("Colour"), "/x"));
    assert!(!options.closed_enums.contains(Some("Size"), "/x"));
    assert_eq!(
        options.extra_derives.traits_of(Some("Colour"), "/x"),
        ["Eq", "Hash"]
    );
    assert_eq!(options.extra_derives.traits_of(None, "/x"), ["Eq"]);
    let named: Vec<_> = options
        .named_schemas()
        .map(|(option, schema)| {
            let span = options.positions.find(option, schema);
            (option, schema, span.map(|span| (span.line, span.column)))
        })
        .collect();
    assert_eq!(
        named,
        [
            ("closed_enums", "Colour", Some((6, 17))),
            ("extra_derives", "Colour", Some((8, 33))),
            ("names", "a", Some((7, 11))),
        ]
    );
}

#[test]
fn a_schema_is_called_by_its_key_or_by_its_pointer() {
    for name in ["Pet", "/components/schemas/Pet", "#/components/schemas/Pet"] {
        let only = Schemas::Only([name.to_owned()].into());
        assert!(
            only.contains(Some("Pet"), "/components/schemas/Pet"),
            "{name}"
        );
        assert!(
            !only.contains(Some("Dog"), "/components/schemas/Dog"),
            "{name}"
        );
    }
}

#[test]
fn overlays_and_patches_are_read_with_their_places() {
    let text = client_and(
        r##"overlays = ["a.overlay.yaml"]
patch = [
  { name = "one", optional = "/a" },
  { name = "two", rename = "/a", to = "b" },
  { name = "three", retype = "$.a", schema = { type = "integer", maximum = 1.5, enum = [1, true] } },
  { name = "four", drop = "/a" },
  { name = "five", add = "/a/-", value = "x" },
]
"##,
    );
    let config = Config::parse(&text, "spec/codegen.toml").expect("it is right");
    let changes = &config.clients[0].options.changes;
    assert_eq!(changes.overlays, [Path::new("spec/a.overlay.yaml")]);
    let actions: Vec<_> = changes
        .patches
        .iter()
        .map(|patch| (patch.name.as_str(), patch.target.as_str(), &patch.action))
        .collect();
    let schema = json!({"type": "integer", "maximum": 1.5, "enum": [1, true]});
    assert_eq!(
        actions,
        [
            ("one", "/a", &PatchAction::Optional),
            ("two", "/a", &PatchAction::Rename("b".to_owned())),
            ("three", "$.a", &PatchAction::Retype(schema.into())),
            ("four", "/a", &PatchAction::Drop),
            ("five", "/a/-", &PatchAction::Add(json!("x").into())),
        ]
    );
    let excerpt = changes.patches[0].excerpt.as_ref().expect("it has a place");
    assert_eq!(excerpt.text.get(excerpt.range.clone()), Some("\"/a\""));
}

#[test]
fn a_patch_is_one_change_and_has_what_it_needs() {
    for (patch, message) in [
        ("optional = \"/a\"", "[[client.patch]] has no `name`"),
        ("name = \"x\"", "[[client.patch]] contains no change"),
        (
            "name = \"x\"\ndrop = \"/a\"\noptional = \"/a\"",
            "[[client.patch]] has `drop` beside `optional`",
        ),
        (
            "name = \"x\"\ndrop = \"/a\"\nto = \"b\"",
            "`to` has no effect with `drop`",
        ),
        (
            "name = \"x\"\nrename = \"/a\"",
            "[[client.patch]] has no `to`",
        ),
        (
            "name = \"x\"\nadd = \"/a\"\nvalue = inf",
            "must be a JSON value",
        ),
        ("name = \"x\"\nremove = \"/a\"", "unknown key `remove`"),
    ] {
        let error = refused(&client_and(&format!("[[client.patch]]\n{patch}\n"))).to_string();
        assert!(error.contains(message), "{patch}: {error}");
    }
}
