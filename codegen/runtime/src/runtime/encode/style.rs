//! Encoding parameters in the styles of OpenAPI 3.0.4 and 3.1.1, "Style Examples".
//!
//! For a label that is not exploded, 3.0.3 has `.blue.black.brown`; later versions have commas, as RFC 6570 and servers do.
//! Delimiters of the URI syntax are not encoded, others (`|`, a space, brackets) are, as RFC 3986 requires. Null and empty arrays
//! and objects are undefined values (RFC 6570, section 2.3): they are not sent. Cases that the specification leaves undefined are
//! encoded as servers expect them: nested arrays and objects as JSON, in `deepObject` with more brackets and with an index for the
//! items of an array.

use std::borrow::Cow;

use crate::runtime::encode::percent::{self, Keep};
use crate::runtime::encode::value::Value;

/// The style of a parameter (OpenAPI 3.1.1, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;color=blue`, in a path.
    Matrix,
    /// `.blue`, in a path.
    Label,
    /// `blue`, in a path or a header.
    Simple,
    /// `color=blue`, in a query or a cookie.
    Form,
    /// `color=blue%20black`, in a query.
    SpaceDelimited,
    /// `color=blue%7Cblack`, in a query.
    PipeDelimited,
    /// `color[R]=100`, in a query.
    DeepObject,
}

/// Encodes a path parameter. Returns `None` if its value is undefined. A style that is not allowed in paths is treated as simple.
pub(crate) fn path(name: &str, style: Style, explode: bool, value: &Value) -> Option<String> {
    let (lead, between) = match (style, explode) {
        (Style::Matrix, true) => (";", ";"),
        (Style::Matrix, false) => (";", ","),
        (Style::Label, true) => (".", "."),
        (Style::Label, false) => (".", ","),
        _ => ("", ","),
    };
    let named = style == Style::Matrix;
    let mut out = String::from(lead);
    match defined(value)? {
        Value::Array(items) if named && explode => {
            for (at, item) in items.iter().filter_map(defined).enumerate() {
                separate(&mut out, at, between);
                matrix_pair(&mut out, name, &item.text());
            }
        }
        Value::Object(_) | Value::Array(_) => {
            if named && !explode {
                percent::encode(&mut out, name, Keep::Nothing);
                out.push('=');
            }
            let join = if explode { "=" } else { "," };
            join_parts(&mut out, value, between, join, Keep::Nothing);
        }
        scalar if named => matrix_pair(&mut out, name, &scalar.text()),
        scalar => percent::encode(&mut out, &scalar.text(), Keep::Nothing),
    }
    Some(out)
}

/// Encodes a query parameter as pairs joined by `&`. Returns `None` if its value is undefined. A style that is not allowed in
/// queries is treated as form.
pub(crate) fn query(
    name: &str,
    style: Style,
    explode: bool,
    keep: Keep,
    value: &Value,
) -> Option<String> {
    let value = defined(value)?;
    let mut out = String::new();
    let between = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match value {
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            deep(&mut out, &percent::encoded(name), keep, value);
        }
        Value::Array(items) if explode => {
            for item in items.iter().filter_map(defined) {
                push_pair(&mut out, name, &item.text(), keep);
            }
        }
        Value::Object(members) if explode => {
            for (member, value) in members {
                if let Some(value) = defined(value) {
                    push_pair(&mut out, member, &value.text(), keep);
                }
            }
        }
        Value::Array(_) | Value::Object(_) => {
            percent::encode(&mut out, name, Keep::Nothing);
            out.push('=');
            join_parts(&mut out, value, between, between, keep);
        }
        scalar => push_pair(&mut out, name, &scalar.text(), keep),
    }
    (!out.is_empty()).then_some(out)
}

/// Encodes a header parameter in simple style. Returns `None` if its value is undefined. Nothing is percent-encoded, since servers
/// do not decode headers.
pub(crate) fn header(explode: bool, value: &Value) -> Option<String> {
    let mut parts = Vec::new();
    match defined(value)? {
        Value::Array(items) => parts.extend(items.iter().filter_map(defined).map(Value::text)),
        Value::Object(members) => {
            for (name, member) in members {
                let Some(member) = defined(member) else {
                    continue;
                };
                if explode {
                    parts.push(Cow::Owned(format!("{name}={}", member.text())));
                } else {
                    parts.push(Cow::Borrowed(name));
                    parts.push(member.text());
                }
            }
        }
        scalar => parts.push(scalar.text()),
    }
    Some(parts.join(","))
}

