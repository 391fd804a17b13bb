//! Forms: encoding the properties of an object as pairs or parts.

use serde::Serialize;

use crate::runtime::body::file_part::FilePart;
use crate::runtime::encode::percent::{self, Keep};
use crate::runtime::encode::style::{self, Style};
use crate::runtime::encode::value::Value;

/// The encoding of a property of a form (OpenAPI 3.1.1, "Encoding Object").
#[derive(Debug, Clone, Copy)]
pub struct Encoding {
    pub(crate) name: &'static str,
    pub(crate) how: How,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// The format of a property.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    /// By the type of its value.
    Kind,
    /// A media type, or several separated by commas.
    Content(&'static str),
    /// A style, as for query parameters.
    Style {
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
}

impl Encoding {
    /// Creates an encoding by the type of the value, which is the default.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            how: How::Kind,
            headers: &[],
        }
    }

    /// Creates an encoding with a style, as for query parameters.
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

    /// Creates an encoding with a style and `allowReserved`: reserved characters are not encoded.
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

    /// Creates an encoding with a media type. For JSON the value is serialized as JSON. Of several media types, separated by
    /// commas, a file without a content type has the first one that is not a range.
    #[must_use]
    pub const fn content(name: &'static str, media_type: &'static str) -> Self {
        Self {
            how: How::Content(media_type),
            ..Self::of(name)
        }
    }

    /// Sets the headers of each part.
    #[must_use]
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Returns the encoding of a property.
    pub(crate) fn find(encodings: &[Self], name: &str) -> Self {
        let found = encodings.iter().find(|encoding| encoding.name == name);
        found.copied().unwrap_or(Self::of(""))
    }
}

impl How {
    /// Returns the first media type that is not a range.
    pub(crate) fn media_type(self) -> Option<&'static str> {
        let Self::Content(media_types) = self else {
            return None;
        };
        let mut media_types = media_types.split(',').map(str::trim);
        media_types.find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
    }

    /// Returns the media type of a value that is serialized as JSON in any case: one of JSON, or else one of text.
    fn media_type_of_json(self) -> Option<&'static str> {
        let Self::Content(media_types) = self else {
            return None;
        };
        let media_types = || media_types.split(',').map(str::trim);
        let is_text = |media_type: &&str| {
            let essence = media_type.split(';').next().unwrap_or_default();
            let essence = essence.trim().to_ascii_lowercase();
            essence.starts_with("text/") && !essence.ends_with("xml") && essence != "text/*"
        };
        media_types()
            .find(|media_type| is_json(media_type) && !media_type.contains('*'))
            .or_else(|| media_types().find(is_text))
    }

    /// Returns `true` if the value is serialized as JSON.
    pub(crate) fn is_json(self) -> bool {
        self.media_type().is_some_and(is_json)
    }
}

/// Returns `true` for media types of JSON.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Encodes a form (OpenAPI 3.1.1, "Encoding the x-www-form-urlencoded Media Type"). By default an array is one pair per item, and
/// an object is JSON. A space is a plus sign (URL standard, "application/x-www-form-urlencoded").
///
/// # Errors
///
/// If the value is not an object, or contains a file that is not text.
pub(crate) fn urlencoded(value: &Value, encodings: &[Encoding]) -> Result<String, String> {
    let members = match value {
        Value::Object(members) => members.as_slice(),
        Value::Null => &[],
        _ => return Err("it is not an object".to_owned()),
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
                    Keep::Reserved
                } else {
                    Keep::Nothing
                };
                encoded(name, style, explode, keep, member)?
            }
            _ if how.is_json() => Some(pair(name, &member.json())),
            (_, Value::Object(_)) => Some(pair(name, &member.text())),
            _ => encoded(name, Style::Form, true, Keep::Nothing, member)?,
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

fn encoded(
    name: &str,
    style: Style,
    explode: bool,
    keep: Keep,
    member: &Value,
) -> Result<Option<String>, String> {
    let pairs = style::query(name, style, explode, keep, member);
    pairs.map_err(|error| format!("{name}: {error}"))
}

fn pair(name: &str, text: &str) -> String {
    format!("{}={}", percent::encoded(name), percent::encoded(text))
}

/// Returns the name of a member that contains a file that is not text, at any depth.
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

/// A part of a multipart body.
#[derive(Debug)]
pub(crate) struct Part {
    /// The name of the property; empty for an item if the body is an array.
    pub(crate) name: String,
    pub(crate) content: PartContent,
    /// The media type, if it must be sent.
    pub(crate) media_type: Option<String>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// The contents of a part.
#[derive(Debug)]
pub(crate) enum PartContent {
    Text(String),
    File(FilePart),
}

/// Returns the parts of a multipart body (OpenAPI 3.1.1, "Encoding multipart Media Types"): an array is one part per item, an
/// object is JSON, and other values are text.
///
/// # Errors
///
/// If the value is neither an object nor an array, or if JSON contains a file.
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
        _ => return Err("it is not an object".to_owned()),
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
        (How::Style { style, explode, .. }, value) => {
            let pairs = style::pairs(name, style, explode, value);
            let pairs = pairs.map_err(|error| format!("{name}: {error}"))?;
            for (name, value) in pairs {
                parts.push(match value {
                    Value::File(file) => file_part(&name, file, encoding),
                    value => Part {
                        content: PartContent::Text(value.text().into_owned()),
                        name,
                        media_type: None,
                        headers,
                    },
                });
            }
        }
        (_, Value::Array(items)) => {
            for item in items {
                match item {
                    Value::Array(_) => parts.push(json(name, &item, encoding)?),
                    item => add_parts(parts, name, item, encoding)?,
                }
            }
        }
        (_, Value::File(file)) => parts.push(file_part(name, file, encoding)),
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

fn file_part(name: &str, file: FilePart, encoding: Encoding) -> Part {
    let own = file.body().content_type();
    let media_type = own.or(encoding.how.media_type());
    let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
    Part {
        name: name.to_owned(),
        content: PartContent::File(file),
        media_type: Some(media_type),
        headers: encoding.headers,
    }
}

fn json(name: &str, value: &Value, encoding: Encoding) -> Result<Part, String> {
    if unsendable_file(value).is_some() {
        return Err(format!("{name}: a file cannot be sent inside of JSON"));
    }
    let declared = encoding.how.media_type_of_json();
    Ok(Part {
        name: name.to_owned(),
        content: PartContent::Text(value.json()),
        media_type: Some(declared.unwrap_or("application/json").to_owned()),
        headers: encoding.headers,
    })
}

/// Encodes JSON values, each followed by a line feed and, in a JSON text sequence (RFC 7464), preceded by a record separator.
///
/// # Errors
///
/// If a value cannot be serialized as JSON.
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
