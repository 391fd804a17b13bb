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
fn the_sources_are_all_files_of_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
    let mut expected = BTreeMap::new();
    read_files(&root, &root, &mut expected);
    let sources: BTreeMap<String, String> = crate::sources()
        .iter()
        .map(|&(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    assert_eq!(
        sources.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    assert_eq!(sources, expected);
}
