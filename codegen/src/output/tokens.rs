//! Tokens in one allocation.
//!
//! A [`TokenStream`] can only be read by consuming it, and consuming a shared one copies every token. Here each token is
//! read once; after that any number of readers may read it, look ahead, and read it again.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::quoted::Quotes;

/// A sequence of tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The text of all tokens, one after the other, without the delimiters of groups.
    text: String,
    tokens: Vec<Raw>,
}

#[derive(Debug, Clone, Copy)]
struct Raw {
    kind: Kind,
    /// The start of the text; for a group, the index of the token after its last one.
    start: usize,
    /// The end of the text.
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An identifier or a lifetime.
    Word,
    Literal,
    /// One character; `joint` if the next one belongs to it.
    Punct {
        joint: bool,
    },
    Group(Delimiter),
}

/// A token of a sequence.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token<'t> {
    /// An identifier or a lifetime.
    Word(&'t str),
    /// A literal in source text.
    Literal(&'t str),
    /// A character of punctuation.
    Punct,
    /// A group and its contents.
    Group(Delimiter, Cursor<'t>),
}

impl Tokens {
    /// Replaces the tokens by those of a stream, in the same memory; groups without delimiters are removed.
    pub(super) fn replace(&mut self, stream: TokenStream) {
        self.text.clear();
        self.tokens.clear();
        self.extend(stream);
    }

    fn extend(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Ident(ident) => match self.tokens.last_mut() {
                    // The apostrophe of a lifetime is a separate token.
                    Some(last) if self.text.ends_with('\'') && last.kind == QUOTE => {
                        last.kind = Kind::Word;
                        // Writing into a string cannot fail.
                        let _ = write!(self.text, "{ident}");
                        last.end = self.text.len();
                    }
                    _ => self.push(Kind::Word, &ident),
                },
                TokenTree::Literal(literal) => self.push(Kind::Literal, &literal),
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    self.push_punct(punct.as_char(), joint);
                }
                TokenTree::Group(group) => {
                    let delimiter = group.delimiter();
                    let stream = group.stream();
                    // Now the stream is not shared, and is consumed without a copy.
                    drop(group);
                    if delimiter == Delimiter::None {
                        self.extend(stream);
                        continue;
                    }
                    let at = self.tokens.len();
                    let (kind, start) = (Kind::Group(delimiter), self.text.len());
                    self.tokens.push(Raw {
                        kind,
                        start,
                        end: start,
                    });
                    self.extend(stream);
                    self.tokens[at].start = self.tokens.len();
                    if delimiter == Delimiter::Bracket {
                        self.split_docs(at);
                    }
                }
            }
        }
    }

    /// Splits a `doc` attribute of several lines, which is the group at the end, into one for each line.
    fn split_docs(&mut self, at: usize) {
        let [_, word, equals, literal] = self.tokens[at..] else {
            return;
        };
        let is_doc = &self.text[word.start..equals.end] == "doc=";
        let quoted = Quotes::of(&self.text[literal.start..literal.end]);
        let Some((quotes, content)) = quoted.filter(|_| is_doc) else {
            return;
        };
        let mut length = quotes.line_length(content);
        if length == content.len() {
            return;
        }
        let mut start = literal.start + quotes.open().len();
        let end = start + content.len();
        self.tokens.truncate(at);
        loop {
            if self.tokens.len() > at {
                self.push_punct('#', false);
            }
            let (group, behind) = (self.tokens.len(), self.text.len());
            self.tokens.push(Raw {
                kind: Kind::Group(Delimiter::Bracket),
                start: group + 4,
                end: behind,
            });
            self.push(Kind::Word, &"doc");
            self.push_punct('=', false);
            let quoted = self.text.len();
            self.text.push_str(quotes.open());
            self.text.extend_from_within(start..start + length);
            self.text.push_str(quotes.close());
            self.tokens.push(Raw {
                kind: Kind::Literal,
                start: quoted,
                end: self.text.len(),
            });
            start += length + quotes.line_break().len();
            if start > end {
                return;
            }
            length = quotes.line_length(&self.text[start..end]);
        }
    }

    fn push_punct(&mut self, character: char, joint: bool) {
        let start = self.text.len();
        self.text.push(character);
        self.tokens.push(Raw {
            kind: Kind::Punct { joint },
            start,
            end: self.text.len(),
        });
    }

    fn push(&mut self, kind: Kind, text: &impl std::fmt::Display) {
        let start = self.text.len();
        let _ = write!(self.text, "{text}");
        let end = self.text.len();
        self.tokens.push(Raw { kind, start, end });
    }

    /// A reader of all tokens.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            tokens: self,
            at: 0,
            end: self.tokens.len(),
        }
    }
}