/// Encodes a cookie parameter in form style, as pairs joined by `; ` (RFC 6265, section 4.2.1). Returns `None` if its value is
/// undefined.
pub(crate) fn cookie(name: &str, explode: bool, value: &Value) -> Option<String> {
    query(name, Style::Form, explode, Keep::Nothing, value).map(|pairs| pairs.replace('&', "; "))
}

/// Returns the pairs of a property of a multipart body, one per part. Nothing is encoded, since servers do not decode parts.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    value: &Value,
) -> Vec<(String, String)> {
    let Some(value) = defined(value) else {
        return Vec::new();
    };
    let between = match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => ",",
    };
    let pair = |name: &str, value: &Value| (name.to_owned(), value.text().into_owned());
    match value {
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep_pairs(&mut pairs, name, value);
            pairs
        }
        Value::Array(items) if explode => {
            let items = items.iter().filter_map(defined);
            items.map(|item| pair(name, item)).collect()
        }
        Value::Object(members) if explode => {
            let members = members.iter();
            let members = members.filter_map(|(name, member)| Some((name, defined(member)?)));
            members.map(|(name, member)| pair(name, member)).collect()
        }
        Value::Array(items) => {
            let items = items.iter().filter_map(defined);
            let texts: Vec<_> = items.map(Value::text).collect();
            vec![(name.to_owned(), texts.join(between))]
        }
        Value::Object(members) => {
            let members = members.iter();
            let members = members.filter_map(|(name, member)| Some((name, defined(member)?)));
            let texts: Vec<_> = members
                .flat_map(|(name, member)| [Cow::Borrowed(name.as_str()), member.text()])
                .collect();
            vec![(name.to_owned(), texts.join(between))]
        }
        scalar => vec![pair(name, scalar)],
    }
}

/// Appends the pairs of a value whose name including brackets is `prefix`.
fn deep_pairs(pairs: &mut Vec<(String, String)>, prefix: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                deep_pairs(pairs, &format!("{prefix}[{at}]"), item);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                deep_pairs(pairs, &format!("{prefix}[{name}]"), member);
            }
        }
        scalar => pairs.push((prefix.to_owned(), scalar.text().into_owned())),
    }
}

/// Returns `None` for undefined values (RFC 6570, section 2.3): null, and arrays and objects without a defined item.
fn defined(value: &Value) -> Option<&Value> {
    let is_defined = match value {
        Value::Null => false,
        Value::Array(items) => items.iter().any(|item| defined(item).is_some()),
        Value::Object(members) => members.iter().any(|(_, member)| defined(member).is_some()),
        _ => true,
    };
    is_defined.then_some(value)
}

fn separate(out: &mut String, at: usize, separator: &str) {
    if at > 0 {
        out.push_str(separator);
    }
}

/// Appends a separator unless this is the first pair.
fn next_pair(out: &mut String) {
    if !out.is_empty() {
        out.push('&');
    }
}

/// Appends a pair of a query.
fn push_pair(out: &mut String, name: &str, text: &str, keep: Keep) {
    next_pair(out);
    percent::encode(out, name, Keep::Nothing);
    out.push('=');
    percent::encode(out, text, keep);
}

/// Appends `name=text`, or only `name` if the text is empty (RFC 6570, section 3.2.7).
fn matrix_pair(out: &mut String, name: &str, text: &str) {
    percent::encode(out, name, Keep::Nothing);
    if !text.is_empty() {
        out.push('=');
        percent::encode(out, text, Keep::Nothing);
    }
}

/// Appends the items of an array, or the names and values of an object with `join` within each pair.
fn join_parts(out: &mut String, value: &Value, between: &str, join: &str, keep: Keep) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().filter_map(defined).enumerate() {
                separate(out, at, between);
                percent::encode(out, &item.text(), keep);
            }
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, member)| Some((name, defined(member)?)));
            for (at, (name, member)) in members.enumerate() {
                separate(out, at, between);
                percent::encode(out, name, keep);
                out.push_str(join);
                percent::encode(out, &member.text(), keep);
            }
        }
        scalar => percent::encode(out, &scalar.text(), keep),
    }
}

/// Appends the pairs of a value whose name including brackets is `prefix`.
fn deep(out: &mut String, prefix: &str, keep: Keep, value: &Value) {
    let inner = |name: &str| format!("{prefix}%5B{}%5D", percent::encoded(name));
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                deep(out, &inner(&at.to_string()), keep, item);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                deep(out, &inner(name), keep, member);
            }
        }
        scalar => {
            next_pair(out);
            out.push_str(prefix);
            out.push('=');
            percent::encode(out, &scalar.text(), keep);
        }
    }
}
