//! Tests of the cache.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use apicrate_codegen::cache::Cache;
use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::timing::Stage;
use apicrate_codegen::{Output, Verbosity, generate, generate_cached};

/// A document in a folder of its own, and a cache beside it.
struct Case {
    folder: tempfile::TempDir,
    cache: Cache,
}

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths: {}
components:
  schemas:
    Pet:
      type: object
      unheard: of
      properties:
        name: {type: string}
        owner: {$ref: "owner.yaml"}
"#;

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let case = Self {
            cache: Cache::at(folder.path().join("cache")),
            folder,
        };
        case.write("pets.yaml", DOCUMENT);
        case.write("owner.yaml", "{type: integer}");
        case
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("pets.yaml")
    }

    /// Generates with the cache; returns `true` if the output was cached. Asserts that it equals that of a run without a cache.
    fn is_found_with(&self, options: &Options) -> bool {
        let output = generate_cached(&self.path(), options, &self.cache).expect("it can be used");
        let generated = generate(&self.path(), options).expect("it can be used");
        assert_eq!(output.files, generated.output.files);
        let rendered = output.render(Style::Plain, Verbosity::All);
        assert_eq!(
            rendered,
            generated.output.render(Style::Plain, Verbosity::All)
        );
        is_found(&output)
    }

    fn is_found(&self) -> bool {
        self.is_found_with(&Options::new("pets-client"))
    }

    fn entries(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.folder.path().join("cache"));
        let entries = listed.into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    }
}

fn is_found(output: &Output) -> bool {
    output.timings.spent(Stage::Resolve) == Duration::ZERO
}

#[test]
fn an_unchanged_document_is_cached_with_its_diagnostics() {
    let case = Case::new();
    assert!(!case.is_found());
    assert!(case.is_found());
    let output = generate_cached(&case.path(), &Options::new("pets-client"), &case.cache);
    let rendered = output
        .expect("it can be used")
        .render(Style::Plain, Verbosity::All);
    assert!(rendered.contains("pets.yaml:9:"), "{rendered}");
}

#[test]
fn an_entry_that_a_killed_run_did_not_finish_is_removed() {
    let case = Case::new();
    let leftover = |name: &str, age: u64| {
        let path = case.folder.path().join("cache").join(name);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("it can be made");
        let file = fs::File::create(path).expect("it can be made");
        let time = std::time::SystemTime::now() - Duration::from_secs(age);
        file.set_modified(time).expect("it can be set");
    };
    leftover("0123.41", 7200);
    leftover("4567.42", 1);
    assert!(!case.is_found());
    let names = case.entries().into_iter();
    let mut unfinished: Vec<_> = names
        .filter_map(|path| path.extension().map(ToOwned::to_owned))
        .collect();
    unfinished.sort();
    assert_eq!(unfinished, ["42"], "another process may still write it");
}

#[test]
fn a_change_of_any_file_of_the_document_is_noticed() {
    let case = Case::new();
    assert!(!case.is_found());
    case.write("owner.yaml", "{type: boolean}");
    assert!(!case.is_found());
    assert!(case.is_found());
    case.write("pets.yaml", &DOCUMENT.replace("name", "names"));
    assert!(!case.is_found());
    // The earlier version is still cached.
    case.write("pets.yaml", DOCUMENT);
    assert!(case.is_found());
}

#[test]
fn other_options_are_a_separate_entry() {
    let case = Case::new();
    assert!(!case.is_found());
    let mut options = Options::new("pets-client");
    options.lenient = true;
    assert!(!case.is_found_with(&options));
    assert!(!case.is_found_with(&Options::new("other-client")));
    assert!(case.is_found());
}

#[test]
fn a_document_with_a_missing_file_is_not_cached() {
    let case = Case::new();
    fs::remove_file(case.folder.path().join("owner.yaml")).expect("it is there");
    let mut options = Options::new("pets-client");
    options.lenient = true;
    assert!(!case.is_found_with(&options));
    assert!(!case.is_found_with(&options));
    case.write("owner.yaml", "{type: integer}");
    assert!(!case.is_found_with(&options));
    assert!(case.is_found_with(&options));
}

#[test]
fn a_document_with_a_remote_reference_is_cached() {
    let case = Case::new();
    case.write(
        "pets.yaml",
        &DOCUMENT.replace("owner.yaml", "https://example.com/owner.yaml"),
    );
    let mut options = Options::new("pets-client");
    options.lenient = true;
    assert!(!case.is_found_with(&options));
    assert!(case.is_found_with(&options));
}

#[test]
fn a_damaged_entry_is_ignored() {
    let damages: [fn(&mut Vec<u8>); 5] = [
        Vec::clear,
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.push(b' '),
        |bytes| *bytes.last_mut().expect("a byte") ^= 1,
        |bytes| bytes[100] = 0xFF,
    ];
    for damage in damages {
        let case = Case::new();
        assert!(!case.is_found());
        let entries = case.entries();
        let [entry] = entries.as_slice() else {
            panic!("there is one entry: {entries:?}");
        };
        let mut bytes = fs::read(entry).expect("it can be read");
        damage(&mut bytes);
        fs::write(entry, bytes).expect("it can be written");
        assert!(!case.is_found());
        assert!(case.is_found());
    }
}

#[test]
fn a_cache_that_is_deleted_or_read_only_is_ignored() {
    let mut case = Case::new();
    assert!(!case.is_found());
    fs::remove_dir_all(case.folder.path().join("cache")).expect("it is there");
    assert!(!case.is_found());
    case.cache = Cache::at(case.path().join("below a file"));
    assert!(!case.is_found());
    assert!(!case.is_found());
}

#[test]
fn runs_at_the_same_time_share_a_cache() {
    let case = Case::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| case.is_found());
        }
    });
    assert!(case.is_found());
    assert_eq!(case.entries().len(), 1);
}

#[test]
fn the_number_of_entries_is_limited() {
    let case = Case::new();
    for number in 0..40 {
        case.write(
            "pets.yaml",
            &DOCUMENT.replace("name", &format!("name{number}")),
        );
        generate_cached(&case.path(), &Options::new("pets-client"), &case.cache)
            .expect("it can be used");
    }
    assert_eq!(case.entries().len(), 32);
    assert!(case.is_found(), "the newest one stays");
}
