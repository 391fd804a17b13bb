//! String literals in source code.

use std::borrow::Cow;

/// The quotes of a string literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `"..."`, with escapes.
    Escaped,
    /// `r#"..."#`, without.
    Raw,
}

impl Quotes {
    /// The quotes of a string literal and the text between them; `None` for any other literal.
    pub(super) fn of(literal: &str) -> Option<(Self, &str)> {
        [Self::Escaped, Self::Raw].into_iter().find_map(|quotes| {
            let content = literal.strip_prefix(quotes.open())?;
            Some((quotes, content.strip_suffix(quotes.close())?))
        })
    }

    pub(super) fn open(self) -> &'static str {
        match self {
            Self::Escaped => "\"",
            Self::Raw => "r#\"",
        }
    }

    pub(super) fn close(self) -> &'static str {
        match self {
            Self::Escaped => "\"",
            Self::Raw => "\"#",
        }
    }

    /// The source text of a line break.
    pub(super) fn line_break(self) -> &'static str {
        match self {
            Self::Escaped => "\\n",
            Self::Raw => "\n",
        }
    }

    /// The length of the first line of a literal, in source text.
    pub(super) fn line_length(self, content: &str) -> usize {
        if self == Self::Raw {
            return content.find('\n').unwrap_or(content.len());
        }
        let mut at = 0;
        while let Some(before) = content.get(at..).and_then(|rest| rest.find('\\')) {
            at += before;
            if content[at..].starts_with("\\n") {
                return at;
            }
            // No other escape is a line break, and each begins with an ASCII character.
            at += 2;
        }
        content.len()
    }

    /// The value of a line of a literal; `None` if it has escapes that are unknown here.
    pub(super) fn text(self, line: &str) -> Option<Cow<'_, str>> {
        if self == Self::Raw || !line.contains('\\') {
            return Some(Cow::Borrowed(line));
        }
        let mut text = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('\\') {
            text.push_str(before);
            let mut characters = after.chars();
            text.push(match characters.next()? {
                quote @ ('"' | '\'' | '\\') => quote,
                't' => '\t',
                'u' => {
                    let (digits, rest) = characters.as_str().strip_prefix('{')?.split_once('}')?;
                    characters = rest.chars();
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                // Other escapes are rare, and a line break would need another kind of comment.
                _ => return None,
            });
            rest = characters.as_str();
        }
        text.push_str(rest);
        Some(Cow::Owned(text))
    }
}
