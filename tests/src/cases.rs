//! Test cases, each a folder with its input and the expected output.

use apicrate_codegen::config::{Config, Options};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A test case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The name of the folder.
    pub name: String,
    /// The path of the folder.
    pub folder: PathBuf,
}

impl Case {
    /// Returns the path of a file of this case.
    #[must_use]
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Returns the text of a file of this case; `None` if the file does not exist.
    #[must_use]
    pub fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.path(file)).ok()
    }

    /// Returns the options of the first client in `codegen.toml`, or the default options of a client with this name if that file
    /// does not exist.
    ///
    /// # Panics
    ///
    /// Panics if the file is invalid.
    #[must_use]
    pub fn options(&self, package: &str) -> Options {
        let path = self.path("codegen.toml");
        if !path.exists() {
            return Options::new(package);
        }
        let config = Config::load(&path).unwrap_or_else(|error| panic!("{error}"));
        let client = config.clients.into_iter().next();
        client.expect("codegen.toml has a client").options
    }

    /// Returns the path of a file of this case for messages, relative to the root of the repository.
    #[must_use]
    pub fn shown(&self, file: &str) -> String {
        let path = self.path(file);
        let shown = path.strip_prefix(root()).unwrap_or(&path);
        shown.to_string_lossy().replace('\\', "/")
    }
}

/// Returns the cases in a folder of this package, ordered by name.
///
/// # Panics
///
/// Panics if the folder cannot be read or has no cases.
#[must_use]
pub fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of the cases can be read");
    let mut cases: Vec<_> = entries
        .map(|entry| entry.expect("the folder of the cases can be read").path())
        .filter(|path| path.is_dir())
        .map(|folder| Case {
            name: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            folder,
        })
        .collect();
    assert!(!cases.is_empty(), "{} has no cases", folder.display());
    cases.sort();
    cases
}

/// Returns the root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// Returns `true` if expected files are to be rewritten. In continuous integration they are only compared.
#[must_use]
pub fn is_update() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("UPDATE_GOLDEN") && !is_set("CI")
}

/// Compares a text with the file of the expected text, or rewrites the file. Returns the difference; empty if there is none.
///
/// # Panics
///
/// Panics if the file cannot be written.
#[must_use]
pub fn compare(case: &Case, file: &str, text: &str) -> String {
    let path = case.path(file);
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == text {
        return String::new();
    }
    if is_update() {
        if text.is_empty() {
            fs::remove_file(path).expect("the file can be removed");
        } else {
            fs::write(path, text).expect("the file can be written");
        }
        return String::new();
    }
    let shown = case.shown(file);
    similar::TextDiff::from_lines(expected.as_str(), text)
        .unified_diff()
        .header(&format!("a/{shown}"), &format!("b/{shown}"))
        .to_string()
}

/// Panics with all differences and the command that accepts them, unless there are none.
///
/// # Panics
///
/// Panics if there are differences.
pub fn assert_as_expected(differences: &str) {
    assert!(
        differences.is_empty(),
        "the output differs from the expected one:\n{differences}\n\
         To accept the differences: UPDATE_GOLDEN=1 cargo test -p tests\n"
    );
}
