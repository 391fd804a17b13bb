//! The documents of a folder, and the names of their crates.

use apicrate::Failure;
use apicrate_codegen::config::check_package;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The name of its file.
    pub(super) file: String,
    /// Its path.
    pub(super) path: PathBuf,
    /// The name of its folder in the workspace: lower-case letters, digits and hyphens, a letter first.
    pub(super) name: String,
}

impl Source {
    /// Returns the file name without its extension.
    pub(super) fn stem(&self) -> &str {
        stem(&self.file)
    }

    /// Returns the name of the generated package.
    pub(super) fn package(&self) -> String {
        format!("{}-client", self.name)
    }

    fn is_called(&self, name: &str) -> bool {
        [self.file.as_str(), self.stem(), self.name.as_str()].contains(&name)
    }
}

/// Returns the YAML and JSON files of a folder, by name.
///
/// # Errors
///
/// Returns an error if the folder cannot be read or has no such file.
pub(super) fn list(folder: &Path) -> Result<Vec<Source>, Failure> {
    let cannot_read = |error: std::io::Error| {
        Failure::new(format_args!("cannot read {}: {error}", folder.display()))
    };
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(cannot_read)? {
        let path = entry.map_err(cannot_read)?.path();
        let is_document = path.extension().is_some_and(|extension| {
            ["json", "yaml", "yml"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        });
        if is_document && path.is_file() {
            files.insert(
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
    if files.is_empty() {
        return Err(Failure::new(format_args!(
            "{} holds no document: no .json, .yaml or .yml file",
            folder.display()
        )));
    }
    let names = names(&files);
    let with_path = |(file, name): (String, String)| Source {
        path: folder.join(&file),
        file,
        name,
    };
    Ok(files.into_iter().zip(names).map(with_path).collect())
}

/// Returns the selected documents, or all of them if none is selected.
///
/// # Errors
///
/// Returns an error if a name matches no document.
pub(super) fn select(all: &[Source], only: &[String]) -> Result<Vec<Source>, Failure> {
    if let Some(unknown) = only
        .iter()
        .find(|name| !all.iter().any(|source| source.is_called(name)))
    {
        return Err(Failure::Usage(format!(
            "invalid value '{unknown}' for '--only <NAME>': the folder holds no document of this name"
        )));
    }
    let is_asked_for =
        |source: &&Source| only.is_empty() || only.iter().any(|name| source.is_called(name));
    Ok(all.iter().filter(is_asked_for).cloned().collect())
}

/// Returns unique names. A name depends on another file only if that has the same stem.
fn names(files: &BTreeSet<String>) -> Vec<String> {
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        *stems.entry(slug(stem(file))).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for file in files {
        let short = slug(stem(file));
        let is_single = stems.get(&short) == Some(&1);
        let wanted = if is_single { short } else { slug(file) };
        let mut name = wanted.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Returns the text as the start of a package name that ends with `-client`.
fn slug(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches('-');
    if check_package(&format!("{name}-client")).is_ok() {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of<const N: usize>(files: [&str; N]) -> Vec<String> {
        names(&files.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_name_is_the_stem_in_lower_case_with_hyphens() {
        assert_eq!(
            names_of(["Pet Store_v1.0.yaml", "plain.json"]),
            ["pet-store-v1-0", "plain"]
        );
    }

    #[test]
    fn a_name_starts_with_a_letter() {
        assert_eq!(names_of(["2ch.yml", "\u{1f600}.json"]), ["api-2ch", "api"]);
    }

    #[test]
    fn files_with_the_same_stem_get_names_with_their_extension() {
        assert_eq!(
            names_of(["a.json", "a.yaml", "b.json"]),
            ["a-json", "a-yaml", "b"]
        );
        assert_eq!(
            names_of(["a b.json", "a-b.json"]),
            ["a-b-json", "a-b-json-2"]
        );
    }
}
