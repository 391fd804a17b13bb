//! Link targets.

use std::borrow::Cow;

/// Returns a target that rustdoc treats as a URL, not as the path of an item.
pub(super) fn target(dest: &str) -> Cow<'_, str> {
    if !is_item_path(dest) {
        return Cow::Borrowed(dest);
    }
    match dest.split_once(':') {
        // A URL with a percent-encoded character is equivalent (RFC 3986, section 6.2.2.2).
        Some((scheme, rest)) if is_scheme(scheme) && rest.is_ascii() && !rest.is_empty() => {
            let (first, rest) = rest.split_at(1);
            let byte = first.bytes().next().unwrap_or_default();
            Cow::Owned(format!("{scheme}:%{byte:02X}{rest}"))
        }
        _ => Cow::Owned(format!("./{dest}")),
    }
}

/// Returns `true` if rustdoc resolves a link to this target as an item.
pub(super) fn is_item_path(dest: &str) -> bool {
    if dest.contains('/') {
        return false;
    }
    let plain = dest.replace('`', "");
    let mut parts = plain.split('#');
    let path = parts.next().unwrap_or_default().trim();
    if path.is_empty() {
        return false;
    }
    let several_fragments = parts.nth(1).is_some();
    // The path may have a disambiguator: `fn@name`, `name!`, `name()`.
    let path = path.split_once('@').map_or(path, |(_, path)| path);
    let path = path.trim_end_matches(['(', ')', '{', '}', '[', ']', '!']);
    let is_path = |character: char| character.is_alphanumeric() || ":_<>, !*&;".contains(character);
    several_fragments || path.chars().all(is_path)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
}

/// Returns the target and the title of a link in parentheses.
pub(super) fn written(dest: &str, title: &str, in_table: bool) -> String {
    let dest = target(dest);
    let needs_brackets = dest.is_empty()
        || dest
            .chars()
            .any(|character| character.is_whitespace() || "()<>".contains(character));
    let mut out = String::from("(");
    if needs_brackets {
        out.push('<');
    }
    for character in dest.chars() {
        match character {
            '\n' => out.push_str("%0A"),
            '<' | '>' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '|' if in_table => out.push_str("%7C"),
            '&' => out.push_str("&amp;"),
            other => out.push(other),
        }
    }
    if needs_brackets {
        out.push('>');
    }
    if !title.trim().is_empty() {
        out.push_str(" \"");
        for character in title
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
        {
            match character {
                '"' | '\\' | '|' => {
                    out.push('\\');
                    out.push(character);
                }
                '&' => out.push_str("&amp;"),
                other => out.push(other),
            }
        }
        out.push('"');
    }
    out.push(')');
    out
}

/// Returns the length of the URL at the start of a text.
pub(super) fn bare_url(text: &str) -> Option<usize> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let is_host = |first: char| first.is_alphanumeric() || "-@:%._+~#=\\".contains(first);
    if !rest.starts_with(is_host) {
        return None;
    }
    let start = text.len() - rest.len();
    let ends_url = |character: char| character.is_whitespace() || "<>\"`".contains(character);
    let end = text.find(ends_url).unwrap_or(text.len());
    let url = &text[..entity(&text[..end]).unwrap_or(end)];
    let length = url.len() - trailing(url);
    (length > start).then_some(length)
}

/// Returns the start of the first character reference other than `&amp;`.
fn entity(text: &str) -> Option<usize> {
    let mut starts = text.match_indices('&').map(|(at, _)| at);
    starts.find(|at| {
        let rest = &text[at + 1..];
        let name =
            rest.split(|character: char| !character.is_ascii_alphanumeric() && character != '#');
        let name = name.into_iter().next().unwrap_or_default();
        !name.is_empty() && name != "amp" && rest[name.len()..].starts_with(';')
    })
}

/// Returns the length of the end of a URL that belongs to the sentence: punctuation, and closing brackets of the sentence.
fn trailing(url: &str) -> usize {
    let count = |wanted: char| url.chars().filter(|character| *character == wanted).count();
    let mut surplus = [('(', ')'), ('[', ']'), ('{', '}')]
        .map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut length = 0;
    for character in url.chars().rev() {
        let closing = surplus.iter_mut().find(|(close, _)| *close == character);
        let belongs_outside = match closing {
            Some((_, 0)) => false,
            Some((_, surplus)) => {
                *surplus -= 1;
                true
            }
            None => ".,;:!?'*_~\\|[({".contains(character),
        };
        if !belongs_outside {
            break;
        }
        length += character.len_utf8();
    }
    length
}

/// Returns a URL in angle brackets, where escapes and character references have no meaning.
pub(super) fn autolink(url: &str) -> String {
    let mut out = String::from("<");
    let mut characters = url.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\'
            && characters
                .peek()
                .is_some_and(|next| next.is_ascii_punctuation());
        if !escapes {
            out.push(character);
        }
    }
    out.push('>');
    out.replace("&amp;", "&")
}
