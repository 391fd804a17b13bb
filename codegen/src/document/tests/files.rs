//! Other files of a document.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::super::Document;
use crate::diagnostic::Locate;
use crate::location::{FileId, SourceLocation};

/// Creates a folder with a root document in `api/openapi.yaml` and these files.
fn folder(root: &str, files: &[(&str, &str)]) -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let root = format!("openapi: 3.1.0\n{root}");
    for (path, text) in files.iter().chain(&[("api/openapi.yaml", root.as_str())]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, text)?;
    }
    Ok(folder)
}

fn load(folder: &TempDir) -> Result<Document, Box<dyn Error>> {
    Ok(Document::load(&folder.path().join("api/openapi.yaml"))?)
}

#[test]
fn references_to_other_files_and_from_them_are_followed() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: 'schemas/pet.yaml#/Pet'}\nb: {$ref: ./common.json}\n",
        &[
            (
                "api/schemas/pet.yaml",
                "Pet: {tag: {$ref: '../common.json#/Tag'}, up: {$ref: '../openapi.yaml#/a'}}\n",
            ),
            ("api/common.json", "{\"Tag\": {\"type\": \"string\"}}"),
        ],
    )?;
    let document = load(&folder)?;
    let root = FileId::default();
    let pet = document.resolve(root, "schemas/pet.yaml#/Pet")?;
    assert_eq!(pet.pointer, "/Pet");
    let tag = document.resolve(pet.file, "../common.json#/Tag")?;
    assert_eq!(document.get(&tag), Some(&json!({"type": "string"}).into()));
    assert_eq!(
        document.resolve(root, "./common.json")?,
        SourceLocation::root(tag.file)
    );
    assert_eq!(document.resolve(pet.file, "../openapi.yaml#/a")?.file, root);
    let span = document.locate(&tag).ok_or("no span")?;
    assert_eq!((span.line, span.column), (1, 2));
    assert!(
        document
            .source(tag.file)
            .is_some_and(|(path, _)| path.ends_with("common.json"))
    );
    Ok(())
}

#[test]
fn nothing_outside_the_folder_is_read() -> Result<(), Box<dyn Error>> {
    let references = [
        "../secret.yaml#/a",
        "/etc/passwd",
        "C:\\secret.yaml",
        "file:///etc/passwd",
        "https://example.com/a.yaml#/b",
        "//example.com/a.yaml",
        "%2e%2e/secret.yaml",
        "x/../../secret.yaml",
        "..\\secret.yaml",
    ];
    let root: String = references
        .iter()
        .enumerate()
        .map(|(index, reference)| format!("a{index}: {{$ref: '{reference}'}}\n"))
        .collect();
    let folder = folder(&root, &[("secret.yaml", "a: 1\n")])?;
    let document = load(&folder)?;
    assert_eq!(document.sources().path(FileId(1)), "");
    for reference in references {
        let error = document
            .resolve(FileId::default(), reference)
            .err()
            .ok_or(reference)?;
        assert_eq!(error.code, "external-reference", "{reference}");
        assert!(error.hint.is_some());
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_folder() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: 'link.yaml'}\nb: {$ref: 'inside.yaml'}\n",
        &[("secret.yaml", "a: 1\n"), ("api/real.yaml", "c: 1\n")],
    )?;
    std::os::unix::fs::symlink(
        folder.path().join("secret.yaml"),
        folder.path().join("api/link.yaml"),
    )?;
    std::os::unix::fs::symlink("real.yaml", folder.path().join("api/inside.yaml"))?;
    let document = load(&folder)?;
    let error = document.resolve(FileId::default(), "link.yaml").err();
    assert_eq!(
        error.map(|error| error.code.as_str()),
        Some("external-reference")
    );
    assert!(document.resolve(FileId::default(), "inside.yaml").is_ok());
    Ok(())
}

#[test]
fn an_unusable_file_is_reported_for_its_references() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: missing.yaml}\nb: {$ref: 'broken.yaml#/a'}\nc: {$ref: 'broken.yaml#/b'}\nd: {$ref: sub}\n",
        &[("api/broken.yaml", "a: [1\nb: 2\n"), ("api/sub/x.yaml", "")],
    )?;
    let document = load(&folder)?;
    let code = |reference| {
        document
            .resolve(FileId::default(), reference)
            .map_err(|error| (error.code.as_str(), error.message))
    };
    assert_eq!(
        code("missing.yaml").err().map(|(code, _)| code),
        Some("unreadable-file")
    );
    assert_eq!(
        code("sub").err().map(|(code, _)| code),
        Some("unreadable-file")
    );
    let broken = code("broken.yaml#/a").err().ok_or("it resolves")?;
    assert_eq!(broken.0, "syntax");
    assert!(broken.1.contains("at 2:"), "{}", broken.1);
    assert_eq!(code("broken.yaml#/b").err(), Some(broken));
    Ok(())
}

#[test]
fn a_root_that_cannot_be_read_is_an_error() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for path in [folder.path().join("missing.yaml"), folder.path().to_owned()] {
        let error = Document::load(&path).err().ok_or("it loads")?;
        assert_eq!(error.diagnostic.code, "unreadable-file");
        assert!(
            error.to_string().contains("openapi")
                || error.to_string().contains(&path.display().to_string())
        );
    }
    Ok(())
}

#[test]
fn a_document_given_as_text_cannot_refer_to_files() -> Result<(), Box<dyn Error>> {
    let document = super::document("a: {$ref: other.yaml}\n")?;
    let error = document.resolve(FileId::default(), "other.yaml").err();
    assert_eq!(
        error.map(|error| error.code.as_str()),
        Some("external-reference")
    );
    Ok(())
}
