//! The JSON paths of serde_json's errors.
//!
//! serde_json reports the line and column of an error. Only after an error, the text is scanned again up to this position, so
//! that decoding itself need not track the path. The scan keeps the open objects and arrays in a list and accepts any text,
//! however malformed or nested.

use crate::runtime::error::json::JsonError;

/// The maximum number of characters of a name in a path.
const LONGEST_NAME: usize = 100;

/// Adds the JSON path to an error of reading `text`: the path of the invalid scalar, of the object that lacks a member, or of the
/// innermost open value if the text ends too early.
#[cold]
pub(crate) fn locate(text: &[u8], error: &serde_json::Error) -> JsonError {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let position = format!(" at line {line} column {column}");
    let bare = message.strip_suffix(&position).unwrap_or(&message);
    let end = offset(text, line, column);
    if error.is_syntax() {
        // The last byte that was read is invalid. The position is more precise than the path, so it is kept.
        let path = path_at(text, end.saturating_sub(1));
        return JsonError { path, message };
    }
    let mut path = path_at(text, if error.is_eof() { usize::MAX } else { end });
    let (inner, message) = split_path(bare);
    path.push_str(inner);
    let message = message.to_owned();
    JsonError { path, message }
}

/// Splits off the path at the beginning of a message. Errors of buffered values have a path such as
/// `.items[3]["odd key"]: invalid type`.
fn split_path(message: &str) -> (&str, &str) {
    let mut rest = message;
    while let Some(after) = after_step(rest) {
        rest = after;
    }
    let length = message.len() - rest.len();
    match rest.strip_prefix(": ") {
        Some(message_alone) if length > 0 => (&message[..length], message_alone),
        _ => ("", message),
    }
}

/// Returns the text after the first step of a relative path, if there is one.
fn after_step(path: &str) -> Option<&str> {
    if let Some(name) = path.strip_prefix('.') {
        let is_name = |char: char| is_name_start(char) || char.is_ascii_digit();
        return name
            .starts_with(is_name_start)
            .then(|| name.trim_start_matches(is_name));
    }
    let inside = path.strip_prefix('[')?;
    let after = if inside.starts_with('"') {
        inside.get(token_end(inside.as_bytes(), 0)..)?
    } else if inside.starts_with(|char: char| char.is_ascii_digit()) {
        inside.trim_start_matches(|char: char| char.is_ascii_digit())
    } else {
        return None;
    };
    after.strip_prefix(']')
}

/// Returns the number of bytes before a line, counted from 1, and a column in bytes.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let mut lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines
        .by_ref()
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    before.saturating_add(column)
}

/// An open array or object.
enum Open<'a> {
    /// An object with the name of the current member, as in the text.
    Object(Option<&'a [u8]>),
    /// An array with the number of previous items, and whether an item is being read.
    Array(usize, bool),
}

/// Returns the path of the value that ends or begins at `end`.
fn path_at(text: &[u8], end: usize) -> String {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let start = at;
        at = token_end(text, start);
        if byte.is_ascii_whitespace() || byte == b':' {
            continue;
        }
        if !matches!(byte, b',' | b']' | b'}') {
            begin_value(&mut open);
        }
        if start >= end {
            break;
        }
        let token = text.get(start..at).unwrap_or_default();
        match (byte, open.last_mut()) {
            (b'[', _) => open.push(Open::Array(0, false)),
            (b'{', _) => open.push(Open::Object(None)),
            (b']' | b'}', _) => {
                end_value(&mut open);
                open.pop();
                if at >= end {
                    break;
                }
                end_value(&mut open);
            }
            (b',', last) => {
                if let Some(Open::Array(index, _)) = last {
                    *index += 1;
                }
                end_value(&mut open);
            }
            (b'"', Some(Open::Object(name @ None))) => {
                *name = is_closed(token).then_some(token);
                if at >= end {
                    break;
                }
            }
            _ => {
                let cut = at == text.len() && !is_closed(token);
                if at >= end || cut {
                    break;
                }
                end_value(&mut open);
            }
        }
    }
    render(&open)
}

/// The end of the token that starts at `start`: a mark, a string with its quotes, or anything else up to the next mark.
fn token_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut escaped = false;
    let is_last = |byte: &u8| {
        let last = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        last
    };
    let is_mark = |byte: &u8| b" \t\n\r:,[]{}\"".contains(byte);
    let length = match rest.first() {
        Some(b'"') => rest.iter().skip(1).position(is_last).map(|last| last + 2),
        Some(byte) if is_mark(byte) => Some(1),
        _ => rest.iter().position(is_mark),
    };
    start + length.unwrap_or(rest.len())
}

/// Returns `true` if a token is a terminated string.
fn is_closed(token: &[u8]) -> bool {
    let inside = token
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""));
    let escapes = |inside: &[u8]| {
        inside
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count()
    };
    inside.is_some_and(|inside| escapes(inside) % 2 == 0)
}

fn begin_value(open: &mut [Open<'_>]) {
    if let Some(Open::Array(_, reading)) = open.last_mut() {
        *reading = true;
    }
}

fn end_value(open: &mut [Open<'_>]) {
    match open.last_mut() {
        Some(Open::Array(_, reading)) => *reading = false,
        Some(Open::Object(name)) => *name = None,
        None => {}
    }
}

/// Writes a path, with names in brackets where RFC 9535, section 2.5.1.1, has no shorthand for them.
fn render(open: &[Open<'_>]) -> String {
    let mut path = "$".to_owned();
    for open in open {
        match open {
            Open::Object(None) | Open::Array(_, false) => {}
            Open::Array(index, true) => path.push_str(&format!("[{index}]")),
            Open::Object(Some(name)) => push_name(&mut path, name),
        }
    }
    path
}

/// Appends the member with the name in a JSON string, truncated if it is long.
fn push_name(path: &mut String, json: &[u8]) {
    let name: Result<String, _> = serde_json::from_slice(json);
    let mut name = name.unwrap_or_else(|_| String::from_utf8_lossy(json).into_owned());
    if let Some((cut, _)) = name.char_indices().nth(LONGEST_NAME) {
        name.truncate(cut);
        name.push('…');
    }
    if is_shorthand(&name) {
        path.push('.');
        path.push_str(&name);
    } else {
        path.push_str(&format!("[{}]", serde_json::Value::String(name)));
    }
}

fn is_shorthand(name: &str) -> bool {
    let is_name = |char: char| is_name_start(char) || char.is_ascii_digit();
    name.starts_with(is_name_start) && name.chars().all(is_name)
}

fn is_name_start(char: char) -> bool {
    char.is_ascii_alphabetic() || char == '_' || !char.is_ascii()
}
