//! Positions of the nodes of a JSON text.
//!
//! The text is known to be valid, so the scanner only distinguishes strings, brackets and commas. It is ten times faster than
//! the YAML parser, which could read the text as well but refuses tabs.

use super::position::{PositionTree, TreeBuilder};

/// Returns the positions of all nodes.
pub(super) fn positions(text: &str) -> PositionTree {
    let bytes = text.as_bytes();
    let mut builder = TreeBuilder::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                builder.begin(*byte == b'[', at, at + 1);
                at += 1;
            }
            b'}' | b']' => {
                builder.end();
                at += 1;
            }
            b'"' => {
                let end = string_end(bytes, at);
                if builder.expects_key() {
                    builder.key(&unescape(&text[at..end]), at, end);
                } else {
                    builder.value(at, end, None);
                }
                at = end;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => at += 1,
            _ => {
                let end = scalar_end(bytes, at);
                builder.value(at, end, None);
                at = end;
            }
        }
    }
    builder.finish()
}

/// Returns the offset after the closing quote of the string that starts here.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn scalar_end(bytes: &[u8], start: usize) -> usize {
    let length = bytes[start..]
        .iter()
        .position(|byte| b" \t\r\n,]}".contains(byte));
    // Always advances, even at an unexpected byte.
    length.map_or(bytes.len(), |length| start + length.max(1))
}

fn unescape(quoted: &str) -> std::borrow::Cow<'_, str> {
    let inner = quoted.trim_matches('"');
    if inner.contains('\\')
        && let Ok(key) = serde_json::from_str::<String>(quoted)
    {
        return key.into();
    }
    inner.into()
}
