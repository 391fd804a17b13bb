//! From tokens to text.
//!
//! Each item is parsed and printed on its own, so that there can be a blank line between two of them, and each member
//! of an `impl` or a `trait` for the same reason. No pass is made over printed text.

use super::tokens::{Cursor, Tokens};
use super::{Kind, OutputError, Rendered, header_line, plain, table};
use crate::source::{self, SourceFile};
use crate::stack::with_large_stack;
use proc_macro2::TokenStream;
use quote::ToTokens;
use rayon::prelude::*;
use syn::{ImplItem, Item, ItemImpl, ItemMacro, ItemTrait, MacroDelimiter, TraitItem};

/// How much of the tokens an error shows, in characters.
const EXCERPT: usize = 160;

/// Formats one file that is generated from `document`, a file name.
///
/// # Errors
///
/// [`OutputError::Syntax`] when the tokens are not Rust.
pub fn render(file: SourceFile, document: &str) -> Result<Rendered, OutputError> {
    let SourceFile {
        path,
        docs,
        uses,
        modules,
        items,
    } = file;
    let mut sections = Vec::with_capacity(items.len() + 3);
    let mut attributes = String::new();
    let mut tokens = Tokens::default();
    sections.push(uses.iter().flat_map(|line| [line, "\n"]).collect());
    let (mut roots, mut reexports) = (String::new(), String::new());
    for line in modules {
        for piece in read(&path, line, &mut tokens)? {
            match piece.kind {
                Part::Import => reexports.push_str(&piece.text),
                Part::Attributes | Part::Item => roots.push_str(&piece.text),
            }
        }
    }
    sections.extend([roots, reexports]);
    for item in items {
        let item = match item {
            source::Item::Tokens(tokens) => tokens,
            source::Item::Table(table) => {
                sections.push(table.to_string());
                continue;
            }
            source::Item::Text(text) => {
                sections.push(text);
                continue;
            }
        };
        for piece in read(&path, item, &mut tokens)? {
            match piece.kind {
                Part::Attributes => attributes.push_str(&piece.text),
                Part::Import | Part::Item => sections.push(piece.text),
            }
        }
    }
    let mut text = header_line(document);
    let docs = module_docs(&docs);
    for section in [docs, attributes].into_iter().chain(sections) {
        if !section.is_empty() {
            text.push('\n');
            text.push_str(&section);
        }
    }
    Ok(Rendered {
        path,
        text,
        kind: Kind::Generated,
    })
}

/// Makes files in parallel, in the order of `units`.
///
/// Tokens cannot travel from thread to thread, so a unit is emitted where it is formatted.
///
/// # Errors
///
/// Every [`OutputError`], in the order of `units`.
pub fn render_each<U: Sync>(
    units: &[U],
    make: impl Fn(&U) -> Result<Rendered, OutputError> + Sync,
) -> Result<Vec<Rendered>, Vec<OutputError>> {
    let results: Vec<_> = with_large_stack(|| units.par_iter().map(&make).collect());
    let mut files = Vec::with_capacity(results.len());
    let mut errors = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(files)
    } else {
        Err(errors)
    }
}

/// A part of a file, printed on its own.
pub(super) struct Piece {
    kind: Part,
    pub(super) text: String,
}

/// Where a part of a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Attributes of the whole file: before everything else.
    Attributes,
    /// An import or a reexport.
    Import,
    Item,
}

/// Takes tokens apart into items and prints them: tables and plain items as they are read, the others by way of a syntax
/// tree. `tokens` is room for them that is used again and again.
fn read(path: &str, stream: TokenStream, tokens: &mut Tokens) -> Result<Vec<Piece>, OutputError> {
    tokens.replace(stream);
    let mut rest = tokens.cursor();
    let mut pieces = Vec::with_capacity(1);
    while !rest.is_empty() {
        let start = rest;
        if let Some(table) = table::take(&mut rest) {
            let (kind, text) = (Part::Item, table::print(table));
            pieces.push(Piece { kind, text });
        } else if let Some((is_import, text)) = plain::print(&mut rest, print_member) {
            let kind = if is_import { Part::Import } else { Part::Item };
            pieces.push(Piece { kind, text });
        } else {
            pieces.extend(parse(path, start)?);
            break;
        }
    }
    Ok(pieces)
}

