//! The URLs of calls: base URL, expanded path template and query.
//!
//! The value of a path parameter is always sent as part of one segment, or the call fails; with `allowReserved` its slashes add
//! segments. It can never become a dot segment, which the URL standard removes together with the previous segment.

use reqwest::Url;

use crate::runtime::encode::percent::{self, Keep};

/// An error of building a URL.
#[derive(Debug)]
pub(crate) struct UrlError {
    /// The invalid parameter, if it is one.
    pub(crate) parameter: Option<String>,
    /// The reason.
    pub(crate) reason: String,
}

impl UrlError {
    fn new(parameter: Option<&str>, reason: impl Into<String>) -> Self {
        Self {
            parameter: parameter.map(str::to_owned),
            reason: reason.into(),
        }
    }
}

/// Parses a base URL: absolute, http or https, optionally with a path that is a prefix (`/v1`), and without a query, a fragment or
/// user information.
pub(crate) fn base(text: &str) -> Result<Url, String> {
    let text = text.trim();
    // User information and a query may contain secrets, so they are not shown.
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
        "must not contain a user name or password: pass an HTTP client with an Authorization header instead"
    } else {
        return Ok(url);
    };
    Err(format!("base URL{shown} {fault}"))
}

/// Builds the URL of a path template below the base URL.
///
/// `values` and `query` are percent-encoded already. `query` is appended to the query of the template.
pub(crate) fn build(
    base: &Url,
    template: &str,
    values: &[(&'static str, String)],
    query: &str,
) -> Result<Url, UrlError> {
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
    // A path that the parser changes would be another path.
    if url.path() != path {
        let reason = format!("the path `{path}` would be sent as `{}`", url.path());
        return Err(UrlError::new(None, reason));
    }
    url.set_query((!pairs.is_empty()).then_some(pairs.as_str()));
    Ok(url)
}

/// The component of a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Component {
    Path,
    Query,
}

/// Expands the path and the query of a template.
fn expand(template: &str, values: &[(&'static str, String)]) -> Result<(String, String), UrlError> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut query = String::new();
    if !template.starts_with('/') {
        path.push('/');
    }
    let mut part = Component::Path;
    // The last placeholder since the last slash, for the error of a dot segment.
    let mut in_segment = None;
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let placeholder = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        if let Some((name, after)) = placeholder {
            let (name, text) = value(values, name)?;
            in_segment = Some(name);
            match part {
                Component::Path => {
                    for (at, segment) in text.split('/').enumerate() {
                        if at > 0 {
                            reject_dot_segment(&path, in_segment)?;
                            path.push('/');
                        }
                        path.push_str(segment);
                    }
                }
                Component::Query => query.push_str(text),
            }
            rest = after;
            continue;
        }
        match first {
            // The fragment is not sent.
            '#' => break,
            '?' if part == Component::Path => {
                part = Component::Query;
                rest = &rest[1..];
                continue;
            }
            '/' if part == Component::Path => {
                reject_dot_segment(&path, in_segment)?;
                in_segment = None;
            }
            _ => {}
        }
        let end = rest[first.len_utf8()..].find(['{', '#', '?', '/']);
        let (literal, after) = rest.split_at(end.map_or(rest.len(), |end| end + first.len_utf8()));
        match part {
            Component::Path => percent::encode(&mut path, literal, Keep::Path),
            Component::Query => percent::encode(&mut query, literal, Keep::Query),
        }
        rest = after;
    }
    reject_dot_segment(&path, in_segment)?;
    Ok((path, query))
}

/// Returns the placeholder with this name and its text.
fn value<'a>(
    values: &'a [(&'static str, String)],
    name: &str,
) -> Result<(&'static str, &'a str), UrlError> {
    match values.iter().find(|(known, _)| *known == name) {
        Some((_, text)) if text.is_empty() => Err(UrlError::new(
            Some(name),
            "an empty value would be sent to another path",
        )),
        Some((known, text)) => Ok((known, text)),
        None => Err(UrlError::new(Some(name), "it has no value")),
    }
}

/// Rejects a path whose last segment is a dot segment (URL standard, "single-dot" and "double-dot" path segments).
fn reject_dot_segment(path: &str, placeholder: Option<&str>) -> Result<(), UrlError> {
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
    Err(UrlError::new(
        placeholder,
        format!("a path segment `{plain}` would be sent to another path"),
    ))
}
