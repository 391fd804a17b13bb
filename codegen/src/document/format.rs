//! The format of a text.

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.1 or 1.2.
    Yaml,
}

impl Format {
    /// Detects the format by the beginning of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut characters = text.chars().filter(|character| !character.is_whitespace());
        match (characters.next(), characters.next()) {
            // The keys of a YAML mapping in braces need no quotes.
            (Some('{'), None | Some('"' | '}')) | (Some('['), _) => Self::Json,
            _ => Self::Yaml,
        }
    }
}
