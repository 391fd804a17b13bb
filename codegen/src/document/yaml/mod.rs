//! YAML: the events of a parser, and the values and positions that they form.
//!
//! The parser is a port of the parser of serde_yaml, which accepts texts that stricter parsers refuse, such as a closing
//! bracket that is not indented. Every text that serde_yaml parses has positions here.

mod anchors;
mod event;
mod input;
mod reader;

pub(super) use anchors::with_unique_anchors;
pub(super) use event::{EventDeserializer, YamlEvent};
pub(super) use input::is_harmless;
#[cfg(test)]
pub(super) use reader::read_halves;
pub(super) use reader::{YamlText, read};
