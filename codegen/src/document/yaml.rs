//! YAML as its parser meets it: where the nodes of a text stand, and the steps that its values are made of.
//!
//! The parser is a port of the one behind serde_yaml, which reads what stricter ones refuse, such as a closing bracket that
//! is not indented: every text that gives values there gives positions here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{BufRead, Read};
use std::ops::Range;

use libyaml_safer::{Event, EventData, MappingStyle, Mark, Parser, ScalarStyle};

use super::position::{Lines, PositionTree, TreeBuilder};
use super::steps::Step;

/// What a text holds.
pub(super) struct Reading {
    /// The positions of all nodes before the first syntax error, if there is one.
    pub(super) positions: PositionTree,
    /// The steps that the value is made of; `None` where serde_yaml has to judge, as over a fault or a tag.
    pub(super) steps: Option<Vec<Step>>,
}

/// Reads a text.
pub(super) fn read(text: &str, lines: &Lines) -> Reading {
    let halves = cut(text).and_then(|at| read_halves(text, lines, at));
    halves.unwrap_or_else(|| {
        let Part {
            positions,
            steps,
            unknown,
            ..
        } = Part::read(text, lines, 0..text.len());
        Reading {
            positions,
            steps: steps.filter(|_| unknown.is_empty()),
        }
    })
}

/// How many bytes most documents have for each node, roughly: room that is not there has to be made, and is copied to.
const BYTES_OF_A_NODE: usize = 32;

/// The size from which a text is read in halves, in bytes: below it, a second thread gains nothing.
const LARGE: usize = 1 << 14;

/// The beginning of the line closest to the middle of a large text that may be a member of its root.
fn cut(text: &str) -> Option<usize> {
    if text.len() < LARGE {
        return None;
    }
    let bytes = text.as_bytes();
    let begins = |at: &usize| bytes[at - 1] == b'\n' && bytes[*at].is_ascii_alphabetic();
    let middle = bytes.len() / 2;
    let before = (1..middle).rev().find(begins);
    let after = (middle..bytes.len()).find(begins);
    match (before, after) {
        (Some(before), Some(after)) if middle - before < after - middle => Some(before),
        (before, after) => after.or(before),
    }
}

/// Reads the two parts of a text at the same time; `None` where what they hold is not what the whole text holds, as far as
/// they can tell.
///
/// A line that is not indented ends whatever can end there. Where it stands inside of quotes or brackets, the first part has
/// no end of them, which is a fault. Where the root of each part is a block of members that is not indented, and the first one
/// does not end its document, the members of the second one follow those of the first.
pub(super) fn read_halves(text: &str, lines: &Lines, at: usize) -> Option<Reading> {
    let (first, second) = rayon::join(
        || Part::read(text, lines, 0..at),
        || Part::read(text, lines, at..text.len()),
    );
    let is_whole = first.unknown.is_empty() && !first.is_ended;
    if !is_whole || !first.has_members || !second.has_members {
        return None;
    }
    let (mut steps, more) = (first.steps?, second.steps?);
    // The object ends with the second part, and began with the first.
    steps.pop();
    let moved = steps.len() - 1;
    steps.extend(more.into_iter().skip(1).map(|step| match step {
        Step::Alias(Some(step)) => Step::Alias(Some(step + moved)),
        step => step,
    }));
    let mut positions = first.positions;
    let append = positions.append(second.positions);
    for alias in second.unknown {
        let anchor = first.anchors.get(&alias.anchor)?;
        steps[alias.step + moved] = Step::Alias(Some(anchor.step));
        if let (Some(node), Some(target)) = (alias.node, anchor.node) {
            positions.lead(node + append, target);
        }
    }
    Some(Reading {
        positions,
        steps: Some(steps),
    })
}

/// A text, or a part of it.
struct Part {
    /// As [`Reading::positions`].
    positions: PositionTree,
    /// As [`Reading::steps`], but for the aliases that are unknown.
    steps: Option<Vec<Step>>,
    anchors: HashMap<String, Anchor>,
    /// The aliases of anchors that do not stand before them in the part.
    unknown: Vec<Unknown>,
    /// Whether its root is a block of members that is not indented.
    has_members: bool,
    /// Whether it says where its document ends.
    is_ended: bool,
}

impl Part {
    fn read(text: &str, lines: &Lines, range: Range<usize>) -> Self {
        let part = &text[range.clone()];
        // What the next part holds is added to this one.
        let nodes = (text.len() - range.start) / BYTES_OF_A_NODE;
        let readable = readable(part);
        let mut reader = Reader {
            text,
            lines,
            range,
            line: 1,
            positions: TreeBuilder::with_capacity(nodes),
            steps: Vec::with_capacity(2 * nodes),
            anchors: HashMap::new(),
            unknown: Vec::new(),
            ends_in_block: false,
            has_members: false,
            is_ended: false,
        };
        let mut parser = Parser::new();
        parser.set_input(terminated(&readable));
        let mut is_clear = matches!(readable, Cow::Borrowed(_));
        let mut documents = 0;
        for event in parser {
            let Ok(event) = event else {
                is_clear = false;
                break;
            };
            documents += usize::from(matches!(event.data, EventData::DocumentStart { .. }));
            if documents > 1 {
                break;
            }
            is_clear &= reader.event(event).is_some();
        }
        // A line break that was added is part of such a scalar.
        let is_changed = reader.ends_in_block && !part.ends_with('\n');
        let is_whole = is_clear && documents == 1 && !is_changed;
        Self {
            positions: reader.positions.finish(),
            steps: is_whole.then_some(reader.steps),
            anchors: reader.anchors,
            unknown: reader.unknown,
            has_members: reader.has_members,
            is_ended: reader.is_ended,
        }
    }
}

