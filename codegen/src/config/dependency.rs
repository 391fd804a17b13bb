//! TOML values as text.

use std::fmt::Write;

use toml::de::DeValue;

/// Returns a value as TOML on one line; `None` for a type that requirements do not contain, such as a date.
pub(super) fn inline(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => quoted(text),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(|item| inline(item.get_ref())).collect();
            format!("[{}]", items?.join(", "))
        }
        DeValue::Table(members) => {
            let members: Option<Vec<_>> = members
                .iter()
                .map(|(key, value)| {
                    Some(format!(
                        "{} = {}",
                        key_text(key.get_ref()),
                        inline(value.get_ref())?
                    ))
                })
                .collect();
            format!("{{ {} }}", members?.join(", "))
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => return None,
    })
}

/// Returns a key, quoted if necessary (TOML 1.0, "Keys").
fn key_text(key: &str) -> String {
    let is_bare = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// Returns a basic string (TOML 1.0, "String").
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            other if other.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04X}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
