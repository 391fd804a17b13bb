//! Wraps the words of a paragraph.

/// The text of a paragraph as words that no line break may part, grouped by the lines that the text itself asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::emit) struct Words {
    lines: Vec<Vec<String>>,
    /// The word that is being put together.
    current: String,
}

impl Words {
    /// The words of a text that may be broken at every space outside code spans and link targets.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        let mut in_code = false;
        for character in text.chars() {
            in_code ^= character == '`';
            if character == ' ' && !in_code {
                words.space();
            } else {
                words.current.push(character);
            }
        }
        words.space();
        words
    }

    /// Adds to the last word.
    pub(super) fn join(&mut self, text: &str) {
        if self.current.is_empty()
            && let Some(last) = self.lines.last_mut().and_then(Vec::pop)
        {
            self.current = last;
        }
        self.current.push_str(text);
    }

    /// Adds to the word that is being put together, which is a new one after a space.
    pub(super) fn push(&mut self, text: &str) {
        self.current.push_str(text);
    }

    /// Ends the word that is being put together.
    pub(super) fn space(&mut self) {
        if self.current.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.current);
        match self.lines.last_mut() {
            Some(line) => line.push(word),
            None => self.lines.push(vec![word]),
        }
    }

    /// Ends the line.
    pub(super) fn line_break(&mut self) {
        self.space();
        self.lines.push(Vec::new());
    }

    /// Adds the words of another paragraph.
    pub(super) fn extend(&mut self, mut other: Self) {
        self.space();
        other.space();
        for (index, line) in other.lines.into_iter().enumerate() {
            match self.lines.last_mut() {
                Some(last) if index == 0 => last.extend(line),
                _ => self.lines.push(line),
            }
        }
    }

    /// The words on one line.
    pub(super) fn into_line(mut self) -> String {
        self.space();
        self.lines.concat().join(" ")
    }

    /// The words on lines of at most `width` characters, as far as there are places to break them.
    pub(super) fn wrap(mut self, width: usize) -> Vec<String> {
        self.space();
        let mut out = Vec::new();
        for words in self.lines {
            let mut line = String::new();
            let mut length = 0;
            for piece in pieces(words) {
                let added = piece.chars().count();
                if line.is_empty() {
                    length = added;
                } else if length + 1 + added > width {
                    out.push(std::mem::take(&mut line));
                    length = added;
                } else {
                    line.push(' ');
                    length += 1 + added;
                }
                line.push_str(&piece);
            }
            if !line.is_empty() {
                out.push(line);
            }
        }
        out
    }
}

/// Words, each with those after it that cannot start a line.
fn pieces(words: Vec<String>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match pieces.last_mut() {
            Some(last) if !may_start_line(&word) => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => pieces.push(word),
        }
    }
    pieces
}

/// Whether a line of a paragraph that starts with this word is still a line of that paragraph, rather than a list item, a
/// heading, a quotation, a table or HTML.
fn may_start_line(word: &str) -> bool {
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
