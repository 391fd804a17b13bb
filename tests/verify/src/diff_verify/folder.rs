//! Pairs of documents, as they stand in folders.

use super::churn;
use super::package::Pair;
use apicrate::Failure;
use apicrate::terminal::{display_path, eprint, style};
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
    /// What the pair is called.
    pub(super) name: String,
    old: PathBuf,
    new: PathBuf,
    /// Where its options stand.
    config: Option<PathBuf>,
}

impl Documents {
    /// A pair by its paths.
    pub(super) fn single(old: &Path, new: &Path) -> Self {
        Self {
            name: format!("{} -> {}", display_path(old), display_path(new)),
            old: old.to_owned(),
            new: new.to_owned(),
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
        // What is observed are packages.
        options.module = None;
        let (old, new) = (
            generate(&self.old, &options)?,
            generate(&self.new, &options)?,
        );
        let mut pair = Pair::new(&self.name, &old, &new)?;
        pair.churn.document = churn::lines(&text(&self.old)?, &text(&self.new)?);
        Ok(pair)
    }
}

fn generate(path: &Path, options: &Options) -> Result<Generated, Failure> {
    apicrate_codegen::generate(path, options).map_err(|failure| {
        eprint(&failure.render(style()));
        Failure::Reported
    })
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("cannot read {}: {error}", display_path(path))))
}

/// The pairs below folders, by name.
///
/// # Errors
///
/// When a folder cannot be read, or there is no pair.
pub(super) fn find(folders: &[PathBuf]) -> Result<Vec<Documents>, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        search(folder, &name, &mut found)?;
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    if found.is_empty() {
        return Err(Failure::new(
            "there is no pair of documents: no folder has old.yaml or old.json beside new.yaml or new.json",
        ));
    }
    Ok(found)
}

fn search(folder: &Path, name: &str, found: &mut Vec<Documents>) -> Result<(), Failure> {
    let cannot_read = |error: std::io::Error| {
        Failure::new(format_args!(
            "cannot read {}: {error}",
            display_path(folder)
        ))
    };
    let document = |stem: &str| {
        let names = ["yaml", "yml", "json"].map(|extension| format!("{stem}.{extension}"));
        let paths = names.map(|name| folder.join(name));
        paths.into_iter().find(|path| path.is_file())
    };
    if let Some(old) = document("old") {
        let config = Some(folder.join("codegen.toml")).filter(|path| path.is_file());
        for stem in ["new", "near"] {
            found.extend(document(stem).map(|new| Documents {
                name: match stem {
                    "new" => name.to_owned(),
                    stem => format!("{name}/{stem}"),
                },
                old: old.clone(),
                new,
                config: config.clone(),
            }));
        }
    }
    for entry in fs::read_dir(folder).map_err(cannot_read)? {
        let path = entry.map_err(cannot_read)?.path();
        if path.is_dir() {
            let below = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            search(&path, &format!("{name}/{below}"), found)?;
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
    fn a_sample_moves_on_from_day_to_day_until_all_had_their_turn() {
        assert_eq!(rotating(9, 3, 0), [0, 3, 6]);
        assert_eq!(rotating(9, 3, 1), [1, 4, 7]);
        assert_eq!(rotating(9, 3, 8), [2, 5, 8]);
        assert_eq!(rotating(2, 5, 1), [0, 1]);
        assert_eq!(rotating(0, 5, 1), [0; 0]);
    }
}
