//! Rust types and signatures as text that can be compared: one spelling for one meaning.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The types that are another name of a type, which callers cannot tell from it.
pub(in crate::diff) type Aliases = BTreeMap<String, String>;

/// Tokens as a person writes them, with aliases replaced by what they stand for.
///
/// Types are called by their last name: names are unique in a generated crate, and how a file imports them is its own affair.
pub(super) fn text(tokens: &impl ToTokens, aliases: &Aliases) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), aliases, &mut out);
    out.trim().to_owned()
}

const OWN_MODULES: [&str; 5] = ["types", "crate", "super", "self", "runtime"];

fn write(tokens: TokenStream, aliases: &Aliases, out: &mut String) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(tree) = trees.get(index) {
        let is_path = is_colon(trees.get(index + 1)) && is_colon(trees.get(index + 2));
        match tree {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if is_path && OWN_MODULES.contains(&name.as_str()) {
                    index += 3;
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

/// Whether a list ends here: a comma before its end says nothing.
fn is_last(next: Option<&TokenTree>) -> bool {
    match next {
        None => true,
        Some(TokenTree::Punct(sign)) => sign.as_char() == '>',
        Some(_) => false,
    }
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
