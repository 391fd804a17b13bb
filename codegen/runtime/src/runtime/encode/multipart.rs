//! Multipart bodies (RFC 7578, RFC 2046).

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};

use reqwest::header::{HeaderName, HeaderValue};

use crate::runtime::body::request_body::Body;
use crate::runtime::encode::form::{Part, PartContent};

/// Creates a body and its content type, which contains the boundary.
///
/// The boundary has 128 random bits, so that data need not be searched for it, which is not possible for files and streams. The
/// parts of a form have the name of their property; those of other multipart types do not.
///
/// # Errors
///
/// If a header of a part cannot be sent.
pub(crate) fn body(media_type: &str, parts: Vec<Part>) -> Result<(String, Body), String> {
    let boundary = boundary();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let is_form = media_type.eq_ignore_ascii_case("multipart/form-data");
    let disposition = if is_form { "form-data" } else { "attachment" };
    let mut body = Body::default();
    let mut text = String::new();
    for part in parts {
        let _ = write!(text, "--{boundary}\r\n");
        head(&mut text, disposition, &part)?;
        match part.content {
            PartContent::Text(content) => text.push_str(&content),
            PartContent::File(file) => {
                body.push(std::mem::take(&mut text));
                body.push(file.body().clone());
            }
        }
        text.push_str("\r\n");
    }
    let _ = write!(text, "--{boundary}--\r\n");
    body.push(text);
    Ok((format!("{media_type}; boundary={boundary}"), body))
}

/// Sets a property of a form to a text, which may contain no line break.
pub(crate) fn set_text(body: &mut Body, content_type: &str, name: &str, value: &str) {
    let Some((_, boundary)) = content_type.split_once("boundary=") else {
        return;
    };
    let (delimiter, end) = (format!("--{boundary}"), format!("--{boundary}--\r\n"));
    let head = format!("{delimiter}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n");
    for bytes in body.bytes_mut() {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let (before, after) = match text.split_once(&head) {
            // The old part ends at the next delimiter.
            Some((before, old)) => match old.find(&delimiter) {
                Some(length) => (before, &old[length..]),
                None => continue,
            },
            None => match text.strip_suffix(&end) {
                Some(before) => (before, end.as_str()),
                None => continue,
            },
        };
        *bytes = format!("{before}{head}\r\n{value}\r\n{after}").into();
        return;
    }
}

/// Writes the headers of a part and the empty line after them.
fn head(out: &mut String, disposition: &str, part: &Part) -> Result<(), String> {
    // Writing to a string does not fail.
    let _ = write!(out, "Content-Disposition: {disposition}");
    if !part.name.is_empty() {
        let _ = write!(out, "; name=\"{}\"", escaped(&part.name));
    }
    let mut own_headers: &[(String, String)] = &[];
    if let PartContent::File(file) = &part.content {
        // Servers treat a part without a file name as text.
        let name = file.file_name().unwrap_or(match part.name.as_str() {
            "" => "file",
            name => name,
        });
        let _ = write!(out, "; filename=\"{}\"", escaped(name));
        own_headers = file.headers();
    }
    out.push_str("\r\n");
    if let Some(media_type) = &part.media_type {
        header(out, part, "Content-Type", media_type)?;
    }
    let is_own = |name: &str| {
        let mut own = own_headers.iter();
        own.any(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    for (name, value) in part.headers.iter().filter(|(name, _)| !is_own(name)) {
        header(out, part, name, value)?;
    }
    for (name, value) in own_headers {
        header(out, part, name, value)?;
    }
    out.push_str("\r\n");
    Ok(())
}

/// Writes a header, unless it contains a line break.
fn header(out: &mut String, part: &Part, name: &str, value: &str) -> Result<(), String> {
    let is_sendable =
        HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok();
    if !is_sendable {
        let shown = name.escape_debug();
        return Err(format!(
            "{}: its header `{shown}` cannot be sent",
            part.name
        ));
    }
    let _ = write!(out, "{name}: {value}\r\n");
    Ok(())
}

/// Returns a quoted name as browsers send it (HTML standard, "multipart/form-data encoding algorithm").
fn escaped(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// Returns a unique boundary.
fn boundary() -> String {
    // The standard library uses the system's source of randomness for its keys.
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
