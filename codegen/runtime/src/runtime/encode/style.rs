//! How parameters become text: the styles of OpenAPI 3.0.4 and 3.1.1, "Style Examples".
//!
//! Where 3.0.3 has `.blue.black.brown` for a label that is not exploded, the later texts correct it to commas, as RFC 6570
//! has it, and so do servers. Delimiters of the URI syntax stand as they are, others (`|`, a space, brackets) are
//! percent-encoded, as RFC 3986 asks. Null and empty arrays and objects are undefined values (RFC 6570, section 2.3): nothing
//! is sent for them. What the specification leaves open is done as servers read it: arrays and objects inside others as JSON
//! text, in `deepObject` with more brackets, an index for the items of an array.

use std::borrow::Cow;

use crate::runtime::encode::percent::{self, Keep};
use crate::runtime::encode::value::Value;

/// A style of serialisation (OpenAPI 3.1.1, "Style Values").
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

/// The text of a path parameter; `None` where its value is undefined. A style that is not for paths counts as simple.
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

/// The pairs of a query parameter, joined by `&`; `None` where its value is undefined. A style that is not for queries counts
/// as form.
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

/// The value of a header parameter, always in simple style; `None` where its value is undefined. Nothing is percent-encoded:
/// servers do not decode headers.
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

/// The pairs of a cookie parameter, always in form style, joined by `; ` (RFC 6265, section 4.2.1); `None` where its value is
/// undefined.
pub(crate) fn cookie(name: &str, explode: bool, value: &Value) -> Option<String> {
    query(name, Style::Form, explode, Keep::Nothing, value).map(|pairs| pairs.replace('&', "; "))
}

/// The pairs of a property in a part each, nothing encoded: in a multipart body nothing decodes them.
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

/// Appends the pairs of a value whose name, brackets included, is `prefix`.
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

/// Nothing for what RFC 6570, section 2.3, calls undefined: null, and arrays and objects without a defined item.
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

/// Separates a pair from those before it.
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

/// Appends `name=text`, or `name` alone where the text is empty (RFC 6570, section 3.2.7).
fn matrix_pair(out: &mut String, name: &str, text: &str) {
    percent::encode(out, name, Keep::Nothing);
    if !text.is_empty() {
        out.push('=');
        percent::encode(out, text, Keep::Nothing);
    }
}

/// Appends the items of an array, or the names and values of an object with `join` inside each pair.
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

/// Appends the pairs of a value whose name, brackets included, is `prefix`.
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
