//! Multipart bodies (RFC 7578, RFC 2046).

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};

use reqwest::header::{HeaderName, HeaderValue};

use crate::runtime::body::request_body::Body;
use crate::runtime::encode::form::{Part, PartContent};

/// A body with its content type, which names the boundary.
///
/// The boundary is random, 128 bits of it: no data that was written before can hold it, so that data need not be searched,
/// which files and streams could not be. What is a form says in each part which property it is; other kinds of multipart do
/// as mail does.
///
/// # Errors
///
/// Where a header of a part cannot be sent.
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

/// Writes the headers of a part and the empty line below them.
fn head(out: &mut String, disposition: &str, part: &Part) -> Result<(), String> {
    // Writing to a string does not fail.
    let _ = write!(out, "Content-Disposition: {disposition}");
    if !part.name.is_empty() {
        let _ = write!(out, "; name=\"{}\"", escaped(&part.name));
    }
    let mut own_headers: &[(String, String)] = &[];
    if let PartContent::File(file) = &part.content {
        // Without a file name, servers take a part for text.
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

/// Writes a header, unless it would not end where it should.
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

/// A name between quotation marks, as browsers write it (HTML standard, "multipart/form-data encoding algorithm").
fn escaped(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// A text that nothing else holds.
fn boundary() -> String {
    // The standard library draws its keys from the system's source of randomness.
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
