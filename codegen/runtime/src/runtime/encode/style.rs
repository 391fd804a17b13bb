//! Encoding parameters in the styles of OpenAPI 3.0.4 and 3.1.1, "Style Examples".
//!
//! For a label that is not exploded, 3.0.3 has `.blue.black.brown`; later versions have commas, as RFC 6570 and servers do.
//! Delimiters of the URI syntax are not encoded, others (`|`, a space, brackets) are, as RFC 3986 requires. Null and empty arrays
//! and objects are undefined values (RFC 6570, section 2.3): they are not sent. Cases that the specification leaves undefined are
//! encoded as servers expect them: an array in an exploded object as one pair per item, other nested arrays and objects as JSON, in
//! `deepObject` with more brackets and with an index for the items of an array.
//!
//! An item that contains the delimiter of its style is refused if servers could not distinguish the two: a space and `|` are
//! percent-encoded either way, a period never is, and headers and multipart bodies have no percent-encoding.

use std::borrow::Cow;
use std::fmt;

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

/// The error of a value whose text contains a delimiter of its style, so that servers would split it.
#[derive(Debug)]
pub(crate) struct DelimiterError(char);

impl fmt::Display for DelimiterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self.0 {
            ' ' => "a space".to_owned(),
            delimiter => format!("`{delimiter}`"),
        };
        write!(f, "an item contains {shown}, which separates items")
    }
}

/// Encodes a path parameter. Returns `None` if its value is undefined. A style that is not allowed in paths is treated as simple.
///
/// # Errors
///
/// If an item contains the delimiter.
pub(crate) fn path(
    name: &str,
    style: Style,
    explode: bool,
    keep: Keep,
    value: &Value,
) -> Result<Option<String>, DelimiterError> {
    let (lead, between) = match (style, explode) {
        (Style::Matrix, true) => (";", ';'),
        (Style::Matrix, false) => (";", ','),
        (Style::Label, true) => (".", '.'),
        (Style::Label, false) => (".", ','),
        _ => ("", ','),
    };
    let named = style == Style::Matrix;
    let mut out = String::from(lead);
    let Some(value) = defined(value) else {
        return Ok(None);
    };
    match value {
        Value::Array(items) if named && explode => {
            for (at, item) in items.iter().filter_map(defined).enumerate() {
                separate(&mut out, at, between);
                matrix_pair(&mut out, name, &item.text(), keep);
            }
        }
        Value::Object(_) | Value::Array(_) => {
            if named && !explode {
                percent::encode(&mut out, name, Keep::Nothing);
                out.push('=');
            }
            let join = if explode { '=' } else { ',' };
            join_parts(&mut out, value, between, join, keep)?;
        }
        scalar if named => matrix_pair(&mut out, name, &scalar.text(), keep),
        scalar => percent::encode(&mut out, &scalar.text(), keep),
    }
    Ok(Some(out))
}

/// Encodes a query parameter as pairs joined by `&`. Returns `None` if its value is undefined. A style that is not allowed in
/// queries is treated as form.
///
/// # Errors
///
/// If an item contains the delimiter.
pub(crate) fn query(
    name: &str,
    style: Style,
    explode: bool,
    keep: Keep,
    value: &Value,
) -> Result<Option<String>, DelimiterError> {
    let Some(value) = defined(value) else {
        return Ok(None);
    };
    let mut out = String::new();
    match value {
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            deep(&mut out, &percent::encoded(name), keep, value)?;
        }
        Value::Array(_) if explode => push_pairs(&mut out, name, value, keep),
        Value::Object(members) if explode => {
            for (member, value) in members {
                push_pairs(&mut out, member, value, keep);
            }
        }
        Value::Array(_) | Value::Object(_) => {
            percent::encode(&mut out, name, Keep::Nothing);
            out.push('=');
            let between = delimiter(style);
            join_parts(&mut out, value, between, between, keep)?;
        }
        scalar => push_pair(&mut out, name, &scalar.text(), keep),
    }
    Ok((!out.is_empty()).then_some(out))
}

