//! Rust types and signatures as normalised text.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The targets of type aliases by name. Aliases and their targets are interchangeable for callers.
pub(in crate::diff) type Aliases = BTreeMap<String, String>;

/// Returns tokens as formatted code, with aliases replaced by their targets.
///
/// Paths are reduced to their last segment: names are unique in a generated crate, and imports do not affect callers.
pub(super) fn text(tokens: &impl ToTokens, aliases: &Aliases) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), aliases, &mut out);
    out.trim().to_owned()
}

const OWN_MODULES: [&str; 5] = ["types", "crate", "super", "self", "runtime"];

/// The modules of std with types that a file names by their paths if a type of the API has the same name there.
const STD_MODULES: [&str; 7] = [
    "boxed",
    "collections",
    "convert",
    "default",
    "option",
    "string",
    "vec",
];

fn write(tokens: TokenStream, aliases: &Aliases, out: &mut String) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(tree) = trees.get(index) {
        let is_path = is_colon(trees.get(index + 1)) && is_colon(trees.get(index + 2));
        match tree {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if is_path
                    && (OWN_MODULES.contains(&name.as_str()) || is_module_below(&trees, index))
                {
                    index += 3;
                    continue;
                }
                if is_path && name == "std" && is_std_module(trees.get(index + 3)) {
                    index += 6;
                    continue;
                }
                let after_word = out.ends_with(|last: char| last.is_alphanumeric() || last == '_');
                if after_word || out.ends_with([',', '>', ')', ']']) {
                    out.push(' ');
                }
                let follows_path = out.ends_with("::");
                match aliases.get(&name).filter(|_| !follows_path && !is_path) {
                    Some(target) => out.push_str(target),
                    None => out.push_str(&name),
                }
            }
            TokenTree::Punct(sign) => match sign.as_char() {
                ',' if is_last(trees.get(index + 1)) => {}
                ',' => out.push_str(", "),
                '=' => out.push_str(" = "),
                '+' => out.push_str(" + "),
                '-' => out.push_str(if is_arrow(&trees, index) { " " } else { "-" }),
                ':' if is_path_sign(&trees, index) => out.push(':'),
                ':' => out.push_str(": "),
                sign => out.push(sign),
            },
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), aliases, out);
                out.push_str(close);
            }
        }
        if let Some(TokenTree::Punct(sign)) = trees.get(index)
            && sign.as_char() == '-'
            && is_arrow(&trees, index)
        {
            out.push_str("-> ");
            index += 1;
        }
        index += 1;
    }
}

/// Returns `true` at the end of a list, where a trailing comma has no meaning.
fn is_last(next: Option<&TokenTree>) -> bool {
    match next {
        None => true,
        Some(TokenTree::Punct(sign)) => sign.as_char() == '>',
        Some(_) => false,
    }
}

/// Returns `true` if a segment is a module in a module of the crate: `box_` in `super::box_::Box`.
fn is_module_below(trees: &[TokenTree], index: usize) -> bool {
    let Some(TokenTree::Ident(before)) = index.checked_sub(3).and_then(|at| trees.get(at)) else {
        return false;
    };
    let is_own = OWN_MODULES.iter().any(|module| before == module);
    is_own && is_colon(trees.get(index - 1)) && is_colon(trees.get(index - 2))
}

fn is_std_module(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Ident(name)) if STD_MODULES.iter().any(|module| name == module))
}

fn is_colon(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(sign)) if sign.as_char() == ':')
}

fn is_arrow(trees: &[TokenTree], index: usize) -> bool {
    matches!(trees.get(index + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '>')
}

fn is_path_sign(trees: &[TokenTree], index: usize) -> bool {
    is_colon(trees.get(index + 1)) || index > 0 && is_colon(trees.get(index - 1))
}
