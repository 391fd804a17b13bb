//! Forms: how the properties of an object become pairs or parts.

use serde::Serialize;

use crate::runtime::body::file_part::FilePart;
use crate::runtime::encode::percent::{self, Keep};
use crate::runtime::encode::style::{self, Style};
use crate::runtime::encode::value::Value;

/// How one property of a form is written (OpenAPI 3.1.1, "Encoding Object").
#[derive(Debug, Clone, Copy)]
pub struct Encoding {
    pub(crate) name: &'static str,
    pub(crate) how: How,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// What decides about the text of a property.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    /// The kind of its value.
    Kind,
    /// A media type, or several with commas between them.
    Content(&'static str),
    /// A style, as for a query parameter.
    Style {
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
}

impl Encoding {
    /// The property is written by its kind, as properties without an encoding are.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            how: How::Kind,
            headers: &[],
        }
    }

    /// The property is written in a style, as a query parameter is.
    #[must_use]
    pub const fn style(name: &'static str, style: Style, explode: bool) -> Self {
        let how = How::Style {
            style,
            explode,
            allow_reserved: false,
        };
        Self {
            how,
            ..Self::of(name)
        }
    }

    /// The property is written in a style with `allowReserved`: reserved characters stand as they are.
    #[must_use]
    pub const fn reserved(name: &'static str, style: Style, explode: bool) -> Self {
        let how = How::Style {
            style,
            explode,
            allow_reserved: true,
        };
        Self {
            how,
            ..Self::of(name)
        }
    }

    /// The property is of this media type: what is JSON is written as JSON. Of several, with commas between them, a file has
    /// the first that is no range, unless it says another.
    #[must_use]
    pub const fn content(name: &'static str, media_type: &'static str) -> Self {
        Self {
            how: How::Content(media_type),
            ..Self::of(name)
        }
    }

    /// Headers that each part of the property has.
    #[must_use]
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The encoding of a property.
    pub(crate) fn find(encodings: &[Self], name: &str) -> Self {
        let found = encodings.iter().find(|encoding| encoding.name == name);
        found.copied().unwrap_or(Self::of(""))
    }
}

impl How {
    /// The media type, where there is one that is no range.
    pub(crate) fn media_type(self) -> Option<&'static str> {
        let Self::Content(media_types) = self else {
            return None;
        };
        let mut media_types = media_types.split(',').map(str::trim);
        media_types.find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
    }

    /// Whether it asks for JSON.
    pub(crate) fn is_json(self) -> bool {
        self.media_type().is_some_and(is_json)
    }
}

/// Whether a media type is one of JSON.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The pairs of a form (OpenAPI 3.1.1, "Encoding the x-www-form-urlencoded Media Type"): where nothing else is said, arrays
/// are a pair for each item and objects are JSON. Spaces are plus signs (URL standard, "application/x-www-form-urlencoded").
///
/// # Errors
///
/// Where the value is no object, or holds a file that is no text.
pub(crate) fn urlencoded(value: &Value, encodings: &[Encoding]) -> Result<String, String> {
    let members = match value {
        Value::Object(members) => members.as_slice(),
        Value::Null => &[],
        _ => return Err("it is no object".to_owned()),
    };
    if let Some(name) = unsendable_file(value) {
        return Err(format!(
            "{name}: a file can only be sent in a multipart body"
        ));
    }
    let mut out = String::new();
    for (name, member) in members {
        let how = Encoding::find(encodings, name).how;
        let pairs = match (how, member) {
            (_, Value::Null) => None,
            (
                How::Style {
                    style,
                    explode,
                    allow_reserved,
                },
                _,
            ) => {
                let keep = if allow_reserved {
                    Keep::ReservedInForm
                } else {
                    Keep::Nothing
                };
                style::query(name, style, explode, keep, member)
            }
            _ if how.is_json() => Some(pair(name, &member.json())),
            (_, Value::Object(_)) => Some(pair(name, &member.text())),
            _ => style::query(name, Style::Form, true, Keep::Nothing, member),
        };
        if let Some(pairs) = pairs {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(&pairs.replace("%20", "+"));
        }
    }
    Ok(out)
}

fn pair(name: &str, text: &str) -> String {
    format!("{}={}", percent::encoded(name), percent::encoded(text))
}

