//! Hidden characters.

/// Returns `true` for the characters that are never printed: control characters, line and paragraph separators, and those that
/// control the direction of text (Unicode Standard Annex 9, section 2).
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
