//! Compares a user's manifest with the generated one.

use toml::{Table, Value};

/// Returns the entries of the manifest `wanted` that the manifest `present` lacks, as TOML below their headings: the edition if it
/// is older, features, and dependencies that are absent or lack a feature. Empty if nothing is missing.
///
/// The contents of an existing feature are the user's choice, and so is `default`; but if a feature is new, the wanted
/// `default` is returned with it. Entries inherited from a workspace are assumed to be right. Nothing is missing in a text
/// that is not TOML: Cargo reports the problem.
pub(super) fn missing(present: &str, wanted: &str) -> String {
    let (Ok(present), Ok(parsed)) = (present.parse::<Table>(), wanted.parse::<Table>()) else {
        return String::new();
    };
    let is_dependency_missing = |name: &str| {
        let mut wanted = entries(&parsed, name);
        wanted.any(|wanted| !entries(&present, name).any(|entry| is_enough(entry, wanted)))
    };
    let new_features = new_features(&present, &parsed);
    let is_new = |name: &str| new_features.contains(&name);
    let mut missing = String::new();
    let mut heading = "";
    for line in wanted.lines() {
        if line.starts_with('[') {
            heading = line;
            continue;
        }
        let Some((name, _)) = line.split_once(" = ") else {
            continue;
        };
        let is_missing = match heading {
            "[package]" => name == "edition" && is_older(&present, &parsed),
            "[features]" => is_new(name),
            heading => heading.ends_with("dependencies]") && is_dependency_missing(name),
        };
        if !is_missing {
            continue;
        }
        if !missing.contains(heading) {
            missing.push_str(heading);
            missing.push('\n');
        }
        missing.push_str(line);
        missing.push('\n');
    }
    missing
}

/// Returns `true` if the edition of Rust is older than the wanted one.
fn is_older(present: &Table, wanted: &Table) -> bool {
    let edition = |manifest: &Table| manifest.get("package")?.get("edition").cloned();
    match (edition(present), edition(wanted)) {
        (Some(Value::String(present)), Some(Value::String(wanted))) => present < wanted,
        // The edition may be inherited from a workspace, which is not read.
        (Some(_), _) | (None, None) => false,
        (None, Some(_)) => true,
    }
}

/// The features that only the wanted manifest has, with `default` if that turns one of them on.
fn new_features<'t>(present: &Table, wanted: &'t Table) -> Vec<&'t str> {
    let present = present.get("features").and_then(Value::as_table);
    let wanted = wanted.get("features").and_then(Value::as_table);
    let names = wanted.into_iter().flat_map(Table::keys).map(String::as_str);
    let is_new = |name: &&str| {
        *name != "default" && present.is_none_or(|present| !present.contains_key(*name))
    };
    let mut new: Vec<_> = names.filter(is_new).collect();
    let default = wanted.and_then(|wanted| wanted.get("default")?.as_array());
    let mut default = default.into_iter().flatten().filter_map(Value::as_str);
    if default.any(|feature| new.contains(&feature)) {
        new.push("default");
    }
    new
}

/// The entries of a manifest for a package.
fn entries<'t>(manifest: &'t Table, package: &str) -> impl Iterator<Item = &'t Value> {
    let dependencies = |table: &'t Table| table.get("dependencies")?.as_table();
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flatten();
    let tables = dependencies(manifest)
        .into_iter()
        .chain(targets.filter_map(move |(_, target)| dependencies(target.as_table()?)));
    let is_same = |one: &str, other: &str| one.replace('-', "_") == other.replace('-', "_");
    let package = package.to_owned();
    tables.flatten().filter_map(move |(name, entry)| {
        let renamed = entry.get("package").and_then(Value::as_str);
        is_same(renamed.unwrap_or(name), &package).then_some(entry)
    })
}

