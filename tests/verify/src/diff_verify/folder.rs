//! Pairs of documents in folders.

use super::churn;
use super::package::Pair;
use apicrate::Failure;
use apicrate::terminal::{display_path, eprint_rendered, style};
use apicrate_codegen::Generated;
use apicrate_codegen::config::{Config, Options};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The name of the generated packages: it is a part of their texts.
const PACKAGE: &str = "verified-client";

/// An old document and a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Documents {
    /// The name of the pair.
    pub(super) name: String,
    old: PathBuf,
    new: NewDocument,
    /// The `codegen.toml` with the options of the pair.
    config: Option<PathBuf>,
}

/// The new document of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NewDocument {
    /// A document of its own.
    File(PathBuf),
    /// The old document, changed by an overlay.
    Overlay(PathBuf),
}

impl Documents {
    /// Creates a pair from its paths.
    pub(super) fn single(old: &Path, new: &Path) -> Self {
        Self {
            name: format!("{} -> {}", display_path(old), display_path(new)),
            old: old.to_owned(),
            new: NewDocument::File(new.to_owned()),
            config: None,
        }
    }

    /// Generates both crates.
    ///
    /// # Errors
    ///
    /// When a document cannot be read or cannot be generated.
    pub(super) fn load(&self, lenient: bool) -> Result<Pair, Failure> {
        let mut options = Options::new(PACKAGE);
        if let Some(path) = &self.config {
            let config = Config::load(path).map_err(|error| Failure::Message(error.to_string()))?;
            if let Some(client) = config.clients.into_iter().next() {
                options = client.options;
            }
        }
        options.lenient |= lenient;
        // Only packages can be observed.
        options.module = None;
        let old = generate(&self.old, &options)?;
        let (new, changed_lines) = match &self.new {
            NewDocument::File(path) => {
                let lines = churn::lines(&text(&self.old)?, &text(path)?);
                (generate(path, &options)?, lines)
            }
            NewDocument::Overlay(path) => {
                options.changes.overlays.push(path.clone());
                let lines = text(path)?.lines().count();
                (generate(&self.old, &options)?, lines)
            }
        };
        let mut pair = Pair::new(&self.name, &old, &new)?;
        pair.churn.document = changed_lines;
        Ok(pair)
    }
}

fn generate(path: &Path, options: &Options) -> Result<Generated, Failure> {
    apicrate_codegen::generate(path, options).map_err(|failure| {
        eprint_rendered(&failure.render(style()));
        Failure::Reported
    })
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("cannot read {}: {error}", display_path(path))))
}

/// Returns the pairs below folders, ordered by name.
///
/// # Errors
///
/// If a folder cannot be read, or there is no pair.
pub(super) fn find(folders: &[PathBuf]) -> Result<Vec<Documents>, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        search(folder, &name, None, &mut found)?;
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    if found.is_empty() {
        return Err(Failure::new(
            "no pair of documents found: a pair is old.yaml and new.yaml, or base.yaml with change.yaml in a folder below",
        ));
    }
    Ok(found)
}

/// A document that overlays in the folders below it change.
#[derive(Clone, Copy)]
struct Base<'a> {
    document: &'a Path,
    config: Option<&'a Path>,
}

fn search(
    folder: &Path,
    name: &str,
    base: Option<Base<'_>>,
    found: &mut Vec<Documents>,
) -> Result<(), Failure> {
    let cannot_read = |error: std::io::Error| {
        Failure::new(format_args!(
            "cannot read {}: {error}",
            display_path(folder)
        ))
    };
    let file = |stem: &str| {
        let names = ["yaml", "yml", "json"].map(|extension| format!("{stem}.{extension}"));
        let paths = names.map(|name| folder.join(name));
        paths.into_iter().find(|path| path.is_file())
    };
    let config = Some(folder.join("codegen.toml")).filter(|path| path.is_file());
    if let (Some(old), Some(new)) = (file("old"), file("new")) {
        found.push(Documents {
            name: name.to_owned(),
            old,
            new: NewDocument::File(new),
            config: config.clone(),
        });
    }
    if let Some(base) = base {
        let overlays = [
            ("change", name.to_owned()),
            ("near", format!("{name}/near")),
        ];
        for (stem, name) in overlays {
            found.extend(file(stem).map(|overlay| Documents {
                name,
                old: base.document.to_owned(),
                new: NewDocument::Overlay(overlay),
                config: base.config.map(Path::to_owned),
            }));
        }
    }
    let document = file("base");
    let base_below = document.as_deref().map(|document| Base {
        document,
        config: config.as_deref(),
    });
    for entry in fs::read_dir(folder).map_err(cannot_read)? {
        let path = entry.map_err(cannot_read)?.path();
        if path.is_dir() {
            let below = path.file_name().unwrap_or_default().to_string_lossy();
            search(&path, &format!("{name}/{below}"), base_below, found)?;
        }
    }
    Ok(())
}

/// Some of the pairs, as far from each other as they can be, others from day to day.
pub(super) fn sample(all: &[Documents], number: usize) -> Vec<Documents> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let day = since.map_or(0, |since| since.as_secs() / 86_400);
    let places = rotating(all.len(), number, usize::try_from(day).unwrap_or_default());
    places.into_iter().map(|place| all[place].clone()).collect()
}

/// `number` of `length` places, moved by `day`.
fn rotating(length: usize, number: usize, day: usize) -> Vec<usize> {
    let number = number.min(length);
    let mut places: Vec<usize> = (0..number)
        .map(|index| (index * length / number + day % length) % length)
        .collect();
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_two_documents_or_a_document_with_an_overlay() {
        let folder = tempfile::tempdir().expect("a folder");
        let cases = folder.path().join("cases");
        for path in [
            "base.yaml",
            "added/change.yaml",
            "added/near.yaml",
            "two/old.yaml",
            "two/new.json",
        ] {
            let path = cases.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let pairs = find(std::slice::from_ref(&cases)).expect("pairs");
        let names: Vec<_> = pairs.iter().map(|pair| pair.name.as_str()).collect();
        assert_eq!(names, ["cases/added", "cases/added/near", "cases/two"]);
        let overlay = cases.join("added/change.yaml");
        assert_eq!(pairs[0].old, cases.join("base.yaml"));
        assert_eq!(pairs[0].new, NewDocument::Overlay(overlay));
        assert_eq!(pairs[2].new, NewDocument::File(cases.join("two/new.json")));
    }

    #[test]
    fn a_sample_moves_on_from_day_to_day_until_all_had_their_turn() {
        assert_eq!(rotating(9, 3, 0), [0, 3, 6]);
        assert_eq!(rotating(9, 3, 1), [1, 4, 7]);
        assert_eq!(rotating(9, 3, 8), [2, 5, 8]);
        assert_eq!(rotating(2, 5, 1), [0, 1]);
        assert_eq!(rotating(0, 5, 1), [0; 0]);
    }
}
