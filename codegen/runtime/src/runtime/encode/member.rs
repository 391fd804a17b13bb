//! Setting a member of a body that is encoded already.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use crate::runtime::body::request_body::Body;
use crate::runtime::encode::multipart;

/// Sets a member of an object to `true`. Bodies that are not objects, or that have another media type than JSON or a form, are left
/// alone.
pub(crate) fn enable(body: &mut Body, media_type: &str, name: &str) {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if essence == "multipart/form-data" {
        return multipart::set_text(body, media_type, name, "true");
    }
    let bytes = body.in_memory();
    let text = bytes.as_deref().map(std::str::from_utf8);
    let Some(Ok(text)) = text else { return };
    let changed = match essence.as_str() {
        "application/x-www-form-urlencoded" => Some(enable_pair(text, name)),
        json if json.ends_with("json") => enable_json(text, name),
        _ => None,
    };
    if let Some(changed) = changed {
        body.set_bytes(changed);
    }
}

/// Returns a form with the pair `name=true`.
fn enable_pair(text: &str, name: &str) -> String {
    let is_other = |pair: &&str| {
        let (key, _) = pair.split_once('=').unwrap_or((pair, ""));
        !key.is_empty() && key != name
    };
    let mut form: String = text
        .split('&')
        .filter(is_other)
        .flat_map(|pair| [pair, "&"])
        .collect();
    form.push_str(name);
    form.push_str("=true");
    form
}

/// Returns an object with the member, or `None` if the text is not an object. All other members keep their text.
fn enable_json(text: &str, name: &str) -> Option<String> {
    let object = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut rest = object;
    while !rest.is_empty() {
        let mut keys = Deserializer::from_str(rest).into_iter::<String>();
        let key = keys.next()?.ok()?;
        let value = rest.get(keys.byte_offset()..)?.strip_prefix(':')?;
        let mut values = Deserializer::from_str(value).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let after = value.get(values.byte_offset()..)?;
        if key == name {
            let before = object.get(..object.len() - value.len())?;
            return Some(format!("{{{before}true{after}}}"));
        }
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    let comma = if object.is_empty() { "" } else { "," };
    Some(format!("{{{object}{comma}\"{name}\":true}}"))
}
