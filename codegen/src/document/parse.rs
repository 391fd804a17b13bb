//! Parsing of a text into a value.

use crate::value::Value;
use serde::de::DeserializeSeed;

use super::format::Format;
use super::position::{Column, Lines, PositionTree, TextPosition};
use super::value_builder::ValueBuilder;
use super::yaml::{self, EventDeserializer, YamlEvent, YamlText, with_unique_anchors};
use crate::diagnostic::{Code, code};

/// A parsed text.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) format: Format,
    /// The pointers, as tokens, of duplicate keys.
    pub(super) duplicates: Vec<Vec<String>>,
    /// References to other files, as written.
    pub(super) external: Vec<String>,
    /// The positions of the nodes, if the parser collected them.
    pub(super) positions: Option<(Lines, PositionTree)>,
}

/// The reason why a text cannot be parsed.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: Option<&'static str>,
    /// The position, if the parser reported one.
    pub(super) position: Option<TextPosition>,
}

/// The maximum number of brackets that may be open at once, by a scan of the text alone. The YAML parser takes time quadratic
/// in this number; prose never leaves so many open.
const MAX_OPEN_BRACKETS: usize = 10_000;

/// Parses a text as JSON if it begins like JSON, else as YAML.
pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    match Format::of(text) {
        Format::Json => parse_json(text),
        Format::Yaml => parse_yaml(text),
    }
}

fn parse_json(text: &str) -> Result<Parsed, SyntaxError> {
    let builder = ValueBuilder::new(text, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = builder
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let position = (error.line() > 0).then(|| TextPosition {
                line: error.line(),
                column: Column::Bytes(error.column().max(1)),
            });
            explain(&builder, &error.to_string(), "JSON", position)
        })?;
    Ok(parsed(builder, value, Format::Json))
}

fn parse_yaml(text: &str) -> Result<Parsed, SyntaxError> {
    if let Some(position) = too_many_open_brackets(text) {
        let builder = ValueBuilder::new(text, true);
        return Err(explain(
            &builder,
            "recursion limit exceeded",
            "YAML",
            Some(position),
        ));
    }
    // The event parser may panic at such a text, so serde_yaml parses it; positions are collected on demand.
    if !yaml::is_harmless(text) {
        return parse_by_serde(text);
    }
    let lines = Lines::new(text);
    let YamlText { positions, events } = yaml::read(text, &lines);
    let parsed = match events.and_then(|events| parse_events(text, events)) {
        Some(parsed) => parsed,
        None => parse_by_serde(text)?,
    };
    Ok(Parsed {
        positions: Some((lines, positions)),
        ..parsed
    })
}

/// Builds the value of a sequence of events; `None` if serde_yaml has to decide.
pub(super) fn parse_events(text: &str, events: Vec<YamlEvent>) -> Option<Parsed> {
    let builder = ValueBuilder::new(text, true);
    let value = builder
        .deserialize(&mut EventDeserializer::new(events))
        .ok()?;
    Some(parsed(builder, value, Format::Yaml))
}

/// Parses a text with serde_yaml.
pub(super) fn parse_by_serde(text: &str) -> Result<Parsed, SyntaxError> {
    let builder = ValueBuilder::new(text, true);
    let unique = with_unique_anchors(text);
    let value = builder
        .deserialize(serde_yaml::Deserializer::from_str(&unique))
        .map_err(|error| {
            let position = error.location().map(|location| TextPosition {
                line: location.line(),
                column: Column::Characters(location.column()),
            });
            explain(&builder, &error.to_string(), "YAML", position)
        })?;
    Ok(parsed(builder, value, Format::Yaml))
}

/// Returns the position at which too many brackets are open.
fn too_many_open_brackets(text: &str) -> Option<TextPosition> {
    // Most texts have fewer brackets in total, and counting them is fast.
    let opens = |byte: &u8| matches!(byte, b'[' | b'{');
    if text.as_bytes().iter().filter(|byte| opens(byte)).count() <= MAX_OPEN_BRACKETS {
        return None;
    }
    let mut open: usize = 0;
    let at = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN_BRACKETS
    })?;
    let line_start = text[..at]
        .rfind('\n')
        .map_or(0, |line_break| line_break + 1);
    Some(TextPosition {
        line: text[..at].matches('\n').count() + 1,
        column: Column::Bytes(at - line_start + 1),
    })
}

fn parsed(builder: ValueBuilder, value: Value, format: Format) -> Parsed {
    let (duplicates, external) = builder.finish();
    Parsed {
        value,
        format,
        duplicates,
        external,
        positions: None,
    }
}

fn explain(
    builder: &ValueBuilder,
    message: &str,
    format: &str,
    position: Option<TextPosition>,
) -> SyntaxError {
    // Both parsers append the position, which is rendered separately.
    let message = message.split(" at line ").next().unwrap_or(message);
    let message = message.trim_end_matches(':');
    let (code, message, hint) =
        if builder.is_exhausted() || message.contains("repetition limit exceeded") {
            (
                code::ALIAS_EXPANSION,
                "the aliases of this document expand too far".to_owned(),
                Some("aliases inside of aliased nodes multiply; use `$ref` instead"),
            )
        } else if message.contains("recursion limit exceeded") {
            (
                code::TOO_DEEP,
                "the document is nested too deeply: more than 127 levels".to_owned(),
                Some("move inner schemas to `components/schemas` and refer to them with `$ref`"),
            )
        } else {
            (
                code::SYNTAX,
                format!("invalid {format}: {message}"),
                Some(
                    "the cause is often just before this position: an unclosed quote or bracket, a \
                 missing comma, or an inconsistently indented line",
                ),
            )
        };
    SyntaxError {
        code,
        message,
        hint,
        position,
    }
}
