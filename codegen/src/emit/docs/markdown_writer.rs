//! Writes paired HTML tags as Markdown.

use super::clean::code_span;
use super::html_text::{attribute, decoded, enclosed, line_break, push_text};
use super::lines::{fenced, prefixed};
use super::link;
use super::tag::{Context, Part, Token, is_block, is_void};

/// The number of elements that may be nested.
const DEPTH: usize = 24;

/// Returns the Markdown of a description; `None` if an element is used in a way that Markdown does not support.
pub(super) fn write(parts: &[Part<'_>]) -> Option<String> {
    let mut writer = Writer {
        parts,
        at: 0,
        depth: 0,
    };
    let blocks = writer.blocks(None)?;
    (writer.at == parts.len()).then(|| join(blocks).join("\n"))
}

/// Returns the text of a token that a reader of the HTML sees, apart from Markdown.
pub(super) fn shown(token: &Token<'_>) -> String {
    match token {
        Token::Text(text) => decoded(text),
        Token::Raw(source) => (*source).to_owned(),
        Token::Open {
            name, attributes, ..
        } if name == "img" => attribute(attributes, "src")
            .and_then(|_| attribute(attributes, "alt"))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

struct Writer<'p, 'a> {
    parts: &'p [Part<'a>],
    at: usize,
    depth: usize,
}

type Block = Vec<String>;

impl<'a> Writer<'_, 'a> {
    fn peek(&self) -> Option<&Part<'a>> {
        self.parts.get(self.at)
    }

    /// Writes blocks up to the end of the element.
    fn blocks(&mut self, end: Option<&str>) -> Option<Vec<Block>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut blocks = Vec::new();
        let mut text = String::new();
        while let Some(part) = self.peek().cloned() {
            match &part.token {
                Token::Close { name, .. } | Token::ImpliedClose(name) => {
                    if Some(name.as_str()) != end {
                        return None;
                    }
                    self.at += 1;
                    break;
                }
                Token::Open {
                    name, attributes, ..
                } if is_block(name) => {
                    if !matches!(part.context, Context::Html | Context::Paragraph) {
                        return None;
                    }
                    flush(&mut text, &mut blocks);
                    self.at += 1;
                    blocks.extend(self.block(name, attributes)?);
                }
                _ => self.inline(&mut text)?,
            }
        }
        flush(&mut text, &mut blocks);
        self.depth -= 1;
        Some(blocks)
    }

    /// Writes a block element after its start tag.
    fn block(&mut self, name: &str, attributes: &str) -> Option<Vec<Block>> {
        Some(match name {
            "hr" => vec![vec!["***".to_owned()]],
            "pre" => vec![fenced("text", self.plain(name)?.trim_matches('\n'))],
            "ul" | "ol" => {
                let start = attribute(attributes, "start").and_then(|start| start.parse().ok());
                vec![self.list(name, (name == "ol").then(|| start.unwrap_or(1)))?]
            }
            "table" => vec![self.table()?],
            "blockquote" => {
                let inner = join(self.blocks(Some(name))?);
                vec![prefixed(inner, "> ", "> ")]
            }
            "dt" => {
                let term = one_line(self.blocks(Some(name))?)?;
                vec![vec![format!("**{term}**")]]
            }
            _ => {
                let inner = self.blocks(Some(name))?;
                match name.strip_prefix('h').and_then(|level| level.parse().ok()) {
                    Some(level) => {
                        vec![vec![format!("{} {}", "#".repeat(level), one_line(inner)?)]]
                    }
                    None => inner,
                }
            }
        })
    }

    fn list(&mut self, name: &str, start: Option<u64>) -> Option<Block> {
        let mut number = start;
        let mut items = Vec::new();
        let mut is_loose = false;
        while let Some(element) = self.child(name)? {
            if element != "li" {
                return None;
            }
            let mark = match &mut number {
                Some(number) => {
                    *number = number.saturating_add(1);
                    format!("{}. ", *number - 1)
                }
                None => "- ".to_owned(),
            };
            let blocks = self.blocks(Some("li"))?;
            is_loose |= blocks.iter().skip(1).any(|block| !is_list(block));
            items.push((mark, blocks));
        }
        let mut lines = Vec::new();
        for (mark, blocks) in items {
            if is_loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let item = if is_loose {
                join(blocks)
            } else {
                blocks.concat()
            };
            lines.extend(prefixed(item, &mark, &" ".repeat(mark.len())));
        }
        Some(lines)
    }

    /// Returns the next element in an element that contains no text, or `None` after its end.
    fn child(&mut self, parent: &str) -> Option<Option<String>> {
        while let Some(part) = self.peek().cloned() {
            self.at += 1;
            match part.token {
                Token::Source(text) | Token::Text(text) if text.trim().is_empty() => {}
                Token::Comment => {}
                Token::Open { name, .. } if !is_void(&name) => return Some(Some(name)),
                Token::Close { name, .. } | Token::ImpliedClose(name) if name == parent => {
                    return Some(None);
                }
                _ => return None,
            }
        }
        None
    }

    fn table(&mut self) -> Option<Block> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some(element) = self.child("table")? {
            match element.as_str() {
                "tr" => rows.push(self.row()?),
                "thead" | "tbody" | "tfoot" => {
                    while let Some(element) = self.child(&element)? {
                        if element != "tr" {
                            return None;
                        }
                        rows.push(self.row()?);
                    }
                }
                _ => return None,
            }
        }
        let columns = rows.iter().map(Vec::len).max().filter(|count| *count > 0)?;
        let mut lines = Vec::new();
        for (index, mut cells) in rows.into_iter().enumerate() {
            cells.resize(columns, String::new());
            lines.push(format!("| {} |", cells.join(" | ")));
            if index == 0 {
                lines.push(format!("| {} |", vec!["---"; columns].join(" | ")));
            }
        }
        Some(lines)
    }

    fn row(&mut self) -> Option<Vec<String>> {
        let mut cells = Vec::new();
        while let Some(element) = self.child("tr")? {
            if !matches!(element.as_str(), "td" | "th") {
                return None;
            }
            let cell = one_line(self.blocks(Some(&element))?)?;
            cells.push(cell.replace('|', "\\|").replace("\\\\|", "\\|"));
        }
        Some(cells)
    }

    /// Writes the next part into a line of text.
    fn inline(&mut self, text: &mut String) -> Option<()> {
        let part = self.peek()?.clone();
        self.at += 1;
        match part.token {
            Token::Source(source) => {
                let is_after_break = text.ends_with("\\\n");
                let source = if is_after_break {
                    source.trim_start_matches([' ', '\n'])
                } else {
                    source
                };
                text.push_str(source);
            }
            Token::Text(source) => push_text(text, source),
            Token::Raw(source) => text.push_str(source),
            Token::Comment => {}
            Token::Open {
                name, attributes, ..
            } => self.element(text, &name, attributes, part.context)?,
            Token::Close { .. } | Token::ImpliedClose(_) => return None,
        }
        Some(())
    }

    fn element(
        &mut self,
        text: &mut String,
        name: &str,
        attributes: &str,
        context: Context,
    ) -> Option<()> {
        match name {
            "br" => match context {
                Context::Heading => text.push(' '),
                Context::TableCell => text.push_str("<br>"),
                _ => line_break(text),
            },
            "img" => {
                if let Some(source) = attribute(attributes, "src") {
                    let alt = attribute(attributes, "alt").unwrap_or_default();
                    let mut label = String::new();
                    push_text(&mut label, &alt.replace('&', "&amp;").replace('<', "&lt;"));
                    let target = link::written(&source, "", context == Context::TableCell);
                    text.push_str(&format!("![{label}]{target}"));
                }
            }
            "code" | "kbd" | "samp" | "tt" => {
                let code = self.plain(name)?;
                let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
                if !code.is_empty() {
                    let span = code_span(&code);
                    let is_cell = context == Context::TableCell;
                    text.push_str(&if is_cell {
                        span.replace('|', "\\|")
                    } else {
                        span
                    });
                }
            }
            "b" | "strong" => self.marked(text, name, "**")?,
            "i" | "em" | "cite" | "var" | "dfn" => self.marked(text, name, "*")?,
            "s" | "del" | "strike" => self.marked(text, name, "~~")?,
            "a" => {
                let target = attribute(attributes, "href").filter(|target| {
                    let target = target.trim().to_ascii_lowercase();
                    !target.is_empty() && !target.starts_with("javascript:")
                });
                let inner = self.inner(name)?;
                match target {
                    Some(target) if !inner.trim().is_empty() => {
                        let target = link::written(&target, "", context == Context::TableCell);
                        enclosed(text, &inner, "[", &format!("]{target}"));
                    }
                    _ => text.push_str(&inner),
                }
            }
            _ => {
                let inner = self.inner(name)?;
                text.push_str(&inner);
            }
        }
        Some(())
    }

    fn marked(&mut self, text: &mut String, name: &str, mark: &str) -> Option<()> {
        let inner = self.inner(name)?;
        enclosed(text, &inner, mark, mark);
        Some(())
    }

    /// Writes the text of an element up to its end.
    fn inner(&mut self, name: &str) -> Option<String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut text = String::new();
        loop {
            match &self.peek()?.token {
                Token::Close { name: end, .. } if end == name => break,
                Token::Open { name, .. } if is_block(name) => return None,
                _ => self.inline(&mut text)?,
            }
        }
        self.at += 1;
        self.depth -= 1;
        Some(text)
    }

    /// Returns the text of an element without markup up to its end.
    fn plain(&mut self, name: &str) -> Option<String> {
        let mut text = String::new();
        let mut depth = 0_usize;
        loop {
            let part = self.peek()?.clone();
            self.at += 1;
            match part.token {
                Token::Close { name: end, .. } if end == name && depth == 0 => return Some(text),
                Token::Close { .. } | Token::ImpliedClose(_) => depth = depth.saturating_sub(1),
                Token::Open { name, .. } if name == "br" => text.push('\n'),
                Token::Open { name, .. } => depth += usize::from(!is_void(&name)),
                Token::Source(source) | Token::Text(source) => text.push_str(&decoded(source)),
                Token::Raw(source) => text.push_str(source),
                Token::Comment => {}
            }
        }
    }
}