/// The name of a member that holds a file which is no text, however deep.
fn unsendable_file(value: &Value) -> Option<&str> {
    match value {
        Value::Object(members) => members.iter().find_map(|(name, member)| match member {
            Value::File(file) => file.text().is_none().then_some(name.as_str()),
            member => unsendable_file(member).map(|_| name.as_str()),
        }),
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::File(file) => file.text().is_none().then_some(""),
            item => unsendable_file(item),
        }),
        _ => None,
    }
}

/// A part of a multipart body before it is written.
#[derive(Debug)]
pub(crate) struct Part {
    /// The name of the property; empty for an item of an array that is the whole body.
    pub(crate) name: String,
    pub(crate) content: PartContent,
    /// Its media type, where it has to be said.
    pub(crate) media_type: Option<String>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// What a part holds.
#[derive(Debug)]
pub(crate) enum PartContent {
    Text(String),
    File(FilePart),
}

/// The parts of a multipart body (OpenAPI 3.1.1, "Encoding multipart Media Types"): arrays are a part for each item, objects
/// are JSON, other values are text.
///
/// # Errors
///
/// Where the value is neither an object nor an array, or a file stands inside of JSON.
pub(crate) fn parts(value: Value, encodings: &[Encoding]) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let encoding = Encoding::find(encodings, &name);
                add_parts(&mut parts, &name, member, encoding)?;
            }
        }
        Value::Array(_) => add_parts(&mut parts, "", value, Encoding::of(""))?,
        Value::Null => {}
        _ => return Err("it is no object".to_owned()),
    }
    Ok(parts)
}

fn add_parts(
    parts: &mut Vec<Part>,
    name: &str,
    value: Value,
    encoding: Encoding,
) -> Result<(), String> {
    let Encoding { how, headers, .. } = encoding;
    match (how, value) {
        (_, Value::Null) => {}
        (How::Style { style, explode, .. }, value) if !matches!(value, Value::File(_)) => {
            let pairs = style::pairs(name, style, explode, &value);
            parts.extend(pairs.into_iter().map(|(name, text)| Part {
                name,
                content: PartContent::Text(text),
                media_type: None,
                headers,
            }));
        }
        (_, Value::Array(items)) => {
            for item in items {
                match item {
                    Value::Array(_) => parts.push(json(name, &item, encoding)?),
                    item => add_parts(parts, name, item, encoding)?,
                }
            }
        }
        (_, Value::File(file)) => {
            let own = file.body().content_type().map(str::to_owned);
            let media_type = own.or_else(|| how.media_type().map(str::to_owned));
            let unknown = || "application/octet-stream".to_owned();
            parts.push(Part {
                name: name.to_owned(),
                content: PartContent::File(file),
                media_type: Some(media_type.unwrap_or_else(unknown)),
                headers,
            });
        }
        (_, value @ Value::Object(_)) => parts.push(json(name, &value, encoding)?),
        (_, value) if how.is_json() => parts.push(json(name, &value, encoding)?),
        (_, value) => parts.push(Part {
            name: name.to_owned(),
            content: PartContent::Text(value.text().into_owned()),
            media_type: how.media_type().map(str::to_owned),
            headers,
        }),
    }
    Ok(())
}

fn json(name: &str, value: &Value, encoding: Encoding) -> Result<Part, String> {
    if unsendable_file(value).is_some() {
        return Err(format!("{name}: a file cannot be sent inside of JSON"));
    }
    let declared = encoding
        .how
        .media_type()
        .filter(|declared| is_json(declared));
    Ok(Part {
        name: name.to_owned(),
        content: PartContent::Text(value.json()),
        media_type: Some(declared.unwrap_or("application/json").to_owned()),
        headers: encoding.headers,
    })
}

/// JSON values that follow each other, each with a line feed behind it, and in a JSON sequence with a record separator before
/// it (RFC 7464).
///
/// # Errors
///
/// Where a value is no JSON.
pub(crate) fn json_lines<T: Serialize + ?Sized>(
    media_type: &str,
    value: &T,
) -> Result<String, serde_json::Error> {
    let values = match serde_json::to_value(value)? {
        serde_json::Value::String(text) => return Ok(text),
        serde_json::Value::Array(items) => items,
        other => vec![other],
    };
    let lead = if media_type.contains("json-seq") {
        "\u{1e}"
    } else {
        ""
    };
    Ok(values
        .iter()
        .map(|value| format!("{lead}{value}\n"))
        .collect())
}
