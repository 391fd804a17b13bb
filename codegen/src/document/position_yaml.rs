//! Positions of a YAML text.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser};

use super::position::{Lines, PositionTree, TreeBuilder};

/// The positions of all nodes before the first syntax error, if there is one.
pub(super) fn positions(text: &str, lines: &Lines) -> PositionTree {
    let mut builder = TreeBuilder::default();
    let mut anchors = HashMap::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let start = offset(text, lines, span.start);
        // What spans several lines is shown by the first of them.
        let line_end = lines.range(text, span.start.line()).end;
        let end = offset(text, lines, span.end).clamp(start, line_end.max(start));
        match event {
            Event::Scalar(scalar, _, anchor, _) => {
                if builder.expects_key() {
                    builder.key(&scalar, start, end);
                } else {
                    anchors.insert(anchor, builder.value(start, end, None));
                }
            }
            Event::Alias(anchor) => {
                if builder.expects_key() {
                    builder.key("", start, end);
                } else {
                    builder.value(start, end, anchors.get(&anchor).copied());
                }
            }
            Event::SequenceStart(anchor, _) => {
                anchors.insert(anchor, builder.begin(true, start, line_end.max(start)));
            }
            Event::MappingStart(anchor, _) => {
                anchors.insert(anchor, builder.begin(false, start, line_end.max(start)));
            }
            Event::SequenceEnd | Event::MappingEnd => builder.end(),
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    builder.finish()
}

fn offset(text: &str, lines: &Lines, marker: Marker) -> usize {
    lines.offset(text, marker.line(), marker.col())
}
