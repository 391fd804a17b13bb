//! Bytes to text.

use crate::diagnostic::{Code, code};

/// Why bytes are no text.
pub(super) struct Undecodable {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

/// The text of a file: UTF-8 or UTF-16, with or without a byte order mark, which is taken away.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Undecodable> {
    let text = match *bytes.as_slice() {
        [0xFF, 0xFE, ..] => utf16(&bytes[2..], u16::from_le_bytes)?,
        [0xFE, 0xFF, ..] => utf16(&bytes[2..], u16::from_be_bytes)?,
        // Every document begins with an ASCII character, so a zero byte beside it tells UTF-16 without a mark.
        [first, 0, ..] if first != 0 => utf16(&bytes, u16::from_le_bytes)?,
        [0, second, ..] if second != 0 => utf16(&bytes, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if let Some(position) = text.find('\0') {
        return Err(binary(format!(
            "the file is not text: it holds a zero byte at offset {position}"
        )));
    }
    let is_blank = |line: &str| line.is_empty() || line == "---" || line.starts_with('#');
    if text.lines().all(|line| is_blank(line.trim())) {
        return Err(Undecodable {
            code: code::EMPTY_FILE,
            message: "the file is empty".to_owned(),
            hint: "check that this is the file you meant",
        });
    }
    Ok(text)
}

fn utf8(bytes: Vec<u8>) -> Result<String, Undecodable> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        binary(format!(
            "the file is not text: it is not valid UTF-8 at byte {position}"
        ))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Undecodable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decoded: Result<String, _> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match decoded {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(binary(
            "the file is not text: it looks like UTF-16 but does not decode".to_owned(),
        )),
    }
}

fn binary(message: String) -> Undecodable {
    Undecodable {
        code: code::NOT_TEXT,
        message,
        hint: "a document is YAML or JSON text, in UTF-8 or UTF-16",
    }
}
