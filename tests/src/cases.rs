//! Cases: folders that are found by walking.

use apicrate_codegen::config::{Config, Options};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with what one case needs and expects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The name of the folder.
    pub name: String,
    /// Its path.
    pub folder: PathBuf,
}

impl Case {
    /// The path of a file of this case.
    #[must_use]
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// The text of a file of this case; `None` where it is not there.
    #[must_use]
    pub fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.path(file)).ok()
    }

    /// The options of the first client of its `codegen.toml`; those of a new client of this name where there is none.
    ///
    /// # Panics
    ///
    /// Where the file is wrong.
    #[must_use]
    pub fn options(&self, package: &str) -> Options {
        let path = self.path("codegen.toml");
        if !path.exists() {
            return Options::new(package);
        }
        let config = Config::load(&path).unwrap_or_else(|error| panic!("{error}"));
        let client = config.clients.into_iter().next();
        client.expect("there is a client").options
    }

    /// The path of a file of this case as it is shown, below the root of the repository.
    #[must_use]
    pub fn shown(&self, file: &str) -> String {
        let path = self.path(file);
        let shown = path.strip_prefix(root()).unwrap_or(&path);
        shown.to_string_lossy().replace('\\', "/")
    }
}

/// The cases below a folder of this package, ordered by name.
///
/// # Panics
///
/// Where the folder cannot be read or holds no case.
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
    assert!(!cases.is_empty(), "{} holds no case", folder.display());
    cases.sort();
    cases
}

/// The root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// Whether what is expected is to be rewritten. In continuous integration it is only ever checked.
#[must_use]
pub fn is_update() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("UPDATE_GOLDEN") && !is_set("CI")
}

/// Compares a text with the file that holds what is expected, or rewrites the file. Gives the difference, empty where
/// there is none.
///
/// # Panics
///
/// Where the file cannot be written.
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

/// Fails with all differences and the command that accepts them, unless there are none.
///
/// # Panics
///
/// Where there are differences.
pub fn assert_as_expected(differences: &str) {
    assert!(
        differences.is_empty(),
        "what is generated is not what is expected:\n{differences}\n\
         To accept the differences: UPDATE_GOLDEN=1 cargo test -p tests\n"
    );
}
