//! Splitting bodies into JSON values: JSON Lines, and JSON text sequences (RFC 7464).

use bytes::{Buf, Bytes};

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::stream::framed::Decoder;

/// The character before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

/// The text of a JSON value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct JsonText {
    pub(crate) text: Vec<u8>,
    /// `true` if it may be the beginning of a longer number or literal: `1` of `12`.
    pub(crate) may_be_truncated: bool,
}

/// Splits a body into JSON values. A value is returned as soon as it is complete.
#[derive(Default)]
pub(crate) struct ValueDecoder {
    /// The incomplete current text.
    text: Vec<u8>,
    /// The position in the current text, if the body is a sequence.
    sequence: Option<Position>,
}

impl ValueDecoder {
    /// Creates a decoder for a response. The content type of the response determines the format; if it specifies none, the declared
    /// media type.
    pub(crate) fn of(response: &RawResponse) -> Self {
        let media_type = response.media_type().unwrap_or_default();
        let is_sequence = |media_type: &str| media_type.ends_with("json-seq");
        let is_unspecific = [
            "",
            "application/json",
            "application/octet-stream",
            "text/plain",
        ]
        .contains(&media_type.as_str());
        if is_sequence(&media_type) || is_unspecific && is_sequence(response.operation.accept) {
            Self::sequence()
        } else {
            Self::default()
        }
    }

    /// Creates a decoder for a JSON text sequence.
    pub(crate) fn sequence() -> Self {
        Self {
            sequence: Some(Position::default()),
            ..Self::default()
        }
    }

    /// Returns the number of bytes up to the end of the current text, and the character that ends it.
    fn find_end(&mut self, bytes: &[u8]) -> Option<(usize, u8)> {
        let Some(position) = &mut self.sequence else {
            let end = bytes.iter().position(|&byte| byte == b'\n')?;
            return Some((end, b'\n'));
        };
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == RECORD_SEPARATOR || byte == b'\n' && position.is_outside() {
                *position = Position::default();
                return Some((at, byte));
            }
            position.advance(byte);
        }
        None
    }

    /// Takes the current text. Blank texts are skipped.
    fn take(&mut self, is_terminated: bool) -> Option<JsonText> {
        let text = std::mem::take(&mut self.text);
        let value = text.trim_ascii();
        let value = value
            .strip_prefix(&[RECORD_SEPARATOR])
            .unwrap_or(value)
            .trim_ascii();
        let first = value.first()?;
        // RFC 7464, section 2.4: a text that does not end itself must be followed by whitespace.
        let ends_itself = matches!(first, b'{' | b'[' | b'"')
            || is_terminated
            || text.last().is_some_and(u8::is_ascii_whitespace);
        Some(JsonText {
            text: value.to_vec(),
            may_be_truncated: self.sequence.is_some() && !ends_itself,
        })
    }
}

impl Decoder for ValueDecoder {
    type Frame = JsonText;

    fn decode(&mut self, bytes: &mut Bytes) -> Option<JsonText> {
        while let Some((end, character)) = self.find_end(bytes) {
            self.text.extend_from_slice(&bytes[..end]);
            bytes.advance(end + 1);
            if let Some(value) = self.take(character == b'\n') {
                return Some(value);
            }
        }
        self.text.extend_from_slice(bytes);
        bytes.clear();
        None
    }

    fn end(&mut self) -> Option<JsonText> {
        self.take(false)
    }

    fn buffered(&self) -> usize {
        self.text.len()
    }
}

/// A position within a JSON text.
#[derive(Default)]
struct Position {
    /// The number of objects and arrays around it.
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
}

impl Position {
    /// Returns `true` if the position is in no object, array or string: a line end there ends the text.
    fn is_outside(&self) -> bool {
        self.depth == 0 && !self.is_in_string
    }

    fn advance(&mut self, byte: u8) {
        if self.is_in_string {
            let was_escaped = std::mem::take(&mut self.is_escaped);
            match byte {
                _ if was_escaped => {}
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}
