//! Decoding of bytes to text.

use crate::diagnostic::{Code, code};

/// The reason why bytes cannot be decoded.
pub(super) struct DecodeError {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

/// Decodes UTF-8 or UTF-16, with or without a byte order mark, which is removed.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    let text = match *bytes.as_slice() {
        [0xFF, 0xFE, ..] => utf16(&bytes[2..], u16::from_le_bytes)?,
        [0xFE, 0xFF, ..] => utf16(&bytes[2..], u16::from_be_bytes)?,
        // Every document begins with an ASCII character, so a zero byte beside it means UTF-16 without a mark.
        [first, 0, ..] if first != 0 => utf16(&bytes, u16::from_le_bytes)?,
        [0, second, ..] if second != 0 => utf16(&bytes, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if let Some(position) = text.find('\0') {
        return Err(binary(format!(
            "the file is not text: zero byte at offset {position}"
        )));
    }
    let is_blank = |line: &str| line.is_empty() || line == "---" || line.starts_with('#');
    if text.lines().all(|line| is_blank(line.trim())) {
        return Err(DecodeError {
            code: code::EMPTY_FILE,
            message: "the file is empty".to_owned(),
            hint: "check that this is the right file",
        });
    }
    Ok(text)
}

fn utf8(bytes: Vec<u8>) -> Result<String, DecodeError> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        binary(format!(
            "the file is not text: invalid UTF-8 at offset {position}"
        ))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decoded: Result<String, _> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match decoded {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(binary("the file is not text: invalid UTF-16".to_owned())),
    }
}

fn binary(message: String) -> DecodeError {
    DecodeError {
        code: code::NOT_TEXT,
        message,
        hint: "a document must be YAML or JSON in UTF-8 or UTF-16",
    }
}
