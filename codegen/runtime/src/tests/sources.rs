use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Adds the files below a folder with their text, by their path from `root`.
fn read_files(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            read_files(root, &path, files);
            continue;
        }
        let name = path.strip_prefix(root).expect("the file is below the root");
        let name = name.to_string_lossy().replace('\\', "/");
        files.insert(
            name,
            fs::read_to_string(&path).expect("the file is readable"),
        );
    }
}

#[test]
fn the_sources_include_all_files_of_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
    let mut expected = BTreeMap::new();
    read_files(&root, &root, &mut expected);
    let sources: BTreeMap<String, String> = crate::sources()
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_owned()))
        .collect();
    assert_eq!(
        sources.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (name, text) in &expected {
        let without_exports = text.replace("#[macro_export]\n", "");
        let copy = sources[name].replace("pub(crate) use", "pub use");
        assert_eq!(copy, without_exports.replace("pub(crate) use", "pub use"));
    }
}

#[test]
fn a_copy_exports_no_macro() {
    let mut macros = 0;
    for (name, text) in crate::sources() {
        assert!(!text.contains("macro_export"), "{name}");
        for line in text.lines() {
            if let Some(macro_name) = line.strip_prefix("macro_rules! ") {
                let macro_name = macro_name.trim_end_matches(" {");
                let reexport = format!("pub use {macro_name};");
                assert!(!text.lines().any(|line| line == reexport), "{name}");
                macros += 1;
            }
        }
    }
    assert!(macros > 10, "{macros}");
}
