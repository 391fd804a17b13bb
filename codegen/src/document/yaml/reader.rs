//! Reading of a text into events and positions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use libyaml_safer::{Event, EventData, MappingStyle, Mark, Parser, ScalarStyle};

use super::event::YamlEvent;
use super::input::{readable, terminated};
use crate::document::position::{Lines, PositionTree, TreeBuilder};

/// The events and positions of a text.
pub(in crate::document) struct YamlText {
    /// The positions of all nodes before the first syntax error.
    pub(in crate::document) positions: PositionTree,
    /// The events of the value; `None` if serde_yaml has to decide, as on a syntax error or a tag.
    pub(in crate::document) events: Option<Vec<YamlEvent>>,
}

/// Reads a text.
pub(in crate::document) fn read(text: &str, lines: &Lines) -> YamlText {
    let halves = split_point(text).and_then(|at| read_halves(text, lines, at));
    halves.unwrap_or_else(|| {
        let Section {
            positions,
            events,
            unresolved,
            ..
        } = Section::read(text, lines, 0..text.len());
        YamlText {
            positions,
            events: events.filter(|_| unresolved.is_empty()),
        }
    })
}

/// The approximate number of bytes per node, to reserve capacity.
const BYTES_PER_NODE: usize = 32;

/// The minimum size of a text that is read in halves, in bytes. A second thread does not pay off for smaller ones.
const MIN_PARALLEL: usize = 1 << 14;

/// Returns the start of the line closest to the middle of a large text that may be a member of its root.
fn split_point(text: &str) -> Option<usize> {
    if text.len() < MIN_PARALLEL {
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

/// Reads two sections of a text in parallel; `None` if they may not be equivalent to the whole text.
///
/// A line without indentation ends every block. If it is inside of quotes or brackets, these are not closed in the first section,
/// which is a syntax error. If the root of both sections is a block mapping without indentation, and the first does not end its
/// document, the members of the second follow those of the first.
pub(in crate::document) fn read_halves(text: &str, lines: &Lines, at: usize) -> Option<YamlText> {
    let (first, second) = rayon::join(
        || Section::read(text, lines, 0..at),
        || Section::read(text, lines, at..text.len()),
    );
    let is_whole = first.unresolved.is_empty() && !first.is_ended;
    if !is_whole || !first.has_members || !second.has_members {
        return None;
    }
    let (mut events, more) = (first.events?, second.events?);
    // The object starts in the first section and ends in the second.
    events.pop();
    let moved = events.len() - 1;
    events.extend(more.into_iter().skip(1).map(|event| match event {
        YamlEvent::Alias(Some(event)) => YamlEvent::Alias(Some(event + moved)),
        event => event,
    }));
    let mut positions = first.positions;
    let append = positions.append(second.positions);
    for alias in second.unresolved {
        let anchor = first.anchors.get(&alias.anchor)?;
        events[alias.event + moved] = YamlEvent::Alias(Some(anchor.event));
        if let (Some(node), Some(target)) = (alias.node, anchor.node) {
            positions.set_target(node + append, target);
        }
    }
    Some(YamlText {
        positions,
        events: Some(events),
    })
}

/// A text, or a section of it.
struct Section {
    /// As [`YamlText::positions`].
    positions: PositionTree,
    /// As [`YamlText::events`], with unresolved aliases.
    events: Option<Vec<YamlEvent>>,
    anchors: HashMap<String, Anchor>,
    /// The aliases whose anchors are not in the section.
    unresolved: Vec<UnresolvedAlias>,
    /// `true` if its root is a block mapping without indentation.
    has_members: bool,
    /// `true` if it contains the end of its document.
    is_ended: bool,
}

impl Section {
    fn read(text: &str, lines: &Lines, range: Range<usize>) -> Self {
        let section = &text[range.clone()];
        // The next section is appended to this one.
        let nodes = (text.len() - range.start) / BYTES_PER_NODE;
        let readable = readable(section);
        let mut reader = Reader {
            text,
            lines,
            range,
            line: 1,
            positions: TreeBuilder::with_capacity(nodes),
            events: Vec::with_capacity(2 * nodes),
            anchors: HashMap::new(),
            unresolved: Vec::new(),
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
            is_clear &= reader.add(event).is_some();
        }
        // An added line break would be part of a block scalar.
        let is_changed = reader.ends_in_block && !section.ends_with('\n');
        let is_whole = is_clear && documents == 1 && !is_changed;
        Self {
            positions: reader.positions.finish(),
            events: is_whole.then_some(reader.events),
            anchors: reader.anchors,
            unresolved: reader.unresolved,
            has_members: reader.has_members,
            is_ended: reader.is_ended,
        }
    }
}

/// The state of reading a section.
struct Reader<'t> {
    text: &'t str,
    lines: &'t Lines,
    /// The range of the section.
    range: Range<usize>,
    /// The current line, counted from 1.
    line: usize,
    positions: TreeBuilder,
    events: Vec<YamlEvent>,
    anchors: HashMap<String, Anchor>,
    unresolved: Vec<UnresolvedAlias>,
    /// `true` if the section ends with a block scalar.
    ends_in_block: bool,
    /// As [`Section::has_members`].
    has_members: bool,
    /// As [`Section::is_ended`].
    is_ended: bool,
}

/// The target of an anchor.
#[derive(Clone, Copy)]
struct Anchor {
    /// The node, unless it is a key.
    node: Option<usize>,
    event: usize,
}

/// An alias whose anchor is not in the section.
struct UnresolvedAlias {
    anchor: String,
    event: usize,
    /// The node, unless it is a key.
    node: Option<usize>,
}

impl Reader<'_> {
    /// Adds an event; `None` if serde_yaml has to decide.
    fn add(&mut self, event: Event) -> Option<()> {
        let start = self.offset(event.start_mark);
        // The position of a node is in its first line.
        self.line = self.lines.line_from(self.line, start);
        let line_end = self.lines.range(self.text, self.line).end.max(start);
        let end = self.offset(event.end_mark);
        let is_last = end == self.range.end;
        let end = end.clamp(start, line_end);
        let is_key = self.positions.expects_key();
        let (anchor, tag, node, event) = match event.data {
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
                let event = match style {
                    ScalarStyle::Plain => YamlEvent::Plain(value),
                    _ => YamlEvent::Text(value),
                };
                (anchor, tag, node, event)
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
                    let event = self.events.len();
                    self.unresolved.push(UnresolvedAlias {
                        anchor,
                        event,
                        node,
                    });
                }
                self.events
                    .push(YamlEvent::Alias(target.map(|target| target.event)));
                return Some(());
            }
            EventData::SequenceStart { anchor, tag, .. } => {
                let node = self.positions.begin(true, start, line_end);
                (anchor, tag, Some(node), YamlEvent::Array)
            }
            EventData::MappingStart {
                anchor, tag, style, ..
            } => {
                if self.events.is_empty() {
                    let is_block = style == MappingStyle::Block;
                    self.has_members = is_block && event.start_mark.column == 0;
                }
                let node = self.positions.begin(false, start, line_end);
                (anchor, tag, Some(node), YamlEvent::Object)
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                self.positions.end();
                self.events.push(YamlEvent::End);
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
            let event = self.events.len();
            self.anchors.insert(anchor, Anchor { node, event });
        }
        self.events.push(event);
        tag.is_none().then_some(())
    }

    /// Returns the byte offset of a mark, always at the start of a character.
    fn offset(&self, mark: Mark) -> usize {
        let Range { start, end } = self.range;
        let mut offset = usize::try_from(mark.index).map_or(end, |at| end.min(start + at));
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}
