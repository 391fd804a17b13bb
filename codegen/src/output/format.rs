//! From tokens to text.
//!
//! Each item is parsed and printed on its own, so that there can be a blank line between two of them, and each member
//! of an `impl` or a `trait` for the same reason. No pass is made over printed text.

use super::{Kind, OutputError, Rendered, header_line, table};
use crate::source::SourceFile;
use proc_macro2::TokenStream;
use quote::ToTokens;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;
use syn::{ImplItem, Item, ItemImpl, ItemMacro, ItemTrait, MacroDelimiter, TraitItem};

/// How much of the tokens an error shows, in characters.
const EXCERPT: usize = 160;

/// Formats one file that is generated from `document`, a file name.
///
/// # Errors
///
/// [`OutputError::Syntax`] when the tokens are not Rust.
pub fn render(file: &SourceFile, document: &str) -> Result<Rendered, OutputError> {
    let mut sections = Vec::new();
    let mut attributes = String::new();
    let uses = read_all(file, &file.uses)?;
    let modules = read_all(file, &file.modules)?;
    let (roots, reexports): (Vec<_>, Vec<_>) =
        modules.into_iter().partition(|piece| !piece.is_use());
    for group in [uses, roots, reexports] {
        let text: String = group.into_iter().map(Piece::print).collect();
        if !text.is_empty() {
            sections.push(text);
        }
    }
    for tokens in &file.items {
        for piece in read(file, tokens)? {
            match piece {
                Piece::Attributes(text) => attributes.push_str(&text),
                other => sections.push(other.print()),
            }
        }
    }
    let mut text = header_line(document);
    let docs = module_docs(&file.docs);
    for section in [docs, attributes].into_iter().chain(sections) {
        if !section.is_empty() {
            text.push('\n');
            text.push_str(&section);
        }
    }
    Ok(Rendered {
        path: file.path.clone(),
        text,
        kind: Kind::Generated,
    })
}

/// Emits and formats files in parallel, in the order of `units`.
///
/// Tokens cannot travel from thread to thread, so a unit is emitted where it is formatted.
///
/// # Errors
///
/// Every [`OutputError`] of [`render`], in the order of `units`.
pub fn render_each<U: Sync>(
    units: &[U],
    document: &str,
    emit: impl Fn(&U) -> SourceFile + Sync,
) -> Result<Vec<Rendered>, Vec<OutputError>> {
    let all = || -> Vec<_> {
        let units = units.par_iter();
        units.map(|unit| render(&emit(unit), document)).collect()
    };
    let results = with_room(all);
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

/// The stack of a thread, in bytes. Reading, resolving and printing take frames for each level of nesting, and a thread that
/// waits for another begins a second file on top of that; memory that is not used costs nothing.
const STACK: usize = 32 * 1024 * 1024;

/// Runs something on a thread with a stack that is large enough for any document.
pub(crate) fn with_room<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    match pool() {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

/// The threads with such a stack; `None` where the system has none to give.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());
    pool.as_ref()
}

/// A part of a file that is printed on its own.
enum Piece {
    /// Attributes of the whole file, already printed.
    Attributes(String),
    /// A macro call in braces.
    Table(TokenStream),
    Item(Box<Item>),
}

impl Piece {
    fn is_use(&self) -> bool {
        matches!(self, Self::Item(item) if matches!(**item, Item::Use(_)))
    }

    fn print(self) -> String {
        match self {
            Self::Attributes(text) => text,
            Self::Table(tokens) => table::print(tokens),
            Self::Item(item) => match *item {
                Item::Impl(item) => print_impl(item),
                Item::Trait(item) => print_trait(item),
                item => print_item(item),
            },
        }
    }
}

fn read_all(file: &SourceFile, all: &[TokenStream]) -> Result<Vec<Piece>, OutputError> {
    let mut pieces = Vec::new();
    for tokens in all {
        pieces.extend(read(file, tokens)?);
    }
    Ok(pieces)
}

/// Takes tokens apart into items. A macro table is recognised before anything is parsed.
fn read(file: &SourceFile, tokens: &TokenStream) -> Result<Vec<Piece>, OutputError> {
    if table::is_table(tokens) {
        return Ok(vec![Piece::Table(tokens.clone())]);
    }
    let syntax_error = |message: String| OutputError::Syntax {
        path: file.path.clone(),
        excerpt: tokens.to_string().chars().take(EXCERPT).collect(),
        message,
    };
    let parsed: syn::File =
        syn::parse2(tokens.clone()).map_err(|error| syntax_error(error.to_string()))?;
    let mut pieces = Vec::with_capacity(parsed.items.len());
    if !parsed.attrs.is_empty() {
        let printed = prettyplease::unparse(&syn::File {
            items: Vec::new(),
            ..parsed
        });
        pieces.push(Piece::Attributes(format!("{}\n", printed.trim_end())));
    }
    for item in parsed.items {
        if has_unknown_syntax(&item) {
            return Err(syntax_error("not an item".to_owned()));
        }
        pieces.push(match item {
            Item::Macro(call) if is_table(&call) => Piece::Table(call.into_token_stream()),
            other => Piece::Item(Box::new(other)),
        });
    }
    Ok(pieces)
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