/// Encodes a header parameter in simple style. Returns `None` if its value is undefined. Nothing is percent-encoded, since servers
/// do not decode headers.
///
/// # Errors
///
/// If an item contains a comma. Nested arrays and objects may contain one, since their JSON has brackets.
pub(crate) fn header(explode: bool, value: &Value) -> Result<Option<String>, DelimiterError> {
    let Some(value) = defined(value) else {
        return Ok(None);
    };
    let mut parts = Vec::new();
    match value {
        Value::Array(items) => {
            for item in items.iter().filter_map(defined) {
                parts.push(plain_item(item)?);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let Some(member) = defined(member) else {
                    continue;
                };
                let text = plain_item(member)?;
                let name = undivided(Cow::Borrowed(name.as_str()), ',')?;
                if explode {
                    let name = undivided(name, '=')?;
                    parts.push(Cow::Owned(format!("{name}={text}")));
                } else {
                    parts.extend([name, text]);
                }
            }
        }
        scalar => parts.push(scalar.text()),
    }
    Ok(Some(parts.join(",")))
}

/// Encodes a cookie parameter in form style, as pairs joined by `; ` (RFC 6265, section 4.2.1). Returns `None` if its value is
/// undefined.
pub(crate) fn cookie(
    name: &str,
    explode: bool,
    keep: Keep,
    value: &Value,
) -> Result<Option<String>, DelimiterError> {
    let pairs = query(name, Style::Form, explode, keep, value)?;
    Ok(pairs.map(|pairs| pairs.replace('&', "; ")))
}

/// Returns the scalars of a property of a multipart body with their names, one per part. Nothing is encoded, since servers do not
/// decode parts. Files remain parts of their own in every style.
///
/// # Errors
///
/// If an item contains the delimiter.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    value: Value,
) -> Result<Vec<(String, Value)>, DelimiterError> {
    let mut pairs = Vec::new();
    match value {
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => {
            deep_pairs(&mut pairs, name.to_owned(), value)?;
        }
        Value::Object(members) if explode => {
            for (name, member) in members {
                repeat(&mut pairs, &name, member);
            }
        }
        Value::Array(items) if !explode && !items.iter().any(Value::is_file) => {
            let between = delimiter(style);
            let items = items.iter().filter_map(defined);
            let texts = items.map(|item| undivided(item.text(), between));
            push_joined(&mut pairs, name, between, texts.collect::<Result<_, _>>()?);
        }
        Value::Object(members) => {
            let between = delimiter(style);
            let mut texts = Vec::new();
            for (name, member) in &members {
                if let Some(member) = defined(member) {
                    texts.push(undivided(Cow::Borrowed(name.as_str()), between)?);
                    texts.push(undivided(member.text(), between)?);
                }
            }
            push_joined(&mut pairs, name, between, texts);
        }
        value => repeat(&mut pairs, name, value),
    }
    Ok(pairs)
}

/// Returns the character between the items of an array that is not exploded.
fn delimiter(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    }
}

/// Returns a text that is not encoded, unless it contains the delimiter.
fn undivided(text: Cow<'_, str>, delimiter: char) -> Result<Cow<'_, str>, DelimiterError> {
    if text.contains(delimiter) {
        return Err(DelimiterError(delimiter));
    }
    Ok(text)
}

/// Returns the text of an item of a header.
fn plain_item(item: &Value) -> Result<Cow<'_, str>, DelimiterError> {
    match item {
        Value::Array(_) | Value::Object(_) => Ok(item.text()),
        scalar => undivided(scalar.text(), ','),
    }
}

/// Appends the joined texts as one pair, unless there are none.
fn push_joined(
    pairs: &mut Vec<(String, Value)>,
    name: &str,
    between: char,
    texts: Vec<Cow<'_, str>>,
) {
    if !texts.is_empty() {
        let text = texts.join(between.encode_utf8(&mut [0; 4]));
        pairs.push((name.to_owned(), Value::String(text)));
    }
}