/// Parses items and prints them.
pub(super) fn parse(path: &str, tokens: Cursor<'_>) -> Result<Vec<Piece>, OutputError> {
    let mut source = String::new();
    tokens.write(&mut source);
    let syntax_error = |message: String| OutputError::Syntax {
        path: path.to_owned(),
        excerpt: source.chars().take(EXCERPT).collect(),
        message,
    };
    let parsed: syn::File =
        syn::parse_str(&source).map_err(|error| syntax_error(error.to_string()))?;
    let mut pieces = Vec::with_capacity(parsed.items.len());
    if !parsed.attrs.is_empty() {
        let printed = prettyplease::unparse(&syn::File {
            items: Vec::new(),
            ..parsed
        });
        pieces.push(Piece {
            kind: Part::Attributes,
            text: format!("{}\n", printed.trim_end()),
        });
    }
    for item in parsed.items {
        if has_unknown_syntax(&item) {
            return Err(syntax_error("not an item".to_owned()));
        }
        let kind = if matches!(item, Item::Use(_)) {
            Part::Import
        } else {
            Part::Item
        };
        let text = match item {
            Item::Impl(item) => print_impl(item),
            Item::Trait(item) => print_trait(item),
            Item::Macro(call) if is_table(&call) => {
                table::print(Tokens::of(call.into_token_stream()).cursor())
            }
            item => print_item(item),
        };
        pieces.push(Piece { kind, text });
    }
    Ok(pieces)
}

/// Prints a member of the `impl` that begins with `head`, by way of a syntax tree; `None` where that is no Rust.
pub(super) fn print_member(head: &str, member: Cursor<'_>) -> Option<String> {
    let mut source = format!("{head} {{");
    member.write(&mut source);
    source.push('}');
    let item: Item = syn::parse_str(&source).ok()?;
    if has_unknown_syntax(&item) {
        return None;
    }
    let printed = print_item(item);
    let body = printed.strip_prefix(head)?.strip_prefix(" {\n")?;
    body.strip_suffix("}\n").map(str::to_owned)
}

fn is_table(call: &ItemMacro) -> bool {
    call.ident.is_none() && matches!(call.mac.delimiter, MacroDelimiter::Brace(_))
}

/// Whether an item holds what the parser took without understanding it, which the printer cannot print.
fn has_unknown_syntax(item: &Item) -> bool {
    match item {
        Item::Verbatim(_) => true,
        Item::Impl(item) => item
            .items
            .iter()
            .any(|member| matches!(member, ImplItem::Verbatim(_))),
        Item::Trait(item) => item
            .items
            .iter()
            .any(|member| matches!(member, TraitItem::Verbatim(_))),
        _ => false,
    }
}

fn print_item(item: Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// A member of an `impl` or a `trait`, alone in a shell without attributes.
struct Member {
    is_fn: bool,
    shell: Item,
}

fn print_impl(item: ItemImpl) -> String {
    let mut head = item.clone();
    let members = std::mem::take(&mut head.items);
    let mut shell = head.clone();
    shell.attrs.clear();
    let members = members.into_iter().map(|member| Member {
        is_fn: matches!(member, ImplItem::Fn(_)),
        shell: Item::Impl(ItemImpl {
            items: vec![member],
            ..shell.clone()
        }),
    });
    splice(Item::Impl(head), Item::Impl(shell.clone()), members)
        .unwrap_or_else(|| print_item(Item::Impl(item)))
}

fn print_trait(item: ItemTrait) -> String {
    let mut head = item.clone();
    let members = std::mem::take(&mut head.items);
    let mut shell = head.clone();
    shell.attrs.clear();
    let members = members.into_iter().map(|member| Member {
        is_fn: matches!(member, TraitItem::Fn(_)),
        shell: Item::Trait(ItemTrait {
            items: vec![member],
            ..shell.clone()
        }),
    });
    splice(Item::Trait(head), Item::Trait(shell.clone()), members)
        .unwrap_or_else(|| print_item(Item::Trait(item)))
}

/// Prints `members` between the braces of `head`, with a blank line beside every function.
///
/// `None` where the printed form is not the expected one, as with inner attributes.
fn splice(head: Item, shell: Item, members: impl Iterator<Item = Member>) -> Option<String> {
    const EMPTY: &str = "{}\n";
    let mut text = print_item(head).strip_suffix(EMPTY)?.to_owned();
    let shell = print_item(shell).strip_suffix(EMPTY)?.to_owned();
    let mut after_fn = None;
    for member in members {
        if after_fn == Some(true) || after_fn.is_some() && member.is_fn {
            text.push('\n');
        } else if after_fn.is_none() {
            text.push_str("{\n");
        }
        let printed = print_item(member.shell);
        let body = printed.strip_prefix(&shell)?.strip_prefix("{\n")?;
        text.push_str(body.strip_suffix("}\n")?);
        after_fn = Some(member.is_fn);
    }
    text.push_str(if after_fn.is_some() { "}\n" } else { EMPTY });
    Some(text)
}

fn module_docs(docs: &[String]) -> String {
    let mut text = String::new();
    for line in docs.iter().flat_map(|entry| entry.split('\n')) {
        // A lone carriage return is not allowed in a doc comment.
        let line = line.replace('\r', " ");
        text.push_str("//!");
        if !line.trim_end().is_empty() {
            text.push(' ');
            text.push_str(line.trim_end());
        }
        text.push('\n');
    }
    text
}
