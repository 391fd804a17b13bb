use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn every_file_that_stands_in_the_folder_travels() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
    let mut expected = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry is read").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        expected.insert(name, fs::read_to_string(path).expect("the file is read"));
    }
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
