//! Wrapping of paragraphs.

use std::ops::Range;

/// The text of a paragraph as words, which contain no line break, grouped by hard line breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::emit) struct Words {
    /// The concatenated words, followed by the unfinished word.
    text: String,
    /// The end of each word.
    ends: Vec<usize>,
    /// The number of words before each hard line break.
    breaks: Vec<usize>,
}

impl Words {
    /// Splits a text at every space and line feed outside of code spans.
    pub(super) fn of(text: &str) -> Self {
        let mut in_code = false;
        let parts = |character| {
            in_code ^= character == '`';
            matches!(character, ' ' | '\n') && !in_code
        };
        let mut words = Self::default();
        words.text.reserve(text.len());
        for word in text.split(parts) {
            words.text.push_str(word);
            words.space();
        }
        words
    }

    /// Returns the start of the unfinished word.
    fn start(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Appends text to the last word of the line.
    pub(super) fn join(&mut self, text: &str) {
        let line_start = self.breaks.last().copied().unwrap_or_default();
        if self.start() == self.text.len() && line_start < self.ends.len() {
            self.ends.pop();
        }
        self.text.push_str(text);
    }

    /// Appends text to the unfinished word.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the unfinished word.
    pub(super) fn space(&mut self) {
        if self.start() < self.text.len() {
            self.ends.push(self.text.len());
        }
    }

    /// Ends the line with a hard line break.
    pub(super) fn line_break(&mut self) {
        self.space();
        self.breaks.push(self.ends.len());
    }

    /// Appends the words of another paragraph to the last line.
    pub(super) fn extend(&mut self, mut other: Self) {
        self.space();
        other.space();
        let (bytes, words) = (self.text.len(), self.ends.len());
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| bytes + end));
        let breaks = other.breaks.iter().filter(|before| **before > 0);
        self.breaks.extend(breaks.map(|before| words + before));
    }

    /// Returns the words on one line.
    pub(super) fn into_line(mut self) -> String {
        self.space();
        let words: Vec<&str> = self.words(0..self.ends.len()).collect();
        words.join(" ")
    }

    /// Returns the words on lines of at most `width` characters, except for longer words.
    pub(super) fn wrap(mut self, width: usize) -> Vec<String> {
        self.space();
        let mut out = Vec::new();
        let mut first = 0;
        for end in self.breaks.iter().copied().chain([self.ends.len()]) {
            self.wrap_line(first..end, width, &mut out);
            first = end;
        }
        out
    }

    /// Wraps the words between two hard line breaks.
    fn wrap_line(&self, line: Range<usize>, width: usize, out: &mut Vec<String>) {
        let is_ascii = self.text.is_ascii();
        let count = |word: &str| {
            if is_ascii {
                word.len()
            } else {
                word.chars().count()
            }
        };
        let mut text = String::new();
        let mut length = 0;
        let mut words = self.words(line.clone()).peekable();
        // A word and the words after it that cannot start a line are not separated.
        let mut piece = line.start;
        let mut added = 0;
        for end in line.start + 1..=line.end {
            added += words.next().map_or(0, count);
            if words.peek().is_some_and(|next| !may_start_line(next)) {
                added += 1;
                continue;
            }
            if text.is_empty() {
                text.reserve(width);
                length = added;
            } else if length + 1 + added > width {
                out.push(std::mem::take(&mut text));
                text.reserve(width);
                length = added;
            } else {
                text.push(' ');
                length += 1 + added;
            }
            for (index, word) in self.words(piece..end).enumerate() {
                if index > 0 {
                    text.push(' ');
                }
                text.push_str(word);
            }
            (piece, added) = (end, 0);
        }
        if !text.is_empty() {
            out.push(text);
        }
    }

    fn words(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        let first = range.start.checked_sub(1);
        let mut start = first.map_or(0, |before| self.ends[before]);
        self.ends[range].iter().map(move |&end| {
            let word = &self.text[start..end];
            start = end;
            word
        })
    }
}

/// Returns `true` if a line that starts with this word continues the paragraph, instead of starting a list item, a heading, a
/// quotation, a table or HTML.
fn may_start_line(word: &str) -> bool {
    if word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return true;
    }
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return false;
    };
    let second = characters.next();
    match first {
        '0'..='9' => {
            let rest = word.trim_start_matches(|character: char| character.is_ascii_digit());
            !rest.starts_with(['.', ')'])
        }
        '-' | '+' | '#' | '>' | '|' | '=' | '~' | ':' => false,
        '<' => word.starts_with("<http"),
        '`' => !word.starts_with("```"),
        '[' => second != Some('^'),
        '*' | '_' => {
            !word.trim_start_matches(first).is_empty() && second.is_some_and(|next| next != ' ')
        }
        _ => true,
    }
}
