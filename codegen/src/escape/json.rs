//! JSON on a terminal or in a log.

use std::fmt::Write as _;

use super::hidden::is_hidden;
use crate::value::Value;

/// Returns a value as JSON, on one line or indented, in which every hidden character is escaped (RFC 8259, section 7), as are the characters that
/// begin a workflow command.
#[must_use]
pub fn json(value: &Value, is_indented: bool) -> String {
    let text = if is_indented {
        format!("{value:#}")
    } else {
        value.to_string()
    };
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        // Outside of strings, line breaks are the only such characters.
        if character != '\n' && is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped.replace("##[", "\\u0023#[")
}
