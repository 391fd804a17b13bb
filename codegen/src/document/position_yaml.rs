//! Positions of a YAML text.
//!
//! The parser is a port of the one behind serde_yaml, which reads what stricter ones refuse, such as a closing bracket that
//! is not indented: every text that gave values gives positions too.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{BufRead, Read};

use libyaml_safer::{EventData, Mark, Parser};

use super::position::{Lines, PositionTree, TreeBuilder};

/// The positions of all nodes before the first syntax error, if there is one.
pub(super) fn positions(text: &str, lines: &Lines) -> PositionTree {
    let mut builder = TreeBuilder::default();
    let mut anchors = HashMap::new();
    let readable = readable(text);
    let mut parser = Parser::new();
    parser.set_input(terminated(&readable));
    for event in parser.map_while(Result::ok) {
        let start = offset(text, event.start_mark);
        // What spans several lines is shown by the first of them.
        let line_end = lines.range(text, lines.line(start)).end.max(start);
        let end = offset(text, event.end_mark).clamp(start, line_end);
        let (anchor, node) = match event.data {
            EventData::Scalar { value, .. } if builder.expects_key() => {
                builder.key(&value, start, end);
                continue;
            }
            EventData::Alias { .. } if builder.expects_key() => {
                builder.key("", start, end);
                continue;
            }
            EventData::Alias { anchor } => {
                builder.value(start, end, anchors.get(&anchor).copied());
                continue;
            }
            EventData::Scalar { anchor, .. } => (anchor, builder.value(start, end, None)),
            EventData::SequenceStart { anchor, .. } => {
                (anchor, builder.begin(true, start, line_end))
            }
            EventData::MappingStart { anchor, .. } => {
                (anchor, builder.begin(false, start, line_end))
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                builder.end();
                continue;
            }
            EventData::DocumentEnd { .. } => break,
            EventData::StreamStart { .. }
            | EventData::StreamEnd
            | EventData::DocumentStart { .. } => continue,
        };
        if let Some(anchor) = anchor {
            anchors.insert(anchor, node);
        }
    }
    builder.finish()
}

/// The bytes of a text with a line break after them, which the parser needs where a block scalar ends the text: it panics
/// without one.
pub(super) fn terminated(text: &str) -> impl BufRead {
    text.as_bytes().chain(&b"\n"[..])
}

/// The text with a null for each tag that a comma follows, as in `[!a, b]`, at which the parser panics; everything else stays
/// where it is.
///
/// Where it is no tag but part of a text, that text is another one for the parser, which changes no position.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let mut blanked: Option<Vec<u8>> = None;
    let mut end = 0;
    for (start, _) in text.match_indices('!') {
        let before = text[..start].chars().next_back();
        let begins = before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before));
        if start < end || !begins {
            continue;
        }
        let length = text[start..]
            .find(|character: char| character.is_whitespace() || "[]{},".contains(character))
            .unwrap_or(text.len() - start);
        end = start + length;
        if text[end..].starts_with(',') {
            let bytes = blanked.get_or_insert_with(|| text.as_bytes().to_vec());
            bytes[start..end].fill(b' ');
            bytes[start] = b'~';
        }
    }
    match blanked.map(String::from_utf8) {
        Some(Ok(blanked)) => Cow::Owned(blanked),
        _ => Cow::Borrowed(text),
    }
}

/// The byte that a mark is at, always the first of a character.
fn offset(text: &str, mark: Mark) -> usize {
    let mut offset = usize::try_from(mark.index).map_or(text.len(), |at| at.min(text.len()));
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