/// Appends a pair for each item of an array, or one for another value.
fn repeat(pairs: &mut Vec<(String, Value)>, name: &str, value: Value) {
    let items = match value {
        Value::Array(items) => items,
        other => vec![other],
    };
    let items = items.into_iter().filter(|item| defined(item).is_some());
    pairs.extend(items.map(|item| (name.to_owned(), item)));
}

/// Appends the pairs of a value whose name including brackets is `prefix`.
fn deep_pairs(
    pairs: &mut Vec<(String, Value)>,
    prefix: String,
    value: Value,
) -> Result<(), DelimiterError> {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (at, item) in items.into_iter().enumerate() {
                deep_pairs(pairs, format!("{prefix}[{at}]"), item)?;
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                check_brackets(&name)?;
                deep_pairs(pairs, format!("{prefix}[{name}]"), member)?;
            }
        }
        scalar => pairs.push((prefix, scalar)),
    }
    Ok(())
}

/// Refuses the name of a member that would be read as several names. Brackets at the end, as in `tags[]`, mark an array.
fn check_brackets(name: &str) -> Result<(), DelimiterError> {
    let own = name.strip_suffix("[]").unwrap_or(name);
    match own.chars().find(|character| matches!(character, '[' | ']')) {
        Some(bracket) => Err(DelimiterError(bracket)),
        None => Ok(()),
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

/// Appends a delimiter, unless this is the first item.
fn separate(out: &mut String, at: usize, delimiter: char) {
    match delimiter {
        _ if at == 0 => {}
        ' ' | '|' => percent::encode(out, delimiter.encode_utf8(&mut [0; 4]), Keep::Nothing),
        delimiter => out.push(delimiter),
    }
}

/// Appends an item of a list with this delimiter.
fn push_item(
    out: &mut String,
    text: &str,
    delimiter: char,
    keep: Keep,
) -> Result<(), DelimiterError> {
    let is_distinct = matches!(delimiter, ',' | ';');
    if !is_distinct && text.contains(delimiter) {
        return Err(DelimiterError(delimiter));
    }
    percent::encode_item(out, text, delimiter, keep);
    Ok(())
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

/// Appends a pair for each item of an array, or one for another value.
fn push_pairs(out: &mut String, name: &str, value: &Value, keep: Keep) {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    for item in items.iter().filter_map(defined) {
        push_pair(out, name, &item.text(), keep);
    }
}

/// Appends `name=text`, or only `name` if the text is empty (RFC 6570, section 3.2.7).
fn matrix_pair(out: &mut String, name: &str, text: &str, keep: Keep) {
    percent::encode(out, name, Keep::Nothing);
    if !text.is_empty() {
        out.push('=');
        percent::encode_item(out, text, ';', keep);
    }
}

/// Appends the items of an array, or the names and values of an object with `join` within each pair.
fn join_parts(
    out: &mut String,
    value: &Value,
    between: char,
    join: char,
    keep: Keep,
) -> Result<(), DelimiterError> {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().filter_map(defined).enumerate() {
                separate(out, at, between);
                push_item(out, &item.text(), between, keep)?;
            }
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, member)| Some((name, defined(member)?)));
            for (at, (name, member)) in members.enumerate() {
                separate(out, at, between);
                push_item(out, name, between, Keep::Nothing)?;
                separate(out, 1, join);
                push_item(out, &member.text(), between, keep)?;
            }
        }
        scalar => percent::encode(out, &scalar.text(), keep),
    }
    Ok(())
}

/// Appends the pairs of a value whose name including brackets is `prefix`.
fn deep(out: &mut String, prefix: &str, keep: Keep, value: &Value) -> Result<(), DelimiterError> {
    let inner = |name: &str| format!("{prefix}%5B{}%5D", percent::encoded(name));
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                deep(out, &inner(&at.to_string()), keep, item)?;
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                check_brackets(name)?;
                deep(out, &inner(name), keep, member)?;
            }
        }
        scalar => {
            next_pair(out);
            out.push_str(prefix);
            out.push('=');
            percent::encode(out, &scalar.text(), keep);
        }
    }
    Ok(())
}