/// What was read so far.
struct Reader<'t> {
    text: &'t str,
    lines: &'t Lines,
    /// The part of the text that is read.
    range: Range<usize>,
    /// The line that is read, counted from 1.
    line: usize,
    positions: TreeBuilder,
    steps: Vec<Step>,
    anchors: HashMap<String, Anchor>,
    unknown: Vec<Unknown>,
    /// Whether the part ends in a block of lines.
    ends_in_block: bool,
    /// As [`Part::has_members`].
    has_members: bool,
    /// As [`Part::is_ended`].
    is_ended: bool,
}

/// What an anchor names.
#[derive(Clone, Copy)]
struct Anchor {
    /// The node, unless it is a key.
    node: Option<usize>,
    step: usize,
}

/// An alias of an anchor that does not stand before it.
struct Unknown {
    anchor: String,
    step: usize,
    /// The node, unless it is a key.
    node: Option<usize>,
}

impl Reader<'_> {
    /// Takes an event in; `None` where serde_yaml has to judge over it.
    fn event(&mut self, event: Event) -> Option<()> {
        let start = self.offset(event.start_mark);
        // What spans several lines is shown by the first of them.
        self.line = self.lines.line_from(self.line, start);
        let line_end = self.lines.range(self.text, self.line).end.max(start);
        let end = self.offset(event.end_mark);
        let is_last = end == self.range.end;
        let end = end.clamp(start, line_end);
        let is_key = self.positions.expects_key();
        let (anchor, tag, node, step) = match event.data {
            EventData::Scalar {
                anchor,
                tag,
                value,
                style,
                ..
            } => {
                let node = if is_key {
                    self.positions.key(&value, start, end);
                    None
                } else {
                    Some(self.positions.value(start, end, None))
                };
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                self.ends_in_block |= is_block && is_last;
                let step = match style {
                    ScalarStyle::Plain => Step::Plain(value),
                    _ => Step::Text(value),
                };
                (anchor, tag, node, step)
            }
            EventData::Alias { anchor } => {
                let target = self.anchors.get(&anchor).copied();
                let node = if is_key {
                    self.positions.key("", start, end);
                    None
                } else {
                    let target = target.and_then(|target| target.node);
                    Some(self.positions.value(start, end, target))
                };
                if target.is_none() {
                    let step = self.steps.len();
                    self.unknown.push(Unknown { anchor, step, node });
                }
                self.steps
                    .push(Step::Alias(target.map(|target| target.step)));
                return Some(());
            }
            EventData::SequenceStart { anchor, tag, .. } => {
                let node = self.positions.begin(true, start, line_end);
                (anchor, tag, Some(node), Step::Array)
            }
            EventData::MappingStart {
                anchor, tag, style, ..
            } => {
                if self.steps.is_empty() {
                    let is_block = style == MappingStyle::Block;
                    self.has_members = is_block && event.start_mark.column == 0;
                }
                let node = self.positions.begin(false, start, line_end);
                (anchor, tag, Some(node), Step::Object)
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                self.positions.end();
                self.steps.push(Step::End);
                return Some(());
            }
            EventData::DocumentEnd { implicit } => {
                self.is_ended = !implicit;
                return Some(());
            }
            EventData::StreamStart { .. }
            | EventData::StreamEnd
            | EventData::DocumentStart { .. } => return Some(()),
        };
        if let Some(anchor) = anchor {
            let step = self.steps.len();
            self.anchors.insert(anchor, Anchor { node, step });
        }
        self.steps.push(step);
        tag.is_none().then_some(())
    }

    /// The byte that a mark is at, always the first of a character.
    fn offset(&self, mark: Mark) -> usize {
        let Range { start, end } = self.range;
        let mut offset = usize::try_from(mark.index).map_or(end, |at| end.min(start + at));
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// The bytes of a text with a line break at its end, which the parser needs where a block scalar ends the text: it panics
/// without one.
pub(super) fn terminated(text: &str) -> impl BufRead {
    let missing = if text.ends_with('\n') { "" } else { "\n" };
    text.as_bytes().chain(missing.as_bytes())
}

/// Whether the parser may be given a text that may be no YAML: it panics at a tag that a comma follows.
pub(super) fn is_harmless(text: &str) -> bool {
    let mut marks = text.match_indices('!').map(|(at, _)| text.split_at(at));
    !marks.any(|(before, tag)| begins_a_tag(before) && is_before_a_comma(tag))
}

/// Whether an exclamation mark behind this text can begin a tag. Behind a letter or a digit it is part of what that is part of:
/// a scalar, a comment or a tag that began before. Elsewhere the parser gives an error before it comes to the mark.
fn begins_a_tag(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

/// Whether the tag that this text would begin with ends at a comma.
fn is_before_a_comma(text: &str) -> bool {
    let (tag, is_verbatim) = match text.strip_prefix("!<") {
        Some(tag) => (tag, true),
        None => (text, false),
    };
    let rest = tag.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric()
            || "-_;/?:@&=+$.%!~*'()".contains(character)
            || is_verbatim && ",[]".contains(character)
    });
    let end = if is_verbatim { ">," } else { "," };
    rest.starts_with(end)
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