/// Adds the text as a block and clears it.
fn flush(text: &mut String, blocks: &mut Vec<Block>) {
    let source = std::mem::take(text);
    let mut source = source.trim_matches('\n').trim_end();
    if let Some(before) = source.strip_suffix('\\')
        && !before.ends_with('\\')
    {
        source = before.trim_end();
    }
    if !source.trim().is_empty() {
        blocks.push(source.lines().map(str::to_owned).collect());
    }
}

/// Joins blocks with a blank line between two.
fn join(blocks: Vec<Block>) -> Block {
    blocks.join(&String::new())
}

/// Returns the text of blocks on one line; `None` for blocks that cannot be on a line.
fn one_line(blocks: Vec<Block>) -> Option<String> {
    let is_special = |line: &String| line.starts_with(['#', '>', '|']) || line.starts_with("```");
    if blocks.iter().any(is_list) || blocks.iter().flatten().any(is_special) {
        return None;
    }
    let lines: Vec<_> = blocks
        .concat()
        .into_iter()
        .map(|line| line.trim_end_matches('\\').trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    Some(lines.join(" "))
}

fn is_list(block: &Block) -> bool {
    let first = block.first().map(String::as_str).unwrap_or_default();
    let digits = first.trim_start_matches(|character: char| character.is_ascii_digit());
    first.starts_with("- ") || digits.len() < first.len() && digits.starts_with(". ")
}
