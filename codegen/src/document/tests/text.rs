//! Decoding of bytes to text.

use std::error::Error;
use std::fs;

use super::super::Document;
use super::failure;

/// Loads a file with these bytes; returns the title or the error.
fn load(bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("openapi.yaml");
    fs::write(&path, bytes)?;
    Ok(match Document::load(&path) {
        Ok(document) => document.root()["title"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        Err(error) => error.diagnostic.headline(),
    })
}

const TEXT: &str = "openapi: 3.0.3\r\ntitle: grüß\r\n";

fn utf16(unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    TEXT.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_encoding_of_unicode_is_read() -> Result<(), Box<dyn Error>> {
    assert_eq!(load(TEXT.as_bytes())?, "grüß");
    assert_eq!(load(format!("\u{FEFF}{TEXT}").as_bytes())?, "grüß");
    assert_eq!(load(&utf16(u16::to_le_bytes))?, "grüß");
    assert_eq!(load(&utf16(u16::to_be_bytes))?, "grüß");
    assert_eq!(
        load(&[&[0xFF, 0xFE], utf16(u16::to_le_bytes).as_slice()].concat())?,
        "grüß"
    );
    assert_eq!(
        load(&[&[0xFE, 0xFF], utf16(u16::to_be_bytes).as_slice()].concat())?,
        "grüß"
    );
    Ok(())
}

#[test]
fn bytes_that_are_not_text_are_an_error() -> Result<(), Box<dyn Error>> {
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b"PK\x03\x04\0\0",
        b"openapi: \0",
        b"\xFF\xFE\x00",
    ] {
        let failure = load(bytes)?;
        assert!(failure.starts_with("error[not-text]"), "{failure}");
    }
    Ok(())
}

#[test]
fn an_empty_file_is_an_error() -> Result<(), Box<dyn Error>> {
    for bytes in [&b""[..], b" \r\n\t\n", b"\xEF\xBB\xBF"] {
        let failure = load(bytes)?;
        assert!(failure.starts_with("error[empty-file]"), "{failure}");
    }
    assert!(failure("# nothing but a comment\n").starts_with("error[empty-file]"));
    Ok(())
}
