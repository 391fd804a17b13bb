//! What the manifest of a user lacks.

use toml::{Table, Value};

/// The dependencies of the manifest `wanted` that the manifest `present` has nowhere, or has without a feature that is wanted:
/// TOML, each below its heading; empty where there are none.
///
/// What is inherited from a workspace is taken to be right. A text that is no TOML lacks nothing: Cargo says what is wrong.
pub(super) fn missing(present: &str, wanted: &str) -> String {
    let (Ok(present), Ok(parsed)) = (present.parse::<Table>(), wanted.parse::<Table>()) else {
        return String::new();
    };
    let is_missing = |name: &str| {
        let mut wanted = entries(&parsed, name);
        wanted.any(|wanted| !entries(&present, name).any(|entry| is_enough(entry, wanted)))
    };
    let mut missing = String::new();
    let mut heading = None;
    for line in wanted.lines() {
        if line.starts_with('[') {
            heading = Some(line).filter(|line| line.ends_with("dependencies]"));
            continue;
        }
        let Some((name, _)) = line.split_once(" = ") else {
            continue;
        };
        let Some(heading) = heading.filter(|_| is_missing(name)) else {
            continue;
        };
        if !missing.contains(heading) {
            missing.push_str(heading);
            missing.push('\n');
        }
        missing.push_str(line);
        missing.push('\n');
    }
    missing
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
    fn what_is_not_there_or_lacks_a_feature_is_missing_below_its_heading() {
        for (present, expected) in [
            ("", lines(&[3, 4, 5, 6, 8, 9])),
            (WANTED, lines(&[])),
            ("no TOML", lines(&[])),
            (
                "[dependencies]\nserde = \"1\"\nmoney = { path = \"../money\" }\n\
                 serde-json = { version = \"1\", features = [\"float_roundtrip\"] }\ntokio.workspace = true\n",
                lines(&[3, 4, 5]),
            ),
            (
                "[dependencies]\nserde = { workspace = true }\ncash = { package = \"money\", version = \"1\" }\n\
                 [target.'cfg(unix)'.dependencies.serde_json]\nversion = \"1\"\n\
                 features = [\"float_roundtrip\", \"arbitrary_precision\", \"std\"]\n",
                lines(&[8, 9]),
            ),
            (
                "[dev-dependencies]\nmoney = \"1\"\n\
                 [dependencies]\nmoney = { package = \"serde\", features = [\"std\"] }\n",
                lines(&[3, 5, 6, 8, 9]),
            ),
        ] {
            assert_eq!(missing(present, WANTED), expected, "{present}");
        }
    }
}
