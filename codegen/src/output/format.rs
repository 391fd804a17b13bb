//! Formats files.
//!
//! Each item is printed on its own, with a blank line between two items. An item that the printer does not know goes through
//! a syntax tree and is printed in another style; then it carries `#[rustfmt::skip]`.

use super::error::OutputError;
use super::printer::{self, Kind, Printed};
use super::rendered::{Ownership, Rendered, header_line};
use super::tokens::{Cursor, Tokens};
use crate::name_order::compare_paths;
use crate::source::{self, SourceFile};
use crate::stack::with_large_stack;
use proc_macro2::TokenStream;
use rayon::prelude::*;
use syn::{ImplItem, Item, TraitItem};

/// The number of characters of the tokens that an error shows.
const EXCERPT: usize = 160;

/// Keeps rustfmt from changing an item.
const SKIP: &str = "#[rustfmt::skip]\n";

/// Formats one file that is generated from `document`, a file name.
///
/// # Errors
///
/// [`OutputError::Syntax`] if the tokens are not Rust.
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
    let mut lines = Vec::with_capacity(modules.len());
    for line in modules {
        lines.extend(print(&path, line, &mut tokens)?);
    }
    sections.extend(sorted(lines));
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
        for printed in print(&path, item, &mut tokens)? {
            match printed.kind {
                Kind::Attribute => attributes.push_str(&printed.text),
                _ => sections.push(printed.text),
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
        ownership: Ownership::Generated,
    })
}

/// Sorts the lines of a module's root: the modules, then the imports.
fn sorted(lines: Vec<Printed>) -> [String; 2] {
    let (mut imports, mut modules): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.kind == Kind::Import);
    // Unlike imports, rustfmt orders modules by their characters.
    modules.sort_by(|one, other| bare(one.path()).cmp(bare(other.path())));
    imports.sort_by(|one, other| compare_paths(one.path(), other.path()));
    [modules, imports].map(|lines| lines.into_iter().map(|line| line.text).collect())
}

fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Makes files in parallel, in the order of `units`.
///
/// Tokens cannot be sent to another thread, so each unit is emitted and formatted on the same thread.
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

/// Prints items. `tokens` is memory that is used again for each call.
fn print(
    path: &str,
    stream: TokenStream,
    tokens: &mut Tokens,
) -> Result<Vec<Printed>, OutputError> {
    tokens.replace(stream);
    let mut rest = tokens.cursor();
    let mut all = Vec::with_capacity(1);
    while !rest.is_empty() {
        let start = rest;
        if let Some(printed) = printer::print(&mut rest, print_member) {
            all.push(printed);
        } else {
            all.extend(parse(path, start)?);
            break;
        }
    }
    Ok(all)
}

/// Prints items by way of a syntax tree.
pub(super) fn parse(path: &str, tokens: Cursor<'_>) -> Result<Vec<Printed>, OutputError> {
    let mut source = String::new();
    tokens.write(&mut source);
    let syntax_error = |message: String| OutputError::Syntax {
        path: path.to_owned(),
        excerpt: source.chars().take(EXCERPT).collect(),
        message,
    };
    let parsed: syn::File =
        syn::parse_str(&source).map_err(|error| syntax_error(error.to_string()))?;
    if !parsed.attrs.is_empty() {
        return Err(syntax_error("unknown attribute of the file".to_owned()));
    }
    let mut all = Vec::with_capacity(parsed.items.len());
    for item in parsed.items {
        if has_unknown_syntax(&item) {
            return Err(syntax_error("not an item".to_owned()));
        }
        all.push(Printed::other(format!("{SKIP}{}", print_item(item))));
    }
    Ok(all)
}

/// Prints a member of an `impl` by way of a syntax tree; `None` if it is not Rust.
pub(super) fn print_member(member: Cursor<'_>) -> Option<String> {
    let mut source = "impl A {".to_owned();
    member.write(&mut source);
    source.push('}');
    let item: Item = syn::parse_str(&source).ok()?;
    if has_unknown_syntax(&item) {
        return None;
    }
    let printed = print_item(item);
    let body = printed.strip_prefix("impl A {\n")?.strip_suffix("}\n")?;
    Some(format!("    {SKIP}{body}"))
}

/// Returns `true` if an item contains syntax that the parser accepted without understanding it.
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
