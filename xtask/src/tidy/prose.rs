//! The texts of a file that people read: comments, doc comments, messages and names.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use std::ops::RangeInclusive;

/// A text that people read, as words without case. The end of a sentence is the word `.`, code is the word `` ` ``.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub(super) words: Vec<Word>,
    /// `true` if the text describes an item, so that its first word opens a doc comment.
    pub(super) is_doc: bool,
}

#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) line: usize,
}

impl Prose {
    /// Adds the words of one line, without the marks of a comment.
    fn push(&mut self, text: &str, line: usize) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = if first == '`' {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let fence = &rest[..ticks];
                let code = rest[ticks..].find(fence);
                self.word("`", line);
                code.map_or(rest.len(), |end| end + 2 * ticks)
            } else if first.is_alphanumeric() {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '_');
                let end = end.unwrap_or(rest.len());
                self.word(&rest[..end].to_lowercase(), line);
                end
            } else {
                if matches!(first, '.' | ':' | ';' | '!' | '?') {
                    self.word(".", line);
                }
                first.len_utf8()
            };
            rest = &rest[length..];
        }
    }

    fn word(&mut self, text: &str, line: usize) {
        self.words.push(Word {
            text: text.to_owned(),
            line,
        });
    }
}

/// The texts of a Rust file.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) prose: Vec<Prose>,
    /// The names that the file uses.
    pub(super) names: Vec<Word>,
}

/// Reads a Rust file. With `messages`, its strings of several words are texts as well.
pub(super) fn of_rust(text: &str, messages: bool) -> Texts {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return Texts::default();
    };
    let mut reader = Reader {
        messages,
        texts: Texts::default(),
        strings: Vec::new(),
    };
    reader.read(tokens);
    let Reader {
        mut texts, strings, ..
    } = reader;
    texts.prose.extend(comments(text, &strings));
    texts
}

/// Reads a Markdown file: its paragraphs, without code.
pub(super) fn of_markdown(text: &str) -> Vec<Prose> {
    let mut paragraphs = vec![Prose::default()];
    let mut fence = Fence::default();
    for (line, number) in text.lines().zip(1..) {
        let is_end = line.trim().is_empty() || line.starts_with(['#', '|', '-']);
        if fence.is_code(line) {
            continue;
        }
        if is_end {
            paragraphs.push(Prose::default());
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(line, number);
        }
    }
    paragraphs
}

/// Remembers whether a line is inside of a block of code.
#[derive(Debug, Default)]
struct Fence(bool);

impl Fence {
    fn is_code(&mut self, line: &str) -> bool {
        let is_mark = line.trim_start().starts_with("```");
        if is_mark {
            self.0 = !self.0;
        }
        is_mark || self.0
    }
}

/// Reads the comments that have lines of their own and are not documentation.
fn comments(text: &str, strings: &[RangeInclusive<usize>]) -> Vec<Prose> {
    let mut found = Vec::new();
    let mut last = 0;
    for (line, number) in text.lines().zip(1..) {
        let Some(comment) = line.trim_start().strip_prefix("//") else {
            continue;
        };
        let is_doc =
            comment.starts_with('!') || (comment.starts_with('/') && !comment.starts_with("//"));
        if is_doc || strings.iter().any(|string| string.contains(&number)) {
            continue;
        }
        if last + 1 != number {
            found.push(Prose::default());
        }
        last = number;
        if let Some(prose) = found.last_mut() {
            prose.push(comment, number);
        }
    }
    found
}

struct Reader {
    messages: bool,
    texts: Texts,
    /// The lines of strings that have several.
    strings: Vec<RangeInclusive<usize>>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let mut docs = Docs::default();
        let mut skips_next = false;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if let TokenTree::Punct(punct) = &token
                && punct.as_char() == '#'
            {
                let is_inner = |next: &TokenTree| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!');
                tokens.next_if(is_inner);
                if let Some(TokenTree::Group(group)) = tokens.peek()
                    && group.delimiter() == Delimiter::Bracket
                {
                    if let Some(literal) = doc(group) {
                        docs.push(&literal);
                        tokens.next();
                        continue;
                    }
                    skips_next |= group.stream().to_string() == "cfg (test)";
                }
            }
            docs.end(&mut self.texts.prose);
            match token {
                TokenTree::Group(group) => {
                    let is_body = group.delimiter() == Delimiter::Brace;
                    if !(is_body && std::mem::take(&mut skips_next)) {
                        self.read(group.stream());
                    }
                }
                TokenTree::Ident(ident) => self.texts.names.push(Word {
                    text: ident.to_string(),
                    line: ident.span().start().line,
                }),
                TokenTree::Literal(literal) => self.string(&literal),
                TokenTree::Punct(_) => {}
            }
        }
        docs.end(&mut self.texts.prose);
    }

    fn string(&mut self, literal: &Literal) {
        let (start, end) = (literal.span().start().line, literal.span().end().line);
        let Some(value) = string_value(literal) else {
            return;
        };
        if start < end {
            self.strings.push(start..=end);
        }
        let has_words = value.split_whitespace().nth(1).is_some();
        if self.messages && has_words {
            let mut prose = Prose::default();
            prose.push(&value, start);
            self.texts.prose.push(prose);
        }
    }
}

/// The doc comment that is being read.
#[derive(Debug, Default)]
struct Docs {
    prose: Option<Prose>,
    fence: Fence,
}

impl Docs {
    fn push(&mut self, literal: &Literal) {
        let Some(value) = string_value(literal) else {
            return;
        };
        let line = literal.span().start().line;
        let prose = self.prose.get_or_insert_with(|| Prose {
            is_doc: true,
            ..Prose::default()
        });
        for text in value.lines() {
            if self.fence.is_code(text) {
                continue;
            }
            if text.trim().is_empty() {
                prose.word(".", line);
            }
            prose.push(text, line);
        }
    }

    fn end(&mut self, found: &mut Vec<Prose>) {
        found.extend(self.prose.take());
        self.fence = Fence::default();
    }
}

/// Returns the text of a doc attribute.
fn doc(attribute: &Group) -> Option<Literal> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(literal)) => {
            (name == "doc").then_some(literal)
        }
        _ => None,
    }
}

fn string_value(literal: &Literal) -> Option<String> {
    let string: syn::LitStr = syn::parse_str(&literal.to_string()).ok()?;
    Some(string.value())
}
