//! Matching paths with the path templates of operations.

/// A parsed path template.
pub(crate) struct Template {
    parts: Vec<Part>,
}

enum Part {
    /// Decoded bytes.
    Literal(Vec<u8>),
    /// A parameter: at least one byte, no slash.
    Parameter,
}

impl Template {
    pub(crate) fn new(template: &str) -> Self {
        // The query and fragment are not part of the path.
        let path = template.split(['?', '#']).next().unwrap_or_default();
        let mut parts = Vec::new();
        let mut rest = path;
        while let Some((literal, behind)) = rest.split_once('{') {
            let Some((_, behind)) = behind.split_once('}') else {
                break;
            };
            if !literal.is_empty() {
                parts.push(Part::Literal(decoded(literal)));
            }
            parts.push(Part::Parameter);
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(decoded(rest)));
        }
        Self { parts }
    }

    /// Returns `true` if a path, as it was sent, matches the template.
    pub(crate) fn matches(&self, path: &str) -> bool {
        matches(&self.parts, path)
    }

    /// Returns the number of literal bytes: the more, the more specific is the template.
    pub(crate) fn literals(&self) -> usize {
        let literals = self.parts.iter().map(|part| match part {
            Part::Literal(literal) => literal.len(),
            Part::Parameter => 0,
        });
        literals.sum()
    }
}

fn matches(parts: &[Part], path: &str) -> bool {
    match parts {
        [] => path.is_empty(),
        [Part::Literal(literal), rest @ ..] => {
            // The shortest prefix of the path whose decoded length is that of the literal.
            let ends = (0..=path.len()).filter(|&end| path.is_char_boundary(end));
            let mut ends = ends.skip_while(|&end| decoded(&path[..end]).len() < literal.len());
            ends.next()
                .is_some_and(|end| decoded(&path[..end]) == *literal && matches(rest, &path[end..]))
        }
        [Part::Parameter, rest @ ..] => {
            let ends = path
                .char_indices()
                .map(|(at, character)| (at + character.len_utf8(), character));
            ends.take_while(|(_, character)| *character != '/')
                .any(|(end, _)| matches(rest, &path[end..]))
        }
    }
}

/// Percent-decodes a text (RFC 3986, section 2.1). Invalid triplets are kept.
fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let triplet = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = triplet
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    out
}
