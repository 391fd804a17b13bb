//! The examples in the documentation of each option are the generated code without and with it.

use apicrate_codegen::Verbosity;
use apicrate_codegen::config::{Config, schema};
use apicrate_codegen::diagnostic::Style;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const OPTIONS: &str = include_str!("../docs/options.md");

/// The settings of every client in addition to the documented option.
const BASE: [&str; 3] = [
    "document = \"pets.yaml\"",
    "output = \"pets-client\"",
    "package = \"pets-client\"",
];

/// Keys without effect on the generated code: paths, and those that contain others.
const HOLDERS: [&str; 4] = ["document", "output", "options", "types"];
/// Keys that affect only diagnostics and comparisons.
const REPORTING: [&str; 2] = ["accept", "diagnostics"];

/// A block of the documentation.
#[derive(Debug)]
struct Block {
    language: &'static str,
    lines: Vec<&'static str>,
}

impl Block {
    fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = OPTIONS.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let lines = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { language, lines });
        }
    }
    blocks
}

/// A setting, the one that it is compared with, and the difference.
#[derive(Debug)]
struct Shown {
    without: String,
    with: String,
    difference: Block,
}

/// The examples after each setting, or after two settings that are compared.
fn shown() -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut settings = Vec::new();
    for block in blocks() {
        if block.language == "toml" {
            settings.push(block.text());
            continue;
        }
        let Some(with) = settings.pop() else { continue };
        assert_eq!(
            block.language, "diff",
            "nothing shows what this changes:\n{with}"
        );
        shown.push(Shown {
            without: settings.pop().unwrap_or_default(),
            with,
            difference: block,
        });
        assert_eq!(settings, Vec::<String>::new(), "two are compared");
    }
    shown
}

/// Returns the texts of a client with this setting, the list of its files, and the diagnostics.
fn generated(folder: &Path, setting: &str) -> Vec<String> {
    let key = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let given: Vec<_> = setting.lines().map(key).collect();
    let base = BASE.iter().filter(|line| !given.contains(&key(line)));
    let base: String = base.map(|line| format!("{line}\n")).collect();
    let path = folder.join("codegen.toml");
    let config = Config::parse(&format!("[[client]]\n{base}{setting}"), &path);
    let config = config.unwrap_or_else(|error| panic!("{error}"));
    let client = &config.clients[0];
    let generated = match apicrate_codegen::generate(&client.document, &client.options) {
        Ok(generated) => generated,
        Err(failure) => return vec![failure.render(Style::Plain)],
    };
    let mut paths: Vec<_> = generated
        .output
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    paths.sort_unstable();
    let rendered = generated.output.render(Style::Plain, Verbosity::All);
    let files = generated.output.files.iter().map(|file| file.text.clone());
    files.chain([paths.join("\n") + "\n", rendered]).collect()
}

/// The part of a difference that one side has: its own lines and those of both, unless it has none of its own.
fn side(piece: &[&str], own: char) -> Option<String> {
    let lines = piece.iter().filter(|line| line.starts_with([' ', own]));
    let text: String = lines.map(|line| format!("\n{}", &line[1..])).collect();
    let has_own = piece.iter().any(|line| line.starts_with(own));
    has_own.then(|| format!("{text}\n"))
}

fn has(texts: &[String], lines: &str) -> bool {
    texts.iter().any(|text| format!("\n{text}").contains(lines))
}

#[test]
fn each_option_changes_what_its_documentation_shows() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for block in blocks().iter().filter(|block| block.language == "yaml") {
        let name = block.lines[0]
            .strip_prefix("# ")
            .expect("a document has a name");
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("it can be created");
        fs::write(path, block.text()).expect("it can be written");
    }
    for shown in shown() {
        let setting = &shown.with;
        let without = generated(folder.path(), &shown.without);
        let with = generated(folder.path(), setting);
        for piece in shown.difference.lines.split(|line| *line == "...") {
            let sides = [
                (side(piece, '-'), &without, &with),
                (side(piece, '+'), &with, &without),
            ];
            for (lines, there, elsewhere) in sides {
                let Some(lines) = lines else { continue };
                assert!(has(there, &lines), "{setting}\nis given to give:{lines}");
                assert!(
                    !has(elsewhere, &lines),
                    "{setting}\nmakes no difference to:{lines}"
                );
            }
        }
    }
}

/// Every key of a table, and of the tables in it.
fn keys(table: &toml::Table, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        found.insert(key.clone());
        let tables = value.as_array().into_iter().flatten().chain([value]);
        for table in tables.filter_map(toml::Value::as_table) {
            keys(table, found);
        }
    }
}

#[test]
fn every_option_is_shown() {
    let schema: Value = serde_json::from_str(&schema()).expect("it is JSON");
    let mut known = BTreeSet::new();
    for definition in ["client", "options", "types"] {
        let properties = &schema["definitions"][definition]["properties"];
        known.extend(properties.as_object().expect("properties").keys().cloned());
    }
    let mut found = BTreeSet::new();
    for shown in shown() {
        let table = format!("[[client]]\n{}", shown.with);
        keys(&table.parse().expect("it is TOML"), &mut found);
    }
    found.extend(
        HOLDERS
            .iter()
            .chain(&REPORTING)
            .map(|key| (*key).to_owned()),
    );
    let missing: Vec<_> = known.difference(&found).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