/// The apostrophe of a lifetime.
const QUOTE: Kind = Kind::Punct { joint: true };

/// A reader of tokens; a copy reads the same ones again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t Tokens,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    /// The next token, without consuming it.
    pub(super) fn peek(&self) -> Option<Token<'t>> {
        let mut ahead = *self;
        ahead.next()
    }

    /// The size of the text of all tokens of the sequence, in bytes.
    pub(super) fn size(&self) -> usize {
        self.tokens.text.len()
    }

    /// Returns `true` if no token is left.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.end
    }

    /// Consumes this word if it is the next token.
    pub(super) fn word(&mut self, expected: &str) -> Option<()> {
        let mut ahead = *self;
        match ahead.next()? {
            Token::Word(word) if word == expected => {
                *self = ahead;
                Some(())
            }
            _ => None,
        }
    }

    /// Consumes an identifier that is not a keyword.
    pub(super) fn name(&mut self) -> Option<&'t str> {
        match self.next()? {
            Token::Word(word) if !is_keyword(word) && !word.starts_with('\'') => Some(word),
            _ => None,
        }
    }

    /// Consumes this punctuation if it is next, even if more punctuation follows.
    pub(super) fn punct(&mut self, expected: &str) -> Option<()> {
        let mut ahead = *self;
        for (index, character) in expected.char_indices() {
            let (_, token) = ahead.raw()?;
            let Kind::Punct { joint } = token.kind else {
                return None;
            };
            let is_last = index + character.len_utf8() == expected.len();
            if !ahead.text(token).starts_with(character) || !joint && !is_last {
                return None;
            }
        }
        *self = ahead;
        Some(())
    }

    /// Consumes a group with this delimiter if it is next.
    pub(super) fn group(&mut self, expected: Delimiter) -> Option<Cursor<'t>> {
        let mut ahead = *self;
        match ahead.next()? {
            Token::Group(delimiter, inside) if delimiter == expected => {
                *self = ahead;
                Some(inside)
            }
            _ => None,
        }
    }

    /// The tokens read since `earlier` was a copy of this.
    pub(super) fn since(&self, earlier: Self) -> Self {
        Self {
            end: self.at,
            ..earlier
        }
    }

    /// The text of the tokens read since `earlier` was a copy of this, without spaces; there may be no group among them.
    pub(super) fn text_since(&self, earlier: Self) -> &'t str {
        let tokens = &self.tokens.tokens[earlier.at..self.at];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => &self.tokens.text[first.start..last.end],
            _ => "",
        }
    }

    /// Writes the tokens as text that parses to the same tokens.
    pub(super) fn write(mut self, text: &mut String) {
        while let Some((at, token)) = self.raw() {
            match token.kind {
                Kind::Word | Kind::Literal => {
                    text.push_str(self.text(token));
                    text.push(' ');
                }
                Kind::Punct { joint } => {
                    text.push_str(self.text(token));
                    if !joint {
                        text.push(' ');
                    }
                }
                Kind::Group(delimiter) => {
                    let (open, close) = match delimiter {
                        Delimiter::Parenthesis => ("(", ") "),
                        Delimiter::Bracket => ("[", "] "),
                        Delimiter::Brace => ("{", "} "),
                        Delimiter::None => ("", ""),
                    };
                    text.push_str(open);
                    self.inside(at, token).write(text);
                    text.push_str(close);
                }
            }
        }
    }

    fn raw(&mut self) -> Option<(usize, Raw)> {
        let at = self.at;
        if at >= self.end {
            return None;
        }
        let token = *self.tokens.tokens.get(at)?;
        self.at = match token.kind {
            Kind::Group(_) => token.start,
            _ => at + 1,
        };
        Some((at, token))
    }

    fn text(&self, token: Raw) -> &'t str {
        &self.tokens.text[token.start..token.end]
    }

    fn inside(&self, at: usize, group: Raw) -> Self {
        Self {
            at: at + 1,
            end: group.start,
            ..*self
        }
    }
}

impl<'t> Iterator for Cursor<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let (at, token) = self.raw()?;
        Some(match token.kind {
            Kind::Word => Token::Word(self.text(token)),
            Kind::Literal => Token::Literal(self.text(token)),
            Kind::Group(delimiter) => Token::Group(delimiter, self.inside(at, token)),
            Kind::Punct { .. } => Token::Punct,
        })
    }
}

/// Returns `true` if a word cannot be an identifier (Rust Reference, "Keywords": strict and reserved ones of the edition 2024).
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "as"
            | "async"
            | "await"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "Self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
            | "abstract"
            | "become"
            | "box"
            | "do"
            | "final"
            | "macro"
            | "override"
            | "priv"
            | "try"
            | "typeof"
            | "unsized"
            | "virtual"
            | "yield"
    )
}