fn is_enough(entry: &Value, wanted: &Value) -> bool {
    if entry.get("workspace").and_then(Value::as_bool) == Some(true) {
        return true;
    }
    let features = |value| Value::get(value, "features").and_then(Value::as_array);
    let present = features(entry);
    features(wanted)
        .into_iter()
        .flatten()
        .all(|feature| present.is_some_and(|present| present.contains(feature)))
}

#[cfg(test)]
mod tests {
    use super::missing;

    const WANTED: &str = r#"[package]
name = "a"

[features]
default = ["tls", "cats"]
tls = ["money/tls"]
trace = []
cats = []

[dependencies]
serde = { version = "1.0", default-features = false, features = ["std"] }
serde_json = { version = "1.0", features = ["arbitrary_precision", "float_roundtrip"] }
money = "1.0"

[target.'cfg(unix)'.dependencies]
tokio = { version = "1", features = ["time"] }
"#;

    /// The lines of [`WANTED`] with these indices.
    fn lines(indices: &[usize]) -> String {
        let line = |&index: &usize| format!("{}\n", WANTED.lines().nth(index).unwrap_or_default());
        indices.iter().map(line).collect()
    }

    #[test]
    fn absent_entries_and_features_are_missing_below_their_headings() {
        let features = "[features]\ncats = []\ndefault = []\ntls = []\ntrace = []\n";
        for (present, expected) in [
            ("", lines(&[9, 10, 11, 12, 14, 15])),
            (WANTED, lines(&[])),
            ("no TOML", lines(&[])),
            (
                "[dependencies]\nserde = \"1\"\nmoney = { path = \"../money\" }\n\
                 serde-json = { version = \"1\", features = [\"float_roundtrip\"] }\ntokio.workspace = true\n",
                lines(&[9, 10, 11]),
            ),
            (
                "[dependencies]\nserde = { workspace = true }\ncash = { package = \"money\", version = \"1\" }\n\
                 [target.'cfg(unix)'.dependencies.serde_json]\nversion = \"1\"\n\
                 features = [\"float_roundtrip\", \"arbitrary_precision\", \"std\"]\n",
                lines(&[14, 15]),
            ),
            (
                "[dev-dependencies]\nmoney = \"1\"\n\
                 [dependencies]\nmoney = { package = \"serde\", features = [\"std\"] }\n",
                lines(&[9, 11, 12, 14, 15]),
            ),
        ] {
            let present = format!("{features}{present}");
            assert_eq!(missing(&present, WANTED), expected, "{present}");
        }
    }

    #[test]
    fn an_older_edition_is_missing() {
        let wanted = "[package]\nname = \"a\"\nedition = \"2024\"\n";
        for (present, expected) in [
            (
                "[package]\nname = \"b\"\n",
                "[package]\nedition = \"2024\"\n",
            ),
            (
                "[package]\nedition = \"2021\"\n",
                "[package]\nedition = \"2024\"\n",
            ),
            ("[package]\nedition = \"2024\"\n", ""),
            ("[package]\nedition.workspace = true\n", ""),
        ] {
            assert_eq!(missing(present, wanted), expected, "{present}");
        }
    }

    #[test]
    fn an_absent_feature_is_missing_with_the_default_that_turns_it_on() {
        let dependencies = WANTED.split_once("[dependencies]").map(|(_, rest)| rest);
        let dependencies = format!("[dependencies]{}", dependencies.unwrap_or_default());
        for (present, expected) in [
            ("", lines(&[3, 4, 5, 6, 7])),
            (
                "[features]\ndefault = []\ntls = [\"other/tls\"]\ncats = []\n",
                lines(&[3, 6]),
            ),
            (
                "[features]\ndefault = [\"tls\"]\ntls = []\ntrace = []\ndogs = []\n",
                lines(&[3, 4, 7]),
            ),
            ("[features]\ncats = []\ntls = []\ntrace = []\n", lines(&[])),
        ] {
            let present = format!("{present}{dependencies}");
            assert_eq!(missing(&present, WANTED), expected, "{present}");
        }
    }
}
