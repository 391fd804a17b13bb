//! Other files of a document.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tempfile::TempDir;

use super::super::{Changes, Document};
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
        "%2Fetc%2Fpasswd",
        "../missing.yaml",
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

/// Loads the document of a folder with other folders in it that may be read.
fn load_with(folder: &TempDir, roots: &[&str]) -> Result<Document, Box<dyn Error>> {
    let roots: Vec<PathBuf> = roots.iter().map(|root| folder.path().join(root)).collect();
    let path = folder.path().join("api/openapi.yaml");
    Ok(Document::load_with(&path, &roots, &Changes::default())?)
}

/// The code of the error of a reference; empty if there is a target.
fn code(document: &Document, from: FileId, reference: &str) -> &'static str {
    match document.resolve(from, reference) {
        Ok(_) => "",
        Err(error) => error.code.as_str(),
    }
}

#[test]
fn only_the_other_folders_that_are_allowed_are_read() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: '../common/a.yaml#/a'}\nb: {$ref: '../secret.yaml#/a'}\nc: {$ref: '../common/../secret.yaml'}\n\
         d: {$ref: '../common/missing.yaml'}\ne: {$ref: '../commons/a.yaml'}\nf: {$ref: '../api/openapi.yaml#/a'}\n",
        &[
            (
                "common/a.yaml",
                "a: {$ref: 'deep/b.yaml#/b'}\nback: {$ref: '../api/openapi.yaml#/a'}\nout: {$ref: '../secret.yaml#/a'}\n",
            ),
            ("common/deep/b.yaml", "b: 1\n"),
            ("commons/a.yaml", "a: 1\n"),
            ("secret.yaml", "a: 1\n"),
        ],
    )?;
    let document = load_with(&folder, &["api/../common"])?;
    assert_eq!(document.missing_roots(), Vec::<PathBuf>::new());
    let root = FileId::default();
    let common = document.resolve(root, "../common/a.yaml#/a")?;
    let deep = document.resolve(common.file, "deep/b.yaml#/b")?;
    assert_eq!(document.get(&deep), Some(&json!(1).into()));
    assert_eq!(document.resolve(root, "../api/openapi.yaml#/a")?.file, root);
    let back = document.resolve(common.file, "../api/openapi.yaml#/a")?;
    assert_eq!(back.file, root);
    // The displayed path leads straight to the file.
    let path = folder.path().join("common/deep/b.yaml");
    assert_eq!(document.sources().path(deep.file), path.to_string_lossy());

    for (reference, expected) in [
        ("../secret.yaml#/a", "external-reference"),
        ("../common/../secret.yaml", "external-reference"),
        ("../commons/a.yaml", "external-reference"),
        ("../common/missing.yaml", "unreadable-file"),
    ] {
        assert_eq!(code(&document, root, reference), expected, "{reference}");
    }
    assert_eq!(
        code(&document, common.file, "../secret.yaml#/a"),
        "external-reference"
    );
    Ok(())
}

#[test]
fn a_folder_that_is_not_there_allows_nothing_and_is_reported() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: '../common/a.yaml'}\nb: {$ref: '../secret.yaml'}\n",
        &[("secret.yaml", "a: 1\n")],
    )?;
    let document = load_with(&folder, &["common", "secret.yaml"])?;
    assert_eq!(
        document.missing_roots(),
        ["common", "secret.yaml"].map(|name| folder.path().join(name))
    );
    let root = FileId::default();
    assert_eq!(code(&document, root, "../common/a.yaml"), "unreadable-file");
    assert_eq!(
        code(&document, root, "../secret.yaml"),
        "external-reference"
    );
    assert!(!document.sources().is_complete());
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_may_lead_into_an_allowed_folder_but_not_out_of_all() -> Result<(), Box<dyn Error>>
{
    let folder = folder(
        "a: {$ref: '../common/link.yaml'}\nb: {$ref: '../alias/a.yaml'}\nc: {$ref: 'in.yaml'}\n",
        &[("common/a.yaml", "a: 1\n"), ("secret.yaml", "a: 1\n")],
    )?;
    let link = |target: &str, path: &str| {
        std::os::unix::fs::symlink(folder.path().join(target), folder.path().join(path))
    };
    link("secret.yaml", "common/link.yaml")?;
    link("common", "alias")?;
    link("common/a.yaml", "api/in.yaml")?;
    for root in ["common", "alias"] {
        let document = load_with(&folder, &[root])?;
        let root = FileId::default();
        assert_eq!(
            code(&document, root, "../common/link.yaml"),
            "external-reference"
        );
        // Both names lead to the same file.
        let alias = document.resolve(root, "../alias/a.yaml")?;
        assert_eq!(document.resolve(root, "in.yaml")?, alias);
    }
    Ok(())
}

#[test]
fn an_overlay_does_not_change_where_references_of_files_start() -> Result<(), Box<dyn Error>> {
    let folder = folder(
        "a: {$ref: 'parts/a.yaml#/a'}\n",
        &[
            (
                "fixes.yaml",
                "overlay: 1.0.0\ninfo: {title: F, version: '1'}\nactions: [{target: $, update: {x: 1}}]\n",
            ),
            ("api/parts/a.yaml", "a: {$ref: 'b.yaml#/b'}\n"),
            ("api/parts/b.yaml", "b: 1\n"),
        ],
    )?;
    let changes = Changes {
        overlays: vec![folder.path().join("fixes.yaml")],
        ..Changes::default()
    };
    let document = Document::load_with(&folder.path().join("api/openapi.yaml"), &[], &changes)?;
    let part = document.resolve(FileId::default(), "parts/a.yaml#/a")?;
    assert!(document.resolve(part.file, "b.yaml#/b").is_ok());
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
