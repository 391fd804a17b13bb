//! `[client.diagnostics]`.

use super::value::Table;
use crate::diagnostic::Levels;

/// Reads the levels of a client.
pub(super) fn levels(client: &Table<'_>) -> Levels {
    let mut levels = Levels::default();
    let name = "[client.diagnostics]";
    let Some(table) = client.table("diagnostics", name, &["allow", "deny"]) else {
        return levels;
    };
    let allowed = table.strings("allow");
    for word in table.strings("deny") {
        if let Err(error) = levels.deny(&word.value) {
            table.reject(&word, error.to_string(), &error.hint());
        }
        if allowed.iter().any(|allowed| allowed.value == word.value) {
            let message = format!("`{}` is both denied and allowed", word.value);
            table.reject(&word, message, "remove it from one of the lists");
        }
    }
    for word in &allowed {
        if let Err(error) = levels.allow(&word.value) {
            table.reject(word, error.to_string(), &error.hint());
        }
    }
    levels
}
