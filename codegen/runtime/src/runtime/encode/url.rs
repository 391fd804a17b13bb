//! The address of a call: the base URL, the expanded path template and the query.
//!
//! A value that is put into a path stays one segment and reaches the server as that value, or the call is refused: it can
//! neither add segments nor become a dot segment, which the URL standard removes together with the segment before.

use reqwest::Url;

use crate::runtime::encode::percent::{self, Keep};

/// Why an address cannot be built.
#[derive(Debug)]
pub(crate) struct AddressError {
    /// The parameter that is at fault, where it is one.
    pub(crate) parameter: Option<String>,
    /// What is wrong with it.
    pub(crate) reason: String,
}

impl AddressError {
    fn new(parameter: Option<&str>, reason: impl Into<String>) -> Self {
        Self {
            parameter: parameter.map(str::to_owned),
            reason: reason.into(),
        }
    }
}

/// A base URL: absolute, http or https, with a path that may be a prefix (`/v1`), and without a query, a fragment or user
/// information.
pub(crate) fn base(text: &str) -> Result<Url, String> {
    let text = text.trim();
    // User information and a query may hold a secret, so such a text is not repeated.
    let shown = if text.contains(['@', '?']) {
        String::new()
    } else {
        format!(" `{}`", text.escape_debug())
    };
    let url = Url::parse(text).map_err(|error| format!("base URL{shown}: {error}"))?;
    let fault = if !matches!(url.scheme(), "http" | "https") {
        "must begin with http:// or https://"
    } else if url.query().is_some() {
        "must not have a query"
    } else if url.fragment().is_some() {
        "must not have a fragment"
    } else if !url.username().is_empty() || url.password().is_some() {
        "must not hold a user name or password: pass an HTTP client with an Authorization header instead"
    } else {
        return Ok(url);
    };
    Err(format!("base URL{shown} {fault}"))
}

/// The address of a template with its placeholders filled in, below the base URL.
///
/// `values` are percent-encoded already; `query` too, and it follows the query that the template has.
pub(crate) fn address(
    base: &Url,
    template: &str,
    values: &[(&'static str, String)],
    query: &str,
) -> Result<Url, AddressError> {
    let (mut path, mut pairs) = expand(template, values)?;
    if !query.is_empty() {
        if !pairs.is_empty() {
            pairs.push('&');
        }
        pairs.push_str(query);
    }
    let prefix = base.path().trim_end_matches('/');
    path.insert_str(0, prefix);
    let mut url = base.clone();
    url.set_path(&path);
    // The parser has the last word on what is sent: what it changes would reach another path.
    if url.path() != path {
        let reason = format!("the path `{path}` would be sent as `{}`", url.path());
        return Err(AddressError::new(None, reason));
    }
    url.set_query((!pairs.is_empty()).then_some(pairs.as_str()));
    Ok(url)
}

/// The parts of a template that are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path,
    Query,
}

/// The path and the query of a template, placeholders filled in.
fn expand(
    template: &str,
    values: &[(&'static str, String)],
) -> Result<(String, String), AddressError> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut query = String::new();
    if !template.starts_with('/') {
        path.push('/');
    }
    let mut part = Part::Path;
    // The last placeholder since the last slash: what is to blame when a segment turns out to be a dot segment.
    let mut in_segment = None;
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let placeholder = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        if let Some((name, after)) = placeholder {
            let (name, text) = value(values, name)?;
            in_segment = Some(name);
            match part {
                Part::Path => path.push_str(text),
                Part::Query => query.push_str(text),
            }
            rest = after;
            continue;
        }
        match first {
            // The fragment is not sent.
            '#' => break,
            '?' if part == Part::Path => {
                part = Part::Query;
                rest = &rest[1..];
                continue;
            }
            '/' if part == Part::Path => {
                refuse_dot_segment(&path, in_segment)?;
                in_segment = None;
            }
            _ => {}
        }
        let end = rest[first.len_utf8()..].find(['{', '#', '?', '/']);
        let (literal, after) = rest.split_at(end.map_or(rest.len(), |end| end + first.len_utf8()));
        match part {
            Part::Path => percent::encode(&mut path, literal, Keep::Path),
            Part::Query => percent::encode(&mut query, literal, Keep::Reserved),
        }
        rest = after;
    }
    refuse_dot_segment(&path, in_segment)?;
    Ok((path, query))
}

/// The placeholder of this name with its text.
fn value<'a>(
    values: &'a [(&'static str, String)],
    name: &str,
) -> Result<(&'static str, &'a str), AddressError> {
    match values.iter().find(|(known, _)| *known == name) {
        Some((_, text)) if text.is_empty() => Err(AddressError::new(
            Some(name),
            "an empty value would be sent to another path",
        )),
        Some((known, text)) => Ok((known, text)),
        None => Err(AddressError::new(Some(name), "it has no value")),
    }
}

/// Refuses a path whose last segment is a dot segment (URL standard, "single-dot" and "double-dot" path segments).
fn refuse_dot_segment(path: &str, placeholder: Option<&str>) -> Result<(), AddressError> {
    let segment = path.rsplit('/').next().unwrap_or_default();
    let mut dots = 0;
    let mut rest = segment.as_bytes();
    while let [b'.', after @ ..] | [b'%', b'2', b'e' | b'E', after @ ..] = rest {
        dots += 1;
        rest = after;
    }
    if !rest.is_empty() || !matches!(dots, 1 | 2) {
        return Ok(());
    }
    let plain = ".".repeat(dots);
    Err(AddressError::new(
        placeholder,
        format!("a path segment `{plain}` would be sent to another path"),
    ))
}
